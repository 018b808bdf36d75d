#pragma once

#include <QCollator>
#include <QSortFilterProxyModel>

/// Statistics sorted as people count, `items:9` before `items:10`, and filtered by a text in name or value. There are never more than some
/// thousands of them.
class StatisticsOrder : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit StatisticsOrder(QObject *parent = nullptr);

protected:
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QCollator m_collator{QLocale(QLocale::English)}; ///< their names are English, and the C locale does not count
};
