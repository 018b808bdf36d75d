#include "connection/protocol/response.h"

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
