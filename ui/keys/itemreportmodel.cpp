#include "ui/keys/itemreportmodel.h"

#include "ui/escapedtext.h"
#include "ui/fixedfont.h"
#include "ui/keys/reporttable.h"

void ItemReportModel::setReport(const std::shared_ptr<const ItemReport> &report)
{
    beginResetModel();
    m_report = report;
    m_rows.clear();
    m_isAll = true;
    endResetModel();
}

void ItemReportModel::show(std::optional<ItemFate> fate)
{
    beginResetModel();
    m_rows.clear();
    m_isAll = !fate.has_value();
    for (int i = 0; m_report && fate && i < m_report->size(); ++i) {
        if (m_report->fate(i) == *fate)
            m_rows.push_back(i);
    }
    endResetModel();
}

int ItemReportModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !m_report)
        return 0;
    return m_isAll ? m_report->size() : int(m_rows.size());
}

int ItemReportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ItemReportModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::FontRole && index.column() == KeyColumn)
        return fixedFont();
    const int place = indexAt(index.row());
    if (role == ReportTable::KeyRole)
        return m_report->key(place).toByteArray();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case KeyColumn:
        return escapedText(m_report->key(place));
    case FateColumn:
        return words(m_report->fate(place));
    case ReasonColumn:
        return m_report->reason(place);
    default:
        return {};
    }
}

QVariant ItemReportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KeyColumn:
        return tr("Key");
    case FateColumn:
        return tr("State");
    case ReasonColumn:
        return tr("Reason");
    default:
        return {};
    }
}

QString ItemReportModel::words(ItemFate fate)
{
    switch (fate) {
    case ItemFate::Dumped:
        return tr("Dumped");
    case ItemFate::Gone:
        return tr("Gone since it was listed");
    case ItemFate::Absent:
        return tr("Not on the server");
    case ItemFate::Present:
        return tr("On the server");
    case ItemFate::Unchanged:
        return tr("On the server, unchanged");
    case ItemFate::Changed:
        return tr("On the server, changed");
    case ItemFate::Unseen:
        return tr("Not looked for");
    case ItemFate::Expired:
        return tr("Expired");
    case ItemFate::TooLarge:
        return tr("Too large");
    case ItemFate::Restored:
        return tr("Restored");
    case ItemFate::Kept:
        return tr("Left as it is");
    case ItemFate::Refused:
        return tr("Refused");
    }
    return {};
}
