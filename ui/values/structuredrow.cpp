#include "ui/values/structuredrow.h"

StructuredRow::StructuredRow(const WrittenLine &line, const QFont &font, const QPalette &palette, const SelectedColumns &selected)
    : m_layout(line.text, font)
{
    QList<QTextLayout::FormatRange> formats;
    for (const WrittenLine::Stretch &stretch : line.stretches) {
        QTextLayout::FormatRange range{stretch.begin, stretch.length, {}};
        range.format.setForeground(inkColor(stretch.ink, palette));
        range.format.setFontItalic(stretch.ink == Ink::Remark);
        formats.append(range);
    }
    if (selected.from < selected.to) {
        QTextLayout::FormatRange range{selected.from, selected.to - selected.from, {}};
        range.format.setBackground(palette.brush(selected.group, QPalette::Highlight));
        range.format.setForeground(palette.brush(selected.group, QPalette::HighlightedText));
        formats.append(range);
    }
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    m_layout.setTextOption(option);
    m_layout.setFormats(formats);
    m_layout.beginLayout();
    m_layout.createLine();
    m_layout.endLayout();
}
