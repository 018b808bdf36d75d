#pragma once

#include "app/watch/topcounts.h"
#include "app/watch/watchevent.h"

#include <array>

/// What a person is shown of a WatchTally: a copy, cheap enough to be made some times a second.
struct WatchFigures
{
    std::array<quint64, size_t(watchKindCount)> counts{};
    quint64 hits = 0;
    quint64 forStores = 0; ///< lookups that a server tells as reads, while it was storing
    quint64 lost = 0;      ///< lines that the server skipped
    quint64 leftOut = 0;   ///< lines that were not wanted
    quint64 unread = 0;    ///< evictions of what nobody had read
    qint64 first = 0;      ///< microseconds since the epoch: of the first line and the last
    qint64 last = 0;
    std::vector<TopCounts::Entry> keys;
    std::vector<TopCounts::Entry> prefixes;
    std::vector<TopCounts::Entry> evicted; ///< prefixes
    quint64 keyError = 0;                  ///< a key that is not among them came at most so often
    quint64 prefixError = 0;

    [[nodiscard]] quint64 count(WatchKind kind) const { return counts[size_t(kind)]; }
};

/// Adds up watched lines. A store is told as a read and a store of one client, one right behind the other (do_store_item() looks the item
/// up): such a read is not counted as one.
class WatchTally
{
public:
    /// What has a count of its own; up to that many different ones are counted exactly.
    static constexpr int places = 1'024; ///< of prefixes
    static constexpr int keyPlaces = 65'536;
    /// Rows of a table that a person is shown.
    static constexpr int mostShown = 200;

    /// Each byte of `delimiters` ends a prefix.
    explicit WatchTally(const QByteArray &delimiters);

    /// `key`: that of the event, decoded.
    void add(const WatchEvent &event, QByteArrayView key);
    /// Counts it as not wanted. What it says of the read before holds all the same.
    void addLeftOut(const WatchEvent &event, QByteArrayView key);
    [[nodiscard]] WatchFigures figures() const;
    /// Up to and with its first delimiter; empty: there is none.
    [[nodiscard]] QByteArrayView prefixOf(QByteArrayView key) const;

private:
    void addKey(const WatchEvent &event, QByteArrayView key);
    void addTo(TopCounts &counts, const WatchEvent &event, QByteArrayView key);
    void endRead(const WatchEvent &event, QByteArrayView key);
    void takeBackRead(QByteArrayView key);

    QByteArray m_delimiters;
    WatchFigures m_figures;
    TopCounts m_keys{keyPlaces};
    TopCounts m_prefixes{places};
    TopCounts m_evicted{places};
    QByteArray m_readKey; ///< of the line before, if that was a read
    qint64 m_readClient = WatchEvent::untold;
    bool m_readHit = false;
    qint64 m_readSize = 0;
};
