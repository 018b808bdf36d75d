#pragma once

#include <QStyledItemDelegate>

/// Draws a part of a whole as a small bar with the number beside it.
class ShareDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// `role`: of the part, a double from 0 to 1; without one there is no bar.
    explicit ShareDelegate(int role, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    [[nodiscard]] static int textWidth(const QFontMetrics &metrics);

    int m_role;
};
