#pragma once

#include "connection/error.h"
#include "connection/text/peekexchange.h"

#include <QDateTime>
#include <QtGlobal>

/// What looking at single items has added to a server's own counters. A look that finds something counts there as cmd_get and get_hits, one
/// that finds nothing as cmd_get and get_misses (and, if the item had just expired, as get_expired too).
struct LookTally
{
    QDateTime since{};  ///< when the first was asked for; invalid: none was
    qint64 hits = 0;    ///< by which get_hits grew
    qint64 misses = 0;  ///< by which get_misses grew
    qint64 byGet = 0;   ///< of both: by a GET, which moves its item to the front and marks it as fetched
    qint64 unknown = 0; ///< asked for, but the answer was lost: the server may have counted them

    [[nodiscard]] qint64 asked() const { return hits + misses + unknown; }
    /// One answer to a look without a trace.
    void count(PeekedItem::State state);
    /// So many had no answer when all ended with `code`: nothing happens where they cannot have come to the server.
    void lose(qint64 unanswered, Error::Code code);
    /// What else was looked at, on the same server.
    void add(const LookTally &other);

    bool operator==(const LookTally &) const = default;
};
