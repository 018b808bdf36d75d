#pragma once

#include "app/itemdump/dumpeditem.h"
#include "connection/connectionoptions.h"
#include "connection/serversettings.h"

/// Why the CAS in a dump tell nothing about the items of the server that `options` lead to, as the second half of a sentence, without a
/// full stop; empty: they do. Each server counts its CAS from 1, and anew when it is restarted: that they are equal means something only
/// where the same process gave them, which must be certain.
[[nodiscard]] QString casDoubt(const DumpOrigin &origin, const ConnectionOptions &options, const ServerSettings &server);
