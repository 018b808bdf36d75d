#include "app/commands/commandlanguage.h"
#include "app/commands/commandparser.h"

#include <QRandomGenerator>
#include <QTest>

using namespace std::chrono_literals;
using Result = CommandParser::Result;

namespace {

/// The word as a value: what `SET k <word>` stores.
QByteArray valueOf(CommandParser &parser, const QByteArray &word)
{
    const QByteArray line = "SET k " + word;
    if (parser.parse(line) == Result::Command)
        return QByteArray(parser.parsed().command.value.constData(), parser.parsed().command.value.size());
    return "error: " + parser.error().text.toUtf8();
}

QByteArray bytes(const char *text, qsizetype length)
{
    return {text, length};
}

} // namespace

class TestCommandParser : public QObject
{
    Q_OBJECT

private slots:
    void everyCommandParses_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<Command>("command");

        const auto row = [](const QByteArray &line, const Command &command) { QTest::newRow(line.constData()) << line << command; };
        row("GET k", {.opcode = Opcode::Get, .key = "k"});
        row("GETQ k", {.opcode = Opcode::GetQ, .key = "k"});
        row("GETK k", {.opcode = Opcode::GetK, .key = "k"});
        row("GETKQ k", {.opcode = Opcode::GetKQ, .key = "k"});
        row("GAT k 300", {.opcode = Opcode::Gat, .key = "k", .expiry = 300});
        row("GATQ k 5m", {.opcode = Opcode::GatQ, .key = "k", .expiry = 300});
        row("GATK k never", {.opcode = Opcode::GatK, .key = "k"});
        row("GATKQ k @1767225600", {.opcode = Opcode::GatKQ, .key = "k", .expiry = 1767225600});
        row("TOUCH k 0", {.opcode = Opcode::Touch, .key = "k"});
        row("SET k v", {.opcode = Opcode::Set, .key = "k", .value = "v"});
        row("SETQ k v ttl=1", {.opcode = Opcode::SetQ, .key = "k", .value = "v", .expiry = 1});
        row("ADD k v flags=0x1F", {.opcode = Opcode::Add, .key = "k", .value = "v", .flags = 31});
        row("ADDQ k v", {.opcode = Opcode::AddQ, .key = "k", .value = "v"});
        row("REPLACE k v cas=18446744073709551615",
            {.opcode = Opcode::Replace, .key = "k", .value = "v", .cas = std::numeric_limits<quint64>::max()});
        row("REPLACEQ k v cas=3 ttl=2 flags=1", {.opcode = Opcode::ReplaceQ, .key = "k", .value = "v", .flags = 1, .expiry = 2, .cas = 3});
        row("APPEND k v", {.opcode = Opcode::Append, .key = "k", .value = "v"});
        row("APPENDQ k v cas=3", {.opcode = Opcode::AppendQ, .key = "k", .value = "v", .cas = 3});
        row("PREPEND k v", {.opcode = Opcode::Prepend, .key = "k", .value = "v"});
        row("PREPENDQ k v", {.opcode = Opcode::PrependQ, .key = "k", .value = "v"});
        row("DELETE k", {.opcode = Opcode::Delete, .key = "k"});
        row("DELETEQ k cas=9", {.opcode = Opcode::DeleteQ, .key = "k", .cas = 9});
        row("INCREMENT k", {.opcode = Opcode::Increment, .key = "k", .delta = 1, .initial = 0});
        row("INCREMENTQ k 0", {.opcode = Opcode::IncrementQ, .key = "k", .delta = 0});
        row("DECREMENT k 18446744073709551615", {.opcode = Opcode::Decrement, .key = "k", .delta = std::numeric_limits<quint64>::max()});
        row("DECREMENTQ k initial=7 5 ttl=60", {.opcode = Opcode::DecrementQ, .key = "k", .expiry = 60, .delta = 5, .initial = 7});
        row("INCR k 2 create=no", {.opcode = Opcode::Increment, .key = "k", .expiry = Command::doNotCreate, .delta = 2});
        row("INCRQ k create=no 2", {.opcode = Opcode::IncrementQ, .key = "k", .expiry = Command::doNotCreate, .delta = 2});
        row("DECR k cas=4", {.opcode = Opcode::Decrement, .key = "k", .cas = 4});
        row("DECRQ k", {.opcode = Opcode::DecrementQ, .key = "k"});
        row("FLUSH", {.opcode = Opcode::Flush});
        row("FLUSH 0", {.opcode = Opcode::Flush, .delayGiven = true});
        row("FLUSHQ 10s", {.opcode = Opcode::FlushQ, .expiry = 10, .delayGiven = true});
        row("STAT", {.opcode = Opcode::Stat});
        row("STATS items", {.opcode = Opcode::Stat, .key = "items"});
        row("STAT detail \t dump # all of it", {.opcode = Opcode::Stat, .key = "detail dump"});
        row("STAT a \"b  \\x63\" 'd' hex:65 x=y", {.opcode = Opcode::Stat, .key = "a b  c d e x=y"});
        row("STAT \"\" a", {.opcode = Opcode::Stat, .key = " a"});
        row("NOOP", {.opcode = Opcode::Noop});
        row("VERSION", {.opcode = Opcode::Version});
        row("QUIT", {.opcode = Opcode::Quit});
        row("QUITQ", {.opcode = Opcode::QuitQ});

        row("iNcReMeNtQ k", {.opcode = Opcode::IncrementQ, .key = "k"});
        row(" \t get\tk \t", {.opcode = Opcode::Get, .key = "k"});
        row("GET k\r", {.opcode = Opcode::Get, .key = "k"});
        row("GET k # a comment", {.opcode = Opcode::Get, .key = "k"});
        row("NOOP #", {.opcode = Opcode::Noop});
        row("SET k v #comment ttl=x", {.opcode = Opcode::Set, .key = "k", .value = "v"});
        row("SET k ttl=5", {.opcode = Opcode::Set, .key = "k", .value = "ttl=5"});
        row("SET ttl=5 flags=x ttl=6", {.opcode = Opcode::Set, .key = "ttl=5", .value = "flags=x", .expiry = 6});
        row("GET create=no", {.opcode = Opcode::Get, .key = "create=no"});
        row("SET k v ttl=\"5m\" flags='7' cas=hex:3132",
            {.opcode = Opcode::Set, .key = "k", .value = "v", .flags = 7, .expiry = 300, .cas = 12});
        row("SET k v flags=4294967295", {.opcode = Opcode::Set, .key = "k", .value = "v", .flags = 4294967295});
        row("SET k v flags=0xffffFFFF", {.opcode = Opcode::Set, .key = "k", .value = "v", .flags = 4294967295});
        row("SET k v cas=0", {.opcode = Opcode::Set, .key = "k", .value = "v"});
        row("INCREMENT k \"5\"", {.opcode = Opcode::Increment, .key = "k", .delta = 5});
        row("INCREMENT k base64:Ng==", {.opcode = Opcode::Increment, .key = "k", .delta = 6});
        row("TOUCH hex:6B 'never'", {.opcode = Opcode::Touch, .key = "k"});
        row("GET \"\"", {.opcode = Opcode::Get});
    }

    void everyCommandParses()
    {
        QFETCH(QByteArray, line);
        QFETCH(Command, command);
        CommandParser parser;
        QCOMPARE(parser.parse(line), Result::Command);
        QVERIFY(parser.parsed().command == command);
        QVERIFY(!parser.parsed().longLifetime);
        QVERIFY(!parser.parsed().valueFile);
        QVERIFY(parser.warnings().isEmpty());
    }

    void theLanguageHasEveryOpcodeButSaslUnderItsOwnName()
    {
        QCOMPARE(commandLanguage().size(), size_t(32));
        for (const CommandSyntax &syntax : commandLanguage()) {
            QCOMPARE(syntax.name.toByteArray(), opcodeName(syntax.opcode));
            QCOMPARE(findCommand(syntax.name), &syntax);
            QCOMPARE(findCommand(syntax.name.toByteArray().toLower()), &syntax);
            QCOMPARE(findCommand(syntax.opcode), &syntax);
            if (!syntax.shortName.isEmpty())
                QCOMPARE(findCommand(syntax.shortName), &syntax);
            QVERIFY(!commandHelp(syntax).isEmpty());
        }
        for (const OptionSyntax &option : optionLanguage()) {
            QCOMPARE(findOption(option.name), &option);
            QVERIFY(!optionHelp(option).isEmpty());
            QVERIFY(!optionDescription(option.option).isEmpty());
        }
        QVERIFY(!findCommand(Opcode::SaslStart));
        QVERIFY(!findCommand(QByteArrayView()));
        QVERIFY(!findCommand("SASL_AUTH"));
        QVERIFY(!findCommand("VERBOSITY"));
        QVERIFY(!findOption("TTL"));
    }

    void linesWithoutACommandAreBlank_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("CR") << QByteArray("\r");
        QTest::newRow("blanks") << QByteArray(" \t ");
        QTest::newRow("comment") << QByteArray("# GET k");
        QTest::newRow("comment behind blanks") << QByteArray("\t #GET k\r");
    }

    void linesWithoutACommandAreBlank()
    {
        QFETCH(QByteArray, line);
        CommandParser parser;
        QCOMPARE(parser.parse(line), Result::Blank);
        QVERIFY(parser.warnings().isEmpty());
    }

    void wordsMeanTheirBytes_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QByteArray>("value");

        const auto row = [](const QByteArray &word, const QByteArray &value) {
            QTest::newRow(word.toPercentEncoding().constData()) << word << value;
        };
        row("bare", "bare");
        row("a\"b", "a\"b");
        row("a'b", "a'b");
        row("a#b", "a#b");
        row("a\\nb", "a\\nb");
        row("user:42", "user:42");
        row("\xff\xfe\x01", "\xff\xfe\x01");
        row(bytes("a\0b", 3), bytes("a\0b", 3));
        row("a\vb\x0c\xc2\xa0z", "a\vb\x0c\xc2\xa0z");
        row("12345678", "12345678");
        row("1234567\t8", "error: Found “8”, expected an option (ttl=, flags=, cas=) or the end of the line");
        row("123456789012345678901234567890 ", "123456789012345678901234567890");
        row("ab\r", "ab");
        row("ab\rc", "ab\rc");
        row("\"\"", "");
        row("''", "");
        row("\"a b\tc\"", "a b\tc");
        row("\"#a\" # b", "#a");
        row("\"it's\"", "it's");
        row("\"\xff\"", "\xff");
        row("\"\\\\\\\"\\n\\r\\t\"", "\\\"\n\r\t");
        row("\"\\0\"", bytes("\0", 1));
        row("\"\\00\"", bytes("\0000", 2));
        row("\"\\x41\\x7a\\xfF\\x00\"", bytes("Az\xff\0", 4));
        row("\"\\u{41}\\u{0}\\u{e9}\\u{20AC}\\u{1F600}\\u{10ffff}\"", bytes("A\0\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf", 15));
        row("\"\\u{7f}\\u{80}\\u{7ff}\\u{800}\\u{ffff}\\u{10000}\"", "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80");
        row("\"\\u{000000000041}\"", "A");
        row("'\\n \"literally\"'", "\\n \"literally\"");
        row("hex:68656C6c6F", "hello");
        row("hex:", "");
        row("hex:00ff", bytes("\0\xff", 2));
        row("HEX:61", "HEX:61");
        row("hex", "hex");
        row("Hex:6", "Hex:6");
        row("base64:aGVsbG8=", "hello");
        row("base64:", "");
        row("base64:aGVsbG8h", "hello!");
        row("base64:YQ==", "a");
        row("base64:+/+/", "\xfb\xff\xbf");
        row("BASE64:YQ", "BASE64:YQ");
        row("base64", "base64");
        row("FILE:x", "FILE:x");
        row("files:x", "files:x");
        row("\"hex:6162\"", "hex:6162");
        row("'base64:!'", "base64:!");
        row("\"file:x\"", "file:x");
        row("ahex:zz", "ahex:zz");
    }

    void wordsMeanTheirBytes()
    {
        QFETCH(QByteArray, word);
        QFETCH(QByteArray, value);
        CommandParser parser;
        QCOMPARE(valueOf(parser, word), value);
    }

    void filesStandForValues_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("bare") << QByteArray("file:data/big.bin") << QByteArray("data/big.bin");
        QTest::newRow("quoted") << QByteArray("file:\"my file \\u{e9}\"") << QByteArray("my file \xc3\xa9");
        QTest::newRow("bare with a number sign") << QByteArray("file:#1") << QByteArray("#1");
        QTest::newRow("bare with an apostrophe") << QByteArray("file:'x'") << QByteArray("'x'");
        QTest::newRow("prefix inside") << QByteArray("file:hex:zz") << QByteArray("hex:zz");
    }

    void filesStandForValues()
    {
        QFETCH(QByteArray, word);
        QFETCH(QByteArray, path);
        CommandParser parser;
        for (const char *name : {"SET", "addq", "REPLACE", "APPEND", "PREPENDQ"}) {
            const QByteArray line = QByteArray(name) + " k " + word;
            QCOMPARE(parser.parse(line), Result::Command);
            QCOMPARE(parser.parsed().valueFile, path);
            QVERIFY(parser.parsed().command.value.isEmpty());
        }
        const QByteArray line = "SET k " + word + " ttl=5";
        QCOMPARE(parser.parse(line), Result::Command);
        QCOMPARE(parser.parsed().valueFile, path);
        QCOMPARE(parser.parsed().command.expiry, 5u);
    }

    void ttlFormsMeanTheirTime_data()
    {
        QTest::addColumn<QByteArray>("ttl");
        QTest::addColumn<quint32>("expiry");
        QTest::addColumn<qint64>("longLifetime");
        QTest::addColumn<bool>("warned");

        const auto row = [](const char *ttl, quint32 expiry, qint64 longLifetime = 0, bool warned = false) {
            QTest::newRow(ttl) << QByteArray(ttl) << expiry << longLifetime << warned;
        };
        row("0", 0);
        row("never", 0);
        row("1", 1);
        row("007", 7);
        row("2592000", 2592000);
        row("2592001", 2592001, 0, true);
        row("1767225600", 1767225600, 0, true);
        row("4294967294", 4294967294, 0, true);
        row("1s", 1);
        row("30s", 30);
        row("5m", 300);
        row("2h", 7200);
        row("7d", 604800);
        row("30d", 2592000);
        row("2592000s", 2592000);
        row("2592001s", 0, 2592001);
        row("31d", 0, 31 * 86400);
        row("721h", 0, 721 * 3600);
        row("43201m", 0, 43201 * 60);
        row("49710d", 0, qint64(49710) * 86400);
        row("4294967294s", 0, 4294967294);
        row("@2592001", 2592001);
        row("@1767225600", 1767225600);
        row("@4294967294", 4294967294);
    }

    void ttlFormsMeanTheirTime()
    {
        QFETCH(QByteArray, ttl);
        QFETCH(quint32, expiry);
        QFETCH(qint64, longLifetime);
        QFETCH(bool, warned);
        CommandParser parser;
        for (const char *before : {"TOUCH k ", "GATKQ k ", "SET k v ttl=", "INCR k ttl=", "FLUSH "}) {
            const QByteArray line = before + ttl;
            QCOMPARE(parser.parse(line), Result::Command);
            QCOMPARE(parser.parsed().command.expiry, expiry);
            QCOMPARE(parser.parsed().longLifetime.value_or(0s), std::chrono::seconds(longLifetime));
            QCOMPARE(parser.parsed().longLifetime.has_value(), longLifetime != 0);
            QCOMPARE(parser.warnings().size(), warned ? 1 : 0);
            QCOMPARE(parser.parsed().command.delayGiven, line.startsWith("FLUSH "));
        }
    }

    void keysOfAnyLengthParse()
    {
        CommandParser parser;
        for (const int length : {0, 1, 250, 251, 65536}) {
            const QByteArray key(length, 'k');
            const QByteArray line = "GET \"" + key + '"';
            QCOMPARE(parser.parse(line), Result::Command);
            QCOMPARE(parser.parsed().command.key, key);
        }
    }

    void bareWordsAreViewsIntoTheLine()
    {
        const QByteArray line = "SETQ key:1234567 " + QByteArray(100, 'v') + " ttl=5";
        CommandParser parser;
        QCOMPARE(parser.parse(line), Result::Command);
        QCOMPARE(parser.parsed().command.key.constData(), line.constData() + 5);
        QCOMPARE(parser.parsed().command.value.constData(), line.constData() + 17);
    }

    void decodedWordsOfALineStandBesideEachOther()
    {
        CommandParser parser;
        for (int length = 1; length < 2000; length *= 3) {
            const QByteArray part(length, 'x');
            const QByteArray line = "SET \"\\n" + part + "\" hex:" + part.toHex() + " cas=\"\\x31\"";
            QCOMPARE(parser.parse(line), Result::Command);
            QCOMPARE(parser.parsed().command.key, '\n' + part);
            QCOMPARE(parser.parsed().command.value, part);
            QCOMPARE(parser.parsed().command.cas, quint64(1));
        }
    }

    void aCopyKeepsItsWords()
    {
        CommandParser parser;
        const QByteArray line = "SET \"\\x61b\" \"\\x63d\"";
        QCOMPARE(parser.parse(line), Result::Command);
        const CommandParser copy = parser;
        QCOMPARE(parser.parse("SET \"\\x78x\" \"\\x78x\""), Result::Command);
        QCOMPARE(copy.parsed().command.key, QByteArray("ab"));
        QCOMPARE(copy.parsed().command.value, QByteArray("cd"));
    }

    void nothingOfALineStaysForTheNext()
    {
        CommandParser parser;
        QCOMPARE(parser.parse("ADD k file:x ttl=31d flags=3 cas=5"), Result::Command);
        QCOMPARE(parser.parse("FLUSH 31d"), Result::Command);
        QCOMPARE(parser.parse("INCR k 7 initial=3 create=no"), Result::Command);
        QCOMPARE(parser.parse("SET k v ttl=31d x"), Result::Error);
        QVERIFY(parser.parsed() == ParsedCommand());
        QCOMPARE(parser.parse("INCR k"), Result::Command);
        QVERIFY(parser.parsed()
                == (ParsedCommand{.command = {.opcode = Opcode::Increment, .key = "k"}, .longLifetime = {}, .valueFile = {}}));
        QCOMPARE(parser.parse(""), Result::Blank);
        QVERIFY(parser.parsed() == ParsedCommand());
    }
};

QTEST_APPLESS_MAIN(TestCommandParser)
#include "tst_commandparser.moc"
