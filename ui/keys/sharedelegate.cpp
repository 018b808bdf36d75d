#include "ui/keys/sharedelegate.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace {

constexpr int shareGap = 6;
constexpr int narrowestBar = 24;
constexpr int roomAround = 5; // as much as in the rows of a table

} // namespace

ShareDelegate::ShareDelegate(int role, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_role(role)
{
}

void ShareDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index); // the ground, and the number at the right
    const QVariant part = index.data(m_role);
    const QRect room = option.rect.adjusted(shareGap, 0, -textWidth(option.fontMetrics) - shareGap, 0);
    if (!part.isValid() || room.width() < narrowestBar)
        return;
    const int height = std::max(4, option.fontMetrics.ascent() / 2);
    const QRectF trough(room.left(), room.center().y() - height / 2, room.width(), height);
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    const bool active = (option.state & QStyle::State_Active) != 0;
    const QPalette::ColorGroup group = active ? QPalette::Active : QPalette::Inactive;
    QColor color = option.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Highlight);
    QColor ground = option.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    ground.setAlphaF(selected ? 0.25F : 0.12F);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(ground);
    const double radius = height / 2.0;
    painter->drawRoundedRect(trough, radius, radius);
    const double length = std::clamp(part.toDouble(), 0.0, 1.0) * trough.width();
    if (length > 0) {
        painter->setClipRect(QRectF(trough.left(), trough.top(), std::max(length, 1.0), trough.height()));
        painter->setBrush(color);
        painter->drawRoundedRect(trough, radius, radius);
    }
    painter->restore();
}

QSize ShareDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {textWidth(option.fontMetrics) + narrowestBar * 2 + 2 * shareGap,
            QStyledItemDelegate::sizeHint(option, index).height() + roomAround};
}

int ShareDelegate::textWidth(const QFontMetrics &metrics)
{
    return metrics.horizontalAdvance(QStringLiteral("100.0 %")) + shareGap;
}
