#include "app/values/recordlist.h"
#include "tests/readvalue.h"
#include "ui/values/recordtable.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

namespace {

/// A view in a window, as a person has it.
struct Shown
{
    explicit Shown(const SharedReading &reading)
    {
        view.resize(800, 400);
        view.showReading(reading);
        view.show();
        table->setFocus();
    }
    [[nodiscard]] QStringList column(int number) const
    {
        QStringList cells;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            cells += table->model()->index(row, number).data().toString();
        return cells;
    }
    [[nodiscard]] QStringList header() const
    {
        QStringList names;
        for (int number = 0; number < table->model()->columnCount(); ++number)
            names += table->model()->headerData(number, Qt::Horizontal).toString();
        return names;
    }
    void clickHeader(int number) const
    {
        const QHeaderView *columns = table->horizontalHeader();
        QTest::mouseClick(columns->viewport(), Qt::LeftButton, {}, {columns->sectionViewportPosition(number) + 10, columns->height() / 2});
    }

    RecordTable view;
    QTableView *table = view.findChild<QTableView *>();
};

const char *const people = R"([{"name": "Bo", "age": 7}, {"name": "Ann", "age": 31, "tags": ["a", "b"]}, {"age": null, "name": "Cy"},
    {"age": 100, "odd, one": true}])";

} // namespace

class TestRecordTable : public QObject
{
    Q_OBJECT

private slots:
    void namesBecomeColumnsInTheOrderInWhichTheyCome()
    {
        RecordModel model;
        const QAbstractItemModelTester tester(&model);
        const SharedReading reading = readJson(people);
        model.setRecords(reading, readRecords(reading->value.tree, reading->value.tree.root()));
        const Shown shown(reading);
        QCOMPARE(shown.header(),
                 (QStringList{QStringLiteral("Record"), QStringLiteral("name"), QStringLiteral("age"), QStringLiteral("tags"),
                              QStringLiteral("odd, one")}));
        QCOMPARE(shown.column(0), (QStringList{QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")}));
        QCOMPARE(shown.column(1), (QStringList{QStringLiteral("Bo"), QStringLiteral("Ann"), QStringLiteral("Cy"), QString()}));
        QCOMPARE(shown.column(2), (QStringList{QStringLiteral("7"), QStringLiteral("31"), QStringLiteral("null"), QStringLiteral("100")}));
        QCOMPARE(shown.column(3), (QStringList{QString(), QStringLiteral("[\"a\",\"b\"]"), QString(), QString()}));
    }

    void clickSortsAndTheThirdPutsThemBack()
    {
        const Shown shown(readJson(people));
        shown.clickHeader(2);
        QCOMPARE(shown.column(2), (QStringList{QStringLiteral("null"), QStringLiteral("7"), QStringLiteral("31"), QStringLiteral("100")}));
        QCOMPARE(shown.table->currentIndex().row(), 1); // it goes with its record
        shown.clickHeader(2);
        QCOMPARE(shown.column(2), (QStringList{QStringLiteral("100"), QStringLiteral("31"), QStringLiteral("7"), QStringLiteral("null")}));
        shown.clickHeader(2);
        QCOMPARE(shown.column(0), (QStringList{QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")}));
        shown.clickHeader(1);
        QCOMPARE(shown.column(1), (QStringList{QString(), QStringLiteral("Ann"), QStringLiteral("Bo"), QStringLiteral("Cy")}));
    }

    void rowsAreCopiedInTheOrderInWhichTheyAreSeen()
    {
        const Shown shown(readJson(people));
        shown.clickHeader(2);
        QTest::keyClick(shown.table, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(shown.table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("name\tage\ttags\todd, one\nCy\t\t\t\nBo\t7\t\t\nAnn\t31\t[\"a\",\"b\"]\t\n\t100\t\ttrue\n"));
        shown.view.findChild<QAction *>(QStringLiteral("recordTableCopyCsv"))->trigger();
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("name,age,tags,\"odd, one\"\r\nCy,,,\r\nBo,7,,\r\nAnn,31,\"[\"\"a\"\",\"\"b\"\"]\",\r\n,100,,true\r\n"));
    }

    void menuOffersTheCellAndItsRows()
    {
        const Shown shown(readJson(people));
        shown.table->setCurrentIndex(shown.table->model()->index(1, 3));
        emit shown.table->customContextMenuRequested({20, 20});
        const auto *menu = shown.view.findChild<QMenu *>(QStringLiteral("recordTableMenu"));
        QVERIFY(menu);
        const QSignalSpy chosen(&shown.view, &RecordTable::nodeChosen);
        for (const char *name : {"recordTableCopyJson", "recordTableShow", "recordTableCopyPath"})
            shown.view.findChild<QAction *>(QLatin1String(name));
        const QList<QAction *> actions = menu->actions();
        for (QAction *action : actions) {
            if (action->objectName() == QLatin1String("recordTableShow") || action->objectName() == QLatin1String("recordTableCopyPath"))
                action->trigger();
        }
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("$[1].tags"));
    }

    void listsAreFoundWhereverTheyAre()
    {
        const Shown shown(readJson(R"({"page": 1, "users": [{"n": 1}, {"n": 2}], "by key": {"x": {"v": 1, "w": 0}, "y": {"v": 2}}})"));
        auto *lists = shown.view.findChild<QComboBox *>();
        QVERIFY(lists->isVisible());
        QCOMPARE(lists->count(), 2);
        QCOMPARE(shown.column(1), (QStringList{QStringLiteral("1"), QStringLiteral("2")}));
        lists->setFocus();
        QTest::keyClick(lists, Qt::Key_Down);
        QCOMPARE(lists->currentText(), QStringLiteral("$[\"by key\"]"));
        QCOMPARE(shown.header(), (QStringList{QStringLiteral("Record"), QStringLiteral("v"), QStringLiteral("w")}));
        QCOMPARE(shown.column(0), (QStringList{QStringLiteral("x"), QStringLiteral("y")}));
    }

    void manyRecordsAreReadSortedAndCopiedInTheBackground()
    {
        QByteArray json = "[";
        for (int i = 0; i < 50'000; ++i)
            json += R"({"id": )" + QByteArray::number(i) + R"(, "mod": )" + QByteArray::number(i % 7) + "},";
        const Shown shown(readJson(json + R"({"id": -1, "mod": 99}])"));
        QTRY_COMPARE(shown.table->model()->rowCount(), 50'001);
        shown.clickHeader(2);
        shown.clickHeader(2);
        QTRY_COMPARE(shown.table->model()->index(0, 2).data().toString(), QStringLiteral("99"));
        QCOMPARE(shown.table->model()->index(1, 1).data().toString(), QStringLiteral("6")); // equal ones as they are stored
        const QSignalSpy told(&shown.view, &RecordTable::told);
        shown.table->selectAll();
        QTest::keyClick(shown.table, Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(told.size(), 2);
        QCOMPARE(QApplication::clipboard()->text().count(QLatin1Char('\n')), 50'002);
    }

    void columnsHaveABound()
    {
        QByteArray record = "{";
        for (int i = 0; i < 500; ++i)
            record += "\"c" + QByteArray::number(i) + "\": 1,";
        record += "\"z\": 1}";
        const Shown shown(readJson('[' + record + ',' + record + ']'));
        QCOMPARE(shown.table->model()->columnCount(), int(RecordList::mostColumns) + 1);
        QVERIFY(shown.view.findChild<QWidget *>(QStringLiteral("recordTableNoticeText"))->isVisible());
    }

    void whatSuitsHasNamesInCommon()
    {
        const auto suits = [](const QByteArray &json) { return RecordTable::suits(*readJson(json)); };
        QVERIFY(suits(people));
        QVERIFY(suits(R"({"a": [{"x": 1}, {"x": 2}]})"));
        QVERIFY(!suits(R"([{"x": 1}, {"y": 2}])"));
        QVERIFY(!suits(R"([{"x": 1}])"));
        QVERIFY(!suits(R"([1, 2])"));
        QVERIFY(!suits(R"({"one": {"x": 1}, "two": {"y": 2}})"));
        QVERIFY(!suits("1"));
        QVERIFY(!suits(""));
        RecordTable view;
        view.showReading({});
        QVERIFY(!view.grab().isNull());
        view.showReading(readJson("[[[{}, {}]]]"));
        QVERIFY(!view.grab().isNull());
    }
};

QTEST_MAIN(TestRecordTable)
#include "tst_recordtable.moc"
