#include "ui/watch/watchtopmodel.h"

#include "ui/amounttext.h"
#include "ui/escapedtext.h"
#include "ui/fixedfont.h"

#include <QHash>
#include <QLocale>

#include <algorithm>

namespace {

std::vector<WatchTopModel::Cell> cellsOf(WatchTopModel::Shows shows)
{
    using Cell = WatchTopModel::Cell;
    if (shows == WatchTopModel::Shows::Evictions)
        return {Cell::Name, Cell::Count, Cell::Error, Cell::Unread, Cell::Share, Cell::Bytes};
    return {Cell::Name, Cell::Count, Cell::Error, Cell::HitRatio, Cell::Hits, Cell::Misses, Cell::Stores, Cell::Bytes};
}

double shareOf(quint64 part, quint64 whole)
{
    return whole == 0 ? -1 : double(part) / double(whole);
}

} // namespace

WatchTopModel::WatchTopModel(Shows shows, QObject *parent)
    : QAbstractTableModel(parent)
    , m_shows(shows)
    , m_cells(cellsOf(shows))
{
}

int WatchTopModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int WatchTopModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_cells.size());
}

/// First as many rows as there will be, then each to its place.
void WatchTopModel::setEntries(const std::vector<TopCounts::Entry> &entries)
{
    const int before = rowCount();
    const int now = int(entries.size());
    std::vector<TopCounts::Entry> ordered = entries;
    order(ordered);
    if (now > before) {
        beginInsertRows({}, before, now - 1);
        m_entries.resize(size_t(now));
        endInsertRows();
    } else if (now < before) {
        beginRemoveRows({}, now, before - 1);
        m_entries.resize(size_t(now));
        endRemoveRows();
    }
    if (now == 0)
        return;
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    QHash<QByteArray, int> rows;
    for (int row = 0; row < now; ++row)
        rows.insert(ordered[size_t(row)].key, row);
    const QModelIndexList persistent = persistentIndexList();
    for (const QModelIndex &index : persistent) {
        const int row = rows.value(m_entries[size_t(index.row())].key, -1);
        changePersistentIndex(index, row < 0 ? QModelIndex() : this->index(row, index.column()));
    }
    m_entries = std::move(ordered);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void WatchTopModel::sort(int column, Qt::SortOrder order)
{
    m_column = column < 0 ? 1 : column;
    m_order = column < 0 ? Qt::DescendingOrder : order;
    setEntries(std::vector<TopCounts::Entry>(m_entries));
}

void WatchTopModel::order(std::vector<TopCounts::Entry> &entries) const
{
    const Cell cell = m_cells[size_t(m_column)];
    const auto isBefore = [this, cell](const TopCounts::Entry &one, const TopCounts::Entry &other) {
        if (cell == Cell::Name)
            return m_order == Qt::AscendingOrder ? one.key < other.key : other.key < one.key;
        const double left = number(one, cell);
        const double right = number(other, cell);
        return m_order == Qt::AscendingOrder ? left < right : right < left;
    };
    std::ranges::stable_sort(entries, isBefore);
}

double WatchTopModel::number(const TopCounts::Entry &entry, Cell cell) const
{
    switch (cell) {
    case Cell::Name:
        break;
    case Cell::Count:
        return double(entry.count);
    case Cell::Error:
        return double(entry.error);
    case Cell::HitRatio:
        return shareOf(entry.hits, entry.hits + entry.misses);
    case Cell::Hits:
        return double(entry.hits);
    case Cell::Misses:
        return double(entry.misses);
    case Cell::Stores:
        return double(entry.stores);
    case Cell::Bytes:
        return double(entry.bytes);
    case Cell::Unread:
        return double(entry.unread);
    case Cell::Share:
        return shareOf(entry.unread, entry.count - entry.error);
    }
    return 0;
}

QString WatchTopModel::text(const TopCounts::Entry &entry, Cell cell) const
{
    const double value = number(entry, cell);
    switch (cell) {
    case Cell::Name:
        if (!entry.key.isEmpty())
            return escapedText(entry.key);
        return m_shows == Shows::Keys ? QString() : tr("(no prefix)");
    case Cell::HitRatio:
    case Cell::Share:
        return value < 0 ? QStringLiteral("–") : fineShareText(value);
    case Cell::Bytes:
        return byteText(entry.bytes);
    case Cell::Error:
        return entry.error == 0 ? tr("exact") : QStringLiteral("−") + QLocale().toString(entry.error);
    default:
        return QLocale().toString(value, 'f', 0);
    }
}

QVariant WatchTopModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Cell cell = cellAt(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(entryAt(index.row()), cell);
    case Qt::TextAlignmentRole:
        return int((cell == Cell::Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::FontRole:
        return cell == Cell::Name && !entryAt(index.row()).key.isEmpty() ? QVariant(fixedFont()) : QVariant();
    case Qt::ToolTipRole:
        return cell == Cell::Name ? QVariant(escapedText(entryAt(index.row()).key)) : QVariant();
    default:
        return {};
    }
}

QVariant WatchTopModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Cell cell = cellAt(section);
    if (role == Qt::TextAlignmentRole)
        return int((cell == Cell::Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool isTip = role == Qt::ToolTipRole;
    switch (cell) {
    case Cell::Name:
        if (m_shows == Shows::Keys)
            return isTip ? tr("The item's key; what is not printable is escaped") : tr("Key");
        return isTip ? tr("What the keys begin with, up to their first delimiter") : tr("Prefix");
    case Cell::Count:
        if (m_shows == Shows::Evictions)
            return isTip ? tr("Items that had to go") : tr("Evicted");
        return isTip ? tr("Lines about it, at most: those that are not among the most frequent for long are told too high") : tr("Lines");
    case Cell::Error:
        return isTip ? tr("By so much the number before may be too high; the others count from then on when it came into this list")
                     : tr("Error");
    case Cell::HitRatio:
        return isTip ? tr("Reads that found an item, of all") : tr("Hit ratio");
    case Cell::Hits:
        return isTip ? tr("Reads that found an item") : tr("Hits");
    case Cell::Misses:
        return isTip ? tr("Reads that found none") : tr("Misses");
    case Cell::Stores:
        return isTip ? tr("Set, add, replace, append, prepend and CAS") : tr("Stores");
    case Cell::Bytes:
        if (m_shows == Shows::Evictions)
            return isTip ? tr("Bytes of the values that had to go") : tr("Bytes");
        return isTip ? tr("Bytes of the values that were read and stored") : tr("Bytes");
    case Cell::Unread:
        return isTip ? tr("Items that had to go although nobody had ever read them") : tr("Never read");
    case Cell::Share:
        return isTip ? tr("Items that nobody had ever read, of all that had to go") : tr("Of all");
    }
    return {};
}
