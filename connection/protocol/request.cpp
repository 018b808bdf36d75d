#include "connection/protocol/request.h"

#include <QtEndian>

#include <array>
#include <cstring>

namespace {

constexpr qsizetype headerSize = 24;
constexpr quint8 requestMagic = 0x80;

/// Bytes of extras in the request of each opcode (protocol-binary.txt, section 4).
constexpr std::array<quint8, 256> extrasSizes = [] {
    std::array<quint8, 256> sizes{};
    for (size_t code = 0; code < sizes.size(); ++code) {
        const auto opcode = Opcode(code);
        if (has(opcode, OpcodeTrait::Expiring))
            sizes[code] = has(opcode, OpcodeTrait::Store) ? 8 : has(opcode, OpcodeTrait::Counter) ? 20 : 4;
    }
    return sizes;
}();

qsizetype extrasSize(const Command &command)
{
    const bool flush = command.opcode == Opcode::Flush || command.opcode == Opcode::FlushQ;
    return flush && !command.delayGiven && command.expiry == 0 ? 0 : extrasSizes[size_t(command.opcode)];
}

bool carriesValue(Opcode opcode)
{
    return has(opcode, OpcodeTrait::Store) || opcode == Opcode::SaslStart || opcode == Opcode::SaslStep;
}

bool carriesKey(Opcode opcode)
{
    return has(opcode, OpcodeTrait::WithKey) || opcode == Opcode::Stat || opcode == Opcode::SaslStart || opcode == Opcode::SaslStep;
}

bool carriesCas(Opcode opcode)
{
    return has(opcode, OpcodeTrait::Store) || has(opcode, OpcodeTrait::Counter) || loudForm(opcode) == Opcode::Delete;
}

template <typename Integer> char *put(char *out, Integer value)
{
    qToBigEndian(value, out);
    return out + sizeof(Integer);
}

char *put(char *out, const QByteArray &bytes)
{
    if (!bytes.isEmpty())
        std::memcpy(out, bytes.constData(), size_t(bytes.size()));
    return out + bytes.size();
}

} // namespace

qsizetype requestSize(const Command &command)
{
    return headerSize + extrasSize(command) + (carriesKey(command.opcode) ? command.key.size() : 0)
        + (carriesValue(command.opcode) ? command.value.size() : 0);
}

char *writeRequest(char *out, const Command &command, quint32 opaque)
{
    const qsizetype extras = extrasSize(command);
    const qsizetype key = carriesKey(command.opcode) ? command.key.size() : 0;
    const qsizetype value = carriesValue(command.opcode) ? command.value.size() : 0;

    *out++ = char(requestMagic);
    *out++ = char(command.opcode);
    out = put(out, quint16(key));
    *out++ = char(extras);
    *out++ = 0;                 // data type
    out = put(out, quint16(0)); // vbucket
    out = put(out, quint32(extras + key + value));
    out = put(out, opaque);
    out = put(out, carriesCas(command.opcode) ? command.cas : quint64(0));

    switch (extras) {
    case 8:
        out = put(out, command.flags);
        out = put(out, command.expiry);
        break;
    case 20:
        out = put(out, command.delta);
        out = put(out, command.initial);
        out = put(out, command.expiry);
        break;
    case 4:
        out = put(out, command.expiry);
        break;
    default:
        break;
    }
    if (key > 0)
        out = put(out, command.key);
    if (value > 0)
        out = put(out, command.value);
    return out;
}

QByteArray encodeRequest(const Command &command, quint32 opaque)
{
    QByteArray bytes(requestSize(command), Qt::Uninitialized);
    writeRequest(bytes.data(), command, opaque);
    return bytes;
}
