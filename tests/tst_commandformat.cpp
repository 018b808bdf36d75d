#include "app/commands/commandformat.h"
#include "app/commands/commandlanguage.h"
#include "app/commands/commandparser.h"
#include "app/commands/readabletext.h"
#include "app/commands/ttl.h"

#include <QRandomGenerator>
#include <QTest>

using namespace std::chrono_literals;
using Result = CommandParser::Result;

namespace {

/// What a line parses to, with bytes of its own.
Command parsedLine(const QByteArray &line)
{
    CommandParser parser;
    if (parser.parse(line) != Result::Command || !parser.warnings().isEmpty())
        return {.opcode = Opcode::SaslStep};
    Command command = parser.parsed().command;
    command.key.detach();
    command.value.detach();
    return command;
}

QByteArray bytes(const char *text, qsizetype length)
{
    return {text, length};
}

/// Bytes that are hard to write: of any kind, or pieces of the language itself.
QByteArray randomBytes(QRandomGenerator &random)
{
    static const QByteArrayList pieces{"#",
                                       "\"",
                                       "'",
                                       "\\",
                                       " ",
                                       "\t",
                                       "\r",
                                       "\n",
                                       "=",
                                       "ttl=5",
                                       "hex:",
                                       "base64:",
                                       "file:",
                                       "create=no",
                                       "\xc3\xa9",
                                       "\xe2\x82\xac",
                                       "\xf0\x9f\x98\x80",
                                       "\xc2\xa0",
                                       "\xe2\x80\xa8",
                                       "\xef\xbb\xbf",
                                       "\xed\xa0\x80",
                                       "\xff",
                                       "key",
                                       "42"};
    QByteArray result;
    const int kind = random.bounded(3);
    for (int n = random.bounded(random.bounded(4) == 0 ? 60 : 6); n > 0; --n) {
        if (kind == 0)
            result += char(random.bounded(256));
        else if (kind == 1)
            result += char(random.bounded(0x20, 0x7f));
        else
            result += pieces.at(random.bounded(int(pieces.size())));
    }
    return result;
}

/// A number of any magnitude.
quint64 randomNumber(QRandomGenerator &random)
{
    return random.generate64() >> random.bounded(64);
}

quint32 randomExpiry(QRandomGenerator &random)
{
    return std::min(quint32(random.generate() >> random.bounded(32)), largestExpiry);
}

/// A command in which only the fields of its opcode differ from the defaults.
Command randomCommand(QRandomGenerator &random)
{
    const auto language = commandLanguage();
    const CommandSyntax &syntax = language[size_t(random.bounded(int(language.size())))];
    Command command;
    command.opcode = syntax.opcode;
    const auto sometimes = [&] { return random.bounded(2) == 0; };
    const auto fill = [&](Argument argument) {
        switch (argument) {
        case Argument::None:
            break;
        case Argument::Key:
        case Argument::Group:
            command.key = randomBytes(random);
            break;
        case Argument::Value:
            command.value = randomBytes(random);
            break;
        case Argument::Ttl:
            command.expiry = randomExpiry(random);
            break;
        case Argument::Delta:
            command.delta = randomNumber(random);
            break;
        case Argument::Delay:
            command.delayGiven = sometimes();
            command.expiry = command.delayGiven ? randomExpiry(random) : 0;
            break;
        }
    };
    for (const Argument argument : syntax.required)
        fill(argument);
    fill(syntax.optional);
    if (syntax.options.testFlag(CommandOption::Ttl) && sometimes())
        command.expiry = randomExpiry(random);
    if (syntax.options.testFlag(CommandOption::Create) && sometimes())
        command.expiry = Command::doNotCreate;
    if (syntax.options.testFlag(CommandOption::Flags) && sometimes())
        command.flags = quint32(randomNumber(random));
    if (syntax.options.testFlag(CommandOption::Initial) && sometimes())
        command.initial = randomNumber(random);
    if (syntax.options.testFlag(CommandOption::Cas) && sometimes())
        command.cas = randomNumber(random);
    return command;
}

bool isPlainUtf8(QByteArrayView text)
{
    while (!text.isEmpty()) {
        const Utf8Step step = firstCodePoint(text);
        if (step.length == 0 || !isReadable(step.codePoint))
            return false;
        text = text.sliced(step.length);
    }
    return true;
}

} // namespace

class TestCommandFormat : public QObject
{
    Q_OBJECT

private slots:
    void wordsGetTheSimplestQuoting_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("word");

        const auto row = [](const QByteArray &value, const QByteArray &word) { QTest::newRow(word.constData()) << value << word; };
        row("user:42", "user:42");
        row("a\"b", "a\"b");
        row("a'b", "a'b");
        row("a#b", "a#b");
        row("a\\b", "a\\b");
        row("ttl=5", "ttl=5");
        row("HEX:zz", "HEX:zz");
        row("gr\xc3\xbc\xc3\x9f\x65", "gr\xc3\xbc\xc3\x9f\x65");
        row("", "\"\"");
        row("two words", "\"two words\"");
        row("#1", "\"#1\"");
        row("'", "\"'\"");
        row("'it", "\"'it\"");
        row("\"", "'\"'");
        row("\"a\" b", "'\"a\" b'");
        row("a \\ b", "'a \\ b'");
        row("a \"b\" 'c' \\", "\"a \\\"b\\\" 'c' \\\\\"");
        row("\"\"\"\"\"\"\"\"'", "\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"\\\"'\"");
        row("hex:61", "\"hex:61\"");
        row("base64:", "\"base64:\"");
        row("file:x", "\"file:x\"");
        row("line\n", "\"line\\n\"");
        row("\r", "\"\\r\"");
        row("a\tb", "\"a\\tb\"");
        row("a\x01z", "\"a\\x01z\"");
        row("\x7f", "\"\\x7F\"");
        row("caf\xe9", "\"caf\\xE9\"");
        row("a\xc2\xa0z", "\"a\\u{A0}z\"");
        row("\x01\x02", "hex:0102");
        row("\xef\xbb\xbfsome text", "\"\\u{FEFF}some text\"");
        row("several bytes: \xed\xa0\x80", "\"several bytes: \\xED\\xA0\\x80\"");
        row(bytes("\0", 1), "\"\\0\"");
        row(bytes("\0\1\2\3", 4), "hex:00010203");
        row(QByteArray(30, '\xff'), "base64:" + QByteArray(30, '\xff').toBase64());
    }

    void wordsGetTheSimplestQuoting()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, word);
        QCOMPARE(formatWord(value), word);
        QCOMPARE(parsedLine("SET k " + word).value, value);
    }

    void whatLooksLikeAnOptionIsQuotedWhereOptionsStand()
    {
        QCOMPARE(formatWord("ttl=5", WordPlace::Optional), QByteArray("\"ttl=5\""));
        QCOMPARE(formatWord("plain", WordPlace::Optional), QByteArray("plain"));
    }

    void linesAreShort_data()
    {
        QTest::addColumn<Command>("command");
        QTest::addColumn<QByteArray>("line");

        const auto row = [](const Command &command, const QByteArray &line) { QTest::newRow(line.constData()) << command << line; };
        row({.opcode = Opcode::Get, .key = "k"}, "GET k");
        row({.opcode = Opcode::GatKQ, .key = "k", .expiry = 5}, "GATKQ k 5");
        row({.opcode = Opcode::Touch, .key = "k"}, "TOUCH k 0");
        row({.opcode = Opcode::Touch, .key = "k", .expiry = 2592000}, "TOUCH k 2592000");
        row({.opcode = Opcode::Touch, .key = "k", .expiry = 2592001}, "TOUCH k @2592001");
        row({.opcode = Opcode::Set, .key = "k"}, "SET k \"\"");
        row({.opcode = Opcode::SetQ, .key = "k", .value = "ttl=5", .flags = 7, .expiry = 60, .cas = 3},
            "SETQ k ttl=5 ttl=60 flags=7 cas=3");
        row({.opcode = Opcode::Append, .key = "k", .value = "v", .cas = 3}, "APPEND k v cas=3");
        row({.opcode = Opcode::Increment, .key = "k"}, "INCREMENT k");
        row({.opcode = Opcode::DecrementQ, .key = "k", .expiry = 9, .cas = 2, .delta = 5, .initial = 6},
            "DECREMENTQ k 5 ttl=9 cas=2 initial=6");
        row({.opcode = Opcode::Increment, .key = "k", .expiry = Command::doNotCreate}, "INCREMENT k create=no");
        row({.opcode = Opcode::Flush}, "FLUSH");
        row({.opcode = Opcode::Flush, .delayGiven = true}, "FLUSH 0");
        row({.opcode = Opcode::FlushQ, .expiry = 5, .delayGiven = true}, "FLUSHQ 5");
        row({.opcode = Opcode::Stat}, "STAT");
        row({.opcode = Opcode::Stat, .key = "detail on"}, "STAT detail on");
        row({.opcode = Opcode::Stat, .key = "a  b"}, "STAT \"a  b\"");
        row({.opcode = Opcode::Stat, .key = "a #b"}, "STAT \"a #b\"");
        row({.opcode = Opcode::Stat, .key = " "}, "STAT \" \"");
        row({.opcode = Opcode::Stat, .key = "a\nb"}, "STAT \"a\\nb\"");
        row({.opcode = Opcode::QuitQ}, "QUITQ");
    }

    void linesAreShort()
    {
        QFETCH(Command, command);
        QFETCH(QByteArray, line);
        QCOMPARE(formatCommand(command), line);
        QVERIFY(parsedLine(line) == command);
    }

    void fieldsThatTheOpcodeLacksAreLeftOut()
    {
        const Command full{.opcode = Opcode::Get,
                           .key = "k",
                           .value = "v",
                           .flags = 1,
                           .expiry = 2,
                           .delayGiven = true,
                           .cas = 3,
                           .delta = 4,
                           .initial = 5};
        QCOMPARE(formatCommand(full), QByteArray("GET k"));
        Command noop = full;
        noop.opcode = Opcode::Noop;
        QCOMPARE(formatCommand(noop), QByteArray("NOOP"));
        Command sasl = full;
        sasl.opcode = Opcode::SaslStart;
        QCOMPARE(formatCommand(sasl), QByteArray());
    }

    void anExpiryThatNoTtlMeansBecomesTheLargest()
    {
        const QByteArray line = formatCommand({.opcode = Opcode::Set, .key = "k", .value = "v", .expiry = 0xffffffff});
        QCOMPARE(line, QByteArray("SET k v ttl=@4294967294"));
        QCOMPARE(parsedLine(line).expiry, largestExpiry);
    }

    void filesAndLongLifetimesStayAsTheyWere_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line :
             {"SET k file:data.bin", "SET k file:\"my data\" ttl=31d", "ADD k file:\"'x'\"", "SET k file:\"hex:zz\"",
              "APPEND k file:\"\\xFF\\u{A0}\"", "TOUCH k 2592001s", "GAT k 1000h", "FLUSH 50000m", "INCREMENT k ttl=49710d"})
            QTest::newRow(line) << QByteArray(line);
    }

    void filesAndLongLifetimesStayAsTheyWere()
    {
        QFETCH(QByteArray, line);
        CommandParser parser;
        QCOMPARE(parser.parse(line), Result::Command);
        QCOMPARE(formatCommand(parser.parsed()), line);
    }

    void anyBytesComeBack()
    {
        QRandomGenerator random(250);
        for (int i = 0; i < 20'000; ++i) {
            const QByteArray value = randomBytes(random);
            const QByteArray word = formatWord(value);
            QVERIFY2(isPlainUtf8(word), word.constData());
            QCOMPARE(parsedLine("SET k " + word + " ttl=5").value, value);
            QCOMPARE(parsedLine("SET " + word + " v").key, value);
            // Where options stand, whatever is not one is refused as a word too many; an option would be taken or named.
            CommandParser parser;
            const QByteArray line = "SET k v " + formatWord(value, WordPlace::Optional);
            QCOMPARE(parser.parse(line), Result::Error);
            QVERIFY2(parser.error().text.endsWith(QStringLiteral("or the end of the line")), line.constData());
        }
    }

    void anyCommandComesBack()
    {
        QRandomGenerator random(11211);
        for (int i = 0; i < 20'000; ++i) {
            const Command command = randomCommand(random);
            const bool warned = (command.opcode == Opcode::Add || command.opcode == Opcode::AddQ) && command.cas != 0;
            const QByteArray line = formatCommand(command);
            CommandParser parser;
            QVERIFY2(parser.parse(line) == Result::Command, line.constData());
            QVERIFY2(parser.parsed() == (ParsedCommand{.command = command, .longLifetime = {}, .valueFile = {}}), line.constData());
            QCOMPARE(parser.warnings().size(), warned ? 1 : 0);
            QVERIFY(isPlainUtf8(line));
        }
    }
};

QTEST_APPLESS_MAIN(TestCommandFormat)
#include "tst_commandformat.moc"
