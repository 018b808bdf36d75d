#include "tests/servers/packets.h"

#include <QtEndian>

namespace {

constexpr qsizetype headerSize = 24;
constexpr quint8 requestMagic = 0x80;
constexpr quint8 responseMagic = 0x81;

template <typename Number> QByteArray bigEndian(Number number)
{
    QByteArray bytes(qsizetype(sizeof number), Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray assemble(quint8 magic, quint8 opcode, quint16 status, quint32 opaque, quint64 cas, const QByteArray &extras,
                    const QByteArray &key, const QByteArray &value)
{
    QByteArray bytes;
    bytes += char(magic);
    bytes += char(opcode);
    bytes += bigEndian16(quint16(key.size()));
    bytes += char(extras.size());
    bytes += '\0';
    bytes += bigEndian16(status);
    bytes += bigEndian32(quint32(extras.size() + key.size() + value.size()));
    bytes += bigEndian32(opaque);
    bytes += bigEndian64(cas);
    return bytes + extras + key + value;
}

} // namespace

QByteArray packet(quint8 opcode, quint16 status, quint32 opaque, quint64 cas, const QByteArray &extras, const QByteArray &key,
                  const QByteArray &value)
{
    return assemble(responseMagic, opcode, status, opaque, cas, extras, key, value);
}

QByteArray RequestPacket::bytes() const
{
    return assemble(requestMagic, opcode, 0, opaque, cas, extras, key, value);
}

QByteArray RequestPacket::answer(quint16 status, const QByteArray &answerValue, const QByteArray &answerExtras, const QByteArray &answerKey,
                                 quint64 answerCas) const
{
    return packet(opcode, status, opaque, answerCas, answerExtras, answerKey, answerValue);
}

qsizetype requestLength(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return 0;
    if (quint8(bytes.front()) != requestMagic)
        return -1;
    if (bytes.size() < headerSize)
        return 0;
    const auto keyLength = qFromBigEndian<quint16>(bytes.constData() + 2);
    const auto extrasLength = quint8(bytes.at(4));
    const auto bodyLength = qFromBigEndian<quint32>(bytes.constData() + 8);
    if (quint32(keyLength) + extrasLength > bodyLength)
        return -1;
    const qsizetype length = headerSize + qsizetype(bodyLength);
    return bytes.size() < length ? 0 : length;
}

QList<RequestPacket> requestsIn(const QByteArray &bytes)
{
    QList<RequestPacket> requests;
    QByteArray rest = bytes;
    for (qsizetype length = requestLength(rest); length > 0; length = requestLength(rest)) {
        const qsizetype keyLength = qFromBigEndian<quint16>(rest.constData() + 2);
        const qsizetype extrasLength = quint8(rest.at(4));
        const qsizetype valueBegin = headerSize + extrasLength + keyLength;
        RequestPacket request;
        request.opcode = quint8(rest.at(1));
        request.opaque = qFromBigEndian<quint32>(rest.constData() + 12);
        request.cas = qFromBigEndian<quint64>(rest.constData() + 16);
        request.extras = rest.mid(headerSize, extrasLength);
        request.key = rest.mid(headerSize + extrasLength, keyLength);
        request.value = rest.mid(valueBegin, length - valueBegin);
        requests.append(request);
        rest.remove(0, length);
    }
    return requests;
}

QByteArray bigEndian16(quint16 number)
{
    return bigEndian(number);
}

QByteArray bigEndian32(quint32 number)
{
    return bigEndian(number);
}

QByteArray bigEndian64(quint64 number)
{
    return bigEndian(number);
}
