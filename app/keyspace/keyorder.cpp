#include "app/keyspace/keyorder.h"

#include "app/results/numbersort.h"
#include "app/results/textsort.h"

namespace {

constexpr size_t sortedBetweenChecks = 64 * 1024;
constexpr quint64 longerThanAny = quint64(1) << 32; // seconds; a TTL has up to 32 bits

/// What a column shows as a number, one more where 0 is something else than nothing.
quint64 numberOf(const KeyListing &listing, const KeySegment &segment, qsizetype index, KeyColumn column, const SlabChunks &chunks)
{
    switch (column) {
    case KeyColumn::Size:
        return segment.itemSize(index);
    case KeyColumn::Ttl: {
        const qint64 ttl = listing.ttl(segment.expiry(index));
        return ttl == ListedKey::never ? longerThanAny : quint64(ttl);
    }
    case KeyColumn::Idle:
        return quint64(listing.idle(segment.lastAccess(index)) + 1);
    case KeyColumn::Fetched:
        return segment.isFetched(index) ? 1 : 0;
    case KeyColumn::Cas:
        return segment.cas(index);
    case KeyColumn::Flags: {
        const std::optional<quint32> flags = segment.flags(index);
        return flags ? 1 + quint64(*flags) : 0;
    }
    case KeyColumn::SlabClass:
        return segment.slabClass(index);
    case KeyColumn::Waste: {
        const std::optional<quint32> waste = chunks.waste(segment.itemSize(index), segment.slabClass(index));
        return waste ? 1 + quint64(*waste) : 0;
    }
    case KeyColumn::Key:
        break;
    }
    return 0;
}

std::vector<int> sortedByNumber(const KeyListing &listing, std::vector<int> indexes, const KeyOrder &order, const SlabChunks &chunks,
                                const std::function<bool()> &isCancelled)
{
    const auto column = KeyColumn(order.column);
    const quint64 mask = order.order == Qt::DescendingOrder ? ~quint64(0) : 0; // so that equal ones keep their order then, too
    std::vector<NumberEntry> entries;
    entries.reserve(indexes.size());
    KeyCursor cursor(listing);
    for (const int index : indexes) {
        if (entries.size() % sortedBetweenChecks == 0 && isCancelled && isCancelled())
            return {};
        cursor.moveTo(index);
        entries.push_back({numberOf(listing, cursor.segment(), cursor.index(), column, chunks) ^ mask, index});
    }
    sortNumbers(entries, isCancelled);
    for (size_t i = 0; i < indexes.size(); ++i)
        indexes[i] = entries[i].row;
    return indexes;
}

std::vector<int> sortedByKey(const KeyListing &listing, const std::vector<int> &indexes, const KeyOrder &order,
                             const std::function<bool()> &isCancelled)
{
    TextSort sort(order.order);
    sort.reserve(indexes.size());
    KeyCursor cursor(listing);
    for (size_t i = 0; i < indexes.size(); ++i) {
        if (i % sortedBetweenChecks == 0 && isCancelled && isCancelled())
            return {};
        cursor.moveTo(indexes[i]);
        sort.append(cursor.key(), indexes[i]);
    }
    return sort.sorted({.pageSize = 0, .firstPage = {}, .isCancelled = isCancelled});
}

} // namespace

std::vector<int> sortedKeys(const KeyListing &listing, std::vector<int> indexes, const KeyOrder &order, const SlabChunks &chunks,
                            const std::function<bool()> &isCancelled)
{
    if (order.isArrival() || indexes.empty())
        return indexes;
    if (KeyColumn(order.column) == KeyColumn::Key)
        return sortedByKey(listing, indexes, order, isCancelled);
    return sortedByNumber(listing, std::move(indexes), order, chunks, isCancelled);
}
