#pragma once

#include "connection/commandsource.h"
#include "connection/serversettings.h"

/// Sets the refusal of `sourced` if the server would hang up, lose data or crash over its command: a key that is not 1 to 250 bytes, or a
/// store that cannot fit `item_size_max` (Debian 12's memcached deletes the old value then, and crashes while mutations are watched).
/// What has a refusal already keeps it.
void checkCommand(SourcedCommand &sourced, const ServerSettings &server);

/// The length in bytes up to which every value passes checkCommand(), whatever its key and flags; -1: each needs the check.
[[nodiscard]] qsizetype surelyFits(const ServerSettings &server);

/// A request that cannot be written at all, whatever the checks: a key that the header's 16 bits cannot hold.
void checkHeader(SourcedCommand &sourced);
