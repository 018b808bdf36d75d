#pragma once

#include <QtGlobal>

/// When keys shall expire.
struct KeyTtl
{
    enum class Form {
        After, ///< `seconds` from now
        At,    ///< `seconds` since the epoch, by the server's clock
        Never,
    };

    Form form = Form::Never;
    qint64 seconds = 0;

    /// As a TOUCH says it. `now`: seconds since the epoch by the server's clock. What is over 30 days goes as an absolute time, which is
    /// the only way that a server reads it as meant (protocol.txt, "Expiration times").
    [[nodiscard]] quint32 wireExpiry(qint64 now) const;
    /// As a listing says it: seconds since the epoch, or ListedKey::never.
    [[nodiscard]] qint64 expiry(qint64 now) const;
    /// Whether it would let the keys expire at once.
    [[nodiscard]] bool isPast(qint64 now) const;

    bool operator==(const KeyTtl &) const = default;
};

/// What a person wants to be done to many keys.
struct KeyChange
{
    enum class Kind : quint8 { Delete, SetTtl };

    Kind kind = Kind::Delete;
    KeyTtl ttl{};

    bool operator==(const KeyChange &) const = default;
};

/// The expiry as it goes over the wire that stands for one in a listing.
[[nodiscard]] quint32 wireExpiryOf(qint64 listedExpiry);
