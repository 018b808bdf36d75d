#pragma once

#include "app/keychange/keychange.h"
#include "connection/serverprocess.h"

#include <QByteArray>

#include <optional>

/// One item as it shall be stored, and what has to hold for that.
struct ItemToStore
{
    enum class Guard : quint8 {
        Cas,    ///< only over the very item that was read
        None,   ///< over whatever is there: the person has agreed to it, since the server has no CAS
        Absent, ///< only where there is none
    };

    QByteArray key{};
    QByteArray value{};
    quint32 flags = 0;
    std::optional<KeyTtl> ttl{};    ///< none: the one that it has is kept
    std::optional<qint64> expiry{}; ///< the one that it had when it was read, as a listing says it; none: not known
    Guard guard = Guard::Cas;
    quint64 cas = 0;         ///< that was read
    ServerProcess process{}; ///< that gave it

    bool operator==(const ItemToStore &) const = default;
};
