#include "connection/protocol/request.h"

#include <QTest>

namespace {

Command asked(Opcode opcode, const QByteArray &key = {}, const QByteArray &value = {})
{
    Command command;
    command.opcode = opcode;
    command.key = key;
    command.value = value;
    return command;
}

/// With every number set, whether the opcode has it or not.
Command crowded(Opcode opcode, const QByteArray &key = {}, const QByteArray &value = {})
{
    Command command = asked(opcode, key, value);
    command.flags = 0xcafe;
    command.expiry = 300;
    command.cas = 0x0102030405060708;
    command.delta = 5;
    command.initial = 0x0a0b;
    return command;
}

} // namespace

class TestRequest : public QObject
{
    Q_OBJECT

private slots:
    void everyOpcodeHasItsOwnBytes_data()
    {
        // magic, opcode, key length, extras length, data type, vbucket, body length, opaque, cas, extras, key, value
        QTest::addColumn<Command>("command");
        QTest::addColumn<QByteArray>("bytes");

        const QByteArray header = "80%1 %2 %3 00 0000 %4 deadbeef %5";
        const auto row = [&](Command command, const char *key, const char *extras, const char *body, const char *cas, const char *rest) {
            QByteArray bytes = header;
            bytes.replace("%1", QByteArray::number(uint(command.opcode), 16).rightJustified(2, '0'));
            bytes.replace("%2", key).replace("%3", extras).replace("%4", body).replace("%5", cas);
            QTest::newRow(opcodeName(command.opcode).constData()) << command << QByteArray::fromHex(bytes + rest);
        };
        const char *noCas = "0000000000000000";
        const char *someCas = "0102030405060708";

        for (const Opcode opcode : {Opcode::Get, Opcode::GetQ, Opcode::GetK, Opcode::GetKQ})
            row(crowded(opcode, "ab"), "0002", "00", "00000002", noCas, "6162");
        for (const Opcode opcode : {Opcode::Set, Opcode::SetQ, Opcode::Add, Opcode::AddQ, Opcode::Replace, Opcode::ReplaceQ})
            row(crowded(opcode, "ab", "xyz"), "0002", "08", "0000000d", someCas, "0000cafe 0000012c 6162 78797a");
        for (const Opcode opcode : {Opcode::Append, Opcode::AppendQ, Opcode::Prepend, Opcode::PrependQ})
            row(crowded(opcode, "ab", "xyz"), "0002", "00", "00000005", someCas, "6162 78797a");
        for (const Opcode opcode : {Opcode::Delete, Opcode::DeleteQ})
            row(crowded(opcode, "ab"), "0002", "00", "00000002", someCas, "6162");
        for (const Opcode opcode : {Opcode::Increment, Opcode::IncrementQ, Opcode::Decrement, Opcode::DecrementQ})
            row(crowded(opcode, "ab"), "0002", "14", "00000016", someCas, "0000000000000005 0000000000000a0b 0000012c 6162");
        for (const Opcode opcode : {Opcode::Touch, Opcode::Gat, Opcode::GatQ, Opcode::GatK, Opcode::GatKQ})
            row(crowded(opcode, "ab"), "0002", "04", "00000006", noCas, "0000012c 6162");
        for (const Opcode opcode : {Opcode::Flush, Opcode::FlushQ})
            row(crowded(opcode), "0000", "04", "00000004", noCas, "0000012c");
        for (const Opcode opcode : {Opcode::Noop, Opcode::Version, Opcode::Quit, Opcode::QuitQ, Opcode::SaslListMechanisms})
            row(crowded(opcode), "0000", "00", "00000000", noCas, "");
        row(crowded(Opcode::Stat, "items"), "0005", "00", "00000005", noCas, "6974656d73");
        for (const Opcode opcode : {Opcode::SaslStart, Opcode::SaslStep})
            row(crowded(opcode, "PLAIN", QByteArray("\0u\0p", 4)), "0005", "00", "00000009", noCas, "504c41494e 00750070");
    }

    void everyOpcodeHasItsOwnBytes()
    {
        QFETCH(Command, command);
        QFETCH(QByteArray, bytes);
        QCOMPARE(encodeRequest(command, 0xdeadbeef).toHex(), bytes.toHex());
        QCOMPARE(requestSize(command), bytes.size());
    }

    void fieldsThatTheOpcodeLacksAreLeftOut()
    {
        QCOMPARE(encodeRequest(crowded(Opcode::Noop, "key", "value"), 0), encodeRequest(asked(Opcode::Noop), 0));

        Command get = asked(Opcode::Get, "key");
        const QByteArray bare = encodeRequest(get, 0);
        get.value = "value";
        get.flags = 7;
        get.expiry = 8;
        QCOMPARE(encodeRequest(get, 0), bare);

        Command append = asked(Opcode::Append, "key", "value");
        const QByteArray appended = encodeRequest(append, 0);
        append.flags = 7;
        append.expiry = 8;
        QCOMPARE(encodeRequest(append, 0), appended);
    }

    void flushWithoutADelayHasNoExtras()
    {
        QCOMPARE(requestSize(asked(Opcode::Flush)), 24);
        QCOMPARE(requestSize(asked(Opcode::FlushQ)), 24);
        Command command = asked(Opcode::Flush);
        command.delayGiven = true;
        const QByteArray zero = encodeRequest(command, 0);
        QCOMPARE(zero.size(), 28);
        QCOMPARE(zero.at(4), char(4));
        QCOMPARE(zero.last(4), QByteArray(4, '\0'));
    }

    void statWithoutAGroupIsAHeader() { QCOMPARE(requestSize(asked(Opcode::Stat)), 24); }

    void keysAreBytes()
    {
        const QByteArray key("a b\r\n\0\xff", 7);
        const QByteArray bytes = encodeRequest(asked(Opcode::Get, key), 1);
        QCOMPARE(bytes.sliced(24), key);
    }

    void theLongestKeyOfTheHeaderFits()
    {
        const QByteArray bytes = encodeRequest(asked(Opcode::Get, QByteArray(65'535, 'k')), 1);
        QCOMPARE(bytes.size(), 24 + 65'535);
        QCOMPARE(bytes.sliced(2, 2).toHex(), QByteArray("ffff"));
        QCOMPARE(bytes.sliced(8, 4).toHex(), QByteArray("0000ffff"));
    }

    void largestNumbersSurvive()
    {
        Command command = asked(Opcode::Increment, "n");
        command.flags = ~quint32(0);
        command.expiry = Command::doNotCreate;
        command.cas = command.delta = command.initial = ~quint64(0);
        const QByteArray counter = encodeRequest(command, ~quint32(0));
        QCOMPARE(counter.sliced(12, 32).toHex(), QByteArray(64, 'f'));
        command.opcode = Opcode::Set;
        const QByteArray store = encodeRequest(command, 0);
        QCOMPARE(store.sliced(24, 8).toHex(), QByteArray(16, 'f'));
    }

    void itIsWrittenInPlaceAndNoFurther()
    {
        const Command command = asked(Opcode::Set, "key", "value");
        QByteArray buffer(200, '#');
        char *end = writeRequest(buffer.data(), requestShapes[size_t(command.opcode)], command, 9);
        QCOMPARE(end - buffer.data(), requestSize(command));
        QCOMPARE(buffer.first(requestSize(command)), encodeRequest(command, 9));
        QCOMPARE(buffer.sliced(requestSize(command)), QByteArray(200 - requestSize(command), '#'));
    }

    void anUnlistedOpcodeIsABareHeader()
    {
        const QByteArray bytes = encodeRequest(asked(Opcode(0x1b)), 7);
        QCOMPARE(bytes.toHex(), QByteArray("801b00000000000000000000000000070000000000000000"));
    }
};

QTEST_GUILESS_MAIN(TestRequest)
#include "tst_request.moc"
