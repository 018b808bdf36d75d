#include "ui/values/structuredlines.h"

#include "ui/contrast.h"
#include "ui/theme.h"

#include <algorithm>
#include <array>

QColor inkColor(Ink ink, const QPalette &palette)
{
    struct Shades
    {
        QRgb light;
        QRgb dark;
    };
    // By Ink. The same as in scripts for what is the same.
    static constexpr std::array shades{
        Shades{0x1d2127, 0xe4e7eb}, Shades{0x0b6a70, 0x67d3d8}, Shades{0x5a45b0, 0xb3a4ff}, Shades{0x2f6b1c, 0x9fd283},
        Shades{0x8f4a12, 0xf0a978}, Shades{0x1a4fae, 0x7fb2ff}, Shades{0x646b75, 0x9ba3ae}, Shades{0x5f6b78, 0x8d97a3},
    };
    const Shades &shade = shades[size_t(ink)];
    return readableOn(QColor(isDark(palette) ? shade.dark : shade.light), palette.color(QPalette::Base));
}

void WrittenLine::append(QStringView more, Ink ink)
{
    if (more.isEmpty())
        return;
    stretches.push_back({int(text.size()), int(more.size()), ink});
    text += more;
}

std::vector<std::pair<int, int>> outermostFolds(const StructuredLines &lines, int most)
{
    std::vector<std::pair<int, int>> folds;
    const int first = lines.lineCount() > 0 && lines.foldEnd(0) == lines.lineCount() - 1 ? 1 : 0;
    for (int line = first; line < lines.lineCount() && int(folds.size()) < most;) {
        const int end = lines.foldEnd(line);
        if (end >= 0)
            folds.emplace_back(line, end);
        line = std::max(line, end) + 1;
    }
    return folds;
}
