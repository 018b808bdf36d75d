#include "app/results/runcomparison.h"
#include "tests/maderun.h"

#include <QTest>

class TestRunComparison : public QObject
{
    Q_OBJECT

private slots:
    void sameRunsDifferInNothing()
    {
        MadeRun run;
        run.hit("a", "1", 1, 1).silent(Opcode::SetQ, "b").cut().notSent(Opcode::Get, "c", QStringLiteral("why"));
        const RunResults results = run.results();
        const std::vector<ComparedRow> rows = comparedRows(results, results);
        QCOMPARE(rows.size(), size_t(3));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(rows[size_t(i)], (ComparedRow{i, i, 0}));
    }

    void everyKindOfDifferenceIsTold()
    {
        MadeRun before;
        before.hit("outcome", "v").hit("value", "1").hit("flags", "v", 1).hit("cas", "v", 0, 1).number("n", 1);
        MadeRun after;
        after.answer(Opcode::Get, "outcome", Status::KeyNotFound, "Not found").hit("value", "2").hit("flags", "v", 2);
        after.hit("cas", "v", 0, 2).number("n", 2);
        const std::vector<ComparedRow> rows = comparedRows(before.results(), after.results());
        QCOMPARE(rows.size(), size_t(5));
        QVERIFY(rows[0].differences & ComparedRow::Outcome);
        QCOMPARE(int(rows[1].differences), int(ComparedRow::Value));
        QCOMPARE(int(rows[2].differences), int(ComparedRow::Flags));
        QCOMPARE(int(rows[3].differences), int(ComparedRow::Cas));
        QCOMPARE(int(rows[4].differences), int(ComparedRow::Value));
    }

    void silenceAndAnAnswerAreNotTheSame()
    {
        MadeRun before;
        before.silent(Opcode::GetQ, "k");
        MadeRun after;
        after.answer(Opcode::GetQ, "k", Status::KeyNotFound);
        const std::vector<ComparedRow> rows = comparedRows(before.results(), after.results());
        QCOMPARE(rows.size(), size_t(1));
        QCOMPARE(int(rows[0].differences), int(ComparedRow::Outcome));
    }

    void statisticsAreCompared()
    {
        MadeRun before;
        before.statistics({{"pid", "1"}, {"uptime", "2"}});
        MadeRun after;
        after.statistics({{"pid", "1"}, {"uptime", "3"}});
        QCOMPARE(int(comparedRows(before.results(), after.results())[0].differences), int(ComparedRow::Value));
        QCOMPARE(int(comparedRows(after.results(), after.results())[0].differences), 0);
    }

    void commandsBehindALinePutInAreStillPaired()
    {
        MadeRun before;
        before.hit("a", "1").hit("b", "2").hit("a", "3");
        MadeRun after;
        after.hit("new", "0").hit("a", "1").hit("b", "2").hit("a", "4");
        const std::vector<ComparedRow> rows = comparedRows(before.results(), after.results());
        QCOMPARE(rows.size(), size_t(4));
        QCOMPARE(rows[0], (ComparedRow{-1, 0, ComparedRow::OnlyAfter}));
        QCOMPARE(rows[1], (ComparedRow{0, 1, 0}));
        QCOMPARE(rows[2], (ComparedRow{1, 2, 0}));
        QCOMPARE(rows[3], (ComparedRow{2, 3, ComparedRow::Value}));
    }

    void whatIsInOneRunOnlyStandsWhereItWas()
    {
        MadeRun before;
        before.hit("a", "1").hit("gone", "2").hit("b", "3").hit("end", "4");
        MadeRun after;
        after.hit("a", "1").atLine(3).hit("b", "3");
        const std::vector<ComparedRow> rows = comparedRows(before.results(), after.results());
        QCOMPARE(rows.size(), size_t(4));
        QCOMPARE(rows[1], (ComparedRow{1, -1, ComparedRow::OnlyBefore}));
        QCOMPARE(rows[2], (ComparedRow{2, 1, 0}));
        QCOMPARE(rows[3], (ComparedRow{3, -1, ComparedRow::OnlyBefore}));
    }

    void sameKeyWithAnotherCommandIsNoPair()
    {
        MadeRun before;
        before.hit("a", "1");
        MadeRun after;
        after.answer(Opcode::Delete, "a");
        const std::vector<ComparedRow> rows = comparedRows(before.results(), after.results());
        QCOMPARE(rows.size(), size_t(2));
    }

    void emptyRunsCanBeCompared()
    {
        MadeRun run;
        run.hit("a", "1");
        const RunResults results = run.results();
        QVERIFY(comparedRows({}, {}).empty());
        QCOMPARE(comparedRows(results, {}).size(), size_t(1));
        QCOMPARE(comparedRows({}, results).size(), size_t(1));
    }

    void differencesAreFilteredByKindAndText()
    {
        MadeRun before;
        before.hit("a", "Old text").hit("b", "same").hit("c", "x", 1);
        MadeRun after;
        after.hit("a", "new").hit("b", "same").hit("c", "x", 2).hit("d", "1");
        const RunResults left = before.results();
        const RunResults right = after.results();
        const std::vector<ComparedRow> rows = comparedRows(left, right);
        const auto found = [&](quint8 differences, const char *text) {
            return matchingComparisons(rows, left, right, differences, ByteSearch(text));
        };
        QCOMPARE(found(ComparedRow::allDifferences, ""), (std::vector<int>{0, 2, 3}));
        QCOMPARE(found(ComparedRow::Flags, ""), std::vector<int>{2});
        QCOMPARE(found(ComparedRow::OnlyAfter, ""), std::vector<int>{3});
        QCOMPARE(found(ComparedRow::allDifferences, "old t"), std::vector<int>{0});
        QCOMPARE(found(ComparedRow::allDifferences, "same"), std::vector<int>());
    }

    void cancelledComparisonGivesNothing()
    {
        MadeRun run;
        run.hit("a", "1");
        const RunResults results = run.results();
        QVERIFY(comparedRows(results, results, [] { return true; }).empty());
    }
};

QTEST_GUILESS_MAIN(TestRunComparison)
#include "tst_runcomparison.moc"
