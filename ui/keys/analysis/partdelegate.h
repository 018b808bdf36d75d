#pragma once

#include <QStyledItemDelegate>

/// Draws a small bar before the text of a cell that tells a part of a whole (PrefixModel::PartRole).
class PartDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Pixels of a cell that the bar takes; without them there is no bar.
    static constexpr int barRoom = 40;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};
