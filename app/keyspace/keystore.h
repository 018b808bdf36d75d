#pragma once

#include "app/keyspace/keyindex.h"
#include "app/keyspace/keylisting.h"

#include <vector>

/// Collects the keys of one listing as they come, each of them once, and finds any by its name. It belongs to one thread; a copy of its
/// listing can be given to others.
class KeyStore
{
public:
    KeyStore() = default;
    /// `time`: what the server's clock said as the listing began, in seconds since the epoch. `process`: whose CAS they are.
    explicit KeyStore(qint64 time, const ServerProcess &process = {})
        : m_listing(time, process)
    {
    }

    /// About so many keys will come: the server's `curr_items`. Only saves time.
    void expect(qint64 count);
    /// Takes the keys of `segment`. What came before under the same name stays, since it may already be looked at, and of the newer one is
    /// no more known than that it came.
    void append(KeySegment &&segment);

    /// What is known of a key that came is another.
    void amend(int index, const KeySegment::Fields &fields);

    [[nodiscard]] const KeyListing &listing() const { return m_listing; }
    [[nodiscard]] int count() const { return m_listing.size(); }
    /// Bytes of all items, as far as they were told.
    [[nodiscard]] qint64 itemBytes() const { return m_itemBytes; }
    /// How many keys came that had come before.
    [[nodiscard]] qint64 repeatedCount() const { return m_repeatedCount; }
    /// The index of exactly this key.
    [[nodiscard]] std::optional<int> find(QByteArrayView key) const;
    /// Bytes of memory that it holds.
    [[nodiscard]] qint64 byteSize() const { return m_listing.byteSize() + m_index.byteSize(); }

private:
    /// Puts the keys of `segment` into the index. Returns which of them are new, in order, if there are others; else nothing.
    [[nodiscard]] std::optional<std::vector<quint16>> enter(const KeySegment &segment);

    KeyListing m_listing;
    KeyIndex m_index;
    qint64 m_itemBytes = 0;
    qint64 m_repeatedCount = 0;
};
