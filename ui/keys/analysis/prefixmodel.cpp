#include "ui/keys/analysis/prefixmodel.h"

#include "ui/amounttext.h"
#include "ui/escapedtext.h"

#include <QLocale>

namespace {

double part(qint64 some, qint64 all)
{
    return all <= 0 ? 0 : double(some) / double(all);
}

QString countText(qint64 keys, qint64 of)
{
    return keys == 0 ? QStringLiteral("–")
                     : PrefixModel::tr("%1 (%2)", "keys, per cent").arg(QLocale().toString(keys), shareText(part(keys, of)));
}

} // namespace

double unreadPart(const KeyWeight &weight)
{
    return part(weight.unreadKeys, weight.keys);
}

PrefixModel::PrefixModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void PrefixModel::setReport(const FolderReport &report, const KeyWeight &all)
{
    beginResetModel();
    m_report = report;
    m_all = all;
    endResetModel();
}

PrefixModel::Row PrefixModel::kindOf(int row) const
{
    if (row >= int(m_report.rows.size()))
        return Row::Rest;
    return m_report.rows[size_t(row)].prefix.isEmpty() ? Row::Loose : Row::Folder;
}

const KeyWeight &PrefixModel::weightOf(int row) const
{
    return row < int(m_report.rows.size()) ? m_report.rows[size_t(row)].weight : m_report.rest;
}

QByteArray PrefixModel::prefixOf(int row) const
{
    return row < int(m_report.rows.size()) ? m_report.rows[size_t(row)].prefix : QByteArray();
}

QString PrefixModel::nameOf(int row) const
{
    switch (kindOf(row)) {
    case Row::Folder:
        return escapedText(QByteArrayView(m_report.rows[size_t(row)].prefix).sliced(m_report.prefix.size()));
    case Row::Loose:
        return m_report.prefix.isEmpty() ? tr("Keys without a prefix") : tr("Keys directly in here");
    case Row::Rest:
        break;
    }
    return tr("All lighter prefixes");
}

double PrefixModel::partOf(int row, const KeyWeight &all) const
{
    const KeyWeight &weight = weightOf(row);
    return all.bytes > 0 ? part(weight.bytes, all.bytes) : part(weight.keys, all.keys);
}

double PrefixModel::shareOf(int row) const
{
    return partOf(row, m_report.all);
}

QString PrefixModel::describe(int row) const
{
    const KeyWeight &weight = weightOf(row);
    const QString name = kindOf(row) == Row::Folder ? escapedText(m_report.rows[size_t(row)].prefix) : nameOf(row);
    QStringList lines{name, tr("%1, %2", "keys, bytes").arg(keyCountText(weight.keys), byteText(weight.bytes)),
                      tr("%1 of everything analysed").arg(fineShareText(partOf(row, m_all)))};
    if (!m_report.prefix.isEmpty())
        lines.append(tr("%1 of this folder").arg(fineShareText(shareOf(row))));
    lines.append(tr("Never read: %1").arg(text(row, UnreadColumn)));
    lines.append(tr("No TTL: %1").arg(text(row, LastingColumn)));
    if (weight.averageIdle() != KeyListing::untold)
        lines.append(tr("Idle on average: %1").arg(text(row, IdleColumn)));
    return lines.join(QLatin1Char('\n'));
}

int PrefixModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_report.rows.size()) + (m_report.rest.keys > 0 ? 1 : 0);
}

int PrefixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PrefixModel::text(int row, int column) const
{
    const KeyWeight &weight = weightOf(row);
    switch (column) {
    case PrefixColumn:
        return nameOf(row);
    case KeysColumn:
        return QLocale().toString(weight.keys);
    case BytesColumn:
        return weight.bytes == 0 ? QStringLiteral("–") : byteText(weight.bytes);
    case ShareColumn:
        return fineShareText(shareOf(row));
    case AverageColumn:
        return weight.bytes == 0 ? QStringLiteral("–") : byteText(weight.averageBytes());
    case UnreadColumn:
        return countText(weight.unreadKeys, weight.keys);
    case LastingColumn:
        return countText(weight.lastingKeys, weight.keys);
    default:
        return weight.averageIdle() == KeyListing::untold ? QStringLiteral("–") : durationText(weight.averageIdle());
    }
}

QVariant PrefixModel::sortValue(int row, int column) const
{
    const KeyWeight &weight = weightOf(row);
    switch (column) {
    case PrefixColumn:
        return nameOf(row);
    case KeysColumn:
        return weight.keys;
    case BytesColumn:
        return weight.bytes;
    case ShareColumn:
        return shareOf(row);
    case AverageColumn:
        return weight.averageBytes();
    case UnreadColumn:
        return weight.unreadKeys;
    case LastingColumn:
        return weight.lastingKeys;
    default:
        return weight.averageIdle();
    }
}

QVariant PrefixModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return describe(row);
    case Qt::TextAlignmentRole:
        return int((index.column() == PrefixColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case SortRole:
        return sortValue(row, index.column());
    case PartRole:
        if (index.column() == ShareColumn)
            return shareOf(row);
        return index.column() == UnreadColumn ? QVariant(unreadPart(weightOf(row))) : QVariant();
    default:
        return {};
    }
}

QVariant PrefixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == PrefixColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool isTip = role == Qt::ToolTipRole;
    switch (section) {
    case PrefixColumn:
        return isTip ? tr("What the keys begin with, within the folder that is shown") : tr("Prefix");
    case KeysColumn:
        return isTip ? tr("How many keys begin so") : tr("Keys");
    case BytesColumn:
        return isTip ? tr("What their items take, headers included") : tr("Bytes");
    case ShareColumn:
        return isTip ? tr("The part of what is in the folder that is shown") : tr("Share");
    case AverageColumn:
        return isTip ? tr("The average size of an item") : tr("Average");
    case UnreadColumn:
        return isTip ? tr("Keys that nobody has read since they were written") : tr("Never read");
    case LastingColumn:
        return isTip ? tr("Keys that never expire") : tr("No TTL");
    case IdleColumn:
        return isTip ? tr("How long ago they were touched last, on average") : tr("Idle");
    default:
        return {};
    }
}
