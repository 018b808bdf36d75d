#pragma once

#include "app/keyspace/gonekeys.h"
#include "connection/serverprocess.h"
#include "connection/text/keysegment.h"

#include <QByteArrayView>
#include <QtGlobal>

#include <algorithm>
#include <memory>
#include <vector>

/// The keys of one listing of a server, in the order they came: a list of immutable segments. A copy shares them, so that it costs next to
/// nothing and can be looked through in any thread. Keys are told by their index, from 0, which means another key in another listing.
class KeyListing
{
public:
    static constexpr qint64 untold = -1;

    struct Part
    {
        std::shared_ptr<const KeySegment> segment;
        int first = 0; ///< the index of its first key

        [[nodiscard]] int end() const { return first + int(segment->size()); }
    };
    struct Place
    {
        const KeySegment *segment = nullptr;
        qsizetype index = 0; ///< in the segment
    };

    KeyListing() = default;
    /// `time`: what the server's clock said as the listing began, in seconds since the epoch. `process`: whose CAS they are.
    explicit KeyListing(qint64 time, const ServerProcess &process = {})
        : m_time(time)
        , m_process(process)
    {
    }

    [[nodiscard]] int size() const { return m_parts.empty() ? 0 : m_parts.back().end(); }
    [[nodiscard]] bool isEmpty() const { return m_parts.empty(); }
    /// The parts in order, none of them empty.
    [[nodiscard]] const std::vector<Part> &parts() const { return m_parts; }
    [[nodiscard]] Place placeOf(int index) const;
    [[nodiscard]] ListedKey at(int index) const;
    [[nodiscard]] QByteArrayView key(int index) const;
    /// Whether both are states of one listing, so that an index which both have means the same key.
    [[nodiscard]] bool isSame(const KeyListing &other) const { return m_origin == other.m_origin; }
    /// Those of all keys, in order.
    [[nodiscard]] std::vector<int> allIndexes() const;

    [[nodiscard]] qint64 time() const { return m_time; }
    /// The server's, by which its CAS were given.
    [[nodiscard]] const ServerProcess &process() const { return m_process; }
    /// Seconds that are left of an expiry by the server's clock, 0 or more; ListedKey::never.
    [[nodiscard]] qint64 ttl(qint64 expiry) const { return expiry == ListedKey::never ? expiry : std::max<qint64>(0, expiry - m_time); }
    /// Seconds since the last access, 0 or more; untold where the server did not tell.
    [[nodiscard]] qint64 idle(qint64 lastAccess) const { return lastAccess == 0 ? untold : std::max<qint64>(0, m_time - lastAccess); }

    /// Those that are not gone, as another listing; what none of them is missing from is shared.
    [[nodiscard]] KeyListing without(const GoneKeys &gone) const;

    /// Bytes of all keys.
    [[nodiscard]] qint64 keyBytes() const;
    /// Bytes of all items, as far as they were told.
    [[nodiscard]] qint64 itemBytes() const;
    /// Bytes of memory that the segments hold.
    [[nodiscard]] qint64 byteSize() const;

    // For whoever builds it.
    /// Not an empty one; size() must stay an int.
    void append(KeySegment &&segment);
    /// What is known of a key is another: other states of the listing keep what they have.
    void amend(int index, const KeySegment::Fields &fields);
    /// Puts the last parts together where they are short, so that keys which come a few at a time do not end as thousands of parts.
    void mergeShortParts();

private:
    void append(const std::shared_ptr<const KeySegment> &segment);

    std::vector<Part> m_parts;
    std::shared_ptr<const char> m_origin; ///< one for all states of a listing; null: of none, it is empty
    qint64 m_time = 0;
    ServerProcess m_process;
};

/// Reads one key of a listing after the other; fast where the next is in the same part as the last.
class KeyCursor
{
public:
    explicit KeyCursor(const KeyListing &listing)
        : m_listing(&listing)
    {
    }

    void moveTo(int index)
    {
        const auto local = qsizetype(index) - m_first;
        if (local >= 0 && m_segment && local < m_segment->size()) {
            m_index = local;
            return;
        }
        const KeyListing::Place place = m_listing->placeOf(index);
        m_segment = place.segment;
        m_index = place.index;
        m_first = index - int(place.index);
    }
    [[nodiscard]] const KeySegment &segment() const { return *m_segment; }
    [[nodiscard]] qsizetype index() const { return m_index; }
    [[nodiscard]] QByteArrayView key() const { return m_segment->key(m_index); }

private:
    const KeyListing *m_listing;
    const KeySegment *m_segment = nullptr;
    qsizetype m_index = 0;
    int m_first = 0;
};

/// Of the key at `index`, as they are kept.
[[nodiscard]] KeySegment::Fields fieldsOf(const KeySegment &segment, qsizetype index);
/// Appends the key at `index` of `from` with all its fields to `to`, which is not full.
void appendKey(KeySegment &to, const KeySegment &from, qsizetype index);
