#include "app/wire/wirepacket.h"

#include "connection/protocol/request.h"
#include "connection/protocol/status.h"

#include <QtEndian>

#include <algorithm>

namespace {

/// VERBOSITY, which the list of opcodes leaves out: the one other request with extras that the protocol describes.

bool isKnown(Opcode opcode)
{
    return has(opcode, OpcodeTrait::Known);
}

bool hasUsualRequestLengths(const WireHeader &header)
{
    if (quint8(header.opcode) == verbosityOpcode)
        return header.extrasLength == 4 && header.keyLength == 0 && header.bodyLength == 4;
    if (!isKnown(header.opcode))
        return true;
    const RequestShape &shape = requestShapes[size_t(header.opcode)];
    const qint64 value = qint64(header.bodyLength) - header.extrasLength - header.keyLength;
    const bool extras = header.extrasLength == shape.extras || (shape.flush && header.extrasLength == 0);
    const bool keyed = has(header.opcode, OpcodeTrait::WithKey);
    return extras && (shape.keyMask != 0 || header.keyLength == 0) && (!keyed || header.keyLength > 0)
        && (shape.valueMask != 0 || value == 0);
}

bool hasUsualAnswerLengths(const WireHeader &header)
{
    const Opcode opcode = header.opcode;
    const bool keyed = has(opcode, OpcodeTrait::Keyed) || opcode == Opcode::Stat;
    const qint64 value = qint64(header.bodyLength) - header.extrasLength - header.keyLength;
    if (header.vbucketOrStatus != quint16(Status::Success))
        return header.extrasLength == 0;
    if (!isKnown(opcode))
        return true;
    const quint8 extras = has(opcode, OpcodeTrait::Read) ? 4 : 0;
    return header.extrasLength == extras && (keyed || header.keyLength == 0) && (!has(opcode, OpcodeTrait::Counter) || value == 8);
}

} // namespace

bool hasUsualLengths(const WireHeader &header)
{
    return header.magic == WireHeader::requestMagic ? hasUsualRequestLengths(header) : hasUsualAnswerLengths(header);
}

WirePacket packetAt(QByteArrayView bytes, qsizetype offset)
{
    WirePacket packet;
    packet.offset = offset;
    packet.available = bytes.size() - offset;
    const char *data = bytes.data() + offset;
    const auto magic = quint8(data[0]);
    if (magic != WireHeader::requestMagic && magic != WireHeader::answerMagic) {
        packet.fault = WirePacket::Fault::NoPacket;
        return packet;
    }
    packet.header.magic = magic;
    if (packet.available < WireHeader::size) {
        packet.fault = WirePacket::Fault::Cut;
        return packet;
    }
    WireHeader &header = packet.header;
    header.opcode = Opcode(quint8(data[1]));
    header.keyLength = qFromBigEndian<quint16>(data + 2);
    header.extrasLength = quint8(data[4]);
    header.dataType = quint8(data[5]);
    header.vbucketOrStatus = qFromBigEndian<quint16>(data + 6);
    header.bodyLength = qFromBigEndian<quint32>(data + 8);
    header.opaque = qFromBigEndian<quint32>(data + 12);
    header.cas = qFromBigEndian<quint64>(data + 16);
    if (quint32(header.keyLength) + header.extrasLength > header.bodyLength)
        packet.fault = WirePacket::Fault::BadLengths;
    else if (packet.available < packet.length())
        packet.fault = WirePacket::Fault::Cut;
    else if (!hasUsualLengths(header))
        packet.fault = WirePacket::Fault::WrongLengths;
    packet.available = qsizetype(std::min<qint64>(packet.available, packet.length()));
    return packet;
}

std::vector<WirePacket> packetsIn(QByteArrayView bytes, qsizetype most)
{
    std::vector<WirePacket> packets;
    for (qsizetype offset = 0; offset < bytes.size() && qsizetype(packets.size()) < most;) {
        packets.push_back(packetAt(bytes, offset));
        offset += packets.back().available;
    }
    return packets;
}
