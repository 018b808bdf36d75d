#pragma once

#include "app/itemdump/dumpeditem.h"
#include "connection/protocol/command.h"

#include <optional>

/// Whether an item of a dump has expired at `now`, in seconds since the epoch by the clock of the server that it is restored to.
[[nodiscard]] bool hasExpired(const DumpedItem &item, qint64 now);

/// What stores a dumped item, which has not expired, by `opcode`: with the seconds that are left of its TTL, or, where these are more than
/// 30 days, which a server would take for a time, with the time when it expires (protocol.txt, "Expiration times").
[[nodiscard]] Command restoringCommand(const DumpedItem &item, Opcode opcode, qint64 now);
