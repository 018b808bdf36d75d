#pragma once

#include <QList>
#include <QStyledItemDelegate>

/// Draws what a figure was in the last minutes as a small line, from the least to the most. Where it is not known the line has a gap.
class SparkDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// `role`: of the points, a QList<double>.
    explicit SparkDelegate(int role, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    int m_role;
};
