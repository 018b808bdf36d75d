#pragma once

#include "connection/protocol/command.h"

#include <QByteArray>
#include <QtEndian>

#include <array>
#include <cstring>

/// What the request of an opcode consists of besides its header (protocol-binary.txt, section 4).
struct RequestParts
{
    quint8 extras = 0; ///< bytes
    bool key = false;
    bool value = false;
    bool cas = false;
};

inline constexpr std::array<RequestParts, 256> requestParts = [] {
    std::array<RequestParts, 256> table{};
    for (size_t code = 0; code < table.size(); ++code) {
        const auto opcode = Opcode(code);
        const bool sasl = opcode == Opcode::SaslStart || opcode == Opcode::SaslStep;
        const bool store = has(opcode, OpcodeTrait::Store);
        const bool counter = has(opcode, OpcodeTrait::Counter);
        if (has(opcode, OpcodeTrait::Expiring))
            table[code].extras = store ? 8 : counter ? 20 : 4;
        table[code].key = has(opcode, OpcodeTrait::WithKey) || opcode == Opcode::Stat || sasl;
        table[code].value = store || sasl;
        table[code].cas = store || counter || opcode == Opcode::Delete || opcode == Opcode::DeleteQ;
    }
    return table;
}();

/// Bytes of extras; a FLUSH has them only where a delay was given.
[[nodiscard]] inline qsizetype extrasSize(const Command &command, const RequestParts &parts)
{
    const auto isFlush = [&command] { return command.opcode == Opcode::Flush || command.opcode == Opcode::FlushQ; };
    return parts.extras == 4 && isFlush() && !command.delayGiven && command.expiry == 0 ? 0 : parts.extras;
}

/// The length of `command` on the wire, header included, in bytes. A key over 65,535 bytes does not fit the header: it must not be sent.
[[nodiscard]] inline qsizetype requestSize(const Command &command)
{
    const RequestParts parts = requestParts[size_t(command.opcode)];
    return 24 + extrasSize(command, parts) + (parts.key ? command.key.size() : 0) + (parts.value ? command.value.size() : 0);
}

/// At least requestSize(), and quickly told.
[[nodiscard]] inline qsizetype requestSizeBound(const Command &command)
{
    return 24 + 20 + command.key.size() + command.value.size();
}

/// Writes the request (protocol-binary.txt, sections 2.2 and 4) to `out`, which has room for requestSize(); returns the end of it.
/// `opaque` comes back with the answer. Inline, as all that is done for each of a million commands.
Q_ALWAYS_INLINE char *writeRequest(char *out, const Command &command, quint32 opaque)
{
    constexpr quint64 magic = 0x80;
    const RequestParts parts = requestParts[size_t(command.opcode)];
    const qsizetype extras = extrasSize(command, parts);
    const qsizetype key = parts.key ? command.key.size() : 0;
    const qsizetype value = parts.value ? command.value.size() : 0;

    // Magic, opcode, key length, extras length, data type 0, vbucket 0; body length, opaque; CAS.
    qToBigEndian(magic << 56 | quint64(command.opcode) << 48 | quint64(quint16(key)) << 32 | quint64(extras) << 24, out);
    qToBigEndian(quint64(quint32(extras + key + value)) << 32 | opaque, out + 8);
    qToBigEndian(parts.cas ? command.cas : 0, out + 16);
    out += 24;
    if (extras == 8) {
        qToBigEndian(command.flags, out);
        qToBigEndian(command.expiry, out + 4);
    } else if (extras == 20) {
        qToBigEndian(command.delta, out);
        qToBigEndian(command.initial, out + 8);
        qToBigEndian(command.expiry, out + 16);
    } else if (extras == 4) {
        qToBigEndian(command.expiry, out);
    }
    out += extras;
    if (key > 0)
        std::memcpy(out, command.key.constData(), size_t(key));
    out += key;
    if (value > 0)
        std::memcpy(out, command.value.constData(), size_t(value));
    return out + value;
}

/// The same as bytes of its own.
[[nodiscard]] QByteArray encodeRequest(const Command &command, quint32 opaque);
