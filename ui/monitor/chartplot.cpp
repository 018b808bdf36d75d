#include "ui/monitor/chartplot.h"

#include "ui/monitor/charttime.h"
#include "ui/monitor/toldstretch.h"

#include <algorithm>

namespace {

constexpr size_t mostPoints = 250; // of a line: three or four pixels each where there are two charts beside each other
constexpr int nearPixels = 5;

} // namespace

ChartPlot::ChartPlot(const StatHistory *history, const QList<Chart> &charts, const ChartTime *time, const HiddenSeries *hidden,
                     QWidget *parent)
    : QCustomPlot(parent)
    , m_history(history)
    , m_time(time)
    , m_hidden(hidden)
    , m_margins(new QCPMarginGroup(this))
{
    plotLayout()->clear();
    setAutoAddPlottableToLegend(false);
    setSelectionRectMode(QCP::srmNone);
    mReplotting = true; // so that it never paints by itself into buffers
    for (const Chart &chart : charts)
        m_areas.emplace_back(this, chart, m_margins, int(m_areas.size()));
    adoptPalette();
}

void ChartPlot::arrange(int columns)
{
    for (ChartArea &area : m_areas)
        area.fit(width() / columns);
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (const ChartArea &area : m_areas)
        plotLayout()->take(area.grid());
    plotLayout()->simplify();
    for (size_t i = 0; i < m_areas.size(); ++i)
        plotLayout()->addElement(int(i) / columns, int(i) % columns, m_areas[i].grid());
}

void ChartPlot::adoptPalette()
{
    setBackground(palette().color(QPalette::Base));
    for (ChartArea &area : m_areas)
        area.adopt(palette(), font());
    hideSeries();
}

void ChartPlot::hideSeries()
{
    for (ChartArea &area : m_areas)
        area.hide(*m_hidden, palette());
}

void ChartPlot::fill()
{
    m_stretches = m_history->stretches(m_time->begin(), m_time->end(), mostPoints);
    m_marks.clear();
    std::ranges::copy_if(m_history->marks(), std::back_inserter(m_marks),
                         [this](const StatMark &mark) { return mark.time > m_time->begin() && mark.time <= m_time->end(); });
    for (ChartArea &area : m_areas) {
        area.fill(m_stretches, m_time->begin(), m_time->end());
        area.showMarks(m_marks, palette());
    }
    showCursor();
}

void ChartPlot::showCursor()
{
    const StatStretch *told = toldStretch(m_stretches, *m_time);
    for (ChartArea &area : m_areas) {
        area.showCursor(m_time->cursor());
        area.tell(told);
    }
}

/// What is not to be seen is left out, as in a window that shows a few of them and scrolls.
void ChartPlot::paintEvent(QPaintEvent *event)
{
    if (!qFuzzyCompare(bufferDevicePixelRatio(), devicePixelRatioF())) // by which the labels are kept
        setBufferDevicePixelRatio(devicePixelRatioF());
    m_exposed = event->rect();
    QCPPainter painter(this);
    painter.fillRect(event->rect(), palette().color(QPalette::Base));
    draw(&painter);
    m_exposed.reset();
}

/// The first step of draw().
void ChartPlot::updateLayout()
{
    QCustomPlot::updateLayout();
    for (const ChartArea &area : m_areas) {
        area.raiseZero();
        area.setDrawn(!m_exposed || area.grid()->outerRect().intersects(*m_exposed));
    }
}

QString ChartPlot::text() const
{
    const StatStretch *told = toldStretch(m_stretches, *m_time);
    QStringList lines;
    for (const ChartArea &area : m_areas)
        lines += area.text(told);
    return lines.join(QLatin1Char('\n'));
}

int ChartPlot::timeWidth() const
{
    return m_areas.empty() ? 1 : std::max(1, m_areas.front().rect()->width());
}

double ChartPlot::shareAt(const QPointF &position) const
{
    for (const ChartArea &area : m_areas) {
        const QRect rect = area.rect()->rect();
        if (rect.contains(position.toPoint()))
            return (position.x() - rect.left()) / std::max(1, rect.width());
    }
    return -1;
}

qint64 ChartPlot::timeAt(const QPointF &position) const
{
    const double share = shareAt(position);
    return share < 0 ? 0 : m_time->begin() + qint64(share * double(m_time->window()));
}

QString ChartPlot::seriesAt(const QPoint &position) const
{
    for (const ChartArea &area : m_areas) {
        if (const ChartSeries *series = area.seriesAt(position))
            return series->word();
    }
    return {};
}

QString ChartPlot::markTextAt(const QPointF &position) const
{
    const qint64 time = timeAt(position);
    const qint64 reach = m_time->window() * nearPixels / timeWidth();
    const auto found = std::ranges::find_if(m_marks, [=](const StatMark &mark) { return time > 0 && qAbs(mark.time - time) <= reach; });
    return found == m_marks.end() ? QString() : markText(*found);
}
