#pragma once

#include "app/itemedit/itemtostore.h"
#include "app/keyspace/itemlook.h"
#include "connection/protocol/command.h"

#include <optional>

/// The command that stores an item. `now`: seconds since the epoch by the server's clock; `expiry` of an item whose TTL is kept is known.
[[nodiscard]] Command storingCommand(const ItemToStore &item, qint64 now);
/// When a found item expires, as a listing says it; none: not known. `clockOffset`: the server's clock minus ours, in seconds.
[[nodiscard]] std::optional<qint64> expiryOf(const FoundItem &item, qint64 clockOffset);
