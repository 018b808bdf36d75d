#pragma once

#include <QStyledItemDelegate>

/// Gives a part of a value a row that is high enough for the field in which it is changed, also while it is only looked at: nothing moves
/// when an edit begins.
class NodeRowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit NodeRowDelegate(QObject *parent = nullptr);

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};
