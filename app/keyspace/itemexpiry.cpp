#include "app/keyspace/itemexpiry.h"

#include "connection/text/keysegment.h"

#include <algorithm>
#include <cstdlib>

namespace {

/// Seconds by which the two may differ: fractions are cut off on both sides.
constexpr qint64 rounding = 2;

/// Seconds by which the same TTL may be told differently.
constexpr qint64 tolerance = 3;

} // namespace

qint64 itemExpiry(const MetaAnswer &answer, qint64 listed, qint64 now)
{
    const qint64 left = answer.timeToLive.value_or(MetaAnswer::never);
    if (left == MetaAnswer::never)
        return ListedKey::never;
    const qint64 told = std::max<qint64>(0, now + left);
    return listed != ListedKey::never && std::abs(told - listed) <= rounding ? listed : told;
}

bool isSameExpiry(qint64 one, qint64 other)
{
    if (one == ListedKey::never || other == ListedKey::never)
        return one == other;
    return std::abs(one - other) <= tolerance;
}
