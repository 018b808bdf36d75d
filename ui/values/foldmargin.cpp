#include "ui/values/foldmargin.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

FoldMargin::FoldMargin(const QFont &font, int lineCount)
{
    const QFontMetrics metrics(font);
    const int digits = std::max(3, int(QString::number(lineCount).size()));
    m_height = metrics.lineSpacing();
    m_width = gap + digits * metrics.horizontalAdvance(QLatin1Char('0')) + m_height + gap;
}

void FoldMargin::paint(QPainter *painter, const QPalette &palette, int top, int line, Mark mark) const
{
    const QRect place(0, top, m_width, m_height);
    painter->fillRect(place, palette.color(QPalette::AlternateBase));
    painter->setPen(palette.color(QPalette::PlaceholderText));
    painter->drawText(place.adjusted(0, 0, -m_height - gap, 0), Qt::AlignRight | Qt::AlignVCenter, QString::number(line + 1));
    if (mark == Mark::None)
        return;
    const double side = m_height * 0.22;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(m_width - gap - m_height / 2.0, top + m_height / 2.0);
    painter->rotate(mark == Mark::Folded ? -90 : 0);
    painter->setPen(QPen(palette.color(mark == Mark::Folded ? QPalette::Link : QPalette::PlaceholderText), 1.5));
    painter->drawPolyline(QPolygonF({{-side, -side / 2}, {0, side / 2}, {side, -side / 2}}));
    painter->restore();
}
