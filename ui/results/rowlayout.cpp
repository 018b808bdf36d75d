#include "ui/results/rowlayout.h"

#include <algorithm>
#include <utility>

RowLayout::RowLayout(TextRows::Row written, const QFont &font, const QList<QTextLayout::FormatRange> &formats)
    : m_written(std::move(written))
    , m_layout(m_written.text, font)
{
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    m_layout.setTextOption(option);
    m_layout.setCacheEnabled(true);
    m_layout.setFormats(formats);
    m_layout.beginLayout();
    m_layout.createLine();
    m_layout.endLayout();
}

qsizetype RowLayout::offsetAt(qreal x) const
{
    const int character = m_layout.lineAt(0).xToCursor(x);
    const qsizetype offset = m_written.offsets[size_t(std::clamp<qsizetype>(character, 0, qsizetype(m_written.offsets.size()) - 1))];
    // Of what stands for a byte, the nearer end.
    const qreal begin = xOf(offset);
    const auto behind = std::ranges::upper_bound(m_written.offsets, offset);
    if (behind == m_written.offsets.end() || x <= begin)
        return offset;
    return x - begin > xOf(*behind) - x ? *behind : offset;
}
