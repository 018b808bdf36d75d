#pragma once

#include <QByteArray>
#include <QList>

/// The bytes of an answer (protocol-binary.txt, section 2.2). Written apart from the code under test on purpose.
[[nodiscard]] QByteArray packet(quint8 opcode, quint16 status, quint32 opaque, quint64 cas = 0, const QByteArray &extras = {},
                                const QByteArray &key = {}, const QByteArray &value = {});

/// A request as it came, taken apart; also a way to write one.
struct RequestPacket
{
    quint8 opcode = 0;
    quint32 opaque = 0;
    quint64 cas = 0;
    QByteArray extras;
    QByteArray key;
    QByteArray value;

    [[nodiscard]] QByteArray bytes() const;
    /// The answer to it: its opcode and its opaque.
    [[nodiscard]] QByteArray answer(quint16 status = 0, const QByteArray &answerValue = {}, const QByteArray &answerExtras = {},
                                    const QByteArray &answerKey = {}, quint64 answerCas = 0) const;
    bool operator==(const RequestPacket &) const = default;
};

/// The length of the whole request at the beginning of `bytes`; 0 while it is incomplete, -1 if it is none.
[[nodiscard]] qsizetype requestLength(QByteArrayView bytes);

/// The whole requests in `bytes`, in order; what follows the last one is left out.
[[nodiscard]] QList<RequestPacket> requestsIn(const QByteArray &bytes);

/// A big-endian number of two, four or eight bytes, as extras have it.
[[nodiscard]] QByteArray bigEndian16(quint16 number);
[[nodiscard]] QByteArray bigEndian32(quint32 number);
[[nodiscard]] QByteArray bigEndian64(quint64 number);
