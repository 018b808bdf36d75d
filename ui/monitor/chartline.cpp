#include "ui/monitor/chartline.h"

namespace {

constexpr double lineWidth = 1; // pixels: wider ones take ten times as long

} // namespace

ChartLine::ChartLine(QCPAxis *keyAxis, QCPAxis *valueAxis)
    : QCPGraph(keyAxis, valueAxis)
{
}

void ChartLine::setColor(const QColor &color)
{
    setPen(QPen(color, lineWidth));
}

void ChartLine::drawLinePlot(QCPPainter *painter, const QVector<QPointF> &lines) const
{
    if (lines.size() <= dense || painter->modes().testFlag(QCPPainter::pmVectorized)) {
        QCPGraph::drawLinePlot(painter, lines);
        return;
    }
    painter->setPen(QPen(pen().color(), 1 / painter->device()->devicePixelRatioF()));
    painter->setAntialiasing(false);
    drawPolyline(painter, lines);
}
