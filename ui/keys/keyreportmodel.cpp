#include "ui/keys/keyreportmodel.h"

#include "ui/escapedtext.h"
#include "ui/fixedfont.h"
#include "ui/keys/reporttable.h"

#include <utility>

void KeyReportModel::setReport(const KeyReport &report, std::vector<int> &&positions)
{
    beginResetModel();
    m_report = report;
    m_positions = std::move(positions);
    endResetModel();
}

QString KeyReportModel::lines(const KeyReport &report, const std::vector<int> &positions, const std::atomic_bool &stop)
{
    QString text;
    for (size_t i = 0; i < positions.size() && !stop; ++i)
        text += escapedText(report.keys.at(positions[i])) + u'\t' + report.text(positions[i]) + u'\n';
    return text;
}

int KeyReportModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_positions.size());
}

int KeyReportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant KeyReportModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const int position = m_positions[size_t(index.row())];
    const bool key = index.column() == KeyColumn;
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return key ? escapedText(m_report.keys.at(position)) : m_report.text(position);
    if (role == ReportTable::KeyRole)
        return m_report.keys.at(position).toByteArray();
    if (role == Qt::FontRole && key)
        return fixedFont();
    return {};
}

QVariant KeyReportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == KeyColumn ? tr("Key") : tr("What became of it");
}
