#include "ui/keys/analysis/partdelegate.h"

#include "ui/keys/analysis/prefixmodel.h"

#include <QPainter>

#include <algorithm>

namespace {

constexpr int barWidth = 32;
constexpr int partPadding = 4;

} // namespace

void PartDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const QVariant part = index.data(PrefixModel::PartRole);
    if (!part.isValid() || option.rect.width() < sizeHint(option, index).width())
        return;
    const double height = std::round(option.fontMetrics.height() * 0.4);
    const QRectF bar(option.rect.left() + partPadding, option.rect.center().y() + 0.5 - height / 2, barWidth, height);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    QColor ground = option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    ground.setAlphaF(isSelected ? 0.35F : 0.15F);
    painter->fillRect(bar, ground);
    const double filled = std::clamp(part.toDouble(), 0.0, 1.0) * bar.width();
    painter->fillRect(QRectF(bar.left(), bar.top(), filled, bar.height()),
                      option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Highlight));
}

QSize PartDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    return index.data(PrefixModel::PartRole).isValid() ? size + QSize(barWidth + 2 * partPadding, 0) : size;
}
