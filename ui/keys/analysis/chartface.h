#pragma once

#include "ui/keys/analysis/chartaxis.h"

#include <QFontMetrics>
#include <QRectF>

class QPainter;
class QPalette;

/// Where the bars of a chart and its axes lie, and how they are painted.
class ChartFace
{
public:
    /// Into `area`; `chart` has bars and outlives it.
    ChartFace(const ChartBars &chart, BarMeasure measure, const QRectF &area, const QFontMetrics &metrics);

    /// The whole column of a bar, also where the bar is low.
    [[nodiscard]] QRectF columnOf(int bar) const;
    /// -1: none.
    [[nodiscard]] int barAt(const QPointF &position) const;
    /// The names below the bars for which there is room, as far as none of the same level is left out.
    [[nodiscard]] QList<ChartTick> shownTicks() const;

    enum class Pointer { Mouse, Keyboard };
    /// `pointed`: the bar that is pointed at; -1: none.
    void paint(QPainter *painter, const QPalette &palette, int pointed, Pointer pointer) const;

private:
    void paintAxes(QPainter *painter, const QPalette &palette) const;
    void paintBar(QPainter *painter, int bar, const QColor &color) const;

    const ChartBars &m_chart;
    BarMeasure m_measure;
    QRectF m_area;
    QFontMetrics m_metrics;
    qint64 m_highest = 1;
    QList<qint64> m_values; ///< that label the axis at the left
    QRectF m_plot;
};
