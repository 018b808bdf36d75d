#include "app/commands/commandparser.h"
#include "app/guard/runguard.h"

#include <QLocale>
#include <QTest>

class TestCommandEffects : public QObject
{
    Q_OBJECT

private slots:
    void everyCommandOfTheLanguageHasItsEffect_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<Effect>("effect");
        for (const char *line : {"GET k", "GETQ k", "GETK k", "GETKQ k", "NOOP", "VERSION", "QUIT", "QUITQ", "STAT", "STAT items",
                                 "STAT settings", "STAT detail dump"})
            QTest::newRow(line) << QByteArray(line) << Effect::None;
        for (const char *line :
             {"SET k v",        "SETQ k v",       "ADD k v",      "ADDQ k v", "REPLACE k v",    "REPLACEQ k v", "APPEND k v",
              "APPENDQ k v",    "PREPEND k v",    "PREPENDQ k v", "INCR k 1", "INCREMENTQ k 1", "DECR k 1",     "DECREMENTQ k 1",
              "TOUCH k 5",      "GAT k 5",        "GATQ k 5",     "GATK k 5", "GATKQ k 5",      "STAT reset",   "STAT resetanything",
              "STAT detail on", "STAT detail off"})
            QTest::newRow(line) << QByteArray(line) << Effect::Write;
        for (const char *line : {"DELETE k", "DELETEQ k cas=5"})
            QTest::newRow(line) << QByteArray(line) << Effect::Delete;
        for (const char *line : {"FLUSH", "FLUSHQ", "FLUSH 10"})
            QTest::newRow(line) << QByteArray(line) << Effect::Flush;
    }
    void everyCommandOfTheLanguageHasItsEffect()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const Effect, effect);
        CommandParser parser;
        QCOMPARE(parser.parse(line), CommandParser::Result::Command);
        QCOMPARE(effectOf(parser.parsed().command), effect);
    }

    void whatIsNotListedCountsAsAChange()
    {
        for (int code = 0; code < 256; ++code) {
            const auto opcode = Opcode(code);
            if (!has(opcode, OpcodeTrait::Known))
                QCOMPARE(effectOf({.opcode = opcode}), Effect::Write);
            else if (has(opcode, OpcodeTrait::Store) || has(opcode, OpcodeTrait::Counter))
                QCOMPARE(effectOf({.opcode = opcode}), Effect::Write);
        }
    }

    void effectsAreCounted()
    {
        CommandEffects some;
        CommandParser parser;
        for (const char *line : {"GET k", "SETQ k v", "DELETE k", "FLUSH", "FLUSHQ 60", "FLUSH 60d"}) {
            QCOMPARE(parser.parse(line), CommandParser::Result::Command);
            some.add(parser.parsed());
        }
        CommandEffects more{.writes = 10, .deletes = 20, .flushes = 30, .delayedFlushes = 0};
        more += some;
        QCOMPARE(more, (CommandEffects{.writes = 11, .deletes = 21, .flushes = 33, .delayedFlushes = 2, .keys = {"k"}}));
    }

    void firstKeysAreKept()
    {
        CommandEffects effects;
        CommandParser parser;
        {
            QByteArray line;
            for (const char *text :
                 {"GET read", "STAT reset", "SET a 1", "SET a 2", "DELETE b", "INCR c 1", "TOUCH d 5", "APPEND e x", "SET f 1"}) {
                line = text; // what the key may be a view into goes away
                QCOMPARE(parser.parse(line), CommandParser::Result::Command);
                effects.add(parser.parsed());
            }
            line.fill('!');
        }
        QCOMPARE(effects.keys, (QByteArrayList{"a", "b", "c", "d", "e"}));
        CommandEffects sum{.keys = {"z", "a"}};
        sum += effects;
        QCOMPARE(sum.keys, (QByteArrayList{"z", "a", "b", "c", "d"}));
    }

    void guardAsksByTheEnvironment_data()
    {
        QTest::addColumn<CommandEffects>("effects");
        QTest::addColumn<QList<Environment>>("asking");
        using enum Environment;
        const QList<Environment> all{None, Development, Staging, Production};
        QTest::newRow("nothing") << CommandEffects() << QList<Environment>();
        QTest::newRow("one write") << CommandEffects{.writes = 1} << QList{Production};
        QTest::newRow("a million writes") << CommandEffects{.writes = 1'000'000} << QList{Production};
        QTest::newRow("one delete") << CommandEffects{.deletes = 1} << QList{Production};
        QTest::newRow("100 deletes") << CommandEffects{.deletes = 100} << QList{Production};
        QTest::newRow("101 deletes") << CommandEffects{.deletes = 101} << QList{None, Staging, Production};
        QTest::newRow("a flush") << CommandEffects{.flushes = 1} << all;
    }
    void guardAsksByTheEnvironment()
    {
        QFETCH(const CommandEffects, effects);
        QFETCH(const QList<Environment>, asking);
        using enum Environment;
        for (const Environment environment : {None, Development, Staging, Production}) {
            GuardedServer server{.address = QStringLiteral("10.0.0.1:11211"), .environment = environment};
            QCOMPARE(RunGuard::question(effects, server).has_value(), asking.contains(environment));
            server.access = Access::ReadOnly; // it is refused anyway
            QVERIFY(!RunGuard::question(effects, server));
        }
    }

    void questionSaysWhatWillHappenAndWhere()
    {
        const GuardedServer server{.address = QStringLiteral("cache.example:11211")};
        const std::optional<RunQuestion> deletes = RunGuard::question({.deletes = 1234, .keys = {"a", "b\x01"}}, server);
        QCOMPARE(deletes->question, QStringLiteral("Delete items on cache.example:11211?"));
        QCOMPARE(deletes->changes,
                 (QStringList{QStringLiteral("Commands that delete: %1").arg(QLocale().toString(1234)),
                              QStringLiteral("First keys: a, b\\x01")}));
        QCOMPARE(deletes->consequence, QStringLiteral("What is gone cannot be brought back."));
        QCOMPARE(deletes->consent, QStringLiteral("&Delete"));
        const std::optional<RunQuestion> both = RunGuard::question({.deletes = 1, .flushes = 1}, server);
        QCOMPARE(both->question, QStringLiteral("Flush all items on cache.example:11211?"));
        QCOMPARE(both->changes, (QStringList{QStringLiteral("Commands that flush: 1"), QStringLiteral("Commands that delete: 1")}));
        QVERIFY(!both->consequence.contains(QStringLiteral("delay")));
        QVERIFY(both->demanded.isEmpty());
        QVERIFY(RunGuard::question({.flushes = 2, .delayedFlushes = 2}, server)
                    ->consequence.contains(QStringLiteral("once its delay is over")));
        QVERIFY(!RunGuard::question({.flushes = 2, .delayedFlushes = 1}, server)->consequence.contains(QStringLiteral("delay")));
    }

    void productionIsNamedAndItsNameDemandedForAFlush()
    {
        const GuardedServer server{
            .address = QStringLiteral("10.0.0.1:11211"), .profile = QStringLiteral("Sessions"), .environment = Environment::Production};
        const std::optional<RunQuestion> write = RunGuard::question({.writes = 2, .deletes = 1, .keys = {"k"}}, server);
        QCOMPARE(write->question, QStringLiteral("Change items on production server “Sessions” (10.0.0.1:11211)?"));
        QCOMPARE(write->consent, QStringLiteral("&Write and delete"));
        QCOMPARE(write->demanded, QString());
        QCOMPARE(write->environment, Environment::Production);
        QCOMPARE(RunGuard::question({.writes = 1, .keys = {"k"}}, server)->changes,
                 (QStringList{QStringLiteral("Commands that write: 1"), QStringLiteral("Keys: k")}));
        QCOMPARE(RunGuard::question({.flushes = 1}, server)->demanded, QStringLiteral("Sessions"));
    }
};

QTEST_GUILESS_MAIN(TestCommandEffects)
#include "tst_commandeffects.moc"
