#pragma once

#include "app/itemedit/itemtostore.h"
#include "connection/protocol/command.h"

/// The command that stores an item. `now`: seconds since the epoch by the server's clock; `expiry` of an item whose TTL is kept is known.
[[nodiscard]] Command storingCommand(const ItemToStore &item, qint64 now);
