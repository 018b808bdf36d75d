#pragma once

#include "app/keyspace/keyfilter.h"
#include "app/results/bytesearch.h"
#include "app/watch/watchevent.h"

#include <QSet>

#include <vector>

/// Which watched lines are wanted: kinds, and what their key must be like.
struct WatchFilter
{
    static constexpr quint32 allKinds = (1U << watchKindCount) - 1;

    quint32 kinds = allKinds; ///< a bit for each WatchKind
    KeyFilter keys;           ///< of lines without a key: none holds
    QSet<qint64> clients;     ///< whose lines are left out, by their numbers at the server

    [[nodiscard]] bool has(WatchKind kind) const { return (kinds & (1U << quint32(kind))) != 0; }
    [[nodiscard]] bool isEmpty() const { return kinds == allKinds && keys.isEmpty() && clients.isEmpty(); }
};

/// Applies a filter to one line after the other. What tells of losses always passes: without it the rest would seem whole.
class WatchMatcher
{
public:
    explicit WatchMatcher(const WatchFilter &filter);

    /// `key`: that of the event, decoded.
    [[nodiscard]] bool matches(const WatchEvent &event, QByteArrayView key) const;

private:
    struct Demand
    {
        KeyTerm term;
        ByteSearch search; ///< for the text of the term
    };
    [[nodiscard]] static bool holds(const Demand &demand, const WatchEvent &event, QByteArrayView key);

    WatchFilter m_filter;
    std::vector<Demand> m_demands;
};
