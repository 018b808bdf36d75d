#include "tests/readvalue.h"
#include "ui/values/nodetext.h"
#include "ui/values/valuetreerows.h"
#include "ui/values/valuetreeview.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace {

/// What the rows below `parent` show, each "name|value|type".
QStringList rows(const QAbstractItemModel &model, const QModelIndex &parent)
{
    QStringList shown;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column)
            cells += model.index(row, column, parent).data().toString();
        shown += cells.join(QLatin1Char('|'));
    }
    return shown;
}

/// A view in a window, as a person has it.
struct Shown
{
    explicit Shown(const SharedReading &reading)
    {
        view.resize(700, 400);
        view.showReading(reading);
        view.show();
        tree->setFocus();
    }
    [[nodiscard]] QString name() const { return tree->currentIndex().siblingAtColumn(0).data().toString(); }
    [[nodiscard]] QString path() const { return view.findChild<QWidget *>(QStringLiteral("valueTreePath"))->toolTip(); }

    ValueTreeView view;
    ValueTreeRows *tree = view.findChild<ValueTreeRows *>();
};

/// {'a': l, 'b': l, 'raw': b'\\x00\\xff'} with one list l = [1, 2] for both.
const char *const pickled = "80049522000000000000007d94288c0161945d94284b014b02658c01629468028c0372617794430200ff94752e";

} // namespace

class TestValueTreeView : public QObject
{
    Q_OBJECT

private slots:
    void partsHaveNamesValuesAndTypes()
    {
        ValueTreeModel model;
        QAbstractItemModelTester tester(&model);
        tester.setUseFetchMore(false); // it would do so within a reset
        model.setReading(readJson(R"({"id": 12345678901234567890, "id": 2.50, "tags": ["a\nb", null, true], "none": {}})"));
        QCOMPARE(model.rowCount(), 1);
        const QModelIndex top = model.index(0, 0);
        QCOMPARE(rows(model, {}), QStringList{QStringLiteral("Whole value|4 members|map")});
        QCOMPARE(model.rowCount(top), 0); // until it is opened
        model.fetchMore(top);
        QCOMPARE(rows(model, top),
                 (QStringList{QStringLiteral("id|12345678901234567890|integer"), QStringLiteral("id|2.50|real number"),
                              QStringLiteral("tags|3 members|list"), QStringLiteral("none|0 members|map")}));
        const QModelIndex tags = model.index(2, 0, top);
        model.fetchMore(tags);
        QCOMPARE(rows(model, tags),
                 (QStringList{QStringLiteral("0|a\\nb|text"), QStringLiteral("1|null|null"), QStringLiteral("2|true|boolean")}));
        QVERIFY(!model.hasChildren(model.index(3, 0, top)));
        QCOMPARE(model.parent(model.index(1, 0, tags)), tags);
        model.setReading({});
        QCOMPARE(model.rowCount(), 0);
    }

    void veryManyMembersComeInRanges()
    {
        QByteArray json = "[0";
        for (int i = 1; i < 25'000; ++i)
            json += ',' + QByteArray::number(i);
        ValueTreeModel model;
        QAbstractItemModelTester tester(&model);
        tester.setUseFetchMore(false); // it would do so within a reset
        const SharedReading reading = readJson(json + ']');
        model.setReading(reading);
        const QModelIndex top = model.index(0, 0);
        model.fetchMore(top);
        QCOMPARE(rows(model, top),
                 (QStringList{QStringLiteral("0 to 9,999|10,000 members|"), QStringLiteral("10,000 to 19,999|10,000 members|"),
                              QStringLiteral("20,000 to 24,999|5,000 members|")}));
        QCOMPARE(model.node(model.index(1, 0, top)), reading->value.tree.root());
        qint32 node = reading->value.tree.firstMember(reading->value.tree.root());
        for (int i = 0; i < 12'345; ++i)
            node = reading->value.tree.at(node).next;
        const QModelIndex index = model.indexOf(node);
        QCOMPARE(index.siblingAtColumn(ValueTreeModel::Value).data().toString(), QStringLiteral("12345"));
        QCOMPARE(index.parent(), model.index(1, 0, top));
        QCOMPARE(reading->value.tree.path(node), QByteArray("$[12345]"));
    }

    void millionMembersOpenQuickly()
    {
        QByteArray json = "[";
        for (int i = 0; i < 1'000'000; ++i)
            json += "1,";
        Shown shown(readJson(json + "1]"));
        QElapsedTimer timer;
        timer.start();
        shown.view.showReading(readJson("[]"));
        shown.view.showReading(readJson(json + "1]"));
        qInfo("read and opened in %lld ms", timer.restart());
        shown.tree->collapseAll();
        shown.tree->expand(shown.tree->model()->index(0, 0));
        QTest::keyClick(shown.tree, Qt::Key_End);
        qInfo("opened in %lld ms", timer.restart());
        QTest::keyClick(shown.tree, Qt::Key_Return);
        QTest::keyClick(shown.tree, Qt::Key_End);
        qInfo("its last range opened in %lld ms", timer.elapsed());
        QCOMPARE(shown.name(), QStringLiteral("1,000,000"));
    }

    void whatIsSmallIsOpenAtFirst()
    {
        const auto last = [](Shown &shown) {
            QTest::keyClick(shown.tree, Qt::Key_End);
            return shown.path();
        };
        Shown shown(readJson(R"({"a": 1, "user": {"name": "Ann", "roles": ["x", {"y": [true]}]}})"));
        QCOMPARE(shown.path(), QStringLiteral("$"));
        QCOMPARE(last(shown), QStringLiteral("$.user.roles[1].y[0]"));
        // What has too many parts stays closed, and what is beside it does not.
        QByteArray many = "[0";
        for (int i = 1; i < ValueTreeRows::mostOpenedFirst; ++i)
            many += ',' + QByteArray::number(i);
        shown.view.forget();
        shown.view.showReading(readJson("{\"many\": " + many + "], \"few\": [[1], [2]]}"));
        QCOMPARE(last(shown), QStringLiteral("$.few[1][0]"));
        QTest::keyClick(shown.tree, Qt::Key_Home);
        QTest::keyClick(shown.tree, Qt::Key_Down);
        QCOMPARE(shown.path(), QStringLiteral("$.many"));
        QVERIFY(!shown.tree->isExpanded(shown.tree->currentIndex()));
        // Of a whole value that is large, its own parts are seen.
        shown.view.forget();
        shown.view.showReading(readJson(many + ",[1]]"));
        QCOMPARE(last(shown), QStringLiteral("$[50]"));
        shown.view.forget();
        shown.view.showReading(readJson("[]"));
        QCOMPARE(last(shown), QStringLiteral("$"));
    }

    void whatIsReadAgainStaysOpen()
    {
        QByteArray many = "[0";
        for (int i = 1; i < ValueTreeRows::mostOpenedFirst; ++i)
            many += ',' + QByteArray::number(i);
        const auto json = [&many](const QByteArray &name) { return readJson("{\"many\": " + many + "], \"few\": {\"n\": " + name + "}}"); };
        Shown shown(json("\"Ann\""));
        const auto go = [&shown](std::initializer_list<Qt::Key> keys) {
            for (const Qt::Key key : keys)
                QTest::keyClick(shown.tree, key);
            return shown.path();
        };
        QCOMPARE(go({Qt::Key_Down, Qt::Key_Right, Qt::Key_End, Qt::Key_Up}), QStringLiteral("$.few"));
        QCOMPARE(go({Qt::Key_Left, Qt::Key_Up}), QStringLiteral("$.many[49]"));
        shown.view.showReading({}); // it is being read
        shown.view.showReading(json("[\"Ann\", \"Bo\"]"));
        QCOMPARE(shown.path(), QStringLiteral("$.many[49]"));
        QCOMPARE(go({Qt::Key_Down}), QStringLiteral("$.few"));
        QVERIFY(!shown.tree->isExpanded(shown.tree->currentIndex()));
        // What has gone is not current any more.
        QCOMPARE(go({Qt::Key_Right, Qt::Key_Down}), QStringLiteral("$.few.n"));
        shown.view.showReading(readJson("{\"few\": {}}"));
        QCOMPARE(shown.path(), QStringLiteral("$"));
        QVERIFY(shown.tree->isExpanded(shown.tree->currentIndex()));
        // What had no parts is open when it has some.
        shown.view.showReading(readJson("{}"));
        shown.view.showReading(readJson("[1]"));
        QCOMPARE(go({Qt::Key_End}), QStringLiteral("$[0]"));
        // Another value is another one.
        shown.view.forget();
        shown.view.showReading(readJson("[[1]]"));
        QCOMPARE(shown.path(), QStringLiteral("$"));
        QCOMPARE(go({Qt::Key_End}), QStringLiteral("$[0][0]"));
    }

    /// Their paths are the same.
    void membersOfOneNameAreToldApart()
    {
        const auto isOpen = [](const Shown &shown) {
            QList<bool> open;
            const QAbstractItemModel &model = *shown.tree->model();
            const QModelIndex top = model.index(0, 0);
            for (int row = 0; row < model.rowCount(top); ++row)
                open += shown.tree->isExpanded(model.index(row, 0, top));
            return open;
        };
        for (const SharedReading &reading : {readJson(R"({"a": [1], "a": [2], "a": [3]})"),
                                             readBy(Serialization::MessagePack, QByteArray::fromHex("83910191019102910291039103"))}) {
            Shown shown(reading);
            QCOMPARE(isOpen(shown), (QList<bool>{true, true, true}));
            const QModelIndex top = shown.tree->model()->index(0, 0);
            shown.tree->collapse(shown.tree->model()->index(0, 0, top));
            shown.tree->collapse(shown.tree->model()->index(2, 0, top));
            const QModelIndex second = shown.tree->model()->index(1, 0, top);
            shown.tree->setCurrentIndex(shown.tree->model()->index(0, 0, second));
            shown.view.showReading({});
            shown.view.showReading(reading);
            QCOMPARE(isOpen(shown), (QList<bool>{false, true, false}));
            QCOMPARE(shown.tree->currentIndex().parent().row(), 1);
        }
    }

    void valuesHaveRoomWhereThereIsLittle()
    {
        Shown shown(readJson(R"({"name": "a text that says something"})"));
        QVERIFY(QTest::qWaitForWindowExposed(&shown.view));
        const auto width = [&shown](int column) { return shown.tree->header()->sectionSize(column); };
        const int name = width(ValueTreeModel::Name);
        shown.view.resize(300, 300);
        QTRY_COMPARE(shown.tree->horizontalScrollBar()->maximum(), 0);
        QVERIFY2(width(ValueTreeModel::Value) >= 100, qPrintable(QString::number(width(ValueTreeModel::Value))));
        shown.view.resize(700, 400);
        QCOMPARE(width(ValueTreeModel::Name), name);
        // As the person wants it.
        shown.tree->header()->resizeSection(ValueTreeModel::Name, 90);
        shown.view.resize(500, 400);
        QCOMPARE(width(ValueTreeModel::Name), 90);
    }

    void keysWalkThroughIt()
    {
        Shown shown(readJson(R"({"users": [{"name": "Ann"}, {"name": "Bo"}], "a b": 1})"));
        QCOMPARE(shown.name(), QStringLiteral("Whole value"));
        QCOMPARE(shown.path(), QStringLiteral("$"));
        QTest::keyClick(shown.tree, Qt::Key_Down);
        QCOMPARE(shown.name(), QStringLiteral("users"));
        QTest::keyClick(shown.tree, Qt::Key_Return); // closes it
        QTest::keyClick(shown.tree, Qt::Key_Return);
        QTest::keyClick(shown.tree, Qt::Key_Down);
        QTest::keyClick(shown.tree, Qt::Key_Left); // closes it
        QTest::keyClick(shown.tree, Qt::Key_Right);
        QTest::keyClick(shown.tree, Qt::Key_Down);
        QCOMPARE(shown.path(), QStringLiteral("$.users[0].name"));
        QTest::keyClick(shown.tree, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("Ann"));
        QTest::keyClick(shown.tree, Qt::Key_End);
        QCOMPARE(shown.path(), QStringLiteral("$[\"a b\"]"));
        QTest::mouseClick(shown.view.findChild<QToolButton *>(QStringLiteral("valueTreeCopyPathButton")), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("$[\"a b\"]"));
    }

    void allBelowOpensAtOnceUpToABound()
    {
        Shown shown(readJson(R"([[[1], [2]], [[3]]])"));
        shown.tree->collapseAll();
        QTest::keyClick(shown.tree, Qt::Key_Asterisk);
        QTest::keyClick(shown.tree, Qt::Key_End);
        QCOMPARE(shown.path(), QStringLiteral("$[1][0][0]"));

        QByteArray many = "[";
        for (int i = 0; i < 3'000; ++i)
            many += "[[1]],";
        shown.view.showReading(readJson(many + "1]"));
        const QSignalSpy told(&shown.view, &ValueTreeView::told);
        QTest::keyClick(shown.tree, Qt::Key_Home);
        QTest::keyClick(shown.tree, Qt::Key_Asterisk);
        QCOMPARE(told.size(), 1);
        QVERIFY2(told[0][0].toString().contains(QStringLiteral("1,000")), qPrintable(told[0][0].toString()));
    }

    void referencesLeadToWhatTheyMean()
    {
        Shown shown(readBy(Serialization::Pickle, QByteArray::fromHex(pickled)));
        QTest::keyClick(shown.tree, Qt::Key_End);
        QTest::keyClick(shown.tree, Qt::Key_Up);
        QCOMPARE(shown.path(), QStringLiteral("$.b"));
        QCOMPARE(shown.tree->currentIndex().siblingAtColumn(1).data().toString(), QStringLiteral("→ $.a"));
        QTest::keyClick(shown.tree, Qt::Key_Return);
        QCOMPARE(shown.path(), QStringLiteral("$.a"));
        QCOMPARE(shown.tree->currentIndex().siblingAtColumn(2).data().toString(), QStringLiteral("list, referred to"));
        QTest::keyClick(shown.tree, Qt::Key_End);
        QCOMPARE(shown.tree->currentIndex().siblingAtColumn(1).data().toString(), QStringLiteral("\\0\\xFF  (2 bytes)"));
    }

    void searchFindsNamesAndValues()
    {
        QByteArray json = "[";
        for (int i = 0; i < 20'000; ++i)
            json += "{\"n\": " + QByteArray::number(i) + "},";
        Shown shown(readJson(json + R"({"needle": 1}, {"x": "A Needle"}])"));
        QTest::keyClick(shown.tree, Qt::Key_F, Qt::ControlModifier);
        auto *field = shown.view.findChild<QLineEdit *>(QStringLiteral("valueTreeFindText"));
        QVERIFY(field->isVisible());
        QTest::keyClicks(field, QStringLiteral("needle"));
        QTRY_COMPARE(shown.path(), QStringLiteral("$[20000].needle"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(shown.path(), QStringLiteral("$[20001].x"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(shown.path(), QStringLiteral("$[20000].needle"));
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(shown.path(), QStringLiteral("$[20001].x"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
        QTest::keyClick(shown.tree, Qt::Key_Home);
        QTest::keyClick(shown.tree, Qt::Key_F3);
        QTRY_COMPARE(shown.path(), QStringLiteral("$[20000].needle"));
    }

    void menuCopiesJsonAndChoosesBytes()
    {
        Shown shown(readJson(R"({"n": [1, 2.0]})"));
        QTest::keyClick(shown.tree, Qt::Key_Down);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {5, 5}, shown.tree->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(shown.tree->viewport(), &event);
        const auto *menu = shown.tree->findChild<QMenu *>(QStringLiteral("valueTreeMenu"));
        QVERIFY(menu);
        const QSignalSpy chosen(&shown.view, &ValueTreeView::placeChosen);
        const QList<QAction *> actions = menu->actions();
        for (QAction *action : actions) {
            if (action->objectName().endsWith(QLatin1String("CopyJson")) || action->objectName().endsWith(QLatin1String("ShowBytes")))
                action->trigger();
        }
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("[\n  1,\n  2.0\n]"));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toLongLong(), 6);
        QCOMPARE(chosen[0][1].toLongLong(), 14);
    }

    void longTextsAreWholeInTheToolTipUpToABound()
    {
        ValueTreeModel model;
        const SharedReading reading = readJson("[\"" + QByteArray(1'000, 'x') + "\",\"" + QByteArray(100'000, 'y') + "\"]");
        model.setReading(reading);
        model.fetchMore(model.index(0, 0));
        const QModelIndex first = model.index(0, ValueTreeModel::Value, model.index(0, 0));
        QCOMPARE(first.data().toString().size(), ValueTreeModel::longestValue + 1);
        QVERIFY(first.data(Qt::ToolTipRole).toString().contains(QString(1'000, QLatin1Char('x'))));
        QVERIFY(first.siblingAtRow(1).data(Qt::ToolTipRole).toString().size() < 3'000);
    }

    void whatSuitsHasParts()
    {
        QVERIFY(ValueTreeView::suits(*readJson("[1]")));
        QVERIFY(!ValueTreeView::suits(*readJson("17")));
        QVERIFY(!ValueTreeView::suits(*readBy(Serialization::Bytes, "abc")));
        ValueTreeView view;
        view.showReading({});
        QVERIFY(!view.grab().isNull());
    }
};

QTEST_MAIN(TestValueTreeView)
#include "tst_valuetreeview.moc"
