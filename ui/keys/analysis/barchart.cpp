#include "ui/keys/analysis/barchart.h"

#include "ui/keys/analysis/amounttext.h"
#include "ui/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace {

constexpr int margin = 8;
constexpr int tickLength = 4;

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
    setMeasure(m_measure);
}

void BarChart::setMeasure(BarMeasure measure)
{
    m_measure = measure;
    m_highest = 0;
    for (const ChartBar &bar : std::as_const(m_chart.bars))
        m_highest = std::max(m_highest, bar.value(measure));
    m_values = axisValues(m_highest, measure);
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

QRectF BarChart::plot() const
{
    int labels = 0;
    for (const qint64 value : m_values)
        labels = std::max(labels, fontMetrics().horizontalAdvance(measureText(value, m_measure)));
    const int line = fontMetrics().height();
    const QRectF inner = QRectF(rect()).adjusted(margin, margin, -margin, -margin);
    return inner.adjusted(labels + 6, 2 * line + margin, 0, -line - tickLength - 2);
}

QRectF BarChart::columnOf(int bar) const
{
    const QRectF area = plot();
    const double width = area.width() / double(std::max<qsizetype>(1, m_chart.bars.size()));
    return {area.left() + width * bar, area.top(), width, area.height()};
}

int BarChart::barAt(const QPointF &position) const
{
    const QRectF area = plot();
    if (m_chart.bars.isEmpty() || !area.contains(position))
        return -1;
    return std::min(int((position.x() - area.left()) / columnOf(0).width()), int(m_chart.bars.size()) - 1);
}

QList<ChartTick> BarChart::shownTicks() const
{
    const QRectF area = plot();
    const double width = columnOf(0).width();
    const double gap = fontMetrics().averageCharWidth();
    QList<ChartTick> shown;
    for (int level = 0;; ++level) {
        QList<ChartTick> candidates;
        bool areMore = false;
        double end = area.left() - 1e6;
        for (const ChartTick &tick : std::as_const(m_chart.ticks)) {
            areMore = areMore || tick.level > level;
            if (tick.level > level)
                continue;
            const double half = fontMetrics().horizontalAdvance(tick.text) / 2.0;
            const double center = area.left() + tick.position * width;
            if (center - half < end) // no room for this level any more
                return shown;
            end = center + half + gap;
            candidates.append(tick);
        }
        shown = candidates;
        if (!areMore)
            return shown;
    }
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
        painter.drawText(QRectF(rect()).adjusted(margin, 2 * margin, -margin, -margin), int(Qt::AlignCenter) | int(Qt::TextWordWrap),
                         m_emptyText);
        return;
    }
    paintAxes(painter);
    paintBars(painter);
}

void BarChart::paintHead(QPainter &painter) const
{
    const QRectF inner = QRectF(rect()).adjusted(margin, margin - 2, -margin, -margin);
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

void BarChart::paintAxes(QPainter &painter) const
{
    const QRectF area = plot();
    const int line = fontMetrics().height();
    const QColor text = toneColor(Tone::Muted, palette());
    const QColor grid = palette().color(QPalette::Mid);
    for (const qint64 value : m_values) {
        const double y = area.bottom() - double(value) / double(m_highest) * area.height();
        painter.setPen(QPen(grid, 1, Qt::DotLine));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(text);
        painter.drawText(QRectF(0, y - line / 2.0, area.left() - 6, line), Qt::AlignRight | Qt::AlignVCenter,
                         measureText(value, m_measure));
    }
    painter.setPen(QPen(text, 1));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    const double width = columnOf(0).width();
    const QList<ChartTick> ticks = shownTicks();
    for (const ChartTick &tick : ticks) {
        const double x = area.left() + tick.position * width;
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + tickLength));
        const double own = fontMetrics().horizontalAdvance(tick.text);
        // The first and the last stay within the frame.
        const double left = std::clamp(x - own / 2, 2.0, std::max(2.0, this->width() - own - 4));
        painter.drawText(QRectF(left, area.bottom() + tickLength, own + 1, line), Qt::AlignLeft | Qt::AlignVCenter, tick.text);
    }
}

void BarChart::paintBars(QPainter &painter) const
{
    const QRectF area = plot();
    const int pointed = pointedBar();
    const QColor color = palette().color(QPalette::Highlight);
    for (int bar = 0; bar < m_chart.bars.size(); ++bar) {
        const QRectF column = columnOf(bar);
        if (bar == pointed) {
            QColor ground = palette().color(QPalette::Text);
            ground.setAlphaF(0.10F);
            painter.fillRect(column, ground);
        }
        const qint64 value = m_chart.bars.at(bar).value(m_measure);
        if (value <= 0)
            continue;
        // What there is, is seen, however little it is.
        const double height = std::max(1.5, double(value) / double(m_highest) * area.height());
        const double gap = std::min(2.0, column.width() * 0.2);
        painter.fillRect(QRectF(column.left() + gap / 2, area.bottom() - height, column.width() - gap, height),
                         bar == pointed ? color.lighter(125) : color);
        if (bar == pointed && m_hovered < 0) {
            painter.setPen(QPen(palette().color(QPalette::Text), 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(column.adjusted(0, 0, 0, 1));
        }
    }
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
