#pragma once

#include "connection/protocol/opcode.h"

#include <QByteArrayView>
#include <QtEndian>

/// The 24 bytes before every answer (protocol-binary.txt, section 2.1), in host byte order.
struct ResponseHeader
{
    static constexpr qsizetype size = 24;
    static constexpr quint8 magic = 0x81;

    Opcode opcode = Opcode::Noop; ///< as sent, which need not be one that we know
    quint16 keyLength = 0;        ///< bytes
    quint8 extrasLength = 0;      ///< bytes
    quint16 status = 0;
    quint32 bodyLength = 0; ///< bytes: extras, key and value together
    quint32 opaque = 0;
    quint64 cas = 0;

    [[nodiscard]] qsizetype packetLength() const { return size + qsizetype(bodyLength); }
    bool operator==(const ResponseHeader &) const = default;
};

/// A whole answer; the views are into the bytes it was parsed from.
struct Response
{
    ResponseHeader header;
    QByteArrayView extras;
    QByteArrayView key;
    QByteArrayView value;
};

enum class ParseState {
    Incomplete, ///< a proper beginning: more bytes are needed
    Complete,
    Malformed, ///< bad magic, a body above the limit, or key and extras that are longer than the body
};

/// Reads the header at the beginning of `bytes` and checks its lengths against each other and `maximumBody`. Complete means the header; the
/// body may still be missing. Bad magic is Malformed from the first byte on.
[[nodiscard]] inline ParseState parseHeader(QByteArrayView bytes, quint32 maximumBody, ResponseHeader &header)
{
    const char *data = bytes.data();
    if (!bytes.isEmpty() && quint8(data[0]) != ResponseHeader::magic)
        return ParseState::Malformed;
    if (bytes.size() < ResponseHeader::size)
        return ParseState::Incomplete;

    header.opcode = Opcode(quint8(data[1]));
    header.keyLength = qFromBigEndian<quint16>(data + 2);
    header.extrasLength = quint8(data[4]);
    header.status = qFromBigEndian<quint16>(data + 6);
    header.bodyLength = qFromBigEndian<quint32>(data + 8);
    header.opaque = qFromBigEndian<quint32>(data + 12);
    header.cas = qFromBigEndian<quint64>(data + 16);
    if (header.bodyLength > maximumBody || quint32(header.keyLength) + header.extrasLength > header.bodyLength)
        return ParseState::Malformed;
    return ParseState::Complete;
}

/// Reads the answer at the beginning of `bytes`: Complete once header and body are there.
[[nodiscard]] ParseState parseResponse(QByteArrayView bytes, quint32 maximumBody, Response &response);
