#include "app/commands/commandparser.h"
#include "app/guard/runguard.h"

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
        QCOMPARE(more, (CommandEffects{.writes = 11, .deletes = 21, .flushes = 33, .delayedFlushes = 2}));
    }

    void onlyWhatDestroysIsAskedAbout()
    {
        const QString server = QStringLiteral("cache.example:11211");
        QVERIFY(!RunGuard::question({}, server));
        QVERIFY(!RunGuard::question({.writes = 1'000'000}, server));
        QVERIFY(!RunGuard::question({.deletes = 100}, server));
        QVERIFY(RunGuard::question({.deletes = 101}, server).has_value());
        QVERIFY(RunGuard::question({.flushes = 1}, server).has_value());
    }

    void questionSaysWhatWillHappenAndWhere()
    {
        const QString server = QStringLiteral("cache.example:11211");
        const std::optional<RunQuestion> deletes = RunGuard::question({.deletes = 1234}, server);
        QCOMPARE(deletes->question, QStringLiteral("Delete items on cache.example:11211?"));
        QCOMPARE(deletes->consequence,
                 QStringLiteral("Commands that delete an item: %1. What is gone cannot be brought back.").arg(QLocale().toString(1234)));
        QCOMPARE(deletes->consent, QStringLiteral("&Delete"));
        const std::optional<RunQuestion> both = RunGuard::question({.deletes = 1, .flushes = 1}, server);
        QCOMPARE(both->question, QStringLiteral("Flush all items on cache.example:11211?"));
        QVERIFY(both->consequence.contains(QStringLiteral("Commands that delete an item: 1.")));
        QVERIFY(!both->consequence.contains(QStringLiteral("delay")));
        QVERIFY(RunGuard::question({.flushes = 2, .delayedFlushes = 2}, server)
                    ->consequence.contains(QStringLiteral("once its delay is over")));
        QVERIFY(!RunGuard::question({.flushes = 2, .delayedFlushes = 1}, server)->consequence.contains(QStringLiteral("delay")));
    }
};

QTEST_GUILESS_MAIN(TestCommandEffects)
#include "tst_commandeffects.moc"
