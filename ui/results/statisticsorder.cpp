#include "ui/results/statisticsorder.h"

StatisticsOrder::StatisticsOrder(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    m_collator.setNumericMode(true);
    setFilterKeyColumn(-1);
    setFilterCaseSensitivity(Qt::CaseInsensitive);
}

bool StatisticsOrder::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QString a = left.data().toString();
    const QString b = right.data().toString();
    bool areNumbers = false;
    const double x = a.toDouble(&areNumbers);
    if (areNumbers) {
        const double y = b.toDouble(&areNumbers);
        if (areNumbers && x != y)
            return x < y;
    }
    return m_collator.compare(a, b) < 0;
}
