#include "ui/monitor/rangegraph.h"

#include <algorithm>
#include <cmath>

namespace {

constexpr double lineWidth = 1; // pixels: wider ones take ten times as long
constexpr int groundAlpha = 50;

} // namespace

RangeGraph::RangeGraph(QCPAxis *keyAxis, QCPAxis *valueAxis)
    : QCPGraph(keyAxis, valueAxis)
{
}

void RangeGraph::setColor(const QColor &color)
{
    setPen(QPen(color, lineWidth));
    m_ground = color;
    m_ground.setAlpha(groundAlpha);
}

/// As columns of whole pixels, which neither overlap nor leave anything between them: as one outline it took longer than all the rest.
void RangeGraph::drawFill(QCPPainter *painter, QVector<QPointF> *) const
{
    QVector<QRect> columns;
    columns.reserve(qsizetype(m_ranges.size()));
    const auto pixel = [](const QCPAxis *axis, double value) { return int(std::lround(axis->coordToPixel(value))); };
    for (const Range &range : m_ranges) {
        if (!(range.least < range.most)) // no with what is not known
            continue;
        const int left = pixel(keyAxis(), range.begin);
        const int top = pixel(valueAxis(), range.most);
        columns.append(
            QRect(left, top, std::max(1, pixel(keyAxis(), range.end) - left), std::max(1, pixel(valueAxis(), range.least) - top)));
    }
    if (columns.isEmpty())
        return;
    painter->setAntialiasing(false);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_ground);
    painter->drawRects(columns);
}

void RangeGraph::drawLinePlot(QCPPainter *painter, const QVector<QPointF> &lines) const
{
    if (lines.size() <= dense || painter->modes().testFlag(QCPPainter::pmVectorized)) {
        QCPGraph::drawLinePlot(painter, lines);
        return;
    }
    painter->setPen(QPen(pen().color(), 1 / painter->device()->devicePixelRatioF()));
    painter->setAntialiasing(false);
    drawPolyline(painter, lines);
}
