#include "ui/results/glyphdelegate.h"

#include <QApplication>
#include <QIcon>
#include <QPainter>

namespace {

QPalette::ColorGroup groupOf(const QStyleOptionViewItem &option)
{
    return option.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
}

} // namespace

void GlyphDelegate::drawBackground(QPainter *painter, const QStyleOptionViewItem &option, int row)
{
    if (isSelected(option))
        painter->fillRect(option.rect, option.palette.brush(groupOf(option), QPalette::Highlight));
    else if (row % 2 != 0)
        painter->fillRect(option.rect, option.palette.brush(QPalette::AlternateBase));
}

void GlyphDelegate::drawIcon(QPainter *painter, const QStyleOptionViewItem &option, const QIcon &icon, QRect &place)
{
    const int side = option.fontMetrics.height();
    icon.paint(painter, QRect(place.left(), place.center().y() - side / 2, side, side), Qt::AlignCenter,
               isSelected(option) ? QIcon::Selected : QIcon::Normal);
    place.setLeft(place.left() + side + margin);
}

void GlyphDelegate::usePen(QPainter *painter, const QStyleOptionViewItem &option, const QColor &usual)
{
    painter->setPen(isSelected(option) ? option.palette.color(groupOf(option), QPalette::HighlightedText) : usual);
}

void GlyphDelegate::drawFocus(QPainter *painter, const QStyleOptionViewItem &option)
{
    if (!option.state.testFlag(QStyle::State_HasFocus))
        return;
    QStyleOptionFocusRect focus;
    focus.QStyleOption::operator=(option);
    focus.backgroundColor = option.palette.color(isSelected(option) ? QPalette::Highlight : QPalette::Base);
    QApplication::style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
}

const GlyphText &GlyphDelegate::texts(std::optional<GlyphText> &kept, const QFont &font)
{
    if (!kept || kept->font() != font)
        kept.emplace(font);
    return *kept;
}

QSize GlyphDelegate::sizeOf(const QString &text, const QFont &font, const QStyleOptionViewItem &option, Icon icon)
{
    const QFontMetrics metrics(font);
    const int ofIcon = icon == Icon::First ? option.fontMetrics.height() + margin : 0;
    return {metrics.horizontalAdvance(text) + 2 * margin + ofIcon + 2, metrics.height() + 6};
}
