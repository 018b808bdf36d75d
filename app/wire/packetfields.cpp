#include "app/wire/packetfields.h"

#include "app/commands/readabletext.h"
#include "connection/protocol/command.h"
#include "connection/protocol/status.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>
#include <QtEndian>

#include <algorithm>

namespace {

constexpr qsizetype shownOfKey = 250;
constexpr qsizetype shownOfValue = 120;

struct PacketFieldsWords
{
    Q_DECLARE_TR_FUNCTIONS(PacketFields)
};

QString hexadecimal(quint64 number, int digits)
{
    return QStringLiteral("0x%1").arg(number, digits, 16, QLatin1Char('0'));
}

QString byteCount(qint64 count)
{
    return QCoreApplication::translate("PacketFields", "%1 B").arg(QLocale().toString(count));
}

QString timeText(quint32 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc()).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"));
}

/// protocol.txt, "Expiration times"; what they mean to FLUSH and to counters is said in protocol-binary.txt.
QString expiryText(quint32 expiry, Opcode opcode)
{
    const bool flush = loudForm(opcode) == Opcode::Flush;
    if (has(opcode, OpcodeTrait::Counter) && expiry == Command::doNotCreate)
        return QCoreApplication::translate("PacketFields", "%1: a missing key is not created").arg(hexadecimal(expiry, 8));
    if (expiry == 0)
        return flush ? PacketFieldsWords::tr("0: at once") : PacketFieldsWords::tr("0: never");
    if (expiry <= Command::longestRelativeExpiry)
        return QCoreApplication::translate("PacketFields", "%1 s from when the server reads it").arg(expiry);
    return QCoreApplication::translate("PacketFields", "%1: the time %2").arg(expiry).arg(timeText(expiry));
}

QString statusValue(quint16 status)
{
    return QStringLiteral("%1 %2 – %3")
        .arg(hexadecimal(status, 4), QString::fromLatin1(statusName(Status(status))), statusText(Status(status)));
}

/// Collects the fields of one packet.
class FieldReader
{
public:
    FieldReader(const WirePacket &packet, QByteArrayView bytes)
        : m_packet(packet)
        , m_all(bytes)
        , m_bytes(bytes.sliced(packet.offset, packet.available))
    {
    }

    std::vector<PacketField> read()
    {
        if (m_packet.fault == WirePacket::Fault::NoPacket) {
            addUnknown();
            return m_fields;
        }
        addHeader();
        if (!m_packet.hasHeader())
            return m_fields;
        addExtras();
        addKey();
        addValue();
        return m_fields;
    }

private:
    using Part = PacketField::Part;

    /// Null: the packet ends in front of it. What has not come whole has a fault instead of a value.
    PacketField *add(Part part, const QString &name, qint64 offset, qint64 length)
    {
        if (offset >= m_bytes.size() || length <= 0)
            return nullptr;
        PacketField field;
        field.part = part;
        field.name = name;
        field.offset = qsizetype(offset);
        field.length = length;
        field.available = qsizetype(std::min<qint64>(length, m_bytes.size() - offset));
        if (field.available < length)
            field.fault =
                QCoreApplication::translate("PacketFields", "Only %1 of %2 are here.").arg(field.available).arg(byteCount(length));
        m_fields.push_back(field);
        return &m_fields.back();
    }

    template <typename Number, typename Text> void addNumber(Part part, const char *name, qint64 offset, Text text, bool inner = false)
    {
        PacketField *field = add(part, PacketFieldsWords::tr(name), offset, sizeof(Number));
        if (!field)
            return;
        field->isInner = inner;
        if (field->available == qsizetype(sizeof(Number)))
            field->value = text(qFromBigEndian<Number>(m_bytes.data() + offset));
    }

    void addUnknown()
    {
        PacketField *field = add(Part::Unknown, PacketFieldsWords::tr("Bytes"), 0, m_bytes.size());
        if (field) {
            field->value = readableStart(m_bytes, shownOfValue);
            field->fault = faultText(m_packet, m_all);
        }
    }

    void addHeader()
    {
        const bool answer = m_packet.isAnswer();
        const auto plain = [](auto number) { return QLocale().toString(number); };
        addNumber<quint8>(Part::Header, QT_TRANSLATE_NOOP("PacketFields", "Magic"), 0, [answer](quint8 magic) {
            return (answer ? QCoreApplication::translate("PacketFields", "%1 answer")
                           : QCoreApplication::translate("PacketFields", "%1 request"))
                .arg(hexadecimal(magic, 2));
        });
        addNumber<quint8>(Part::Header, QT_TRANSLATE_NOOP("PacketFields", "Opcode"), 1, [](quint8 opcode) {
            return QStringLiteral("%1 %2").arg(hexadecimal(opcode, 2), wireOpcodeName(Opcode(opcode)));
        });
        addNumber<quint16>(Part::Header, QT_TRANSLATE_NOOP("PacketFields", "Key length"), 2, plain);
        addNumber<quint8>(Part::Header, QT_TRANSLATE_NOOP("PacketFields", "Extras length"), 4, plain);
        addNumber<quint8>(Part::Header, QT_TRANSLATE_NOOP("PacketFields", "Data type"), 5, [](quint8 type) {
            return type == 0 ? QCoreApplication::translate("PacketFields", "0x00 raw bytes") : hexadecimal(type, 2);
        });
        if (answer)
            addNumber<quint16>(Part::Header, QT_TRANSLATE_NOOP("PacketFields", "Status"), 6, statusValue);
        else
            addNumber<quint16>(Part::Header, QT_TRANSLATE_NOOP("PacketFields", "vbucket"), 6, plain);
        addNumber<quint32>(Part::Header, QT_TRANSLATE_NOOP("PacketFields", "Total body length"), 8, plain);
        addNumber<quint32>(Part::Header, QT_TRANSLATE_NOOP("PacketFields", "Opaque"), 12,
                           [](quint32 opaque) { return hexadecimal(opaque, 8); });
        addNumber<quint64>(Part::Header, QT_TRANSLATE_NOOP("PacketFields", "CAS"), 16, [](quint64 cas) { return QString::number(cas); });
        if (m_packet.hasHeader() && m_packet.fault == WirePacket::Fault::BadLengths)
            fieldAt(8)->fault = faultText(m_packet, m_all);
    }

    PacketField *fieldAt(qsizetype offset)
    {
        const auto found = std::ranges::find(m_fields, offset, &PacketField::offset);
        return found == m_fields.end() ? nullptr : &*found;
    }

    void addExtras()
    {
        const WireHeader &header = m_packet.header;
        PacketField *extras =
            add(Part::Extras, PacketFieldsWords::tr("Extras"), WireHeader::size, clipped(WireHeader::size, header.extrasLength));
        if (!extras)
            return;
        if (extras->fault.isEmpty())
            extras->value = byteCount(extras->length);
        const bool answer = m_packet.isAnswer();
        const Opcode opcode = header.opcode;
        const auto expiry = [opcode](quint32 number) { return expiryText(number, opcode); };
        const auto plain = [](auto number) { return QString::number(number); };
        const qint64 at = WireHeader::size;
        if (answer && has(opcode, OpcodeTrait::Read) && header.extrasLength == 4) {
            addNumber<quint32>(Part::Extras, QT_TRANSLATE_NOOP("PacketFields", "Flags"), at, plain, true);
        } else if (!answer && has(opcode, OpcodeTrait::Store) && header.extrasLength == 8) {
            addNumber<quint32>(Part::Extras, QT_TRANSLATE_NOOP("PacketFields", "Flags"), at, plain, true);
            addNumber<quint32>(Part::Extras, QT_TRANSLATE_NOOP("PacketFields", "Expiration"), at + 4, expiry, true);
        } else if (!answer && has(opcode, OpcodeTrait::Counter) && header.extrasLength == 20) {
            addNumber<quint64>(Part::Extras, QT_TRANSLATE_NOOP("PacketFields", "Delta"), at, plain, true);
            addNumber<quint64>(Part::Extras, QT_TRANSLATE_NOOP("PacketFields", "Initial value"), at + 8, plain, true);
            addNumber<quint32>(Part::Extras, QT_TRANSLATE_NOOP("PacketFields", "Expiration"), at + 16, expiry, true);
        } else if (!answer && has(opcode, OpcodeTrait::Expiring) && header.extrasLength == 4) {
            addNumber<quint32>(Part::Extras, QT_TRANSLATE_NOOP("PacketFields", "Expiration"), at, expiry, true);
        } else if (!answer && quint8(opcode) == verbosityOpcode && header.extrasLength == 4) {
            addNumber<quint32>(Part::Extras, QT_TRANSLATE_NOOP("PacketFields", "Verbosity"), at, plain, true);
        } else if (extras->fault.isEmpty()) {
            extras->fault = PacketFieldsWords::tr("The protocol describes no extras of this length here.");
        }
    }

    void addKey()
    {
        const Opcode opcode = m_packet.header.opcode;
        const bool group = !m_packet.isAnswer() && opcode == Opcode::Stat;
        const bool mechanism = opcode == Opcode::SaslStart || opcode == Opcode::SaslStep;
        const QString name = group   ? PacketFieldsWords::tr("Key (group)")
            : mechanism              ? PacketFieldsWords::tr("Key (mechanism)")
            : opcode == Opcode::Stat ? PacketFieldsWords::tr("Key (name)")
                                     : PacketFieldsWords::tr("Key");
        if (PacketField *key = add(Part::Key, name, m_packet.keyBegin(), clipped(m_packet.keyBegin(), m_packet.header.keyLength)))
            key->value = readableStart(m_bytes.sliced(key->offset, key->available), shownOfKey);
    }

    void addValue()
    {
        PacketField *value = add(Part::Value, PacketFieldsWords::tr("Value"), m_packet.valueBegin(), m_packet.valueLength());
        if (!value)
            return;
        const WireHeader &header = m_packet.header;
        const QByteArrayView bytes = m_bytes.sliced(value->offset, value->available);
        const bool counted = m_packet.isAnswer() && has(header.opcode, OpcodeTrait::Counter) && header.vbucketOrStatus == 0;
        if (counted && value->length == 8 && bytes.size() == 8)
            value->value = QCoreApplication::translate("PacketFields", "%1 (a number)").arg(qFromBigEndian<quint64>(bytes.data()));
        else if (value->length > shownOfValue)
            value->value =
                QCoreApplication::translate("PacketFields", "%1 (%2)").arg(readableStart(bytes, shownOfValue), byteCount(value->length));
        else
            value->value = readableStart(bytes, shownOfValue);
    }

    /// Where the lengths contradict each other, no part reaches over the end of the body.
    qint64 clipped(qint64 offset, qint64 length) const { return std::min(length, m_packet.length() - offset); }

    const WirePacket &m_packet;
    const QByteArrayView m_all;
    const QByteArrayView m_bytes; ///< those of the packet
    std::vector<PacketField> m_fields;
};

} // namespace

std::vector<PacketField> fieldsOf(const WirePacket &packet, QByteArrayView bytes)
{
    return FieldReader(packet, bytes).read();
}

QString faultText(const WirePacket &packet, QByteArrayView bytes)
{
    switch (packet.fault) {
    case WirePacket::Fault::None:
        break;
    case WirePacket::Fault::Cut:
        if (!packet.hasHeader())
            return QCoreApplication::translate("PacketFields", "The header is cut: %1 of 24 bytes are here.").arg(packet.available);
        return QCoreApplication::translate("PacketFields", "The packet is cut: %1 of %2 are here.")
            .arg(QLocale().toString(packet.available), byteCount(packet.length()));
    case WirePacket::Fault::NoPacket:
        return QCoreApplication::translate(
                   "PacketFields", "No packet of the binary protocol begins with the byte %1: 0x80 begins a request, 0x81 an answer.")
            .arg(hexadecimal(quint8(bytes[packet.offset]), 2));
    case WirePacket::Fault::BadLengths:
        return QCoreApplication::translate("PacketFields", "Extras (%1) and key (%2) are longer than the whole body (%3).")
            .arg(packet.header.extrasLength)
            .arg(packet.header.keyLength)
            .arg(packet.header.bodyLength);
    case WirePacket::Fault::WrongLengths:
        return PacketFieldsWords::tr("Extras, key or value have a length that this opcode does not allow.");
    }
    return {};
}

QString wireOpcodeName(Opcode opcode)
{
    if (quint8(opcode) == verbosityOpcode)
        return QStringLiteral("VERBOSITY");
    return has(opcode, OpcodeTrait::Known) ? QString::fromLatin1(opcodeName(opcode)) : PacketFieldsWords::tr("unknown");
}

QString readableStart(QByteArrayView bytes, qsizetype limit)
{
    qsizetype shown = std::min(bytes.size(), limit);
    // Not in the middle of a character, which has at most three bytes that continue it.
    while (shown < bytes.size() && shown > limit - 3 && (quint8(bytes[shown]) & 0xc0) == 0x80)
        --shown;
    QByteArray readable;
    appendReadable(readable, bytes.first(shown), QuoteEscapes::Keep);
    if (shown < bytes.size())
        readable.append("…");
    return QString::fromUtf8(readable);
}
