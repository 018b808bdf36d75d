#include "app/wire/packetfields.h"

#include "connection/protocol/request.h"
#include "tests/answerbytes.h"

#include <QTest>

using Fault = WirePacket::Fault;

namespace {

Command everything(Opcode opcode)
{
    Command command;
    command.opcode = opcode;
    command.key = "key";
    command.value = "value";
    command.flags = 7;
    command.expiry = 300;
    command.delta = 5;
    command.initial = 40;
    command.cas = 99;
    command.delayGiven = true;
    return command;
}

QByteArray requestWith(quint8 opcode, const QByteArray &extras, const QByteArray &key = {})
{
    RequestPacket request;
    request.opcode = opcode;
    request.extras = extras;
    request.key = key;
    return request.bytes();
}

/// Without VERBOSITY, which is no command of ours.
bool isWritable(int code)
{
    return code != 0x1b;
}

std::vector<PacketField> fieldsOfAll(const QByteArray &bytes)
{
    return fieldsOf(packetAt(bytes, 0), bytes);
}

/// "name=value" of the fields of the first packet, the header's first nine left out unless `header`.
QStringList told(const QByteArray &bytes, bool header = false)
{
    QStringList lines;
    for (const PacketField &field : fieldsOfAll(bytes)) {
        if (header || field.part != PacketField::Part::Header)
            lines += QStringLiteral("%1=%2").arg(field.name, field.value);
    }
    return lines;
}

/// Whether the fields lie one behind the other, each byte in exactly one, and the inner ones in the extras.
bool areTiled(const WirePacket &packet, const std::vector<PacketField> &fields)
{
    qsizetype end = 0;
    qsizetype extrasBegin = 0;
    qsizetype innerEnd = 0;
    for (const PacketField &field : fields) {
        if (field.name.isEmpty() || field.available <= 0 || field.available > field.length)
            return false;
        if (field.isInner) {
            if (field.offset != innerEnd || field.offset < extrasBegin)
                return false;
            innerEnd += field.available;
            if (innerEnd > end)
                return false;
            continue;
        }
        if (field.offset != end)
            return false;
        extrasBegin = innerEnd = field.offset;
        end += field.available;
    }
    return end == packet.available;
}

QByteArray mixedStream()
{
    QByteArray bytes;
    for (int code = 0; code < 256; ++code) {
        if (isWritable(code))
            bytes += encodeRequest(everything(Opcode(code)), quint32(code));
    }
    bytes += AnswerBytes{.opcode = Opcode::GetK, .cas = 4, .extras = bigEndian32(7), .key = "key", .value = "value"};
    bytes += AnswerBytes{.opcode = Opcode::Get, .status = 1, .value = "Not found"};
    bytes += AnswerBytes{.opcode = Opcode::Increment, .value = bigEndian64(42)};
    bytes += AnswerBytes{.opcode = Opcode::Stat, .key = "pid", .value = "17"};
    bytes += AnswerBytes{.opcode = Opcode::Stat};
    return bytes;
}

} // namespace

class TestPacketFields : public QObject
{
    Q_OBJECT

private slots:
    void headerIsToldFieldByField()
    {
        const QByteArray bytes = encodeRequest(everything(Opcode::Set), 0x0d0a0d0b);
        QCOMPARE(told(bytes, true),
                 (QStringList{QStringLiteral("Magic=0x80 request"), QStringLiteral("Opcode=0x01 SET"), QStringLiteral("Key length=3"),
                              QStringLiteral("Extras length=8"), QStringLiteral("Data type=0x00 raw bytes"), QStringLiteral("vbucket=0"),
                              QStringLiteral("Total body length=16"), QStringLiteral("Opaque=0x0d0a0d0b"), QStringLiteral("CAS=99"),
                              QStringLiteral("Extras=8 B"), QStringLiteral("Flags=7"),
                              QStringLiteral("Expiration=300 s from when the server reads it"), QStringLiteral("Key=key"),
                              QStringLiteral("Value=value")}));
        const std::vector<PacketField> fields = fieldsOfAll(bytes);
        QCOMPARE(fields.at(8).offset, 16);
        QCOMPARE(fields.at(8).length, 8);
        QCOMPARE(fields.at(11).offset, 28);
        QVERIFY(fields.at(11).isInner);
        QCOMPARE(fields.at(13).offset, 35);
    }

    void answerTellsItsStatus()
    {
        const QByteArray bytes = AnswerBytes{.opcode = Opcode::Get, .status = 1, .opaque = 9, .value = "Not found"};
        const QStringList lines = told(bytes, true);
        QCOMPARE(lines.at(0), QStringLiteral("Magic=0x81 answer"));
        QCOMPARE(lines.at(5), QStringLiteral("Status=0x0001 key_not_found – Not found"));
        QCOMPARE(lines.last(), QStringLiteral("Value=Not found"));
    }

    void extrasAreReadByOpcode_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("lines");
        const auto request = [](Opcode opcode, quint32 expiry = 300) {
            Command command = everything(opcode);
            command.expiry = expiry;
            return encodeRequest(command, 1);
        };
        QTest::newRow("counter") << request(Opcode::Increment, 0xffffffff)
                                 << QStringList{
                                        QStringLiteral("Extras=20 B"), QStringLiteral("Delta=5"), QStringLiteral("Initial value=40"),
                                        QStringLiteral("Expiration=0xffffffff: a missing key is not created"), QStringLiteral("Key=key")};
        QTest::newRow("touch") << request(Opcode::Touch, 0)
                               << QStringList{QStringLiteral("Extras=4 B"), QStringLiteral("Expiration=0: never"),
                                              QStringLiteral("Key=key")};
        QTest::newRow("gat, a time") << request(Opcode::GatKQ, 1767225600)
                                     << QStringList{QStringLiteral("Extras=4 B"),
                                                    QStringLiteral("Expiration=1767225600: the time 2026-01-01 00:00:00 UTC"),
                                                    QStringLiteral("Key=key")};
        QTest::newRow("flush") << request(Opcode::Flush, 0)
                               << QStringList{QStringLiteral("Extras=4 B"), QStringLiteral("Expiration=0: at once")};
        QTest::newRow("verbosity") << requestWith(0x1b, bigEndian32(2))
                                   << QStringList{QStringLiteral("Extras=4 B"), QStringLiteral("Verbosity=2")};
        QTest::newRow("a hit's flags") << QByteArray(AnswerBytes{.opcode = Opcode::GatQ, .extras = bigEndian32(0xcafe), .value = "v"})
                                       << QStringList{QStringLiteral("Extras=4 B"), QStringLiteral("Flags=51966"),
                                                      QStringLiteral("Value=v")};
        QTest::newRow("a counter's number") << QByteArray(AnswerBytes{.opcode = Opcode::Decrement, .value = bigEndian64(41)})
                                            << QStringList{QStringLiteral("Value=41 (a number)")};
        QTest::newRow("a group") << encodeRequest({.opcode = Opcode::Stat, .key = "slabs"}, 1)
                                 << QStringList{QStringLiteral("Key (group)=slabs")};
        QTest::newRow("a statistic") << QByteArray(AnswerBytes{.opcode = Opcode::Stat, .key = "pid", .value = "17"})
                                     << QStringList{QStringLiteral("Key (name)=pid"), QStringLiteral("Value=17")};
    }
    void extrasAreReadByOpcode()
    {
        QFETCH(QByteArray, bytes);
        QTEST(told(bytes), "lines");
        QCOMPARE(packetAt(bytes, 0).fault, Fault::None);
    }

    void unexpectedExtrasAreSaid()
    {
        const QByteArray bytes = requestWith(quint8(Opcode::Get), "abcd", "k");
        QCOMPARE(packetAt(bytes, 0).fault, Fault::WrongLengths);
        const std::vector<PacketField> fields = fieldsOfAll(bytes);
        QCOMPARE(fields.at(9).name, QStringLiteral("Extras"));
        QVERIFY(!fields.at(9).fault.isEmpty());
    }

    void bytesThatAreNoText()
    {
        const QByteArray bytes = encodeRequest({.opcode = Opcode::Get, .key = QByteArray("a\0\xff\n", 4)}, 1);
        QCOMPARE(told(bytes), QStringList{QStringLiteral("Key=a\\0\\xFF\\n")});
    }

    void longValueIsAPlaceAndItsBeginning()
    {
        constexpr qsizetype megabyte = 1024 * 1024;
        const QByteArray bytes = encodeRequest({.opcode = Opcode::Set, .key = "k", .value = QByteArray(8 * megabyte, 'v')}, 1);
        const std::vector<PacketField> fields = fieldsOfAll(bytes);
        QCOMPARE(fields.back().length, qint64(8 * megabyte));
        QVERIFY(fields.back().value.size() < 200);
        QVERIFY(fields.back().value.endsWith(QStringLiteral("… (8,388,608 B)")));
    }

    void everyOpcodeIsTiled_data()
    {
        QTest::addColumn<int>("code");
        for (int code = 0; code < 256; ++code) {
            if (isWritable(code))
                QTest::addRow("%02x", code) << code;
        }
    }
    void everyOpcodeIsTiled()
    {
        QFETCH(int, code);
        const QByteArray bytes = encodeRequest(everything(Opcode(code)), 1);
        const WirePacket packet = packetAt(bytes, 0);
        QCOMPARE(packet.fault, Fault::None);
        QCOMPARE(packet.length(), qint64(bytes.size()));
        const std::vector<PacketField> fields = fieldsOf(packet, bytes);
        QVERIFY(areTiled(packet, fields));
        QVERIFY(std::ranges::none_of(fields, [](const PacketField &field) { return !field.fault.isEmpty() || field.value.isEmpty(); }));
        const QByteArray answer = AnswerBytes{.opcode = Opcode(code), .status = 0x81, .value = "Unknown command"};
        const WirePacket answered = packetAt(answer, 0);
        QCOMPARE(answered.fault, Fault::None);
        QVERIFY(areTiled(answered, fieldsOf(answered, answer)));
    }

    void everyBeginningIsTakenAsFarAsItGoes()
    {
        const QByteArray all = mixedStream();
        const std::vector<WirePacket> whole = packetsIn(all);
        QCOMPARE(whole.size(), size_t(260));
        QVERIFY(std::ranges::all_of(whole, [](const WirePacket &packet) { return packet.fault == Fault::None; }));
        for (qsizetype size = 0; size <= all.size(); ++size) {
            // Bytes of its own, so that a sanitizer sees the first one read behind their end.
            const QByteArray bytes(all.constData(), size);
            const std::vector<WirePacket> packets = packetsIn(bytes);
            qsizetype end = 0;
            for (size_t i = 0; i < packets.size(); ++i) {
                const WirePacket &packet = packets[i];
                QCOMPARE(packet.offset, end);
                end += packet.available;
                const bool last = i + 1 == packets.size();
                QCOMPARE(packet.fault, last && packet != whole[i] ? Fault::Cut : Fault::None);
                QVERIFY(!last || areTiled(packet, fieldsOf(packet, bytes)));
                QCOMPARE(faultText(packet, bytes).isEmpty(), packet.fault == Fault::None);
            }
            QCOMPARE(end, size);
        }
    }

    void everyByteMayBeAnything()
    {
        const QByteArray good = encodeRequest(everything(Opcode::Set), 1)
            + QByteArray(AnswerBytes{.opcode = Opcode::Get, .extras = bigEndian32(1), .value = "v"});
        for (qsizetype place = 0; place < good.size(); ++place) {
            for (int byte = 0; byte < 256; ++byte) {
                QByteArray bytes = good;
                bytes[place] = char(byte);
                qsizetype end = 0;
                for (const WirePacket &packet : packetsIn(bytes)) {
                    QCOMPARE(packet.offset, end);
                    end += packet.available;
                    QVERIFY(areTiled(packet, fieldsOf(packet, bytes)));
                }
                QCOMPARE(end, bytes.size());
            }
        }
    }

    void cutPacketSaysWhatIsMissing()
    {
        const QByteArray bytes = encodeRequest({.opcode = Opcode::Set, .key = "k", .value = "0123456789"}, 1);
        QCOMPARE(faultText(packetAt(bytes.first(10), 0), bytes), QStringLiteral("The header is cut: 10 of 24 bytes are here."));
        const QByteArray cut = bytes.first(36);
        QCOMPARE(faultText(packetAt(cut, 0), cut), QStringLiteral("The packet is cut: 36 of 43 B are here."));
        const std::vector<PacketField> fields = fieldsOfAll(cut);
        QCOMPARE(fields.back().value, QStringLiteral("012"));
        QCOMPARE(fields.back().fault, QStringLiteral("Only 3 of 10 B are here."));
        const std::vector<PacketField> header = fieldsOfAll(bytes.first(11));
        QCOMPARE(header.back().name, QStringLiteral("Total body length"));
        QCOMPARE(header.back().value, QString());
        QCOMPARE(header.back().fault, QStringLiteral("Only 3 of 4 B are here."));
    }

    void whatIsNoPacketTakesTheRest()
    {
        const QByteArray bytes = encodeRequest({.opcode = Opcode::Noop}, 1) + "ERROR\r\n" + encodeRequest({.opcode = Opcode::Noop}, 1);
        const std::vector<WirePacket> packets = packetsIn(bytes);
        QCOMPARE(packets.size(), size_t(2));
        QCOMPARE(packets[1].fault, Fault::NoPacket);
        QCOMPARE(packets[1].available, 31);
        QVERIFY(faultText(packets[1], bytes).contains(QStringLiteral("0x45")));
        const std::vector<PacketField> fields = fieldsOf(packets[1], bytes);
        QCOMPARE(fields.size(), size_t(1));
        QCOMPARE(fields[0].fault, faultText(packets[1], bytes));
        QVERIFY(fields[0].value.startsWith(QStringLiteral("ERROR\\r\\n")));
    }

    void lengthsThatContradictEachOther()
    {
        QByteArray bytes = encodeRequest({.opcode = Opcode::Get, .key = "key"}, 1);
        bytes[3] = 9;
        const WirePacket packet = packetAt(bytes, 0);
        QCOMPARE(packet.fault, Fault::BadLengths);
        QCOMPARE(faultText(packet, bytes), QStringLiteral("Extras (0) and key (9) are longer than the whole body (3)."));
        const std::vector<PacketField> fields = fieldsOf(packet, bytes);
        QCOMPARE(fields.back().value, QStringLiteral("key"));
        QVERIFY(areTiled(packet, fields));
    }

    void packetsAreBounded()
    {
        QByteArray bytes;
        for (int i = 0; i < 10; ++i)
            bytes += encodeRequest({.opcode = Opcode::Noop}, 1);
        QCOMPARE(packetsIn(bytes, 3).size(), size_t(3));
    }
};

QTEST_GUILESS_MAIN(TestPacketFields)
#include "tst_packetfields.moc"
