#pragma once

#include "app/keychange/keychange.h"
#include "connection/serverprocess.h"

#include <QByteArray>

#include <optional>

/// One item as it shall be stored, and what has to hold for that.
struct ItemToStore
{
    enum class Guard : quint8 {
        Cas,      ///< only over the very item that was read
        Compared, ///< over `former`, which is looked at right before; the person has agreed to it, since the server has no CAS
        None,     ///< over whatever is there: nor can it be looked at
        Absent,   ///< only where there is none
    };
    /// Over an item that was read: of a server without CAS that is 0, and where it can be looked at, its expiry is known.
    [[nodiscard]] static Guard guardOver(quint64 cas, std::optional<qint64> expiry)
    {
        if (cas != 0)
            return Guard::Cas;
        return expiry ? Guard::Compared : Guard::None;
    }
    /// Whether what others write can be lost.
    [[nodiscard]] bool isUnguarded() const { return guard == Guard::Compared || guard == Guard::None; }

    QByteArray key{};
    QByteArray value{};
    quint32 flags = 0;
    std::optional<KeyTtl> ttl{};    ///< none: the one that it has is kept
    std::optional<qint64> expiry{}; ///< the one that it had when it was read, as a listing says it; none: not known
    Guard guard = Guard::Cas;
    quint64 cas = 0;         ///< that was read
    ServerProcess process{}; ///< that gave it
    /// What was read. Where the server has that still, and only its CAS is another, it is stored over it all the same: the slab rebalancer
    /// gives what it moves a new CAS. None: any other CAS is a change.
    std::optional<QByteArray> former{};
    quint32 formerFlags = 0;

    bool operator==(const ItemToStore &) const = default;
};
