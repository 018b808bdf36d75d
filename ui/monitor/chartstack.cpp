#include "ui/monitor/chartstack.h"

#include "ui/monitor/chartplot.h"
#include "ui/monitor/charttime.h"
#include "ui/monitor/hiddenseries.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

namespace {

constexpr int twoColumnsFrom = 760; // pixels of width
constexpr int rowHeight = 176;      // pixels of a chart with its title and legend
constexpr int titleMargin = 8;      // pixels about the line above charts in a picture
constexpr int focusFrame = 2;       // pixels of what tells where the keyboard is

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
    layout->setContentsMargins(focusFrame, focusFrame, focusFrame, focusFrame);
    layout->addWidget(m_plot.get());
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setMouseTracking(true);
    m_plot->installEventFilter(this);
    addActions();
    connect(time, &ChartTime::moved, this, [this] {
        followMouse();
        refresh();
    });
    connect(time, &ChartTime::cursorChanged, this, &ChartStack::showCursor);
    connect(hidden, &HiddenSeries::changed, this, [this] {
        m_plot->hideSeries();
        refresh();
    });
}

ChartStack::~ChartStack() = default;

/// What the keys do is found in the menu of the charts, too.
void ChartStack::addActions()
{
    addAction("chartsZoomIn", tr("Zoom &in"), Qt::Key_Plus, &ChartStack::zoomIn);
    addAction("chartsZoomOut", tr("Zoom &out"), Qt::Key_Minus, &ChartStack::zoomOut);
    addAction("chartsBack", tr("Go &back in time"), Qt::Key_PageUp, &ChartStack::goBack);
    addAction("chartsForward", tr("Go &forward in time"), Qt::Key_PageDown, &ChartStack::goForward);
    addAction("chartsNow", tr("Go to &now"), Qt::Key_End, &ChartStack::goToNow);
    addAction("chartsStepBack", tr("Read off &earlier values"), Qt::Key_Left, &ChartStack::stepBack);
    addAction("chartsStepForward", tr("Read off &later values"), Qt::Key_Right, &ChartStack::stepForward);
    setWhatsThis(
        tr("Plus and minus zoom in and out, as does the wheel with Ctrl. Page Up and Page Down go back and forward in time, as does "
           "dragging; End goes to now. Left and Right read off values, Escape leaves that. A click on a name in a legend hides "
           "its line."));
}

void ChartStack::addAction(const char *name, const QString &text, const QKeySequence &keys, void (ChartStack::*act)())
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, act);
    QWidget::addAction(action);
}

void ChartStack::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("chartsMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(actions());
    menu->popup(event->globalPos());
}

void ChartStack::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void ChartStack::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

/// Whoever came by the keyboard sees where they are.
void ChartStack::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    if (!hasFocus() || !window()->testAttribute(Qt::WA_KeyboardFocusChange))
        return;
    QPainter painter(this);
    painter.setPen(QPen(palette().color(QPalette::Link), focusFrame));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

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
    paintAnew();
}

/// The lines stay as they are.
void ChartStack::showCursor()
{
    if (m_isStale || !isVisible()) {
        refresh();
        return;
    }
    m_plot->showCursor();
    paintAnew();
}

void ChartStack::paintAnew()
{
    setAccessibleDescription(text());
    ++m_replots;
    m_plot->update();
}

QString ChartStack::text() const
{
    return m_plot->text();
}

void ChartStack::paintOn(QPaintDevice *device, const QSize &size, const QString &title)
{
    m_plot->fill();
    QCPPainter onto(device);
    onto.fillRect(QRect(QPoint(), size), palette().color(QPalette::Base));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    onto.setFont(large);
    onto.setPen(palette().color(QPalette::Text));
    const QFontMetrics metrics(large, device);
    const QRect line(titleMargin, titleMargin, size.width() - 2 * titleMargin, metrics.height());
    onto.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(title, Qt::ElideRight, line.width()));
    const int top = line.bottom() + 1;
    onto.translate(0, top);
    onto.setMode(QCPPainter::pmVectorized);
    onto.setMode(QCPPainter::pmNoCaching);
    m_plot->toPainter(&onto, size.width(), size.height() - top);
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

void ChartStack::step(int direction)
{
    constexpr int cursorSteps = 100; // over the whole width
    const qint64 length = std::max<qint64>(1, m_time->window() / cursorSteps);
    const qint64 from = m_time->cursor() > 0 ? m_time->cursor() : m_time->end();
    m_time->setCursor(std::clamp(from + direction * length, m_time->begin(), m_time->end()));
}

/// The rest are actions.
void ChartStack::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_time->cursor() > 0)
        m_time->setCursor(0);
    else
        QWidget::keyPressEvent(event);
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
