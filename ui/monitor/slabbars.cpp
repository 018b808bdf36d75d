#include "ui/monitor/slabbars.h"

#include "ui/contrast.h"
#include "ui/monitor/statwords.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace {

constexpr double barsMargin = 4;
constexpr double widestColumn = 64;

QColor mixed(const QColor &one, const QColor &other, double share)
{
    return QColor::fromRgbF(float(one.redF() * share + other.redF() * (1 - share)),
                            float(one.greenF() * share + other.greenF() * (1 - share)),
                            float(one.blueF() * share + other.blueF() * (1 - share)));
}

struct SlabColors
{
    explicit SlabColors(const QPalette &palette)
        : ground(palette.color(QPalette::Active, QPalette::Base))
        , used(readableOn(palette.color(QPalette::Active, QPalette::Highlight), ground))
        , waste(mixed(used, ground, 0.45))
        , free(mixed(palette.color(QPalette::Active, QPalette::Text), ground, 0.12))
    {
    }

    QColor ground;
    QColor used;
    QColor waste;
    QColor free;
};

double bytesOf(const std::optional<quint64> &bytes)
{
    return bytes ? double(*bytes) : 0;
}

} // namespace

SlabBars::SlabBars(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("slabBars"));
    setAccessibleName(tr("Memory by slab class"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    tell();
}

void SlabBars::setMemory(const SlabMemory &memory)
{
    QList<Bar> bars;
    for (const SlabClass &slabClass : memory.classes) {
        Bar bar{.number = slabClass.number,
                .used = bytesOf(slabClass.used()),
                .waste = bytesOf(slabClass.waste()),
                .free = bytesOf(slabClass.free()),
                .memory = bytesOf(slabClass.memory())};
        if (bar.memory <= 0)
            continue;
        bar.text = tr("Class %1, chunks of %2: %3, of which %4 used, %5 wasted, %6 free")
                       .arg(QString::number(bar.number), amountText(slabClass.figure("chunk_size")), amountText(slabClass.memory()),
                            amountText(slabClass.used()), amountText(slabClass.waste()), amountText(slabClass.free()));
        bars += bar;
    }
    if (bars == m_bars)
        return;
    m_bars = bars;
    m_most = 0;
    for (const Bar &bar : std::as_const(m_bars))
        m_most = std::max(m_most, bar.memory);
    tell();
}

void SlabBars::setCurrent(int slabClass)
{
    if (slabClass == m_current)
        return;
    m_current = slabClass;
    tell();
}

void SlabBars::tell()
{
    const int index = indexOf(m_current);
    setAccessibleDescription(index >= 0 ? m_bars.at(index).text : tr("%Ln classes", nullptr, int(m_bars.size())));
    update();
}

QSize SlabBars::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() * 9};
}

QSize SlabBars::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 20, fontMetrics().height() * 5};
}

QRectF SlabBars::area() const
{
    const double line = fontMetrics().height();
    return QRectF(rect()).adjusted(barsMargin, barsMargin + line * 1.5, -barsMargin, -barsMargin - line);
}

QRectF SlabBars::column(int index) const
{
    const QRectF all = area();
    const double width = std::min(widestColumn, all.width() / double(std::max<qsizetype>(m_bars.size(), 1)));
    return {all.left() + index * width, all.top(), width, all.height()};
}

QRectF SlabBars::columnOf(int slabClass) const
{
    const int index = indexOf(slabClass);
    return index < 0 ? QRectF() : column(index);
}

int SlabBars::indexOf(int slabClass) const
{
    const auto found = std::ranges::find(m_bars, slabClass, &Bar::number);
    return found == m_bars.cend() ? -1 : int(found - m_bars.cbegin());
}

int SlabBars::indexAt(const QPointF &position) const
{
    for (int i = 0; i < int(m_bars.size()); ++i) {
        const QRectF place = column(i);
        if (position.x() >= place.left() && position.x() < place.right())
            return i;
    }
    return -1;
}

void SlabBars::choose(int index)
{
    if (index < 0 || index >= m_bars.size())
        return;
    const int number = m_bars.at(index).number;
    setCurrent(number);
    emit currentChanged(number);
}

void SlabBars::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        choose(indexAt(event->position()));
}

void SlabBars::keyPressEvent(QKeyEvent *event)
{
    const int index = indexOf(m_current);
    switch (event->key()) {
    case Qt::Key_Left:
        choose(std::max(index - 1, 0));
        break;
    case Qt::Key_Right:
        choose(std::min(index + 1, int(m_bars.size()) - 1));
        break;
    case Qt::Key_Home:
        choose(0);
        break;
    case Qt::Key_End:
        choose(int(m_bars.size()) - 1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool SlabBars::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int index = indexAt(help->pos());
    QToolTip::showText(help->globalPos(), index < 0 ? QString() : m_bars.at(index).text, this);
    return true;
}

void SlabBars::paintBar(QPainter &painter, int index) const
{
    const Bar &bar = m_bars.at(index);
    const SlabColors colors(palette());
    const QRectF place = column(index);
    const double gap = place.width() > 8 ? 2 : place.width() > 3 ? 0.5 : 0;
    const double height = std::max(1.0, place.height() * bar.memory / m_most);
    const QRectF whole(place.left() + gap, place.bottom() - height, place.width() - 2 * gap, height);
    painter.fillRect(whole, colors.free);
    const auto part = [&whole, &bar](double from, double bytes) {
        const double begin = std::min(1.0, from / bar.memory) * whole.height();
        const double end = std::min(1.0, (from + bytes) / bar.memory) * whole.height();
        return QRectF(whole.left(), whole.bottom() - end, whole.width(), end - begin);
    };
    painter.fillRect(part(0, bar.used), colors.used);
    painter.fillRect(part(bar.used, bar.waste), colors.waste);
    const QString label = QString::number(bar.number);
    const bool isCurrent = bar.number == m_current;
    if (isCurrent) {
        painter.setPen(QPen(palette().color(QPalette::Text), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(whole.adjusted(-1, -1, 1, 1));
    }
    const double labelWidth = fontMetrics().horizontalAdvance(QStringLiteral("00")) + 4;
    const int every = std::max(1, int(std::ceil(labelWidth / place.width())));
    if (index % every != 0 && !isCurrent)
        return;
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRectF(place.center().x() - labelWidth, place.bottom(), 2 * labelWidth, fontMetrics().height() + barsMargin),
                     Qt::AlignCenter, label);
}

void SlabBars::paintLegend(QPainter &painter) const
{
    const SlabColors colors(palette());
    const std::array<std::pair<QString, QColor>, 3> entries{std::pair(tr("Used"), colors.used), std::pair(tr("Waste"), colors.waste),
                                                            std::pair(tr("Free"), colors.free)};
    const double side = fontMetrics().ascent() * 0.8;
    double x = barsMargin;
    const double middle = barsMargin + fontMetrics().height() / 2.0;
    for (const auto &[text, color] : entries) {
        const QRectF box(x, middle - side / 2, side, side);
        painter.fillRect(box, color);
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box);
        painter.setPen(palette().color(QPalette::Text));
        x += side + barsMargin;
        const double width = fontMetrics().horizontalAdvance(text);
        painter.drawText(QRectF(x, barsMargin, width + 2, fontMetrics().height()), Qt::AlignVCenter, text);
        x += width + 4 * barsMargin;
    }
    const int index = indexOf(m_current);
    const QRectF rest(x, barsMargin, std::max(0.0, width() - x - barsMargin), fontMetrics().height());
    const QString told = index >= 0 ? m_bars.at(index).text : tr("The highest bar: %1").arg(amountText(quint64(m_most)));
    painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter, fontMetrics().elidedText(told, Qt::ElideRight, int(rest.width())));
}

void SlabBars::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    paintLegend(painter);
    for (int i = 0; i < int(m_bars.size()); ++i)
        paintBar(painter, i);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(hasFocus() ? QPen(palette().color(QPalette::Highlight), 2) : QPen(palette().color(QPalette::Mid), 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}
