#include "app/watch/topcounts.h"

#include <QHashFunctions>

#include <algorithm>
#include <bit>

namespace {

size_t hashOf(QByteArrayView key)
{
    return qHashBits(key.data(), size_t(key.size()), size_t(QHashSeed::globalSeed()));
}

} // namespace

TopCounts::TopCounts(int most)
    : m_most(std::max(1, most))
    , m_mask(std::bit_ceil(quint64(m_most) * 2) - 1)
    , m_cells(size_t(m_mask + 1), empty)
{
    m_entries.reserve(size_t(m_most));
}

/// The cell with the key, or the empty one that it would take.
quint32 &TopCounts::cellOf(QByteArrayView key)
{
    const size_t hash = hashOf(key);
    quint64 at = hash & m_mask;
    while (m_cells[at] != empty && (m_hashes[m_cells[at]] != hash || m_entries[m_cells[at]].key != key))
        at = (at + 1) & m_mask;
    return m_cells[at];
}

TopCounts::Entry *TopCounts::find(QByteArrayView key)
{
    const quint32 index = cellOf(key);
    return index == empty ? nullptr : &m_entries[index];
}

TopCounts::Entry &TopCounts::count(QByteArrayView key)
{
    quint32 *cell = &cellOf(key);
    quint32 index = *cell;
    if (index == empty && int(m_entries.size()) < m_most) {
        index = quint32(m_entries.size());
        m_entries.push_back({.key = key.toByteArray(), .count = 0});
        m_hashes.push_back(hashOf(key));
        m_heap.push_back(index);
        m_places.push_back(index);
        *cell = index;
        // A count of 0 belongs to the top.
        for (quint32 place = index; place > 0 && m_entries[m_heap[(place - 1) / 2]].count > 0; place = (place - 1) / 2) {
            const quint32 above = m_heap[(place - 1) / 2];
            put((place - 1) / 2, index);
            put(place, above);
        }
    } else if (index == empty) {
        index = m_heap.front();
        forget(index);
        const quint64 least = m_entries[index].count;
        m_entries[index] = {.key = key.toByteArray(), .count = least, .error = least};
        m_hashes[index] = hashOf(key);
        cellOf(key) = index;
    }
    ++m_entries[index].count;
    sink(m_places[index]);
    return m_entries[index];
}

/// Takes the entry out of the cells, and moves up what would not be found any more behind the gap.
void TopCounts::forget(quint32 index)
{
    quint64 gap = m_hashes[index] & m_mask;
    while (m_cells[gap] != index)
        gap = (gap + 1) & m_mask;
    m_cells[gap] = empty;
    for (quint64 at = (gap + 1) & m_mask; m_cells[at] != empty; at = (at + 1) & m_mask) {
        const quint64 home = m_hashes[m_cells[at]] & m_mask;
        if (((at - home) & m_mask) < ((at - gap) & m_mask))
            continue;
        m_cells[gap] = m_cells[at];
        m_cells[at] = empty;
        gap = at;
    }
}

void TopCounts::put(quint32 place, quint32 index)
{
    m_heap[place] = index;
    m_places[index] = place;
}

void TopCounts::sink(quint32 place)
{
    const quint32 index = m_heap[place];
    const quint64 count = m_entries[index].count;
    for (;;) {
        quint32 below = place * 2 + 1;
        if (below >= m_heap.size())
            break;
        if (below + 1 < m_heap.size() && m_entries[m_heap[below + 1]].count < m_entries[m_heap[below]].count)
            ++below;
        if (m_entries[m_heap[below]].count >= count)
            break;
        put(place, m_heap[below]);
        place = below;
    }
    put(place, index);
}

std::vector<TopCounts::Entry> TopCounts::top(int most) const
{
    std::vector<Entry> entries = m_entries;
    const auto isMore = [](const Entry &one, const Entry &other) {
        return one.count != other.count ? one.count > other.count : one.key < other.key;
    };
    const auto end = entries.begin() + std::min(qsizetype(most), qsizetype(entries.size()));
    std::partial_sort(entries.begin(), end, entries.end(), isMore);
    entries.erase(end, entries.end());
    return entries;
}

quint64 TopCounts::leastCount() const
{
    return int(m_entries.size()) < m_most ? 0 : m_entries[m_heap.front()].count;
}
