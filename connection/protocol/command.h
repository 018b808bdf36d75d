#pragma once

#include "connection/protocol/opcode.h"

#include <QByteArray>

/// One request as a person or a script means it. Only the fields that its opcode has are sent.
struct Command
{
    Opcode opcode = Opcode::Noop;
    QByteArray key{};        ///< also the group of a STAT and the mechanism of a SASL command
    QByteArray value{};      ///< also the data of a SASL command
    quint32 flags = 0;       ///< SET, ADD, REPLACE
    quint32 expiry = 0;      ///< as it goes over the wire: 0 never, up to 2592000 seconds from now, above a Unix time; FLUSH: the delay
    bool delayGiven = false; ///< FLUSH: send the delay even when it is 0
    quint64 cas = 0;         ///< 0: no check
    quint64 delta = 1;       ///< INCREMENT, DECREMENT
    quint64 initial = 0;     ///< INCREMENT, DECREMENT: stored when the key is missing

    /// The expiry with which INCREMENT and DECREMENT do not create a missing key (protocol-binary.txt, section 4.6).
    static constexpr quint32 doNotCreate = 0xffffffff;
    /// The longest expiry that memcached reads as seconds from now: 30 days (protocol.txt, "Expiration times").
    static constexpr quint32 longestRelativeExpiry = 60 * 60 * 24 * 30;
    static constexpr qsizetype longestKey = 250;

    bool operator==(const Command &) const = default;
};
