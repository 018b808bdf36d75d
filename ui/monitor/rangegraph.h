#pragma once

#include <qcustomplot.h>

#include <vector>

/// A line with, behind it, the ground between the least and the most of each of its points. Included only by what draws.
class RangeGraph : public QCPGraph
{
public:
    static constexpr int dense = 200; ///< from so many points on the line is as thin as the screen has it, and not smoothed

    /// The range of a stretch of keys; not a number: none is known.
    struct Range
    {
        double begin = 0;
        double end = 0;
        double least = 0;
        double most = 0;
    };

    RangeGraph(QCPAxis *keyAxis, QCPAxis *valueAxis);

    /// In the order of their keys; empty: there is no ground.
    void setRanges(std::vector<Range> ranges) { m_ranges = std::move(ranges); }
    void setColor(const QColor &color);

protected:
    void drawFill(QCPPainter *painter, QVector<QPointF> *lines) const override;
    void drawLinePlot(QCPPainter *painter, const QVector<QPointF> &lines) const override;

private:
    QColor m_ground;
    std::vector<Range> m_ranges;
};
