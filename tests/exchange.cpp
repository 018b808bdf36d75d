#include "tests/exchange.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

namespace {

constexpr qsizetype headerSize = 24;

QByteArray fromHex(const QJsonValue &value)
{
    return QByteArray::fromHex(value.toString().toLatin1());
}

QByteArray joined(const QJsonArray &pieces)
{
    QByteArray bytes;
    for (const QJsonValue &piece : pieces) {
        if (piece.isString())
            bytes += fromHex(piece);
        else
            bytes += fromHex(piece[QStringLiteral("byte")]).repeated(piece[QStringLiteral("times")].toInt());
    }
    return bytes;
}

RecordedAnswer answer(const QJsonArray &fields)
{
    return {.opcode = quint8(fields[0].toInt()),
            .status = quint16(fields[1].toInt()),
            .opaque = quint32(fields[2].toDouble()),
            .cas = quint64(fields[3].toDouble()),
            .extras = fromHex(fields[4]),
            .key = fromHex(fields[5]),
            .value = fromHex(fields[6])};
}

/// Fills `command` from the parts of a request; false where it has other parts than its opcode's.
bool takeParts(Command &command, const QByteArray &extras, const QByteArray &key, const QByteArray &value)
{
    command.key = key;
    command.value = value;
    switch (loudForm(command.opcode)) {
    case Opcode::Set:
    case Opcode::Add:
    case Opcode::Replace:
        if (extras.size() != 8)
            return false;
        command.flags = qFromBigEndian<quint32>(extras.constData());
        command.expiry = qFromBigEndian<quint32>(extras.constData() + 4);
        return !key.isEmpty();
    case Opcode::Increment:
    case Opcode::Decrement:
        if (extras.size() != 20)
            return false;
        command.delta = qFromBigEndian<quint64>(extras.constData());
        command.initial = qFromBigEndian<quint64>(extras.constData() + 8);
        command.expiry = qFromBigEndian<quint32>(extras.constData() + 16);
        return !key.isEmpty() && value.isEmpty();
    case Opcode::Touch:
    case Opcode::Gat:
    case Opcode::GatK:
        if (extras.size() != 4)
            return false;
        command.expiry = qFromBigEndian<quint32>(extras.constData());
        return !key.isEmpty() && value.isEmpty();
    case Opcode::Flush:
        command.delayGiven = extras.size() == 4;
        if (command.delayGiven)
            command.expiry = qFromBigEndian<quint32>(extras.constData());
        return (extras.isEmpty() || command.delayGiven) && key.isEmpty() && value.isEmpty();
    case Opcode::Append:
    case Opcode::Prepend:
        return extras.isEmpty() && !key.isEmpty();
    case Opcode::SaslStart:
    case Opcode::SaslStep:
        return extras.isEmpty();
    case Opcode::Get:
    case Opcode::GetK:
    case Opcode::Delete:
        return extras.isEmpty() && !key.isEmpty() && value.isEmpty();
    case Opcode::Stat:
        return extras.isEmpty() && value.isEmpty();
    default:
        return extras.isEmpty() && key.isEmpty() && value.isEmpty();
    }
}

} // namespace

std::vector<RecordedRequest> Exchange::requests(qsizetype *unread) const
{
    std::vector<RecordedRequest> requests;
    QByteArrayView left = request;
    while (left.size() >= headerSize && quint8(left[0]) == 0x80) {
        RecordedRequest recorded;
        recorded.command.opcode = Opcode(quint8(left[1]));
        const qsizetype keyLength = qFromBigEndian<quint16>(left.data() + 2);
        const qsizetype extrasLength = quint8(left[4]);
        const qsizetype bodyLength = qFromBigEndian<quint32>(left.data() + 8);
        recorded.opaque = qFromBigEndian<quint32>(left.data() + 12);
        recorded.command.cas = qFromBigEndian<quint64>(left.data() + 16);
        recorded.size = qMin(headerSize + bodyLength, left.size());
        if (recorded.size == headerSize + bodyLength && keyLength + extrasLength <= bodyLength) {
            const qsizetype valueAt = headerSize + extrasLength + keyLength;
            recorded.wellFormed = takeParts(recorded.command, left.sliced(headerSize, extrasLength).toByteArray(),
                                            left.sliced(headerSize + extrasLength, keyLength).toByteArray(),
                                            left.sliced(valueAt, recorded.size - valueAt).toByteArray());
        }
        left = left.sliced(recorded.size);
        requests.push_back(recorded);
    }
    if (unread)
        *unread = left.size();
    return requests;
}

std::vector<Exchange> readExchanges(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::vector<Exchange> exchanges;
    const QJsonArray entries = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue &entry : entries) {
        Exchange exchange{.name = entry[QStringLiteral("name")].toString().toLatin1(),
                          .group = entry[QStringLiteral("group")].toString().toLatin1(),
                          .closed = entry[QStringLiteral("closed")].toString().toLatin1(),
                          .request = joined(entry[QStringLiteral("request")].toArray()),
                          .response = fromHex(entry[QStringLiteral("response")]),
                          .rest = fromHex(entry[QStringLiteral("rest")]),
                          .answers = {}};
        const QJsonArray packets = entry[QStringLiteral("packets")].toArray();
        for (const QJsonValue &packet : packets)
            exchange.answers.push_back(answer(packet.toArray()));
        exchanges.push_back(std::move(exchange));
    }
    return exchanges;
}
