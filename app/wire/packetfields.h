#pragma once

#include "app/wire/wirepacket.h"

#include <QString>

/// One field of a packet, by name and in words, with its place.
struct PacketField
{
    enum class Part : quint8 { Header, Extras, Key, Value, Unknown };

    Part part = Part::Header;
    QString name;            ///< translated
    QString value;           ///< what its bytes mean, translated; of long ones the beginning
    QString fault;           ///< what is wrong with it: one translated sentence; empty: nothing
    qsizetype offset = 0;    ///< from the first byte of the packet
    qint64 length = 0;       ///< bytes as it should have
    qsizetype available = 0; ///< bytes of it that are there
    bool isInner = false;    ///< one of those that the extras, the nearest field in front that is not, consist of

    bool operator==(const PacketField &) const = default;
};

/// The fields of `packet` in the order of their bytes, as far as these are there. `bytes` are those that it was found in; of a long value
/// only the beginning is looked at.
[[nodiscard]] std::vector<PacketField> fieldsOf(const WirePacket &packet, QByteArrayView bytes);

/// What is wrong with a packet: one translated sentence; empty: nothing.
[[nodiscard]] QString faultText(const WirePacket &packet, QByteArrayView bytes);

/// The name of an opcode for people: opcodeName(), and VERBOSITY, which the protocol knows and no server.
[[nodiscard]] QString wireOpcodeName(Opcode opcode);

/// Bytes as readable text, escaped, at most `limit` of them, with an ellipsis where more follow.
[[nodiscard]] QString readableStart(QByteArrayView bytes, qsizetype limit);
