#include "app/commands/commandguide.h"
#include "app/commands/commandparser.h"
#include "app/commands/commandusage.h"
#include "app/commands/scriptwarnings.h"

#include <QTest>

#include <algorithm>

class TestCommandGuide : public QObject
{
    Q_OBJECT

private slots:
    void everyCommandHasItsWholeHelp()
    {
        for (const CommandSyntax &command : commandLanguage()) {
            const CommandGuide guide = commandGuide(command);
            const QByteArray name = command.name.toByteArray();
            QCOMPARE(guide.syntax, &command);
            QVERIFY2(!guide.text.isEmpty() && !guide.summary.isEmpty() && !guide.quiet.isEmpty(), name.constData());
            QVERIFY2(!guide.answers.isEmpty() && guide.answers.first().status == Status::Success, name.constData());
            QVERIFY2(!guide.examples.isEmpty() && !guide.related.isEmpty(), name.constData());
            QVERIFY2(!guide.quiet.contains(QLatin1Char('%')), name.constData());
        }
    }

    void everyExampleParsesAndShowsItsCommand()
    {
        CommandParser parser;
        for (const CommandSyntax &command : commandLanguage()) {
            const CommandGuide guide = commandGuide(command);
            bool shown = false;
            for (const QByteArray &example : guide.examples) {
                QVERIFY2(parser.parse(example) == CommandParser::Result::Command, example.constData());
                QVERIFY2(parser.warnings().isEmpty(), example.constData());
                shown = shown || parser.parsed().command.opcode == command.opcode;
            }
            QVERIFY2(shown, command.name.toByteArray().constData());
        }
    }

    void quietFormSaysWhatItsSilenceMeans()
    {
        const CommandGuide get = commandGuide(*findCommand("GET"));
        QVERIFY(get.quiet.startsWith(QStringLiteral("The quiet form is GETQ. Silence means that the key was not found")));
        const CommandGuide quiet = commandGuide(*findCommand("INCRQ"));
        QVERIFY(quiet.quiet.startsWith(QStringLiteral("This is the quiet form of INCREMENT. Silence means success")));
        QVERIFY(quiet.quiet.contains(QStringLiteral("number is not told")));
        QCOMPARE(quiet.related.first(), Opcode::Increment);
        QVERIFY(commandGuide(*findCommand("TOUCH")).quiet.contains(QStringLiteral("no quiet form")));
    }

    void twinsAndRelativesBelongToTheLanguage()
    {
        for (const CommandSyntax &command : commandLanguage()) {
            const CommandGuide guide = commandGuide(command);
            for (const Opcode related : guide.related) {
                QVERIFY(findCommand(related));
                QVERIFY2(related != command.opcode, command.name.toByteArray().constData());
                QCOMPARE(std::ranges::count(guide.related, related), 1);
            }
        }
    }

    void versionIsToldWhereItIsKnown()
    {
        QCOMPARE(commandGuide(*findCommand("TOUCH")).since, QStringLiteral("memcached 1.4.8"));
        QCOMPARE(commandGuide(*findCommand("GATQ")).since, QStringLiteral("memcached 1.4.8"));
        QVERIFY(commandGuide(*findCommand("GET")).since.isEmpty());
    }

    void everyOptionArgumentAndGroupHasItsHelp()
    {
        for (const OptionSyntax &option : optionLanguage()) {
            QVERIFY(!optionHelp(option).isEmpty());
            QVERIFY(optionGuide(option.option).size() > optionHelp(option).size());
        }
        for (const CommandSyntax &command : commandLanguage()) {
            const QList<UsagePart> usage = commandUsage(command);
            for (const UsagePart &part : usage)
                QVERIFY(!part.text.isEmpty() && (part.argument == Argument::None || !argumentHelp(part.argument).isEmpty()));
        }
        for (const StatGroup &group : statGroups())
            QVERIFY(!statGroupHelp(group).isEmpty());
    }

    void usageReadsAsItIsWritten()
    {
        QCOMPARE(commandUsageText(*findCommand("SET")), QStringLiteral("SET key value [ttl=…] [flags=…] [cas=…]"));
        QCOMPARE(commandUsageText(*findCommand("incr")), QStringLiteral("INCREMENT key [delta] [ttl=…] [cas=…] [initial=…] [create=no]"));
        QCOMPARE(commandUsageText(*findCommand("GAT")), QStringLiteral("GAT key ttl"));
        QCOMPARE(commandUsageText(*findCommand("STAT")), QStringLiteral("STAT [group]"));
        QCOMPARE(commandUsageText(*findCommand("NOOP")), QStringLiteral("NOOP"));
    }
};

QTEST_GUILESS_MAIN(TestCommandGuide)
#include "tst_commandguide.moc"
