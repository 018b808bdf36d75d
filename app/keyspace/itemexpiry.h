#pragma once

#include "connection/text/metaanswer.h"

#include <QtGlobal>

#include <chrono>
#include <optional>

/// When an item expires, told by its server's clock, which may differ from ours.
struct ItemExpiry
{
    std::optional<qint64> time{};        ///< seconds since the epoch by the server's clock, or ListedKey::never; none: not known
    std::chrono::seconds clockOffset{0}; ///< the server's clock minus ours

    /// What the server's clock says now, in seconds since the epoch.
    [[nodiscard]] qint64 now() const;
    /// It is known, and not never; the next three are about that.
    [[nodiscard]] bool ends() const;
    [[nodiscard]] bool isOver() const { return ends() && *time <= now(); }
    [[nodiscard]] bool isComing() const { return ends() && *time > now(); }
    /// In seconds, of one that ends; 0: it is over.
    [[nodiscard]] qint64 left() const;

    bool operator==(const ItemExpiry &) const = default;
};

/// When a peeked item expires, in seconds since the epoch by the server's clock, or ListedKey::never. The server tells the seconds that are
/// left, without their fraction; the listing told the time itself, unless the TTL was changed since. `listed`: that time; `now`: what the
/// server's clock says, in seconds since the epoch.
[[nodiscard]] qint64 itemExpiry(const MetaAnswer &answer, qint64 listed, qint64 now);

/// Whether two such times are of the same TTL: fractions are cut off on both sides, and the clocks are compared to a second.
[[nodiscard]] bool isSameExpiry(qint64 one, qint64 other);
