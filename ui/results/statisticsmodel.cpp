#include "ui/results/statisticsmodel.h"

#include "ui/escapedtext.h"

void StatisticsModel::setStatistics(const QList<Statistic> &statistics)
{
    beginResetModel();
    m_rows.clear();
    m_rows.reserve(statistics.size());
    for (const Statistic &statistic : statistics)
        m_rows.append({escapedText(statistic.name), escapedText(statistic.value)});
    endResetModel();
}

int StatisticsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int StatisticsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 2;
}

QVariant StatisticsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const auto &row = m_rows[index.row()];
    return index.column() == 0 ? row.first : row.second;
}

QVariant StatisticsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role != Qt::DisplayRole ? QVariant() : section == 0 ? tr("Statistic") : tr("Value");
}
