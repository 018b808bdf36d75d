#include "ui/results/rowmarks.h"

#include "ui/theme.h"

#include <algorithm>

QList<QTextLayout::FormatRange> rowFormats(const TextRows::Row &written, qsizetype row, const RowMarks &marks, const QPalette &palette)
{
    const qsizetype rowEnd = written.offsets.back();
    QList<QTextLayout::FormatRange> formats;
    QTextCharFormat escape;
    escape.setForeground(palette.color(QPalette::PlaceholderText));
    for (const auto &[begin, length] : written.escapes)
        formats.append({begin, length, escape});
    const auto mark = [&](qsizetype from, qsizetype to, const QTextCharFormat &format) {
        const int begin = written.characterAt(std::max(from, row));
        const int end = written.characterAt(std::min(to, rowEnd));
        if (begin < end)
            formats.append({begin, end - begin, format});
    };
    if (marks.matches) {
        QTextCharFormat match;
        QColor color = toneColor(Tone::Notice, palette);
        color.setAlpha(90);
        match.setBackground(color);
        const std::vector<qsizetype> &begins = marks.matches->begins;
        for (size_t i = marks.matches->firstFrom(row - marks.matches->length + 1); i < begins.size() && begins[i] < rowEnd; ++i)
            mark(begins[i], begins[i] + marks.matches->length, match);
    }
    if (marks.selectionStart < std::min(marks.selectionEnd, rowEnd) && marks.selectionEnd > row) {
        QTextCharFormat selected;
        selected.setBackground(palette.brush(marks.group, QPalette::Highlight));
        selected.setForeground(palette.brush(marks.group, QPalette::HighlightedText));
        mark(marks.selectionStart, marks.selectionEnd, selected);
    }
    return formats;
}
