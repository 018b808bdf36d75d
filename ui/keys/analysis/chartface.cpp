#include "ui/keys/analysis/chartface.h"

#include "ui/theme.h"

#include <QPainter>
#include <QPalette>

#include <algorithm>

namespace {

constexpr int tickLength = 4;
constexpr int labelGap = 6;

} // namespace

ChartFace::ChartFace(const ChartBars &chart, BarMeasure measure, const QRectF &area, const QFontMetrics &metrics)
    : m_chart(chart)
    , m_measure(measure)
    , m_area(area)
    , m_metrics(metrics)
{
    for (const ChartBar &bar : chart.bars)
        m_highest = std::max(m_highest, bar.value(measure));
    m_values = axisValues(m_highest, measure);
    int labels = 0;
    for (const qint64 value : std::as_const(m_values))
        labels = std::max(labels, metrics.horizontalAdvance(measureText(value, measure)));
    m_plot = area.adjusted(labels + labelGap, metrics.height() / 2.0, 0, -metrics.height() - tickLength - 2);
}

QRectF ChartFace::columnOf(int bar) const
{
    const double width = m_plot.width() / double(std::max<qsizetype>(1, m_chart.bars.size()));
    return {m_plot.left() + width * bar, m_plot.top(), width, m_plot.height()};
}

int ChartFace::barAt(const QPointF &position) const
{
    if (!m_plot.contains(position))
        return -1;
    return std::min(int((position.x() - m_plot.left()) / columnOf(0).width()), int(m_chart.bars.size()) - 1);
}

QList<ChartTick> ChartFace::shownTicks() const
{
    const double width = columnOf(0).width();
    const double gap = m_metrics.averageCharWidth();
    QList<ChartTick> shown;
    for (int level = 0;; ++level) {
        QList<ChartTick> candidates;
        bool areMore = false;
        double end = m_area.left() - m_area.width();
        for (const ChartTick &tick : m_chart.ticks) {
            areMore = areMore || tick.level > level;
            if (tick.level > level)
                continue;
            const double half = m_metrics.horizontalAdvance(tick.text) / 2.0;
            const double center = m_plot.left() + tick.position * width;
            if (center - half < end)
                return shown;
            end = center + half + gap;
            candidates.append(tick);
        }
        shown = candidates;
        if (!areMore)
            return shown;
    }
}

void ChartFace::paint(QPainter *painter, const QPalette &palette, int pointed, Pointer pointer) const
{
    paintAxes(painter, palette);
    const QColor color = palette.color(QPalette::Highlight);
    for (int bar = 0; bar < m_chart.bars.size(); ++bar) {
        if (bar == pointed) {
            QColor ground = palette.color(QPalette::Text);
            ground.setAlphaF(0.10F);
            painter->fillRect(columnOf(bar), ground);
        }
        paintBar(painter, bar, bar == pointed ? color.lighter(125) : color);
        if (bar == pointed && pointer == Pointer::Keyboard) {
            painter->setPen(QPen(palette.color(QPalette::Text), 1.5));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(columnOf(bar));
        }
    }
}

void ChartFace::paintBar(QPainter *painter, int bar, const QColor &color) const
{
    const qint64 value = m_chart.bars.at(bar).value(m_measure);
    const QRectF column = columnOf(bar);
    if (value <= 0)
        return;
    // What there is, is seen, however little it is.
    const double height = std::max(1.5, double(value) / double(m_highest) * column.height());
    const double gap = std::min(2.0, column.width() * 0.2);
    painter->fillRect(QRectF(column.left() + gap / 2, column.bottom() - height, column.width() - gap, height), color);
}

void ChartFace::paintAxes(QPainter *painter, const QPalette &palette) const
{
    const int line = m_metrics.height();
    const QColor text = toneColor(Tone::Muted, palette);
    for (const qint64 value : m_values) {
        const double y = m_plot.bottom() - double(value) / double(m_highest) * m_plot.height();
        painter->setPen(QPen(palette.color(QPalette::Mid), 1, Qt::DotLine));
        painter->drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right(), y));
        painter->setPen(text);
        painter->drawText(QRectF(m_area.left(), y - line / 2.0, m_plot.left() - labelGap - m_area.left(), line),
                          Qt::AlignRight | Qt::AlignVCenter, measureText(value, m_measure));
    }
    painter->setPen(QPen(text, 1));
    painter->drawLine(m_plot.bottomLeft(), m_plot.bottomRight());
    const double width = columnOf(0).width();
    const QList<ChartTick> ticks = shownTicks();
    for (const ChartTick &tick : ticks) {
        const double x = m_plot.left() + tick.position * width;
        painter->drawLine(QPointF(x, m_plot.bottom()), QPointF(x, m_plot.bottom() + tickLength));
        const double own = m_metrics.horizontalAdvance(tick.text);
        // The first and the last stay within the frame.
        const double left = std::clamp(x - own / 2, m_area.left(), std::max(m_area.left(), m_area.right() - own));
        painter->drawText(QRectF(left, m_plot.bottom() + tickLength, own + 1, line), Qt::AlignLeft | Qt::AlignVCenter, tick.text);
    }
}
