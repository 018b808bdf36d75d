#include "ui/keys/keycomparisonmodel.h"

#include "ui/escapedtext.h"
#include "ui/fixedfont.h"
#include "ui/keys/keycelltext.h"
#include "ui/keys/reporttable.h"

#include <QPromise>
#include <QtConcurrentRun>

namespace {

constexpr qsizetype mostOfToolTip = 1'000; // bytes of a key: all of any

/// A store of these keys, which finds them by their names; none once it is cancelled.
template <typename Cancelled> std::shared_ptr<const KeyStore> storeOf(const KeyListing &listing, const Cancelled &isCancelled)
{
    auto store = std::make_shared<KeyStore>(listing.time());
    store->expect(listing.size());
    for (const KeyListing::Part &part : listing.parts()) {
        if (isCancelled())
            break;
        KeySegment copy;
        for (qsizetype i = 0; i < part.segment->size(); ++i)
            appendKey(copy, *part.segment, i);
        copy.squeeze();
        store->append(std::move(copy));
    }
    return store;
}

qint64 bytesOf(const KeyListing &listing, const std::vector<int> &indexes)
{
    qint64 bytes = 0;
    KeyCursor cursor(listing);
    for (const int index : indexes) {
        cursor.moveTo(index);
        bytes += cursor.segment().itemSize(cursor.index());
    }
    return bytes;
}

int alignment(int column)
{
    switch (column) {
    case KeyComparisonModel::SizeColumn:
    case KeyComparisonModel::BeforeColumn:
    case KeyComparisonModel::TtlColumn:
    case KeyComparisonModel::IdleColumn:
        return int(Qt::AlignRight | Qt::AlignVCenter);
    case KeyComparisonModel::ReadColumn:
        return int(Qt::AlignCenter);
    default:
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    }
}

/// No server with CAS has an item without one.
bool tellsCas(const KeyListing &listing)
{
    return listing.isEmpty() || listing.at(0).cas != 0;
}

} // namespace

KeyComparisonModel::KeyComparisonModel(QObject *parent)
    : QAbstractTableModel(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::resultReadyAt, this, &KeyComparisonModel::take);
}

KeyComparisonModel::~KeyComparisonModel()
{
    m_watcher.cancel();
}

void KeyComparisonModel::compare(const Side &before, const Side &after)
{
    clear();
    m_working = true;
    m_watcher.setFuture(QtConcurrent::run(&KeyComparisonModel::work, before, after));
    emit worked();
}

void KeyComparisonModel::clear()
{
    m_watcher.cancel();
    m_watcher.setFuture({});
    beginResetModel();
    m_found.reset();
    m_working = false;
    endResetModel();
}

void KeyComparisonModel::work(QPromise<Answer> &promise, const Side &before, const Side &after)
{
    const auto isCancelled = [&promise] { return promise.isCanceled(); };
    auto found = std::make_shared<Found>();
    found->before = before.gone ? before.listing.without(*before.gone) : before.listing;
    found->after = after.gone ? after.listing.without(*after.gone) : after.listing;
    found->snapshot = before.snapshot;
    if (!found->snapshot)
        found->store = storeOf(found->before, isCancelled);
    if (isCancelled())
        return;
    found->comparison = KeyComparison::of(found->earlier(), found->after, isCancelled);
    if (isCancelled())
        return;
    for (int kind = 0; kind < KindCount; ++kind)
        found->bytes[size_t(kind)] = bytesOf(kind == Gone ? found->before : found->after, indexesOf(found->comparison, Kind(kind)));
    found->bytes[Grown] = found->comparison.grownBytes;
    found->isCasUntold = !tellsCas(before.listing) || !tellsCas(after.listing);
    promise.addResult(std::move(found));
}

const std::vector<int> &KeyComparisonModel::indexesOf(const KeyComparison &comparison, Kind kind)
{
    switch (kind) {
    case Gone:
        return comparison.gone;
    case Rewritten:
        return comparison.rewritten;
    case Grown:
        return comparison.grown;
    case NeverRead:
        return comparison.neverRead;
    default:
        return comparison.added;
    }
}

void KeyComparisonModel::take()
{
    beginResetModel();
    m_found = m_watcher.result();
    m_working = false;
    endResetModel();
    emit worked();
}

void KeyComparisonModel::show(Kind kind)
{
    beginResetModel();
    m_kind = kind;
    endResetModel();
}

qint64 KeyComparisonModel::count(Kind kind) const
{
    return m_found ? qint64(indexesOf(m_found->comparison, kind).size()) : 0;
}

QByteArray KeyComparisonModel::key(int row) const
{
    const int index = indexesOf(m_found->comparison, m_kind)[size_t(row)];
    return (m_kind == Gone ? m_found->before : m_found->after).key(index).toByteArray();
}

int KeyComparisonModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(count(m_kind));
}

int KeyComparisonModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant KeyComparisonModel::text(int row, int column) const
{
    const int index = indexesOf(m_found->comparison, m_kind)[size_t(row)];
    const KeyListing &listing = m_kind == Gone ? m_found->before : m_found->after;
    const ListedKey key = listing.at(index);
    const auto cell = [](const KeyListing &of, const ListedKey &shown, KeyCell kind) { return keyCellText(of, shown, {}, kind); };
    switch (column) {
    case KeyColumn:
        return escapedPreview(key.key, mostOfToolTip);
    case SizeColumn:
        return m_kind == Gone ? QString() : cell(listing, key, KeyCell::Size);
    case BeforeColumn: {
        if (m_kind == Gone)
            return cell(listing, key, KeyCell::Size);
        const std::optional<int> earlier = m_found->earlier().find(key.key);
        return earlier ? cell(m_found->before, m_found->before.at(*earlier), KeyCell::Size) : QString();
    }
    case TtlColumn:
        return cell(listing, key, KeyCell::Ttl);
    case IdleColumn:
        return cell(listing, key, KeyCell::Idle);
    case ReadColumn:
        return cell(listing, key, KeyCell::Fetched);
    default:
        return {};
    }
}

QVariant KeyComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(index.row(), column);
    case ReportTable::KeyRole:
        return key(index.row());
    case Qt::FontRole:
        return column == KeyColumn ? QVariant(fixedFont()) : QVariant();
    case Qt::TextAlignmentRole:
        return alignment(column);
    default:
        return {};
    }
}

QVariant KeyComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section);
    if (role == Qt::ToolTipRole && (section == TtlColumn || section == IdleColumn || section == ReadColumn))
        return tr("As the later listing tells it; of keys that are gone, as the earlier one does");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KeyColumn:
        return tr("Key");
    case SizeColumn:
        return tr("Size");
    case BeforeColumn:
        return tr("Size before");
    case TtlColumn:
        return tr("TTL left");
    case IdleColumn:
        return tr("Idle");
    case ReadColumn:
        return tr("Read");
    default:
        return {};
    }
}
