#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

/// The most frequent of an endless stream of keys in bounded memory, by Space-Saving (Metwally, Agrawal, El Abbadi: "Efficient Computation
/// of Frequent and Top-k Elements in Data Streams", 2005): a new key takes the place of the least frequent one and its count, which is from
/// then on the most by which the new one's count can be too high. No key that came more often than `error` of the least one is missing.
class TopCounts
{
public:
    struct Entry
    {
        QByteArray key;
        quint64 count = 0; ///< at most so often,
        quint64 error = 0; ///< and at least so much less
        // Since it has a place here:
        quint64 hits = 0;
        quint64 misses = 0;
        quint64 stores = 0;
        quint64 deletions = 0;
        quint64 unread = 0; ///< evicted although nobody had ever read it
        qint64 bytes = 0;   ///< of the values that were read or stored
    };

    explicit TopCounts(int most);

    /// Counts `key` once; the entry is valid until the next call.
    Entry &count(QByteArrayView key);
    /// Null: it has no place.
    [[nodiscard]] Entry *find(QByteArrayView key);

    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }
    /// The most frequent ones, the first foremost.
    [[nodiscard]] std::vector<Entry> top(int most) const;
    /// A key that is not among the entries came at most so often.
    [[nodiscard]] quint64 leastCount() const;
    [[nodiscard]] int most() const { return m_most; }

private:
    static constexpr quint32 empty = ~quint32(0);

    [[nodiscard]] quint32 &cellOf(QByteArrayView key);
    void forget(quint32 index);
    void sink(quint32 place);
    void put(quint32 place, quint32 index);

    int m_most;
    quint64 m_mask;
    std::vector<Entry> m_entries;
    std::vector<size_t> m_hashes;  ///< of the entries
    std::vector<quint32> m_cells;  ///< open addressing: indexes of entries
    std::vector<quint32> m_heap;   ///< indexes of entries, the least frequent first
    std::vector<quint32> m_places; ///< of the entries in the heap
};
