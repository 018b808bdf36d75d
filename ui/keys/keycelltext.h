#pragma once

#include "app/keyspace/keylisting.h"
#include "app/keyspace/slabchunks.h"

#include <QString>

#include <chrono>
#include <optional>

/// What a cell of a table of keys shows.
enum class KeyCell { Key, Size, Ttl, Expiry, Idle, Fetched, Cas, Flags, SlabClass, Waste };
constexpr int keyCellCount = 10;

/// Seconds between the server's clock and ours from where on people are told; less is within what a network and a clock of seconds make of
/// it.
constexpr qint64 leastToldSkew = 3;

/// A time by the server's clock, in seconds since the epoch, as people read it: in this computer's time zone, with the day if that is not
/// today, and with whose clock it is if ours says something else. `clockOffset`: the server's clock minus ours.
[[nodiscard]] QString serverTimeText(qint64 time, std::chrono::seconds clockOffset);

/// The text of a cell; of a long key only the beginning. What the server did not tell is empty. `now`: when the TTL is looked at, in
/// seconds since the epoch by the server's clock; none: when the listing began.
[[nodiscard]] QString keyCellText(const KeyListing &listing, const ListedKey &key, const SlabChunks &chunks, KeyCell cell,
                                  std::optional<qint64> now = {});
