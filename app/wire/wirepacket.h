#pragma once

#include "connection/protocol/opcode.h"

#include <QByteArrayView>

#include <algorithm>
#include <vector>

/// The 24 bytes in front of every request and every answer (protocol-binary.txt, section 2.1), in host byte order, whatever they hold.
struct WireHeader
{
    static constexpr qsizetype size = 24;
    static constexpr quint8 requestMagic = 0x80;
    static constexpr quint8 answerMagic = 0x81;

    quint8 magic = 0;
    Opcode opcode = Opcode::Noop; ///< as it came, which need not be one that we know
    quint16 keyLength = 0;        ///< bytes
    quint8 extrasLength = 0;      ///< bytes
    quint8 dataType = 0;
    quint16 vbucketOrStatus = 0; ///< of a request the vbucket, of an answer the status
    quint32 bodyLength = 0;      ///< bytes: extras, key and value together
    quint32 opaque = 0;
    quint64 cas = 0;

    bool operator==(const WireHeader &) const = default;
};

/// VERBOSITY, which is none of the commands of Opcode.
inline constexpr quint8 verbosityOpcode = 0x1b;

/// Where one packet is among bytes, and how it is.
struct WirePacket
{
    enum class Fault : quint8 {
        None,
        Cut,         ///< its end is missing
        NoPacket,    ///< it does not begin as the binary protocol's do: nothing behind it can be told apart
        BadLengths,  ///< extras and key are longer than the whole body
        WrongLengths ///< extras, key or value have a length that the opcode does not allow
    };

    qsizetype offset = 0;    ///< of its first byte
    qsizetype available = 0; ///< bytes of it that are there
    WireHeader header;       ///< meaningful if hasHeader()
    Fault fault = Fault::None;

    [[nodiscard]] bool hasHeader() const { return fault != Fault::NoPacket && available >= WireHeader::size; }
    [[nodiscard]] bool isAnswer() const { return header.magic == WireHeader::answerMagic; }
    /// Bytes as its header says, or, without one, as are there.
    [[nodiscard]] qint64 length() const { return hasHeader() ? WireHeader::size + qint64(header.bodyLength) : available; }
    /// Where the parts of the body begin, counted from the first byte of the packet.
    [[nodiscard]] qint64 keyBegin() const { return WireHeader::size + header.extrasLength; }
    [[nodiscard]] qint64 valueBegin() const { return keyBegin() + header.keyLength; }
    [[nodiscard]] qint64 valueLength() const { return std::max<qint64>(0, length() - valueBegin()); }

    bool operator==(const WirePacket &) const = default;
};

/// Which lengths the requests or answers of an opcode may have (protocol-binary.txt, section 4). Of an answer that is no success nothing is
/// known but that it has no extras.
[[nodiscard]] bool hasUsualLengths(const WireHeader &header);

/// The packet that begins at `offset`, which is less than the size of `bytes`. Any bytes will do.
[[nodiscard]] WirePacket packetAt(QByteArrayView bytes, qsizetype offset);

/// All packets in `bytes`, one behind the other, at most `most`; the last one may be cut or none at all.
[[nodiscard]] std::vector<WirePacket> packetsIn(QByteArrayView bytes, qsizetype most = 100'000);
