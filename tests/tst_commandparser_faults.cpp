#include "app/commands/commandparser.h"

#include <QRandomGenerator>
#include <QTest>

using namespace std::chrono_literals;
using Result = CommandParser::Result;

class TestCommandParserFaults : public QObject
{
    Q_OBJECT

private slots:
    void errorsTellWhereAndWhat_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<qsizetype>("column");
        QTest::addColumn<qsizetype>("length");
        QTest::addColumn<QString>("text");

        const auto row = [](const QByteArray &line, qsizetype column, qsizetype length, const char *text) {
            QTest::newRow(line.toPercentEncoding(" \"{}@#=").constData()) << line << column << length << QString::fromUtf8(text);
        };
        const char *key = "Found the end of the line, expected a key";
        const char *afterValue = "Found “%1”, expected an option (ttl=, flags=, cas=) or the end of the line";
        const auto found = [](const char *text, const QByteArray &word) { return QByteArray(text).replace("%1", word); };

        row("GTE k", 1, 3, "Unknown command GTE; did you mean GET?");
        row("  gte k", 3, 3, "Unknown command gte; did you mean GET?");
        row("INCREMNT k", 1, 8, "Unknown command INCREMNT; did you mean INCREMENT?");
        row("DERCQ k", 1, 5, "Unknown command DERCQ; did you mean DECRQ?");
        row("gets k", 1, 4, "Unknown command gets; did you mean GET?");
        row("DEL k", 1, 3, "Unknown command DEL; did you mean DELETE?");
        row("flush_all", 1, 9, "Unknown command flush_all; did you mean FLUSH?");
        row("HGETALL k", 1, 7, "Unknown command HGETALL; expected the name of a command such as GET or SET");
        row("=", 1, 1, "Unknown command =; expected the name of a command such as GET or SET");
        row("VERBOSITY 1", 1, 9, "Unknown command VERBOSITY; expected the name of a command such as GET or SET");
        row("X\xff\x01\xe2\x80\xa8 k", 1, 6, "Unknown command X\\xFF\\x01\\u{2028}; expected the name of a command such as GET or SET");
        row("\"GET\" k", 1, 5, "Found “\"GET\"”, expected the name of a command");
        row("\xef\xbb\xbfGET k", 1, 6, "Unknown command \\u{FEFF}GET; expected the name of a command such as GET or SET");

        row("GET", 4, 0, key);
        row("GET\r", 4, 0, key);
        row("GET \t", 6, 0, key);
        row("GET # k", 5, 3, "Found a comment, expected a key (a word that begins with # has to be quoted)");
        row("SET k", 6, 0, "Found the end of the line, expected a value");
        row("SET k #v", 7, 2, "Found a comment, expected a value (a word that begins with # has to be quoted)");
        row("TOUCH k", 8, 0, "Found the end of the line, expected a ttl such as 300, 5m, @1767225600 or never");

        row("GET k v", 7, 1, "Found “v”, expected the end of the line");
        row("GET k \"v\"", 7, 3, "Found “\"v\"”, expected the end of the line");
        row("NOOP x", 6, 1, "Found “x”, expected the end of the line");
        row("QUIT \xc3\xa9\xff", 6, 3, "Found “é\\xFF”, expected the end of the line");
        row("SET k hello world", 13, 5, found(afterValue, "world").constData());
        row("SET k v \"ttl=5\"", 9, 7, found(afterValue, "\"ttl=5\"").constData());
        row("SET k v hex:74746c3d35", 9, 14, found(afterValue, "hex:74746c3d35").constData());
        row("SET k v base64:dHRsPTU=", 9, 15, found(afterValue, "base64:dHRsPTU=").constData());
        row("SET k v =5", 9, 2, found(afterValue, "=5").constData());
        row("FLUSH 1 2", 9, 1, "Found “2”, expected the end of the line");
        row("INCR k 1 2", 10, 1, "Found “2”, expected an option (ttl=, cas=, initial=, create=) or the end of the line");

        row("GET k ttl=5", 7, 4, "Found “ttl=”, expected no option: GET has none");
        row("FLUSH ttl=5", 7, 4, "Found “ttl=”, expected no option: FLUSH has none");
        row("DELETE k ttl=5", 10, 4, "Found “ttl=”, expected an option of DELETE: cas=");
        row("APPEND k v flags=5", 12, 6, "Found “flags=”, expected an option of APPEND: cas=");
        row("SET k v TTL=5", 9, 4, "Found “TTL=”, expected an option of SET: ttl=, flags=, cas=");
        row("SET k v create=no", 9, 7, "Found “create=”, expected an option of SET: ttl=, flags=, cas=");
        row("incrq k delta=2", 9, 6, "Found “delta=”, expected an option of INCREMENTQ: ttl=, cas=, initial=, create=");
        row("SET k v ttl=5 cas=1 ttl=5", 21, 4, "Found “ttl=” a second time, expected an option only once");
        row("SET k v cas=0 cas=0", 15, 4, "Found “cas=” a second time, expected an option only once");
        row("INCR k ttl=5 create=no", 14, 7, "Found both create= and ttl=, expected one of them: what is not created has no ttl");
        row("INCR k create=no ttl=0", 18, 4, "Found both create= and ttl=, expected one of them: what is not created has no ttl");
        row("INCR k create=yes", 15, 3, "Found “yes”, expected no");
        row("INCR k create=NO", 15, 2, "Found “NO”, expected no");

        const char *ttl = "Found “%1”, expected a ttl such as 300, 5m, @1767225600 or never";
        row("SET k v ttl=", 13, 0, "Found the end of the line, expected a ttl such as 300, 5m, @1767225600 or never");
        row("SET k v ttl= cas=1", 13, 1, "Found a blank, expected a ttl such as 300, 5m, @1767225600 or never");
        row("SET k v ttl=#5", 13, 2,
            "Found a comment, expected a ttl such as 300, 5m, @1767225600 or never (a word that begins with # has to be quoted)");
        row("SET k v ttl=\"\"", 13, 2, found(ttl, "\"\"").constData());
        row("SET k v ttl=\"5x\" cas=1", 13, 4, found(ttl, "\"5x\"").constData());
        row("TOUCH k 5M", 9, 2, found(ttl, "5M").constData());
        row("TOUCH k m", 9, 1, found(ttl, "m").constData());
        row("TOUCH k -1", 9, 2, found(ttl, "-1").constData());
        row("TOUCH k +1", 9, 2, found(ttl, "+1").constData());
        row("TOUCH k 1.5h", 9, 4, found(ttl, "1.5h").constData());
        row("TOUCH k 1h30m", 9, 5, found(ttl, "1h30m").constData());
        row("TOUCH k @", 9, 1, found(ttl, "@").constData());
        row("TOUCH k @1d", 9, 3, found(ttl, "@1d").constData());
        row("TOUCH k Never", 9, 5, found(ttl, "Never").constData());
        row("TOUCH k 0x5", 9, 3, found(ttl, "0x5").constData());
        row("TOUCH k ttl=5", 9, 5, found(ttl, "ttl=5").constData());
        row("FLUSH x", 7, 1, "Found “x”, expected a delay such as 0, 300, 5m or @1767225600");
        row("TOUCH k 0s", 9, 2, "Found “0s”, expected a duration of at least 1 s, or 0");
        row("FLUSH 0d", 7, 2, "Found “0d”, expected a duration of at least 1 s, or 0");
        row("TOUCH k @2592000", 9, 8, "Found “@2592000”, expected a Unix time over 2592000 after @");
        row("TOUCH k @0", 9, 2, "Found “@0”, expected a Unix time over 2592000 after @");
        row("TOUCH k 4294967295", 9, 10, "Found “4294967295”, expected at most 4294967294 seconds");
        row("TOUCH k @4294967295", 9, 11, "Found “@4294967295”, expected at most 4294967294 seconds");
        row("TOUCH k 4294967295s", 9, 11, "Found “4294967295s”, expected at most 4294967294 seconds");
        row("TOUCH k 49711d", 9, 6, "Found “49711d”, expected at most 4294967294 seconds");
        row("TOUCH k 99999999999999999999999", 9, 23, "Found “99999999999999999999999”, expected at most 4294967294 seconds");
        row("TOUCH k 99999999999999999999999h", 9, 24, "Found “99999999999999999999999h”, expected at most 4294967294 seconds");

        const char *flags = "Found “%1”, expected flags from 0 to 4294967295, decimal or 0x…";
        row("SET k v flags=4294967296", 15, 10, found(flags, "4294967296").constData());
        row("SET k v flags=0x100000000", 15, 11, found(flags, "0x100000000").constData());
        row("SET k v flags=0x", 15, 2, found(flags, "0x").constData());
        row("SET k v flags=0X1", 15, 3, found(flags, "0X1").constData());
        row("SET k v flags=0x-1", 15, 4, found(flags, "0x-1").constData());
        row("SET k v flags=1f", 15, 2, found(flags, "1f").constData());
        row("SET k v flags=-1", 15, 2, found(flags, "-1").constData());
        row("SET k v flags=''", 15, 2, found(flags, "''").constData());
        row("SET k v cas=x", 13, 1, "Found “x”, expected a CAS from 0 to 18446744073709551615");
        row("SET k v cas=0x1", 13, 3, "Found “0x1”, expected a CAS from 0 to 18446744073709551615");
        row("DELETE k cas=18446744073709551616", 14, 20, "Found “18446744073709551616”, expected a CAS from 0 to 18446744073709551615");
        row("INCR k 1.5", 8, 3, "Found “1.5”, expected a delta from 0 to 18446744073709551615");
        row("INCR k -1", 8, 2, "Found “-1”, expected a delta from 0 to 18446744073709551615");
        row("INCR k 18446744073709551616", 8, 20, "Found “18446744073709551616”, expected a delta from 0 to 18446744073709551615");
        row("INCR k initial=a", 16, 1, "Found “a”, expected an initial number from 0 to 18446744073709551615");

        row("SET k \"v", 7, 2, "Found no end of the quoted word, expected a closing \"");
        row("SET k \"", 7, 1, "Found no end of the quoted word, expected a closing \"");
        row("SET k \"a\\n", 7, 4, "Found no end of the quoted word, expected a closing \"");
        row("SET k \"a\\\"", 7, 4, "Found no end of the quoted word, expected a closing \"");
        row("SET k 'v # no", 7, 7, "Found no end of the quoted word, expected a closing '");
        row("SET k \"v\"w x", 10, 1, "Found “w” right behind a closing quote, expected a space, a tab or the end of the line");
        row("SET k 'it''s' x", 11, 3, "Found “'s'” right behind a closing quote, expected a space, a tab or the end of the line");
        row("SET k \"v\"#c", 10, 2, "Found “#c” right behind a closing quote, expected a space, a tab or the end of the line");
        row("SET k v ttl=\"5m\"x", 17, 1, "Found “x” right behind a closing quote, expected a space, a tab or the end of the line");

        const char *escapes = "Found “%1”, expected one of the escapes \\\\ \\\" \\n \\r \\t \\0 \\xHH \\u{H…}";
        row("SET k \"a\\e\"", 9, 2, found(escapes, "\\e").constData());
        row("SET k \"a\\'\"", 9, 2, found(escapes, "\\'").constData());
        row("SET k \"a\\\xc3\xa9\"", 9, 3, found(escapes, "\\é").constData());
        row("SET k \"a\\\xff\"", 9, 2, found(escapes, "\\\\xFF").constData());
        row("SET k \"a\\", 9, 1, found(escapes, "\\").constData());
        row("SET k \"a\\N\"", 9, 2, found(escapes, "\\N").constData());
        row("SET k \"\\x\"", 8, 2, "Found “\\x”, expected two hexadecimal digits after \\x");
        row("SET k \"\\x4\"", 8, 3, "Found “\\x4”, expected two hexadecimal digits after \\x");
        row("SET k \"\\x4", 8, 3, "Found “\\x4”, expected two hexadecimal digits after \\x");
        const char *codePoint = "Found “%1”, expected a code point such as \\u{20AC} after \\u";
        row("SET k \"\\u", 8, 2, found(codePoint, "\\u").constData());
        row("SET k \"\\u0041\"", 8, 2, found(codePoint, "\\u").constData());
        row("SET k \"\\u{\"", 8, 3, found(codePoint, "\\u{").constData());
        row("SET k \"\\u{}\"", 8, 3, found(codePoint, "\\u{").constData());
        row("SET k \"\\u{41\"", 8, 5, found(codePoint, "\\u{41").constData());
        row("SET k \"\\u{4g}\"", 8, 4, found(codePoint, "\\u{4").constData());
        row("SET k \"\\u{d800}\"", 8, 8, found(codePoint, "\\u{d800}").constData());
        row("SET k \"\\u{DFFF}\"", 8, 8, found(codePoint, "\\u{DFFF}").constData());
        row("SET k \"\\u{110000}\"", 8, 10, found(codePoint, "\\u{110000}").constData());
        row("SET k \"\\u{100000041}\"", 8, 13, found(codePoint, "\\u{100000041}").constData());

        const char *hex = "Found “%1”, expected an even count of hexadecimal digits after hex:";
        row("SET k hex:zz", 7, 6, found(hex, "hex:zz").constData());
        row("SET k hex:616", 7, 7, found(hex, "hex:616").constData());
        row("SET k hex:\"61\"", 7, 8, found(hex, "hex:\"61\"").constData());
        row("GET hex:6g", 5, 6, found(hex, "hex:6g").constData());
        row("SET k v cas=hex:zz", 13, 6, found(hex, "hex:zz").constData());
        row("STAT items hex:1", 12, 5, found(hex, "hex:1").constData());
        const char *base64 = "Found “%1”, expected standard Base64 with its padding after base64:";
        row("SET k base64:YQ", 7, 9, found(base64, "base64:YQ").constData());
        row("SET k base64:YQ=", 7, 10, found(base64, "base64:YQ=").constData());
        row("SET k base64:Y===", 7, 11, found(base64, "base64:Y===").constData());
        row("SET k base64:====", 7, 11, found(base64, "base64:====").constData());
        row("SET k base64:YQ==YQ==", 7, 15, found(base64, "base64:YQ==YQ==").constData());
        row("SET k base64:Y-_h", 7, 11, found(base64, "base64:Y-_h").constData());
        row("SET k base64:YR==", 7, 11, found(base64, "base64:YR==").constData());
        row("SET k v ttl=base64:x", 13, 8, found(base64, "base64:x").constData());

        row("SET k file:", 7, 5, "Found “file:”, expected the path of a file after file:");
        row("SET k file:\"\"", 7, 7, "Found “file:\"\"”, expected the path of a file after file:");
        row("SET k file:\"a", 12, 2, "Found no end of the quoted word, expected a closing \"");
        row("SET k file:\"a\"b", 15, 1, "Found “b” right behind a closing quote, expected a space, a tab or the end of the line");
        row("GET file:x", 5, 6, "Found “file:x”, expected a key; file: stands for a value only, so quote a word that begins with it");
        row("SET file:x v", 5, 6, "Found “file:x”, expected a key; file: stands for a value only, so quote a word that begins with it");
        row("STAT a file:x", 8, 6,
            "Found “file:x”, expected a group of statistics; file: stands for a value only, so quote a word that begins with it");
        row("INCR k file:x", 8, 6,
            "Found “file:x”, expected a delta from 0 to 18446744073709551615; file: stands for a value only, so quote a word that begins "
            "with "
            "it");
        row("INCR k create=file:x", 15, 6,
            "Found “file:x”, expected no; file: stands for a value only, so quote a word that begins with it");

        row("SET k v " + QByteArray(100, 'x'), 9, 100, found(afterValue, QByteArray(40, 'x') + "…").constData());
        row("SET k v " + QByteArray("é").repeated(50), 9, 100, found(afterValue, QByteArray("é").repeated(20) + "…").constData());
        row("SET k v a" + QByteArray("é").repeated(50), 9, 101, found(afterValue, 'a' + QByteArray("é").repeated(19) + "…").constData());
        row("SET k v " + QByteArray(100, '\x80'), 9, 100, found(afterValue, QByteArray("\\x80").repeated(37) + "…").constData());
        row("SET k v %1%2", 9, 4, found(afterValue, "%1%2").constData());
    }

    void errorsTellWhereAndWhat()
    {
        QFETCH(QByteArray, line);
        QFETCH(qsizetype, column);
        QFETCH(qsizetype, length);
        QFETCH(QString, text);
        CommandParser parser;
        QCOMPARE(parser.parse(line), Result::Error);
        QCOMPARE(parser.error().text, text);
        QCOMPARE(parser.error().column, column);
        QCOMPARE(parser.error().length, length);
        QVERIFY(parser.warnings().isEmpty());
    }

    void addWithACasIsWarnedAbout()
    {
        CommandParser parser;
        for (const char *line : {"ADD k v cas=5", "ADDQ k v ttl=1 cas=5"}) {
            QCOMPARE(parser.parse(line), Result::Command);
            QCOMPARE(parser.parsed().command.cas, quint64(5));
            QCOMPARE(parser.warnings().size(), 1);
        }
        for (const char *line : {"ADD k v cas=0", "SET k v cas=5", "REPLACE k v cas=5", "ADD k v"}) {
            QCOMPARE(parser.parse(line), Result::Command);
            QVERIFY(parser.warnings().isEmpty());
        }
    }

    void severalWarningsStandBesideEachOther()
    {
        CommandParser parser;
        QCOMPARE(parser.parse("ADD k v cas=5 ttl=3000000"), Result::Command);
        QCOMPARE(parser.warnings().size(), 2);
        QVERIFY(parser.warnings().last().text.contains(QStringLiteral("@3000000")));
        QCOMPARE(parser.parse("ADD k v cas=5 ttl=3000000 x"), Result::Error);
        QVERIFY(parser.warnings().isEmpty());
    }

    void warningNamesThePlaceOfItsWord()
    {
        CommandParser parser;
        QCOMPARE(parser.parse("ADD k v cas=5 ttl='3000000'"), Result::Command);
        QCOMPARE(parser.warnings().first().column, 13);
        QCOMPARE(parser.warnings().first().length, 1);
        QCOMPARE(parser.warnings().last().column, 19);
        QCOMPARE(parser.warnings().last().length, 9);
    }

    void garbageIsACommandOrAnErrorWithinTheLine()
    {
        QRandomGenerator random(20261122);
        // Pieces that reach every branch, and bytes of any kind.
        const QByteArrayList pieces{"SET",  "get",         "INCR", "FLUSH",     "STAT",     "TOUCH", "ADD",  " ",        " ",       " ",
                                    "\t",   "\"",          "'",    "\\",        "\\x",      "\\u{",  "}",    "hex:",     "base64:", "file:",
                                    "ttl=", "flags=",      "cas=", "create=no", "initial=", "never", "5m",   "31d",      "@",       "0x",
                                    "1",    "99999999999", "#",    "=",         "k",        "YQ==",  "\xff", "\xc3\xa9", "\r",      "\n"};
        CommandParser parser;
        int commands = 0;
        for (int i = 0; i < 30'000; ++i) {
            QByteArray line = i % 2 ? pieces.at(random.bounded(7)) + ' ' : QByteArray();
            for (int n = random.bounded(12); n > 0; --n) {
                const bool piece = random.bounded(4) != 0;
                line += piece ? pieces.at(random.bounded(int(pieces.size()))) : QByteArray(1, char(random.bounded(256)));
            }
            line.squeeze(); // so that a sanitizer sees a byte read behind the end
            const Result result = parser.parse(line);
            commands += result == Result::Command;
            if (result != Result::Error)
                continue;
            const ParseError &error = parser.error();
            QVERIFY2(error.column >= 1 && error.length >= 0 && error.column - 1 + error.length <= line.size(), line.constData());
            QVERIFY2(error.length > 0 || error.column - 1 >= line.size() - 1, line.constData());
            QVERIFY(!error.text.isEmpty());
        }
        QVERIFY(commands > 1000);
    }
};

QTEST_APPLESS_MAIN(TestCommandParserFaults)
#include "tst_commandparser_faults.moc"
