#include "tests/maderun.h"
#include "ui/results/comparisonmodel.h"
#include "ui/results/runsmodel.h"
#include "ui/results/statisticsmodel.h"
#include "ui/results/statisticsorder.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace std::chrono_literals;

namespace {

QString text(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class TestRunModels : public QObject
{
    Q_OBJECT

private slots:
    void runsAreListedTheLatestFirst()
    {
        RunHistory history(20'000);
        RunsModel model(&history);
        QAbstractItemModelTester tester(&model);
        for (const char *script : {"GET a", "# comment\n\n  GET b\nGET c", ""}) {
            RunRecord record;
            record.script = script;
            history.begin(record);
            QCOMPARE(text(model, 0, RunsModel::DurationColumn), QStringLiteral("running"));
            MadeRun run;
            history.append(run.hit("k", QByteArray(6000, 'v')).notSent(Opcode::Get, "l", {}).segments());
            history.end(RunRecord::State::Finished, 1500ms, 10, {});
        }
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(text(model, 0, RunsModel::NumberColumn), QStringLiteral("3"));
        QCOMPARE(text(model, 1, RunsModel::ScriptColumn), QStringLiteral("GET b"));
        QCOMPARE(text(model, 2, RunsModel::ScriptColumn), QStringLiteral("GET a"));
        QCOMPARE(text(model, 0, RunsModel::CommandsColumn), QStringLiteral("2"));
        QCOMPARE(text(model, 0, RunsModel::ErrorsColumn), QStringLiteral("1"));
        QCOMPARE(text(model, 0, RunsModel::DurationColumn), QStringLiteral("1.500 s"));
        RunRecord named;
        named.origin.name = QStringLiteral("tour.mcb");
        named.script = QByteArray(5000, '#');
        history.begin(named); // the oldest has to go
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(text(model, 0, RunsModel::ScriptColumn), QStringLiteral("tour.mcb"));
        history.remove(0);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(text(model, 1, RunsModel::NumberColumn), QStringLiteral("3"));
    }

    void differencesAreShownWithBothSides()
    {
        MadeRun before;
        before.hit("a", "1", 1, 1).hit("b", "same").answer(Opcode::Get, "c", Status::KeyNotFound, "Not found");
        MadeRun after;
        after.hit("new", "0").hit("a", "2", 2, 2).hit("b", "same").hit("c", "3");
        ComparisonModel model;
        QAbstractItemModelTester tester(&model);
        model.compare(before.results(), after.results());
        QVERIFY(model.isWorking());
        QTRY_COMPARE(model.rowCount(), 3);
        QCOMPARE(model.differingCount(), 3);
        QCOMPARE(model.sameCount(), 1);
        QCOMPARE(model.count(ComparedRow::OnlyAfter), 1);
        QCOMPARE(text(model, 0, ComparisonModel::ChangeColumn), QStringLiteral("only after"));
        QCOMPARE(text(model, 1, ComparisonModel::LineColumn), QStringLiteral("2 (was 1)"));
        QCOMPARE(text(model, 1, ComparisonModel::BeforeColumn), QStringLiteral("1 · flags 1 · CAS 1"));
        QCOMPARE(text(model, 1, ComparisonModel::AfterColumn), QStringLiteral("2 · flags 2 · CAS 2"));
        QVERIFY(text(model, 2, ComparisonModel::BeforeColumn).startsWith(QStringLiteral("Not found")));
        QCOMPARE(model.lineAfter(2), 4);
        const std::function<CopiedText()> copied = model.textOf({0, 1}, {ComparisonModel::KeyColumn, ComparisonModel::AfterColumn});

        model.setFilter(ComparedRow::Cas, "nothing");
        QCOMPARE(copied().text, QByteArray("new\tSuccess · 0\na\t2 · flags 2 · CAS 2\n")); // whatever becomes of the model
        model.setFilter(ComparedRow::Cas, {});
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(text(model, 0, ComparisonModel::KeyColumn), QStringLiteral("a"));
        QTRY_VERIFY(!model.isWorking());
    }

    void copyOfDifferencesIsBounded()
    {
        MadeRun before;
        before.hit("a", "1").hit("b", "1").hit("c", "1");
        MadeRun after;
        after.hit("a", QByteArray(100, 'x')).hit("b", "2").hit("c", "3");
        ComparisonModel model;
        model.compare(before.results(), after.results());
        QTRY_COMPARE(model.rowCount(), 3);
        const QList<int> columns = {ComparisonModel::AfterColumn};
        QVERIFY(!model.textOf({0, 1, 2}, columns)().isCut);
        const CopiedText fewRows = model.textOf({0, 1, 2}, columns, 101)();
        QCOMPARE(fewRows.text, QByteArray(100, 'x') + "\n2\n");
        QCOMPARE(fewRows.rowCount, 2);
        QVERIFY(fewRows.isCut);
        const CopiedText shortCells = model.textOf({0, 1}, columns, 1000, 10)();
        QCOMPARE(shortCells.text, QByteArray(10, 'x') + "…\n2\n");
        QVERIFY(shortCells.isCut);
    }

    void statisticsCountAsPeopleDo()
    {
        StatisticsModel model;
        StatisticsOrder order;
        order.setSourceModel(&model);
        QAbstractItemModelTester tester(&order);
        model.setStatistics({{"items:10:age", "9"}, {"items:9:age", "10"}, {"Version", "1.6"}});
        order.sort(0);
        QCOMPARE(text(order, 0, 0), QStringLiteral("items:9:age"));
        order.sort(1);
        QCOMPARE(text(order, 0, 1), QStringLiteral("1.6"));
        QCOMPARE(text(order, 1, 1), QStringLiteral("9"));
        order.setFilterFixedString(QStringLiteral("VERS"));
        QCOMPARE(order.rowCount(), 1);
    }
};

QTEST_MAIN(TestRunModels)
#include "tst_runmodels.moc"
