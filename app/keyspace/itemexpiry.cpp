#include "app/keyspace/itemexpiry.h"

#include "connection/text/keysegment.h"

#include <QDateTime>

#include <algorithm>
#include <cstdlib>

namespace {

/// Seconds by which the two may differ: fractions are cut off on both sides.
constexpr qint64 rounding = 2;

/// Seconds by which the same TTL may be told differently.
constexpr qint64 tolerance = 3;

} // namespace

qint64 ItemExpiry::now() const
{
    return QDateTime::currentSecsSinceEpoch() + clockOffset.count();
}

bool ItemExpiry::ends() const
{
    return time && *time != ListedKey::never;
}

qint64 ItemExpiry::left() const
{
    return ends() ? std::max<qint64>(0, *time - now()) : 0;
}

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
