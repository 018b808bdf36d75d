#include "app/results/jsontext.h"
#include "app/results/resultwriter.h"
#include "app/run/segmentbuilder.h"
#include "tests/servers/packets.h"

#include <QTest>

using Format = ResultWriter::Format;

namespace {

Outcome without(Opcode opcode, Status status, Basis basis, const QString &reason = {})
{
    Outcome outcome;
    outcome.opcode = opcode;
    outcome.status = status;
    outcome.basis = basis;
    outcome.reason = reason;
    return outcome;
}

QByteArray hit(const QByteArray &value, quint32 flags = 0, quint64 cas = 42, Opcode opcode = Opcode::Get)
{
    return packet(quint8(opcode), 0, 1, cas, bigEndian32(flags), {}, value);
}

} // namespace

class tst_ResultWriter : public QObject
{
    Q_OBJECT

    static QByteArray written(Format format, qint64 line, const QByteArray &key, const Outcome &outcome)
    {
        SegmentBuilder builder;
        builder.append(line, key, outcome);
        ResultWriter writer(format);
        QByteArray out;
        if (writer.write(out, *builder.take(), 0, 1'000'000) != 1)
            qFatal("not written");
        return out;
    }

    static Outcome answered(Opcode opcode, Status status, const QByteArray &bytes)
    {
        Outcome outcome;
        outcome.opcode = opcode;
        outcome.status = status;
        outcome.basis = Basis::Answer;
        outcome.bytes = bytes;
        return outcome;
    }

private slots:
    void jsonLinesAreExact_data()
    {
        QTest::addColumn<int>("line");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<quint8>("opcode");
        QTest::addColumn<quint16>("status");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char *name, int line, const QByteArray &key, Opcode opcode, quint16 status, const QByteArray &bytes,
                            const QByteArray &json) { QTest::newRow(name) << line << key << quint8(opcode) << status << bytes << json; };
        row("hit", 3, "hello", Opcode::Get, 0, hit("world"),
            R"({"line":3,"command":"GET","key":"hello","status":"success","value":"world","flags":0,"cas":"42"})");
        row("miss", 4, "absent", Opcode::Get, 1, packet(0x00, 1, 1, 0, {}, {}, "Not found"),
            R"({"line":4,"command":"GET","key":"absent","status":"key_not_found","message":"Not found"})");
        row("a GETK miss repeats its key only", 4, "absent", Opcode::GetK, 1, packet(0x0c, 1, 1, 0, {}, "absent", {}),
            R"({"line":4,"command":"GETK","key":"absent","status":"key_not_found"})");
        row("counter", 5, "n", Opcode::Increment, 0, packet(0x05, 0, 1, 43, {}, {}, bigEndian64(11)),
            R"({"line":5,"command":"INCREMENT","key":"n","status":"success","value":"11","cas":"43"})");
        row("counter, largest", 5, "n", Opcode::Increment, 0, packet(0x05, 0, 1, ~quint64(0), {}, {}, bigEndian64(~quint64(0))),
            R"({"line":5,"command":"INCREMENT","key":"n","status":"success","value":"18446744073709551615","cas":"18446744073709551615"})");
        row("statistics", 6, "settings", Opcode::Stat, 0,
            packet(0x10, 0, 1, 0, {}, "pid", "7") + packet(0x10, 0, 1, 0, {}, "uptime", "12") + packet(0x10, 0, 1),
            R"({"line":6,"command":"STAT","status":"success","stats":{"pid":"7","uptime":"12"}})");
        row("no statistics", 6, {}, Opcode::Stat, 0, packet(0x10, 0, 1), R"({"line":6,"command":"STAT","status":"success","stats":{}})");
        row("a name that comes twice", 6, {}, Opcode::Stat, 0,
            packet(0x10, 0, 1, 0, {}, "a", "1") + packet(0x10, 0, 1, 0, {}, "a", "2") + packet(0x10, 0, 1),
            R"({"line":6,"command":"STAT","status":"success","stats":{"a":"1","a":"2"}})");
        row("statistics that are no text", 6, {}, Opcode::Stat, 0,
            packet(0x10, 0, 1, 0, {}, "a", "\xff") + packet(0x10, 0, 1, 0, {}, "b", "2") + packet(0x10, 0, 1),
            R"({"line":6,"command":"STAT","status":"success","statsBase64":{"YQ==":"/w==","Yg==":"Mg=="}})");
        row("a STAT that failed", 6, "x", Opcode::Stat, 4, packet(0x10, 4, 1, 0, {}, {}, "Invalid arguments"),
            R"({"line":6,"command":"STAT","status":"invalid_arguments","message":"Invalid arguments"})");
        row("flags", 8, "hello", Opcode::GetKQ, 0, packet(0x0d, 0, 1, 44, bigEndian32(0xffffffff), "hello", "world"),
            R"({"line":8,"command":"GETKQ","key":"hello","status":"success","value":"world","flags":4294967295,"cas":"44"})");
        row("empty value", 9, "e", Opcode::Get, 0, hit({}),
            R"({"line":9,"command":"GET","key":"e","status":"success","value":"","flags":0,"cas":"42"})");
        row("a cas of 0 is left out", 9, "e", Opcode::Get, 0, hit("x", 1, 0),
            R"({"line":9,"command":"GET","key":"e","status":"success","value":"x","flags":1})");
        row("version", 10, {}, Opcode::Version, 0, packet(0x0b, 0, 1, 0, {}, {}, "1.6.18"),
            R"({"line":10,"command":"VERSION","status":"success","value":"1.6.18"})");
        row("store", 11, "k", Opcode::Set, 0, packet(0x01, 0, 1, 5),
            R"({"line":11,"command":"SET","key":"k","status":"success","cas":"5"})");
        row("bytes", 12, "\xff", Opcode::Get, 0, hit(QByteArray("\0\xff\x80", 3)),
            R"({"line":12,"command":"GET","keyBase64":"/w==","status":"success","valueBase64":"AP+A","flags":0,"cas":"42"})");
        row("text with all that is escaped", 13, "a\"b\\c", Opcode::Get, 0, hit(QByteArray("\0\x01\b\f\n\r\t\x1f\x7f\xc3\xa9", 11)),
            "{\"line\":13,\"command\":\"GET\",\"key\":\"a\\\"b\\\\c\",\"status\":\"success\","
            "\"value\":\"\\u0000\\u0001\\b\\f\\n\\r\\t\\u001f\x7f\xc3\xa9\",\"flags\":0,\"cas\":\"42\"}");
        row("a byte order mark is kept", 14, "k", Opcode::Get, 0, hit("\xef\xbb\xbfx"),
            "{\"line\":14,\"command\":\"GET\",\"key\":\"k\",\"status\":\"success\",\"value\":\"\xef\xbb\xbfx\",\"flags\":0,\"cas\":"
            "\"42\"}");
        row("unlisted status", 15, "k", Opcode::Get, 0x0abc, packet(0x00, 0x0abc, 1),
            R"({"line":15,"command":"GET","key":"k","status":"status_0x0ABC"})");
    }

    void jsonLinesAreExact()
    {
        QFETCH(int, line);
        QFETCH(QByteArray, key);
        QFETCH(quint8, opcode);
        QFETCH(quint16, status);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, json);
        QCOMPARE(written(Format::JsonLines, line, key, answered(Opcode(opcode), Status(status), bytes)), json + '\n');
    }

    void whatGotNoAnswerSaysSo()
    {
        QCOMPARE(written(Format::JsonLines, 7, "hello", without(Opcode::SetQ, Status::Success, Basis::Silence)),
                 QByteArray(R"({"line":7,"command":"SETQ","key":"hello","status":"success","silent":true})") + '\n');
        QCOMPARE(written(Format::JsonLines, 7, "hello", without(Opcode::GetQ, Status::KeyNotFound, Basis::Silence)),
                 QByteArray(R"({"line":7,"command":"GETQ","key":"hello","status":"key_not_found","silent":true})") + '\n');
        QCOMPARE(written(Format::JsonLines, 9, "", without(Opcode::Get, Status::InvalidArguments, Basis::NotSent, QStringLiteral("Why"))),
                 QByteArray(R"({"line":9,"command":"GET","key":"","status":"invalid_arguments","sent":false,"message":"Why"})") + '\n');
        QCOMPARE(written(Format::JsonLines, 9, "k", without(Opcode::Get, Status::TimedOut, Basis::NoAnswer, QStringLiteral("Why"))),
                 QByteArray(R"({"line":9,"command":"GET","key":"k","status":"timeout","message":"Why"})") + '\n');
    }

    void onlyUtf8ThatComesBackTheSameIsText_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("text");
        QTest::newRow("empty") << QByteArray() << true;
        QTest::newRow("NUL") << QByteArray("\0", 1) << true;
        QTest::newRow("two bytes") << QByteArray("\xc3\xa9") << true;
        QTest::newRow("four bytes") << QByteArray("\xf0\x9f\x98\x80") << true;
        QTest::newRow("last code point") << QByteArray("\xf4\x8f\xbf\xbf") << true;
        QTest::newRow("no character") << QByteArray("\xef\xbf\xbe") << true;
        QTest::newRow("replacement character") << QByteArray("\xef\xbf\xbd") << true;
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf") << true;
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << false;
        QTest::newRow("surrogate pair") << QByteArray("\xed\xa0\xbd\xed\xb8\x80") << false;
        QTest::newRow("overlong NUL") << QByteArray("\xc0\x80") << false;
        QTest::newRow("overlong slash") << QByteArray("\xe0\x80\xaf") << false;
        QTest::newRow("beyond the last") << QByteArray("\xf4\x90\x80\x80") << false;
        QTest::newRow("cut") << QByteArray("long enough to be looked at in blocks \xe2\x82") << false;
        QTest::newRow("lone continuation") << QByteArray("a\x80") << false;
        QTest::newRow("latin-1") << QByteArray("caf\xe9") << false;
    }

    void onlyUtf8ThatComesBackTheSameIsText()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, text);
        QCOMPARE(isText(bytes), text);
    }

    void csvHasTheSameFieldsUnderAHeader()
    {
        ResultWriter writer(Format::Csv);
        QByteArray header;
        writer.writeHeader(header);
        QCOMPARE(header, "line,command,key,keyBase64,status,silent,sent,value,valueBase64,flags,cas,stats,statsBase64,message\r\n");
        QCOMPARE(written(Format::Csv, 3, "hello", answered(Opcode::Get, Status::Success, hit("a,\"b\"\r\n"))),
                 "3,GET,hello,,success,,,\"a,\"\"b\"\"\r\n\",,0,42,,,\r\n");
        QCOMPARE(written(Format::Csv, 3, "\xff", answered(Opcode::Get, Status::Success, hit("\xfe"))),
                 "3,GET,,/w==,success,,,,/g==,0,42,,,\r\n");
        QCOMPARE(written(Format::Csv, 3, "e", answered(Opcode::Get, Status::Success, hit({}))), "3,GET,e,,success,,,\"\",,0,42,,,\r\n");
        QCOMPARE(written(Format::Csv, 4, "q", without(Opcode::SetQ, Status::Success, Basis::Silence)),
                 "4,SETQ,q,,success,true,,,,,,,,\r\n");
        QCOMPARE(written(Format::Csv, 5, "q", without(Opcode::Get, Status::NotConnected, Basis::NotSent, QStringLiteral("No"))),
                 "5,GET,q,,not_connected,,false,,,,,,,No\r\n");
        QCOMPARE(written(Format::Csv, 6, {},
                         answered(Opcode::Stat, Status::Success, packet(0x10, 0, 1, 0, {}, "pid", "7") + packet(0x10, 0, 1))),
                 "6,STAT,,,success,,,,,,,\"{\"\"pid\"\":\"\"7\"\"}\",,\r\n");
        QCOMPARE(written(Format::Csv, 6, {},
                         answered(Opcode::Stat, Status::Success, packet(0x10, 0, 1, 0, {}, "\xff", "7") + packet(0x10, 0, 1))),
                 "6,STAT,,,success,,,,,,,,\"{\"\"/w==\"\":\"\"Nw==\"\"}\",\r\n");
        QCOMPARE(
            written(Format::Csv, 7, "n", answered(Opcode::Increment, Status::Success, packet(0x05, 0, 1, 43, {}, {}, bigEndian64(11)))),
            "7,INCREMENT,n,,success,,,11,,,43,,,\r\n");
        QCOMPARE(written(Format::Csv, 8, {}, answered(Opcode::Noop, Status::Success, packet(0x0a, 0, 1))), "8,NOOP,,,success,,,,,,,,,\r\n");
    }

    void textIsInColumnsAndHarmless()
    {
        QCOMPARE(written(Format::Text, 3, "hello", answered(Opcode::Get, Status::Success, hit(QByteArray("wor\x1b[ld\n\xff", 9), 7))),
                 "     3  GET         hello                     success            \"wor\\x1B[ld\\n\\xFF\"  flags=7  cas=42\n");
        QCOMPARE(written(Format::Text, 4, "a b", without(Opcode::DeleteQ, Status::Success, Basis::Silence)),
                 "     4  DELETEQ     \"a b\"                     success            (silent)\n");
        QCOMPARE(written(Format::Text, 12, "settings",
                         answered(Opcode::Stat, Status::Success, packet(0x10, 0, 1, 0, {}, "pid", "7") + packet(0x10, 0, 1))),
                 "    12  STAT        settings                  success\n"
                 "        pid                       7\n");
        QCOMPARE(written(Format::Text, 5, "", without(Opcode::Get, Status::InvalidArguments, Basis::NotSent, QStringLiteral("Why"))),
                 "     5  GET         \"\"                        invalid_arguments  (not sent)  Why\n");
    }

    void aSegmentIsWrittenInPortions()
    {
        SegmentBuilder builder;
        for (int i = 0; i < 1000; ++i)
            builder.append(i + 1, "key", without(Opcode::SetQ, Status::Success, Basis::Silence));
        const auto segment = builder.take();
        ResultWriter writer(Format::JsonLines);
        QByteArray whole;
        int portions = 0;
        for (qsizetype index = 0; index < segment->results.size(); ++portions) {
            QByteArray portion;
            index = writer.write(portion, *segment, index, 1000);
            QVERIFY(portion.size() < 1200);
            QVERIFY(portion.endsWith('\n'));
            whole += portion;
        }
        QVERIFY(portions > 50);
        QCOMPARE(whole.count('\n'), 1000);
        QVERIFY(whole.endsWith("{\"line\":1000,\"command\":\"SETQ\",\"key\":\"key\",\"status\":\"success\",\"silent\":true}\n"));
    }
};

QTEST_GUILESS_MAIN(tst_ResultWriter)
#include "tst_resultwriter.moc"
