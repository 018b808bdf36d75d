#include "connection/protocol/response.h"

#include <QtEndian>

ParseState parseHeader(QByteArrayView bytes, quint32 maximumBody, ResponseHeader &header)
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

ParseState parseResponse(QByteArrayView bytes, quint32 maximumBody, Response &response)
{
    const ParseState state = parseHeader(bytes, maximumBody, response.header);
    if (state != ParseState::Complete)
        return state;
    if (bytes.size() < response.header.packetLength())
        return ParseState::Incomplete;

    const qsizetype key = ResponseHeader::size + response.header.extrasLength;
    const qsizetype value = key + response.header.keyLength;
    response.extras = bytes.sliced(ResponseHeader::size, response.header.extrasLength);
    response.key = bytes.sliced(key, response.header.keyLength);
    response.value = bytes.sliced(value, response.header.packetLength() - value);
    return ParseState::Complete;
}
