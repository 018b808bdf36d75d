#pragma once

#include "connection/text/metaanswer.h"

#include <QtGlobal>

/// When a peeked item expires, in seconds since the epoch by the server's clock, or ListedKey::never. The server tells the seconds that are
/// left, without their fraction; the listing told the time itself, unless the TTL was changed since. `listed`: that time; `now`: what the
/// server's clock says, in seconds since the epoch.
[[nodiscard]] qint64 itemExpiry(const MetaAnswer &answer, qint64 listed, qint64 now);

/// Whether two such times are of the same TTL: fractions are cut off on both sides, and the clocks are compared to a second.
[[nodiscard]] bool isSameExpiry(qint64 one, qint64 other);
