#include "ui/monitor/chartcolors.h"

#include "ui/contrast.h"
#include "ui/theme.h"

#include <array>

QColor seriesColor(qsizetype number, const QPalette &palette)
{
    static constexpr std::array<QRgb, 7> colors{0xff2f6fde, 0xffd9822b, 0xff2a9d63, 0xff9b51c7, 0xff6b7280, 0xffc2417a, 0xff4a8a99};
    return readableOn(QColor::fromRgb(colors.at(size_t(number) % colors.size())), palette.color(QPalette::Base));
}

QColor markColor(StatEvent event, const QPalette &palette)
{
    return toneColor(event == StatEvent::Restart ? Tone::Bad : Tone::Notice, palette);
}
