#include "app/keychange/keychange.h"

#include "app/commands/ttl.h"
#include "connection/protocol/command.h"
#include "connection/text/keysegment.h"

#include <algorithm>

quint32 KeyTtl::wireExpiry(qint64 now) const
{
    switch (form) {
    case Form::After:
        if (seconds <= qint64(Command::longestRelativeExpiry))
            return quint32(std::max<qint64>(1, seconds));
        return expiryAfter(std::chrono::seconds(seconds), now);
    case Form::At:
        return wireExpiryOf(seconds);
    case Form::Never:
        break;
    }
    return 0;
}

qint64 KeyTtl::expiry(qint64 now) const
{
    switch (form) {
    case Form::After:
        return qint64(expiryAfter(std::chrono::seconds(seconds), now));
    case Form::At:
        return seconds;
    case Form::Never:
        break;
    }
    return ListedKey::never;
}

bool KeyTtl::isPast(qint64 now) const
{
    return (form == Form::After && seconds < 1) || (form == Form::At && seconds <= now);
}

quint32 wireExpiryOf(qint64 listedExpiry)
{
    if (listedExpiry == ListedKey::never)
        return 0;
    // Below, the server would read it as seconds from now.
    return quint32(std::clamp<qint64>(listedExpiry, qint64(Command::longestRelativeExpiry) + 1, largestExpiry));
}
