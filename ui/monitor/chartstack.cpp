#include "ui/monitor/chartstack.h"

#include "ui/contrast.h"
#include "ui/theme.h"

#include <qcustomplot.h>

#include <QDateTime>
#include <QKeyEvent>
#include <QLocale>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace {

constexpr int twoColumnsFrom = 860; // pixels of width
constexpr int rowHeight = 168;      // pixels of a chart with its title and legend
constexpr size_t mostPoints = 600;  // of a line
constexpr double zoomStep = 1.25;
constexpr double second = 1'000; // milliseconds

/// Told apart by people who see colours otherwise, and readable on the ground.
QColor seriesColor(qsizetype number, const QPalette &palette)
{
    static constexpr std::array<QRgb, 5> colors{0xff2f6fde, 0xffd9822b, 0xff2a9d63, 0xff9b51c7, 0xff8a6d3b};
    return readableOn(QColor::fromRgb(colors.at(size_t(number) % colors.size())), palette.color(QPalette::Base));
}

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
    QString getTickLabel(double tick, const QLocale &, QChar, int) override { return tick < 0 ? QString() : chartText(tick, m_unit); }
    /// Bytes go by powers of 1024.
    double getTickStep(const QCPRange &range) override
    {
        if (m_unit != ChartUnit::Bytes && m_unit != ChartUnit::BytesPerSecond)
            return QCPAxisTicker::getTickStep(range);
        const double exact = range.size() / tickCount();
        const double unit = std::pow(1'024.0, std::floor(std::log2(std::max(1.0, exact)) / 10));
        return cleanMantissa(exact / unit) * unit;
    }

private:
    ChartUnit m_unit;
};

/// The lines of one series.
struct Lines
{
    ChartSeries series;
    QCPGraph *mean = nullptr;
    QCPGraph *least = nullptr; ///< with `most` the ground between them
    QCPGraph *most = nullptr;
};

struct Area
{
    Chart chart;
    QCPLayoutGrid *grid = nullptr;
    QCPTextElement *title = nullptr;
    QCPLegend *legend = nullptr;
    QCPAxisRect *rect = nullptr;
    QCPItemStraightLine *cursor = nullptr;
    std::vector<QCPItemStraightLine *> marks{};
    std::vector<Lines> lines{};
};

} // namespace

class ChartStack::Plot : public QCustomPlot
{
public:
    Plot(ChartStack *stack, const StatHistory *history, const QList<Chart> &charts)
        : QCustomPlot(stack)
        , m_stack(stack)
        , m_history(history)
        , m_margins(new QCPMarginGroup(this))
    {
        plotLayout()->clear();
        setAutoAddPlottableToLegend(false);
        setNoAntialiasingOnDrag(true);
        setSelectionRectMode(QCP::srmNone);
        for (const Chart &chart : charts)
            addArea(chart);
        adoptPalette();
        showTime(QDateTime::currentMSecsSinceEpoch());
    }

    void addArea(const Chart &chart);
    void arrange();
    void adoptPalette();
    void fill();
    void fillLines(Area &area, const std::vector<StatStretch> &stretches) const;
    void showMarks(Area &area);
    void tellValues();
    void showTime(qint64 end);
    void moveBy(double share);
    void zoom(double factor, double around);
    void setCursor(qint64 time);
    void paintLater();
    [[nodiscard]] QString textOf(const Area &area) const;
    [[nodiscard]] const StatStretch *told() const;
    [[nodiscard]] qint64 timeAt(const QPointF &position) const;

    ChartStack *m_stack;
    const StatHistory *m_history;
    QCPMarginGroup *m_margins;
    std::vector<Area> m_areas;
    std::vector<StatStretch> m_stretches; ///< that are seen
    qint64 m_window = 5 * 60'000;         ///< milliseconds
    qint64 m_end = 0;                     ///< of what is seen
    qint64 m_cursor = 0;
    bool m_follows = true;
    bool m_isStale = true; ///< there is something that was not painted
    int m_replots = 0;
    std::optional<QPoint> m_dragged; ///< where the mouse was last
};

void ChartStack::Plot::addArea(const Chart &chart)
{
    Area area{.chart = chart};
    area.grid = new QCPLayoutGrid;
    area.grid->setRowSpacing(0);
    plotLayout()->addElement(int(m_areas.size()), 0, area.grid); // what has no plot yet cannot have lines either
    area.title = new QCPTextElement(this, chart.title);
    area.title->setTextFlags(Qt::AlignLeft | Qt::AlignVCenter);
    area.title->setMargins(QMargins(8, 6, 8, 0));
    area.legend = new QCPLegend;
    area.legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    area.legend->setWrap(3);
    area.legend->setMargins(QMargins(8, 0, 8, 0));
    area.legend->setBorderPen(Qt::NoPen);
    area.legend->setBrush(Qt::NoBrush);
    area.legend->setIconSize(12, m_stack->fontMetrics().height());
    area.legend->setIconTextPadding(5);
    area.legend->setColumnSpacing(12);
    area.rect = new QCPAxisRect(this);
    area.rect->setMarginGroup(QCP::msLeft | QCP::msRight, m_margins);
    area.rect->setMinimumSize(120, 60);
    area.rect->axis(QCPAxis::atBottom)->setTicker(QSharedPointer<QCPAxisTickerDateTime>::create());
    area.rect->axis(QCPAxis::atLeft)->setTicker(QSharedPointer<UnitTicker>::create(chart.unit));
    area.grid->addElement(0, 0, area.title);
    area.grid->addElement(1, 0, area.legend);
    area.grid->addElement(2, 0, area.rect);
    area.grid->setRowStretchFactors({0.001, 0.001, 1});
    area.legend->setLayer(QStringLiteral("legend"));
    QCPAxis *x = area.rect->axis(QCPAxis::atBottom);
    QCPAxis *y = area.rect->axis(QCPAxis::atLeft);
    area.rect->axis(QCPAxis::atTop)->setVisible(false);
    area.rect->axis(QCPAxis::atRight)->setVisible(false);
    for (const ChartSeries &series : chart.series) {
        Lines lines{.series = series, .mean = addGraph(x, y), .least = addGraph(x, y), .most = addGraph(x, y)};
        lines.least->setPen(Qt::NoPen);
        lines.most->setPen(Qt::NoPen);
        lines.most->setChannelFillGraph(lines.least);
        lines.mean->addToLegend(area.legend);
        area.lines.push_back(lines);
    }
    area.cursor = new QCPItemStraightLine(this);
    area.cursor->setClipAxisRect(area.rect);
    for (QCPItemPosition *point : {area.cursor->point1, area.cursor->point2})
        point->setAxes(x, y);
    area.cursor->setVisible(false);
    m_areas.push_back(std::move(area));
}

/// In one column or in two, by the width.
void ChartStack::Plot::arrange()
{
    const int columns = m_stack->width() >= twoColumnsFrom ? 2 : 1;
    if (plotLayout()->columnCount() == columns)
        return;
    for (const Area &area : m_areas)
        plotLayout()->take(area.grid);
    plotLayout()->simplify();
    for (size_t i = 0; i < m_areas.size(); ++i)
        plotLayout()->addElement(int(i) / columns, int(i) % columns, m_areas[i].grid);
    m_stack->updateGeometry();
}

void ChartStack::Plot::adoptPalette()
{
    const QPalette palette = m_stack->palette();
    const QColor text = palette.color(QPalette::Text);
    const QColor muted = toneColor(Tone::Muted, palette);
    QColor grid = muted;
    grid.setAlpha(60);
    setBackground(palette.color(QPalette::Base));
    for (Area &area : m_areas) {
        QFont bold = m_stack->font();
        bold.setBold(true);
        area.title->setFont(bold);
        area.title->setTextColor(text);
        area.legend->setTextColor(text);
        area.legend->setFont(m_stack->font());
        for (QCPAxis *axis : area.rect->axes()) {
            axis->setBasePen(QPen(grid));
            axis->setTickPen(QPen(grid));
            axis->setSubTickPen(Qt::NoPen);
            axis->setTickLabelColor(muted);
            axis->setTickLabelFont(m_stack->font());
            axis->grid()->setPen(QPen(grid, 1, Qt::DotLine));
            axis->grid()->setZeroLinePen(QPen(grid));
        }
        for (size_t i = 0; i < area.lines.size(); ++i) {
            const QColor color = seriesColor(qsizetype(i), palette);
            QColor ground = color;
            ground.setAlpha(50);
            area.lines[i].mean->setPen(QPen(color, 1.6));
            area.lines[i].most->setBrush(ground);
        }
        area.cursor->setPen(QPen(text, 1));
    }
    m_isStale = true;
    paintLater();
}

void ChartStack::Plot::showTime(qint64 end)
{
    m_end = end;
    m_isStale = true;
    paintLater();
}

void ChartStack::Plot::paintLater()
{
    if (!m_isStale || !m_stack->isVisible())
        return;
    m_isStale = false;
    fill();
    ++m_replots;
    replot(rpQueuedReplot);
}

void ChartStack::Plot::fill()
{
    const qint64 begin = m_end - m_window;
    m_stretches = m_history->stretches(begin, m_end, mostPoints);
    for (Area &area : m_areas) {
        fillLines(area, m_stretches);
        area.rect->axis(QCPAxis::atBottom)->setRange(double(begin) / second, double(m_end) / second);
        double most = 0;
        for (const Lines &lines : area.lines) {
            bool found = false;
            const QCPRange range = lines.most->getValueRange(found);
            const QCPRange mean = lines.mean->getValueRange(found);
            most = std::max({most, found ? mean.upper : 0, std::isfinite(range.upper) ? range.upper : 0});
        }
        const bool isShare = area.chart.unit == ChartUnit::Share && area.chart.series.front().kind == ChartSeries::Kind::HitRatio;
        area.rect->axis(QCPAxis::atLeft)->setRange(0, isShare ? 1.0 : most > 0 ? most * 1.08 : emptyRange(area.chart.unit));
        const auto ticker = area.rect->axis(QCPAxis::atBottom)->ticker().staticCast<QCPAxisTickerDateTime>();
        ticker->setDateTimeFormat(m_window < 10 * 60'000 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
        ticker->setTickCount(3);
        showMarks(area);
        area.cursor->setVisible(m_cursor > 0);
        area.cursor->point1->setCoords(double(m_cursor) / second, 0);
        area.cursor->point2->setCoords(double(m_cursor) / second, 1);
    }
    tellValues();
}

/// A gap ends a line.
void ChartStack::Plot::fillLines(Area &area, const std::vector<StatStretch> &stretches) const
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    for (Lines &lines : area.lines) {
        QVector<double> times;
        QVector<double> means;
        QVector<double> leasts;
        QVector<double> mosts;
        const auto add = [&](double time, double mean, double least, double most) {
            times.append(time);
            means.append(mean);
            leasts.append(least);
            mosts.append(most);
        };
        for (size_t i = 0; i < stretches.size(); ++i) {
            const StatStretch &stretch = stretches[i];
            if (i > 0 && stretches[i - 1].end != stretch.begin)
                add(double(stretches[i - 1].end) / second, none, none, none);
            const double middle = double(stretch.begin + stretch.end) / 2 / second;
            add(middle, lines.series.mean(stretch).value_or(none), lines.series.least(stretch).value_or(none),
                lines.series.most(stretch).value_or(none));
        }
        lines.mean->setData(times, means, true);
        lines.least->setData(times, leasts, true);
        lines.most->setData(times, mosts, true);
    }
}

void ChartStack::Plot::showMarks(Area &area)
{
    std::vector<const StatMark *> seen;
    for (const StatMark &mark : m_history->marks()) {
        if (mark.time > m_end - m_window && mark.time <= m_end)
            seen.push_back(&mark);
    }
    while (area.marks.size() > seen.size()) {
        removeItem(area.marks.back());
        area.marks.pop_back();
    }
    while (area.marks.size() < seen.size()) {
        auto *line = new QCPItemStraightLine(this);
        line->setClipAxisRect(area.rect);
        for (QCPItemPosition *point : {line->point1, line->point2})
            point->setAxes(area.rect->axis(QCPAxis::atBottom), area.rect->axis(QCPAxis::atLeft));
        area.marks.push_back(line);
    }
    for (size_t i = 0; i < seen.size(); ++i) {
        const Tone tone = seen[i]->event == StatEvent::Restart ? Tone::Bad : Tone::Notice;
        area.marks[i]->setPen(QPen(toneColor(tone, m_stack->palette()), 1, Qt::DashLine));
        area.marks[i]->point1->setCoords(double(seen[i]->time) / second, 0);
        area.marks[i]->point2->setCoords(double(seen[i]->time) / second, 1);
    }
}

/// What the cursor is at, or the latest; null: nothing was measured there.
const StatStretch *ChartStack::Plot::told() const
{
    if (m_stretches.empty())
        return nullptr;
    if (m_cursor == 0)
        return &m_stretches.back();
    const auto found = std::ranges::find_if(
        m_stretches, [this](const StatStretch &stretch) { return stretch.begin <= m_cursor && m_cursor <= stretch.end; });
    return found == m_stretches.end() ? nullptr : &*found;
}

QString ChartStack::Plot::textOf(const Area &area) const
{
    const StatStretch *stretch = told();
    QStringList parts;
    for (const ChartSeries &series : area.chart.series)
        parts += ChartStack::tr("%1 %2").arg(series.name, chartText(stretch ? series.mean(*stretch) : std::nullopt, area.chart.unit));
    return ChartStack::tr("%1: %2").arg(area.chart.title, parts.join(QStringLiteral(", ")));
}

void ChartStack::Plot::tellValues()
{
    const StatStretch *stretch = told();
    for (const Area &area : m_areas) {
        for (const Lines &lines : area.lines) {
            const QString value = chartText(stretch ? lines.series.mean(*stretch) : std::nullopt, area.chart.unit);
            lines.mean->setName(ChartStack::tr("%1 %2").arg(lines.series.name, value));
        }
    }
    m_stack->setAccessibleDescription(m_stack->text());
}

qint64 ChartStack::Plot::timeAt(const QPointF &position) const
{
    for (const Area &area : m_areas) {
        if (area.rect->rect().contains(position.toPoint()))
            return qint64(area.rect->axis(QCPAxis::atBottom)->pixelToCoord(position.x()) * second);
    }
    return 0;
}

void ChartStack::Plot::setCursor(qint64 time)
{
    if (m_cursor == time)
        return;
    m_cursor = time;
    m_isStale = true;
    paintLater();
    emit m_stack->cursorChanged();
}

void ChartStack::Plot::moveBy(double share)
{
    m_stack->setFollowing(false);
    const qint64 latest = QDateTime::currentMSecsSinceEpoch();
    m_end = std::min(latest, m_end + qint64(share * double(m_window)));
    m_isStale = true;
    paintLater();
}

/// `around`: what stays where it is, from 0 at the left to 1 at the right.
void ChartStack::Plot::zoom(double factor, double around)
{
    const qint64 window = std::clamp(qint64(double(m_window) * factor), shortestWindow, longestWindow);
    if (!m_follows)
        m_end += qint64(double(window - m_window) * (1 - around));
    m_end = std::min(m_end, QDateTime::currentMSecsSinceEpoch());
    m_stack->setWindow(window);
}

ChartStack::ChartStack(const StatHistory *history, QList<Chart> charts, QWidget *parent)
    : QWidget(parent)
    , m_plot(std::make_unique<Plot>(this, history, charts))
{
    setObjectName(QStringLiteral("monitorCharts"));
    setAccessibleName(tr("Charts"));
    setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot.get());
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setMouseTracking(true);
    m_plot->installEventFilter(this);
}

ChartStack::~ChartStack() = default;

void ChartStack::setWindow(qint64 milliseconds)
{
    const qint64 window = std::clamp(milliseconds, shortestWindow, longestWindow);
    if (window == m_plot->m_window)
        return;
    m_plot->m_window = window;
    m_plot->m_isStale = true;
    m_plot->paintLater();
    emit windowChanged();
}

qint64 ChartStack::window() const
{
    return m_plot->m_window;
}

void ChartStack::setFollowing(bool following)
{
    if (m_plot->m_follows == following)
        return;
    m_plot->m_follows = following;
    if (following)
        follow();
    emit followingChanged();
}

bool ChartStack::isFollowing() const
{
    return m_plot->m_follows;
}

void ChartStack::follow()
{
    if (m_plot->m_follows)
        m_plot->showTime(QDateTime::currentMSecsSinceEpoch());
}

qint64 ChartStack::cursor() const
{
    return m_plot->m_cursor;
}

QString ChartStack::text() const
{
    QStringList lines;
    for (const Area &area : m_plot->m_areas)
        lines += m_plot->textOf(area);
    return lines.join(QLatin1Char('\n'));
}

int ChartStack::replotCount() const
{
    return m_plot->m_replots;
}

QSize ChartStack::sizeHint() const
{
    const int columns = width() >= twoColumnsFrom ? 2 : 1;
    return {2 * twoColumnsFrom / 3, (int(m_plot->m_areas.size()) + columns - 1) / columns * rowHeight};
}

QSize ChartStack::minimumSizeHint() const
{
    return {200, sizeHint().height()};
}

void ChartStack::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        m_plot->adoptPalette();
}

void ChartStack::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_plot->arrange();
}

void ChartStack::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    follow();
    m_plot->paintLater();
}

void ChartStack::keyPressEvent(QKeyEvent *event)
{
    constexpr int cursorSteps = 100; // over the whole width
    const qint64 step = std::max<qint64>(1, m_plot->m_window / cursorSteps);
    const qint64 from = m_plot->m_cursor > 0 ? m_plot->m_cursor : m_plot->m_end;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const qint64 to = from + (event->key() == Qt::Key_Left ? -step : step);
        m_plot->setCursor(std::clamp(to, m_plot->m_end - m_plot->m_window, m_plot->m_end));
        break;
    }
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        m_plot->moveBy(event->key() == Qt::Key_PageUp ? -0.5 : 0.5);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Minus:
        m_plot->zoom(event->key() == Qt::Key_Plus ? 1 / zoomStep : zoomStep, 0.5);
        break;
    case Qt::Key_End:
        setFollowing(true);
        break;
    case Qt::Key_Escape:
        if (m_plot->m_cursor == 0)
            return QWidget::keyPressEvent(event);
        m_plot->setCursor(0);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool ChartStack::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        setFocus(Qt::MouseFocusReason);
        if (const auto *mouse = static_cast<QMouseEvent *>(event); mouse->button() == Qt::LeftButton)
            m_plot->m_dragged = mouse->pos();
        break;
    case QEvent::MouseButtonRelease:
        m_plot->m_dragged.reset();
        break;
    case QEvent::MouseMove: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (m_plot->m_dragged && (mouse->buttons() & Qt::LeftButton) && !m_plot->m_areas.empty()) {
            const int width = std::max(1, m_plot->m_areas.front().rect->width());
            const int moved = m_plot->m_dragged->x() - mouse->pos().x();
            if (moved != 0)
                m_plot->moveBy(double(moved) / width);
            m_plot->m_dragged = mouse->pos();
        }
        m_plot->setCursor(m_plot->timeAt(mouse->position()));
        break;
    }
    case QEvent::Leave:
        m_plot->setCursor(0);
        break;
    case QEvent::Wheel: {
        const auto *wheel = static_cast<QWheelEvent *>(event);
        if (!(wheel->modifiers() & Qt::ControlModifier)) { // without it the page scrolls
            for (QWidget *above = parentWidget(); above; above = above->parentWidget()) {
                if (auto *area = qobject_cast<QAbstractScrollArea *>(above)) {
                    QCoreApplication::sendEvent(area->verticalScrollBar(), event);
                    break;
                }
            }
            return true;
        }
        const qint64 at = m_plot->timeAt(wheel->position());
        const double around = at > 0 ? 1 - double(m_plot->m_end - at) / double(m_plot->m_window) : 0.5;
        m_plot->zoom(wheel->angleDelta().y() > 0 ? 1 / zoomStep : zoomStep, around);
        return true;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}
