#include "app/commands/batchmaking.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using Kind = TableForm::Kind;

namespace {

/// All rows, as fields joined by | and rows by /; a row that cannot be read is a !.
QByteArray rows(const QByteArray &text, const TableForm &form)
{
    QByteArrayList all;
    RowReader reader(text, form);
    for (auto next = reader.next(); next != RowReader::Next::End; next = reader.next())
        all += next == RowReader::Next::Row ? reader.fields().join('|') : QByteArray("!");
    return all.join('/');
}

constexpr TableForm csv(char separator = ',', bool header = false)
{
    return {.kind = Kind::Csv, .separator = separator, .header = header};
}

QByteArray made(const QByteArray &text, const TableForm &form, const QByteArray &command)
{
    BatchMaking making({text, form, command});
    if (making.error())
        return "error: " + making.error()->text.toUtf8();
    while (making.make(2)) {}
    return making.made().text;
}

} // namespace

class TestBatchMaking : public QObject
{
    Q_OBJECT

private slots:
    void csvIsReadByTheRfc()
    {
        QCOMPARE(rows("a,b\r\nc,d\r\n", csv()), "a|b/c|d");
        QCOMPARE(rows("a,b\nc,d", csv()), "a|b/c|d");
        QCOMPARE(rows("\xef\xbb\xbf\"a\"\"b\",\"c,d\",\"e\r\nf\"\ng", csv()), "a\"b|c,d|e\r\nf/g");
        QCOMPARE(rows("a,,\n,b\n\n\r\n\"\"\n", csv()), "a||/|b/");
        QCOMPARE(rows("a;b\tc\n", csv(';')), "a|b\tc");
        QCOMPARE(rows("a;b\tc\n", csv('\t')), "a;b|c");
        QCOMPARE(rows("a\"b,c\n", csv()), "a\"b|c");
        QCOMPARE(rows("a\rb,c\r", csv()), "a\rb|c");
        QCOMPARE(rows(" a , b\n", csv()), " a | b");
        QCOMPARE(rows("", csv()), "");
    }

    void rowThatCannotBeReadIsPassedOver()
    {
        QCOMPARE(rows("\"a\"b,c\nd\n", csv()), "!/d");
        QCOMPARE(rows("a\n\"b,c\nd\n", csv()), "a/!");
        QCOMPARE(rows(QByteArray(RowReader::mostFields, ',') + "\nb", csv()), "!/b");
    }

    void rowsKnowTheirLine()
    {
        RowReader reader("a\n\"b\nc\"\n\nd\n", csv());
        for (const qint64 line : {1, 2, 5}) {
            QCOMPARE(reader.next(), RowReader::Next::Row);
            QCOMPARE(reader.line(), line);
        }
    }

    void listsAreSplitAtTheirSeparator()
    {
        QCOMPARE(rows("a b\r\n c,d\n\ne", {}), "a b/ c,d/e");
        QCOMPARE(rows("a, b ,c\nd", {.separator = ','}), "a/b/c/d");
        QCOMPARE(rows("a b\t\tc\r\nd ", {.separator = ' '}), "a/b/c/d");
        QCOMPARE(rows(QByteArray("a\nb\0c", 5), {.separator = '\0'}), "a\nb/c");
        QCOMPARE(rows("a;b", {.separator = ';'}), "a/b");
    }

    void listOfKeysMakesABatch()
    {
        QCOMPARE(made("a\nb c\n", {}, "GET"), "GET a\nGET \"b c\"\n");
        QCOMPARE(made("a\nb\n", {}, "TOUCH 5m"), "TOUCH a 5m\nTOUCH b 5m\n");
        QCOMPARE(made("a\n", {}, "SET {key} \"new {key}\" ttl=1h"), "SET a \"new a\" ttl=1h\n");
        QCOMPARE(made("ttl=5\n#x\nhex:zz\n", {}, "DELETE"), "DELETE ttl=5\nDELETE \"#x\"\nDELETE \"hex:zz\"\n");
    }

    void templateIsFilledFromColumns()
    {
        QCOMPARE(made("1,Ada L.\n2,Bob\n", csv(), "SET user:{1} {2} ttl=1h"), "SET user:1 \"Ada L.\" ttl=1h\nSET user:2 Bob ttl=1h\n");
        QCOMPARE(made("id,name\n1,x\n", csv(',', true), "SET user:{id} '{{\"n\":\"{name}\"}' ttl=1h"), "SET user:1 {\"n\":\"x\"} ttl=1h\n");
        QCOMPARE(made("a,5m,7\n", csv(), "set {1} v ttl={2} flags={3}"), "set a v ttl=5m flags=7\n");
        QCOMPARE(made("a,1767225600\n", csv(), "TOUCH {1} @{2}"), "TOUCH a @1767225600\n");
        QCOMPARE(made("a,00ff,QQ==\n", csv(), "SET hex:{2} base64:{3}"), "SET hex:00ff base64:QQ==\n");
        QCOMPARE(made("a,x \"y\".bin\n", csv(), "SET {1} file:{2}"), "SET a file:\"x \\\"y\\\".bin\"\n");
        QCOMPARE(made("a,5\n", csv(), "INCR {1} {2} create=no"), "INCR a 5 create=no\n");
        QCOMPARE(made("items\n", {}, "STAT {1}"), "STAT items\n");
        QCOMPARE(made("a,\n", csv(), "SET {1} {2}"), "SET a \"\"\n");
        QCOMPARE(made("a\n", csv(), "INCR k {1}"), "");
    }

    void wrongTemplateIsExplained_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("marked");
        QTest::newRow("no command") << QByteArray("") << QByteArray("");
        QTest::newRow("unknown") << QByteArray("STE {1} x") << QByteArray("STE");
        QTest::newRow("missing") << QByteArray("SET {1}") << QByteArray("");
        QTest::newRow("unknown column") << QByteArray("SET {1} {bogus}") << QByteArray("{bogus}");
        QTest::newRow("zero") << QByteArray("SET {0} x") << QByteArray("{0}");
        QTest::newRow("open") << QByteArray("SET a{1 x") << QByteArray("a{1");
        QTest::newRow("json") << QByteArray("SET {1} '{\"a\":1}'") << QByteArray("'{\"a\":1}'");
        QTest::newRow("option") << QByteArray("SET {1} x bogus={2}") << QByteArray("bogus={2}");
        QTest::newRow("nothing behind the option") << QByteArray("SET {1} x ttl=") << QByteArray("ttl=");
        QTest::newRow("quote") << QByteArray("SET {1} \"x") << QByteArray("\"x");
    }

    void wrongTemplateIsExplained()
    {
        QFETCH(QByteArray, command);
        QFETCH(QByteArray, marked);
        const BatchTemplate wrong(command, {"key"});
        QVERIFY(wrong.error());
        QVERIFY(!wrong.error()->text.isEmpty());
        QCOMPARE(command.mid(wrong.error()->column - 1, wrong.error()->length), marked);
    }

    void rowsThatMakeNoCommandAreTold()
    {
        BatchMaking making({"a,5m\nb\nc,xx\n\"d\"e,1\n" + QByteArray(251, 'k') + ",1\nf,1", csv(), "TOUCH {1} {2}"});
        while (making.make(1)) {}
        QCOMPARE(making.made().text, QByteArray("TOUCH a 5m\nTOUCH f 1\n"));
        QCOMPARE(making.made().commandCount, 2);
        QCOMPARE(making.made().faultCount, 4);
        QList<qint64> lines;
        for (const RowFault &fault : making.made().faults) {
            lines += fault.line;
            QVERIFY(!fault.text.isEmpty());
        }
        QCOMPARE(lines, (QList<qint64>{2, 3, 4, 5}));
        QVERIFY(making.made().faults.first().text.contains(QStringLiteral("no column 2")));
    }

    void noFieldBecomesAnotherWordOrLine()
    {
        QRandomGenerator random(99);
        CommandParser parser;
        const QByteArrayList templates{"SET {1} {2}", "SET x{1}y 'a {2} b' ttl=5", "SET \"{1}\" {2}{2} flags=1", "APPEND {1} \"\\n{2}\""};
        const QByteArrayList parts{
            "\"",           "'",           " ", "\n", "\r", "\\", "#", "hex:", "ttl=9", "{1}", "\xff", QByteArray(1, '\0'), "a",
            "\xe2\x82\xac", "\xe2\x80\xa8"};
        for (int round = 0; round < 20'000; ++round) {
            QByteArray key = "k";
            QByteArray value;
            for (int i = random.bounded(8); i > 0; --i)
                key += parts[random.bounded(parts.size())];
            for (int i = random.bounded(8); i > 0; --i)
                value += parts[random.bounded(parts.size())];
            const QByteArray command = templates[random.bounded(templates.size())];
            BatchTemplate filling(command, {});
            QVERIFY(!filling.error());
            QByteArray line;
            QVERIFY2(filling.fill({key, value}, line), qPrintable(filling.fault()));
            QCOMPARE(line.count('\n'), 1);
            QCOMPARE(parser.parse(QByteArrayView(line).chopped(1)), CommandParser::Result::Command);
            const Command &parsed = parser.parsed().command;
            QCOMPARE(parsed.key, command.contains("x{1}y") ? "x" + key + "y" : key);
            const QByteArray wanted = command.contains("a {2} b") ? "a " + value + " b"
                : command.contains("{2}{2}")                      ? value + value
                : command.contains("\\n")                         ? "\n" + value
                                                                  : value;
            QCOMPARE(parsed.value, wanted);
        }
    }

    void digitsBehindAPrefixCannotBreakOut()
    {
        QCOMPARE(made("\"61 ttl=5\"\n\"61\nFLUSH\"\nzz\n61\n", csv(), "SET k hex:{1}"), "SET k hex:61\n");
        QCOMPARE(made("\"QQ==\nFLUSH\"\nQQ==\n", csv(), "SET k base64:{1}"), "SET k base64:QQ==\n");
        QCOMPARE(made("\"x\"\"\nFLUSH\"\n", csv(), "SET k file:{1}"), "SET k file:\"x\\\"\\nFLUSH\"\n");
    }

    void anyBytesAreTaken()
    {
        QRandomGenerator random(7);
        const QByteArrayList parts{"SET ", "{1}", "{2}",  "{",  "}", "{{",   "\"",    "\"\"", "'",    ",",
                                   ";",    "\n",  "\r\n", "\r", " ", "hex:", "file:", "ttl=", "\xff", QByteArray(1, '\0'),
                                   "a",    "#"};
        const auto text = [&](int most) {
            QByteArray bytes;
            for (int i = random.bounded(most); i > 0; --i)
                bytes += parts[random.bounded(parts.size())];
            return bytes;
        };
        CommandParser parser;
        for (int round = 0; round < 20'000; ++round) {
            const TableForm form{.kind = random.bounded(2) == 0 ? Kind::Csv : Kind::List,
                                 .separator = ",;\t \n"[random.bounded(5)],
                                 .header = random.bounded(2) == 0};
            QByteArray command = text(8);
            if (random.bounded(2) == 0)
                command.prepend("SET ");
            BatchMaking making({text(40), form, command.replace('\n', "")});
            while (making.make(3)) {}
            const MadeBatch batch = making.takeMade();
            QCOMPARE(batch.text.count('\n'), batch.commandCount);
            const QList<QByteArray> lines = batch.text.split('\n');
            for (const QByteArray &line : lines)
                QVERIFY(line.isEmpty() || parser.parse(line) == CommandParser::Result::Command);
        }
    }

    void timeGrowsWithTheTextOnly()
    {
        for (const QByteArray &part :
             {QByteArray("\"a\"\"\n"), QByteArray("\"\n"), QByteArray("\"\"\""), QByteArray("\"x"), QByteArray(",")}) {
            QElapsedTimer timer;
            timer.start();
            (void)rows(part.repeated(300'000), csv());
            QVERIFY2(timer.elapsed() < 10'000, part.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestBatchMaking)
#include "tst_batchmaking.moc"
