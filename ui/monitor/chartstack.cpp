#include "ui/monitor/chartstack.h"

#include "ui/monitor/chartplot.h"
#include "ui/monitor/charttime.h"
#include "ui/monitor/hiddenseries.h"

#include <QApplication>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

namespace {

constexpr int twoColumnsFrom = 760; // pixels of width
constexpr int rowHeight = 176;      // pixels of a chart with its title and legend

} // namespace

ChartStack::ChartStack(const StatHistory *history, const QList<Chart> &charts, ChartTime *time, HiddenSeries *hidden, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
    , m_hidden(hidden)
    , m_plot(std::make_unique<ChartPlot>(history, charts, time, hidden, this))
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
    connect(time, &ChartTime::moved, this, [this] {
        followMouse();
        refresh();
    });
    connect(time, &ChartTime::cursorChanged, this, &ChartStack::refresh);
    connect(hidden, &HiddenSeries::changed, this, [this] {
        m_plot->hideSeries();
        refresh();
    });
}

ChartStack::~ChartStack() = default;

void ChartStack::refresh()
{
    m_isStale = true;
    paintLater();
}

void ChartStack::paintLater()
{
    if (!m_isStale || !isVisible())
        return;
    m_isStale = false;
    m_plot->fill();
    setAccessibleDescription(text());
    ++m_replots;
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QString ChartStack::text() const
{
    return m_plot->text();
}

void ChartStack::paintOn(QPaintDevice *device, const QSize &size)
{
    m_plot->fill();
    QCPPainter onto(device);
    onto.setMode(QCPPainter::pmVectorized);
    onto.setMode(QCPPainter::pmNoCaching);
    m_plot->toPainter(&onto, size.width(), size.height());
}

int ChartStack::columns() const
{
    return width() >= twoColumnsFrom ? 2 : 1;
}

QSize ChartStack::sizeHint() const
{
    return {2 * twoColumnsFrom / 3, (int(m_plot->chartCount()) + columns() - 1) / columns() * rowHeight};
}

QSize ChartStack::minimumSizeHint() const
{
    return {200, sizeHint().height()};
}

void ChartStack::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange)
        return;
    m_plot->adoptPalette();
    refresh();
}

void ChartStack::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_plot->arrange(columns());
    updateGeometry();
}

void ChartStack::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_time->follow();
    paintLater();
}

void ChartStack::keyPressEvent(QKeyEvent *event)
{
    constexpr int cursorSteps = 100; // over the whole width
    const qint64 step = std::max<qint64>(1, m_time->window() / cursorSteps);
    const qint64 from = m_time->cursor() > 0 ? m_time->cursor() : m_time->end();
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        m_time->setCursor(std::clamp(from + (event->key() == Qt::Key_Left ? -step : step), m_time->begin(), m_time->end()));
        break;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        m_time->moveBy(event->key() == Qt::Key_PageUp ? -0.5 : 0.5);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Minus:
        m_time->zoom(event->key() == Qt::Key_Plus ? 1 / ChartTime::zoomStep : ChartTime::zoomStep, 0.5);
        break;
    case Qt::Key_End:
        m_time->setFollowing(true);
        break;
    case Qt::Key_Escape:
        if (m_time->cursor() == 0)
            return QWidget::keyPressEvent(event);
        m_time->setCursor(0);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

/// The values stay those under the mouse while the time goes on below it.
void ChartStack::followMouse()
{
    if (m_hovered && isVisible())
        m_time->setCursor(m_plot->timeAt(*m_hovered));
}

void ChartStack::press(const QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = event->pos();
    m_dragged = event->pos();
}

void ChartStack::move(const QMouseEvent *event)
{
    const QPoint position = event->pos();
    m_hovered = event->position();
    if (m_dragged && (event->buttons() & Qt::LeftButton)) {
        const int moved = m_dragged->x() - position.x();
        if (moved != 0)
            m_time->moveBy(double(moved) / m_plot->timeWidth());
        m_dragged = position;
    }
    m_time->setCursor(m_plot->timeAt(event->position()));
    m_plot->setCursor(m_plot->seriesAt(position).isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
    QToolTip::showText(event->globalPosition().toPoint(), m_plot->markTextAt(event->position()), m_plot.get());
}

/// A click is none that went far.
void ChartStack::release(const QMouseEvent *event)
{
    const QString series = m_plot->seriesAt(event->pos());
    const bool isClick = m_pressed && (event->pos() - *m_pressed).manhattanLength() < QApplication::startDragDistance();
    m_pressed.reset();
    m_dragged.reset();
    if (isClick && !series.isEmpty())
        m_hidden->toggle(series);
}

/// Without Ctrl the page scrolls.
void ChartStack::turnWheel(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        const double share = m_plot->shareAt(event->position());
        m_time->zoom(event->angleDelta().y() > 0 ? 1 / ChartTime::zoomStep : ChartTime::zoomStep, share < 0 ? 0.5 : share);
        return;
    }
    for (QWidget *above = parentWidget(); above; above = above->parentWidget()) {
        if (auto *area = qobject_cast<QAbstractScrollArea *>(above)) {
            QCoreApplication::sendEvent(area->verticalScrollBar(), event);
            return;
        }
    }
}

bool ChartStack::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        press(static_cast<QMouseEvent *>(event));
        break;
    case QEvent::MouseButtonRelease:
        release(static_cast<QMouseEvent *>(event));
        break;
    case QEvent::MouseMove:
        move(static_cast<QMouseEvent *>(event));
        break;
    case QEvent::Leave:
        m_hovered.reset();
        m_time->setCursor(0);
        break;
    case QEvent::Wheel:
        turnWheel(static_cast<QWheelEvent *>(event));
        return true;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}
