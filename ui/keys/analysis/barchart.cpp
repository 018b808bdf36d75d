#include "ui/keys/analysis/barchart.h"

#include "ui/keys/amounttext.h"
#include "ui/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace {

constexpr int chartMargin = 8;

QFont titleFont(const QFont &font)
{
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    return bold;
}

} // namespace

BarChart::BarChart(const QString &title, const QString &emptyText, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_emptyText(emptyText)
{
    setAccessibleName(title);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    tell();
}

void BarChart::setBars(const ChartBars &chart)
{
    if (chart == m_chart)
        return;
    const QString filter = m_current < 0 ? QString() : m_chart.bars.at(m_current).filter;
    m_chart = chart;
    m_hovered = -1;
    m_pressed = -1;
    const auto same = std::ranges::find(std::as_const(m_chart.bars), filter, &ChartBar::filter);
    m_current = filter.isEmpty() || same == m_chart.bars.cend() ? -1 : int(same - m_chart.bars.cbegin());
    if (m_current < 0 && hasFocus())
        m_current = nextBar(-1, 1);
    tell();
}

void BarChart::setMeasure(BarMeasure measure)
{
    m_measure = measure;
    tell();
}

QString BarChart::barText(int bar) const
{
    const ChartBar &shown = m_chart.bars.at(bar);
    return tr("%1: %2, %3", "what falls into the bar, keys, bytes")
        .arg(shown.name, keyCountText(shown.keys), m_chart.bytesPattern.arg(byteText(shown.bytes)));
}

QString BarChart::toldText() const
{
    if (m_chart.bars.isEmpty())
        return m_emptyText;
    if (const int bar = pointedBar(); bar >= 0)
        return barText(bar);
    return tr("%1, %2", "keys, bytes")
        .arg(keyCountText(m_chart.total(BarMeasure::Keys)), m_chart.bytesPattern.arg(byteText(m_chart.total(BarMeasure::Bytes))));
}

int BarChart::pointedBar() const
{
    return m_hovered >= 0 ? m_hovered : hasFocus() ? m_current : -1;
}

void BarChart::tell()
{
    setAccessibleDescription(toldText());
    setCursor(m_hovered >= 0 && m_chart.bars.at(m_hovered).keys > 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

QSize BarChart::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() * 12};
}

QSize BarChart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 30, fontMetrics().height() * 10};
}

ChartFace BarChart::face() const
{
    const QRectF area = QRectF(rect()).adjusted(chartMargin, chartMargin + 2.0 * fontMetrics().height(), -chartMargin, -chartMargin);
    return {m_chart, m_measure, area, fontMetrics()};
}

QRectF BarChart::columnOf(int bar) const
{
    return m_chart.bars.isEmpty() ? QRectF() : face().columnOf(bar);
}

int BarChart::barAt(const QPointF &position) const
{
    return m_chart.bars.isEmpty() ? -1 : face().barAt(position);
}

QList<ChartTick> BarChart::shownTicks() const
{
    return m_chart.bars.isEmpty() ? QList<ChartTick>() : face().shownTicks();
}

void BarChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen frame(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid));
    frame.setWidthF(hasFocus() ? 2 : 1);
    painter.setPen(frame);
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
    paintHead(painter);
    if (m_chart.bars.isEmpty()) {
        painter.setPen(toneColor(Tone::Muted, palette()));
        painter.drawText(QRectF(rect()).adjusted(chartMargin, 2 * chartMargin, -chartMargin, -chartMargin),
                         int(Qt::AlignCenter) | int(Qt::TextWordWrap), m_emptyText);
        return;
    }
    face().paint(&painter, palette(), pointedBar(), m_hovered >= 0 ? ChartFace::Pointer::Mouse : ChartFace::Pointer::Keyboard);
}

void BarChart::paintHead(QPainter &painter) const
{
    const QRectF inner = QRectF(rect()).adjusted(chartMargin, chartMargin - 2, -chartMargin, -chartMargin);
    const int line = fontMetrics().height();
    painter.setFont(titleFont(font()));
    painter.setPen(palette().color(QPalette::Text));
    const auto width = int(inner.width());
    painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_title, Qt::ElideRight, width));
    painter.setFont(font());
    if (m_chart.bars.isEmpty())
        return;
    painter.setPen(pointedBar() >= 0 ? palette().color(QPalette::Text) : toneColor(Tone::Muted, palette()));
    painter.drawText(QRectF(inner.left(), inner.top() + line, inner.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(toldText(), Qt::ElideRight, width));
}

void BarChart::setHovered(int bar)
{
    if (m_hovered == bar)
        return;
    m_hovered = bar;
    tell();
}

void BarChart::setCurrent(int bar)
{
    m_current = bar;
    m_hovered = -1;
    tell();
}

int BarChart::nextBar(int bar, int step) const
{
    for (int next = bar + step; next >= 0 && next < m_chart.bars.size(); next += step) {
        if (m_chart.bars.at(next).keys > 0)
            return next;
    }
    return m_current;
}

void BarChart::request(int bar)
{
    if (bar >= 0 && bar < m_chart.bars.size() && m_chart.bars.at(bar).keys > 0)
        emit filterRequested(m_chart.bars.at(bar).filter);
}

void BarChart::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(barAt(event->position()));
}

void BarChart::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? barAt(event->position()) : -1;
    if (m_pressed >= 0)
        m_current = m_pressed;
}

void BarChart::mouseReleaseEvent(QMouseEvent *event)
{
    const int pressed = std::exchange(m_pressed, -1);
    if (event->button() == Qt::LeftButton && pressed >= 0 && pressed == barAt(event->position()))
        request(pressed);
}

void BarChart::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    setHovered(-1);
}

void BarChart::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrent(nextBar(m_current, -1));
        break;
    case Qt::Key_Right:
        setCurrent(nextBar(m_current, 1));
        break;
    case Qt::Key_Home:
        setCurrent(nextBar(-1, 1));
        break;
    case Qt::Key_End:
        setCurrent(nextBar(int(m_chart.bars.size()), -1));
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        request(m_current);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void BarChart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (m_current < 0)
        m_current = nextBar(-1, 1);
    tell();
}

void BarChart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    tell();
}

bool BarChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int bar = barAt(help->pos());
    if (bar < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), barText(bar), this, columnOf(bar).toAlignedRect());
    return true;
}
