#pragma once

#include <qcustomplot.h>

/// A line of a chart. Included only by what draws.
class ChartLine : public QCPGraph
{
public:
    static constexpr int dense = 200; ///< from so many points on the line is as thin as the screen has it, and not smoothed

    ChartLine(QCPAxis *keyAxis, QCPAxis *valueAxis);

    void setColor(const QColor &color);

protected:
    void drawLinePlot(QCPPainter *painter, const QVector<QPointF> &lines) const override;
};
