#include "ui/monitor/chartarea.h"

#include "ui/monitor/chartcolors.h"
#include "ui/monitor/chartground.h"
#include "ui/monitor/chartline.h"
#include "ui/monitor/hiddenseries.h"
#include "ui/theme.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

constexpr double second = 1'000; // milliseconds
constexpr int timeLabel = 130;   // pixels between two of them
constexpr int legendEntry = 125; // pixels that one takes with its value
constexpr double zeroHeight = 2; // pixels from the ground of the chart to its zero: a line there is neither cut nor behind the axis
constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

/// Where nothing is, the axis still has numbers that differ.
double emptyRange(ChartUnit unit)
{
    switch (unit) {
    case ChartUnit::Bytes:
    case ChartUnit::BytesPerSecond:
        return 4'096;
    case ChartUnit::Microseconds:
        return 1'000;
    case ChartUnit::Count:
        return 4;
    default:
        return 1;
    }
}

/// Times below an axis, in steps that are whole in what is told of them: QCustomPlot's own are 2.5 s and 2.5 min, too.
class TimeTicker : public QCPAxisTickerDateTime
{
protected:
    double getTickStep(const QCPRange &range) override
    {
        constexpr double day = 86'400; // seconds, as all of these
        static const QVector<double> steps{1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1'800, 3'600, 7'200, 10'800, 21'600, 43'200};
        const double ideal = range.size() / tickCount();
        if (ideal < 1 || ideal > day / 2)
            return QCPAxisTickerDateTime::getTickStep(range);
        mDateStrategy = dsNone;
        return pickClosest(ideal, steps);
    }
};

/// Numbers beside an axis as the chart tells them.
class UnitTicker : public QCPAxisTicker
{
public:
    explicit UnitTicker(ChartUnit unit)
        : m_unit(unit)
    {
        setTickCount(3);
    }

protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        return tick < 0 ? QString() : axisText(tick, m_step, m_top, m_unit);
    }
    /// Bytes go by powers of 1024, and what is counted has no halves.
    double getTickStep(const QCPRange &range) override
    {
        const QCPRange told(0, range.upper); // not with what is below the zero
        m_top = told.upper;
        m_step = QCPAxisTicker::getTickStep(told);
        if (m_unit == ChartUnit::Count)
            m_step = std::max(1.0, m_step);
        if (m_unit == ChartUnit::Bytes || m_unit == ChartUnit::BytesPerSecond) {
            const double unit = byteUnit(told.upper);
            m_step = std::max(1.0, cleanMantissa(told.size() / tickCount() / unit) * unit);
        }
        return m_step;
    }

private:
    ChartUnit m_unit;
    double m_step = 1;
    double m_top = 1;
};

} // namespace

ChartArea::ChartArea(QCustomPlot *plot, const Chart &chart, QCPMarginGroup *margins, int row)
    : m_plot(plot)
    , m_chart(chart)
    , m_grid(new QCPLayoutGrid)
    , m_title(new QCPTextElement(plot, chart.title))
    , m_legend(new QCPLegend)
    , m_rect(new QCPAxisRect(plot))
{
    m_grid->setRowSpacing(0);
    plot->plotLayout()->addElement(row, 0, m_grid); // what has no plot yet cannot have lines either
    m_title->setTextFlags(Qt::AlignLeft | Qt::AlignVCenter);
    m_title->setMargins(QMargins(8, 6, 8, 0));
    m_legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    m_legend->setMargins(QMargins(8, 0, 8, 0));
    m_legend->setBorderPen(Qt::NoPen);
    m_legend->setBrush(Qt::NoBrush);
    m_legend->setIconTextPadding(5);
    m_legend->setColumnSpacing(12);
    m_legend->setRowSpacing(0);
    m_rect->setMarginGroup(QCP::msLeft | QCP::msRight, margins);
    m_rect->setMinimumSize(120, 60);
    timeAxis()->setTicker(QSharedPointer<TimeTicker>::create());
    valueAxis()->setTicker(QSharedPointer<UnitTicker>::create(chart.unit));
    m_grid->addElement(0, 0, m_title);
    auto *entries = new QCPLayoutGrid; // from the left, and nothing behind them
    m_grid->addElement(1, 0, entries);
    entries->addElement(0, 0, m_legend);
    entries->addElement(0, 1, new QCPLayoutElement(plot));
    entries->setColumnStretchFactors({0.001, 1});
    m_grid->addElement(2, 0, m_rect);
    m_grid->setRowStretchFactors({0.001, 0.001, 1});
    m_legend->setLayer(QStringLiteral("legend"));
    m_rect->axis(QCPAxis::atTop)->setVisible(false);
    m_rect->axis(QCPAxis::atRight)->setVisible(false);
    m_ground = new ChartGround(m_rect);
    for (const ChartSeries &series : chart.series) {
        auto *graph = new ChartLine(timeAxis(), valueAxis());
        graph->addToLegend(m_legend);
        m_lines.push_back({.series = series, .graph = graph});
    }
    m_cursor = addLine();
    m_cursor->setVisible(false);
}

QCPItemStraightLine *ChartArea::addLine() const
{
    auto *line = new QCPItemStraightLine(m_plot);
    line->setClipAxisRect(m_rect);
    for (QCPItemPosition *point : {line->point1, line->point2})
        point->setAxes(timeAxis(), valueAxis());
    return line;
}

void ChartArea::setDrawn(bool drawn) const
{
    m_title->setVisible(drawn);
    m_legend->setVisible(drawn);
    m_rect->setVisible(drawn); // and its axes and lines, which belong to it
}

void ChartArea::raiseZero() const
{
    const double above = std::max(1.0, m_rect->height() - zeroHeight);
    valueAxis()->setRangeLower(-valueAxis()->range().upper * zeroHeight / above);
}

void ChartArea::adopt(const QPalette &palette, const QFont &font)
{
    const QColor text = palette.color(QPalette::Text);
    const QColor muted = toneColor(Tone::Muted, palette);
    const int height = QFontMetrics(font).height();
    QColor gridColor = muted;
    gridColor.setAlpha(60);
    QFont bold = font;
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setTextColor(text);
    m_legend->setIconSize(12, height);
    for (QCPAxis *axis : m_rect->axes()) {
        axis->setBasePen(QPen(gridColor));
        axis->setTickPen(QPen(gridColor));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(muted);
        axis->setTickLabelFont(font);
        axis->grid()->setPen(QPen(gridColor, 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(QPen(Qt::transparent)); // nor another one: the axis is right below
    }
    timeAxis()->setTickLabelPadding(height / 2 + 1); // clear of the zero beside the other axis
    for (size_t i = 0; i < m_lines.size(); ++i) {
        m_lines[i].graph->setColor(seriesColor(qsizetype(i), palette));
        entry(m_lines[i])->setFont(font);
        entry(m_lines[i])->setMargins(QMargins(0, 1, 0, 2)); // for what goes below the line
    }
    m_cursor->setPen(QPen(text, 1));
}

void ChartArea::hide(const HiddenSeries &hidden, const QPalette &palette)
{
    std::vector<QColor> grounds;
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const bool isHidden = hidden.contains(m_lines[i].series.word());
        m_lines[i].graph->setVisible(!isHidden);
        grounds.push_back(isHidden ? QColor() : m_lines[i].graph->pen().color());
        QCPAbstractLegendItem *shown = entry(m_lines[i]);
        QFont font = shown->font();
        font.setStrikeOut(isHidden);
        shown->setFont(font);
        shown->setTextColor(isHidden ? toneColor(Tone::Muted, palette) : palette.color(QPalette::Text));
    }
    m_ground->setColors(grounds, palette.color(QPalette::Base));
}

void ChartArea::fit(int width)
{
    constexpr int sides = 75; // pixels, with the numbers beside the axis
    timeAxis()->ticker()->setTickCount(std::clamp((width - sides) / timeLabel, 1, 4));
    m_legend->setWrap(std::max(1, width / legendEntry));
    m_legend->setFillOrder(QCPLayoutGrid::foColumnsFirst, true);
}

void ChartArea::fill(const std::vector<StatStretch> &stretches, qint64 begin, qint64 end)
{
    constexpr qint64 tenMinutes = 600'000;
    double highest = 0;
    for (Lines &lines : m_lines) {
        fillLines(lines, stretches);
        if (lines.graph->visible())
            highest = std::max(highest, lines.highest);
    }
    fillGround(stretches);
    const bool isRatio = m_chart.unit == ChartUnit::Share && m_chart.series.front().kind == ChartSeries::Kind::HitRatio;
    valueAxis()->setRange(0, isRatio ? 1.0 : highest > 0 ? highest * 1.08 : emptyRange(m_chart.unit));
    timeAxis()->setRange(double(begin) / second, double(end) / second);
    const auto ticker = timeAxis()->ticker().staticCast<QCPAxisTickerDateTime>();
    ticker->setDateTimeFormat(end - begin < tenMinutes ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

/// A gap ends a line.
void ChartArea::fillLines(Lines &lines, const std::vector<StatStretch> &stretches)
{
    QVector<QCPGraphData> means;
    means.reserve(qsizetype(stretches.size()));
    lines.highest = 0;
    for (size_t i = 0; i < stretches.size(); ++i) {
        const StatStretch &stretch = stretches[i];
        if (i > 0 && stretches[i - 1].end != stretch.begin)
            means.append({double(stretches[i - 1].end) / second, notKnown});
        const double mean = lines.series.mean(stretch).value_or(notKnown);
        means.append({double(stretch.begin + stretch.end) / 2 / second, mean});
        for (const double value : {mean, lines.series.most(stretch).value_or(notKnown)}) {
            if (std::isfinite(value))
                lines.highest = std::max(lines.highest, value);
        }
    }
    lines.graph->data()->set(means, true);
}

/// There is ground only behind lines of which something was put together.
void ChartArea::fillGround(const std::vector<StatStretch> &stretches)
{
    std::vector<ChartGround::Column> columns;
    columns.reserve(stretches.size());
    bool differs = false;
    for (const StatStretch &stretch : stretches) {
        ChartGround::Column &column = columns.emplace_back();
        column.begin = double(stretch.begin) / second;
        column.end = double(stretch.end) / second;
        for (size_t i = 0; i < std::min(m_lines.size(), ChartGround::mostSeries); ++i) {
            ChartGround::Range &range = column.ranges[i];
            range.least = m_lines[i].series.least(stretch).value_or(notKnown);
            range.most = m_lines[i].series.most(stretch).value_or(notKnown);
            differs = differs || range.least < range.most;
        }
    }
    if (!differs)
        columns.clear();
    m_ground->setColumns(std::move(columns));
}

void ChartArea::showMarks(const std::vector<StatMark> &marks, const QPalette &palette)
{
    while (m_marks.size() > marks.size()) {
        m_plot->removeItem(m_marks.back());
        m_marks.pop_back();
    }
    while (m_marks.size() < marks.size())
        m_marks.push_back(addLine());
    for (size_t i = 0; i < marks.size(); ++i) {
        m_marks[i]->setPen(QPen(markColor(marks[i].event, palette), 1, Qt::DashLine));
        m_marks[i]->point1->setCoords(double(marks[i].time) / second, 0);
        m_marks[i]->point2->setCoords(double(marks[i].time) / second, 1);
    }
}

void ChartArea::showCursor(qint64 time)
{
    m_cursor->setVisible(time > 0);
    m_cursor->point1->setCoords(double(time) / second, 0);
    m_cursor->point2->setCoords(double(time) / second, 1);
}

void ChartArea::tell(const StatStretch *stretch)
{
    for (const Lines &lines : m_lines) {
        const QString value = chartText(stretch ? lines.series.mean(*stretch) : std::nullopt, m_chart.unit);
        lines.graph->setName(QStringLiteral("%1 %2").arg(lines.series.name, value));
    }
}

QString ChartArea::text(const StatStretch *stretch) const
{
    QStringList parts;
    for (const ChartSeries &series : m_chart.series)
        parts += QStringLiteral("%1 %2").arg(series.name, chartText(stretch ? series.mean(*stretch) : std::nullopt, m_chart.unit));
    return QStringLiteral("%1: %2").arg(m_chart.title, parts.join(QStringLiteral(", ")));
}

/// The numbers of entries in a legend count its empty places as well.
QCPAbstractLegendItem *ChartArea::entry(const Lines &lines) const
{
    return m_legend->itemWithPlottable(lines.graph);
}

const ChartSeries *ChartArea::seriesAt(const QPoint &position) const
{
    for (const Lines &lines : m_lines) {
        if (entry(lines)->outerRect().contains(position))
            return &lines.series;
    }
    return nullptr;
}
