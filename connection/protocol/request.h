#pragma once

#include "connection/protocol/command.h"

#include <QByteArray>
#include <QtEndian>

#include <array>
#include <cstring>

/// What the request of an opcode consists of (protocol-binary.txt, section 4), prepared so that writing one takes few steps: the parts that
/// it does not have are masked out.
struct RequestShape
{
    quint64 header = 0;    ///< magic, opcode and extras length at their places in the first eight bytes
    quint64 casMask = 0;   ///< all ones where the opcode has a CAS
    quint32 keyMask = 0;   ///< all ones where it has a key
    quint32 valueMask = 0; ///< all ones where it has a value
    quint32 extras = 0;    ///< bytes
    bool flush = false;    ///< has its extras only where a delay was given
};

inline constexpr std::array<RequestShape, 256> requestShapes = [] {
    constexpr quint64 magic = 0x80;
    std::array<RequestShape, 256> shapes{};
    for (size_t code = 0; code < shapes.size(); ++code) {
        RequestShape &shape = shapes[code];
        const auto opcode = Opcode(code);
        const bool sasl = opcode == Opcode::SaslStart || opcode == Opcode::SaslStep;
        const bool store = has(opcode, OpcodeTrait::Store);
        const bool counter = has(opcode, OpcodeTrait::Counter);
        if (has(opcode, OpcodeTrait::Expiring))
            shape.extras = store ? 8 : counter ? 20 : 4;
        shape.flush = opcode == Opcode::Flush || opcode == Opcode::FlushQ;
        shape.header = magic << 56 | quint64(code) << 48 | quint64(shape.extras) << 24;
        if (has(opcode, OpcodeTrait::WithKey) || opcode == Opcode::Stat || sasl)
            shape.keyMask = ~quint32(0);
        if (store || sasl)
            shape.valueMask = ~quint32(0);
        if (store || counter || opcode == Opcode::Delete || opcode == Opcode::DeleteQ)
            shape.casMask = ~quint64(0);
    }
    return shapes;
}();

[[nodiscard]] inline bool leavesDelayOut(const Command &command, const RequestShape &shape)
{
    return shape.flush && !command.delayGiven && command.expiry == 0;
}

/// The length of `command` on the wire, header included, in bytes. A key over 65,535 bytes does not fit the header: it must not be sent.
[[nodiscard]] inline qsizetype requestSize(const Command &command)
{
    const RequestShape &shape = requestShapes[size_t(command.opcode)];
    return 24 + (leavesDelayOut(command, shape) ? 0 : shape.extras) + (shape.keyMask ? command.key.size() : 0)
        + (shape.valueMask ? command.value.size() : 0);
}

/// At least requestSize(), and quickly told.
[[nodiscard]] inline qsizetype requestSizeBound(const Command &command)
{
    return 24 + 20 + command.key.size() + command.value.size();
}

/// memcpy() without the call for what keys usually are.
Q_ALWAYS_INLINE char *writeBytes(char *out, const char *bytes, size_t size)
{
    if (size - 8 <= 8) {
        std::memcpy(out, bytes, 8);
        std::memcpy(out + size - 8, bytes + size - 8, 8);
    } else if (size - 16 <= 16) {
        std::memcpy(out, bytes, 16);
        std::memcpy(out + size - 16, bytes + size - 16, 16);
    } else if (size > 0) {
        std::memcpy(out, bytes, size);
    }
    return out + size;
}

/// Writes the request (protocol-binary.txt, sections 2.2 and 4) to `out`, which has room for requestSize(); returns the end of it. `shape`
/// is that of its opcode, `opaque` comes back with the answer. Inline, as all that is done for each of a million commands.
Q_ALWAYS_INLINE char *writeRequest(char *out, const RequestShape &shape, const Command &command, quint32 opaque)
{
    const quint32 key = quint32(command.key.size()) & shape.keyMask;
    const quint32 value = quint32(command.value.size()) & shape.valueMask;
    quint32 extras = shape.extras;
    quint64 header = shape.header | quint64(quint16(key)) << 32;
    if (Q_UNLIKELY(leavesDelayOut(command, shape))) {
        header &= ~(quint64(0xff) << 24);
        extras = 0;
    }

    // Magic, opcode, key length, extras length, data type 0, vbucket 0; body length, opaque; CAS.
    qToBigEndian(header, out);
    qToBigEndian(quint64(extras + key + value) << 32 | opaque, out + 8);
    qToBigEndian(command.cas & shape.casMask, out + 16);
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
    out = writeBytes(out + extras, command.key.constData(), key);
    return writeBytes(out, command.value.constData(), value);
}

/// The same as bytes of its own.
[[nodiscard]] QByteArray encodeRequest(const Command &command, quint32 opaque);
