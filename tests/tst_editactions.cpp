#include "tests/itemperson.h"
#include "ui/keys/keyfilterfield.h"
#include "ui/valueedit/hexeditor.h"
#include "ui/valueedit/valuetextedit.h"
#include "ui/values/valuetreerows.h"
#include "ui/workbench/findbar.h"
#include "ui/workbench/scripteditor.h"

#include <QApplication>
#include <QClipboard>
#include <QTabWidget>

/// The Edit menu of the window is about what has the focus, and about nothing that cannot be seen.
class TestEditActions : public QObject
{
    Q_OBJECT

    static constexpr const char *editing[] = {"undo", "redo", "cut", "copy", "paste", "selectAll"};
    static constexpr const char *searching[] = {"find", "replace", "findNext", "findPrevious"};

    /// What the menu offers while it is open: "undo cut copy".
    static QByteArray offered(ItemPerson &person)
    {
        QByteArrayList names;
        QMenu *menu = menuOf(person);
        menu->popup(QPoint(0, 0));
        [&] { QTRY_VERIFY(menu->isVisible()); }();
        for (const char *name : editing)
            names += person.action(name)->isEnabled() ? name : "";
        for (const char *name : searching)
            names += person.action(name)->isEnabled() ? name : "";
        QTest::keyClick(menu, Qt::Key_Escape);
        [&] { QTRY_VERIFY(!menu->isVisible() && person.activate()); }();
        names.removeAll("");
        return names.join(' ');
    }
    static QMenu *menuOf(ItemPerson &person)
    {
        const QList<QAction *> entries = person.window().menuBar()->actions();
        const auto found = std::ranges::find(entries, QStringLiteral("&Edit"), &QAction::text);
        return found == entries.end() ? nullptr : (*found)->menu();
    }
    /// Clicks an entry of the menu.
    static void choose(ItemPerson &person, const char *name)
    {
        QMenu *edit = menuOf(person);
        edit->popup(QPoint(0, 0));
        QTRY_VERIFY(edit->isVisible());
        QAction *action = person.action(name);
        QVERIFY2(action->isEnabled(), name);
        QMenu *menu = edit->actions().contains(action) ? edit : edit->findChild<QMenu *>(QStringLiteral("searchMenu"));
        if (menu != edit)
            menu->popup(QPoint(0, 0));
        QTRY_VERIFY(menu->isVisible());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        edit->close();
        QTRY_VERIFY(!menu->isVisible() && !edit->isVisible());
        QVERIFY(person.activate());
    }
    static void edit(ItemPerson &person, ChangedServer &server, const QByteArray &value)
    {
        server.set("k", value);
        person.connectAndGoToKeys(server.server());
        person.look(QStringLiteral("k"));
        person.click("keyValueEditButton");
        QTRY_VERIFY(person.details()->isEditing());
    }
    static void showTab(ItemPerson &person, const QString &title)
    {
        auto *tabs = person.see<QTabWidget>("keyValueEditTabs");
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == title)
                QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(i).center());
        }
    }

private slots:
    void aScriptIsEditedBySlots()
    {
        ItemPerson person;
        auto *script = person.see<ScriptEditor>("script");
        script->setFocus();
        QTest::keyClicks(script, QStringLiteral("GET a"));
        QApplication::clipboard()->setText(QStringLiteral("b"));
        QCOMPARE(offered(person), QByteArray("undo paste selectAll find replace findNext findPrevious"));
        choose(person, "undo");
        QCOMPARE(script->text(), QByteArray());
        choose(person, "redo");
        choose(person, "selectAll");
        choose(person, "cut");
        QCOMPARE(script->text(), QByteArray());
        choose(person, "paste");
        QCOMPARE(script->text(), QByteArray("GET a"));
        choose(person, "find");
        QVERIFY(person.see<FindBar>("findBar")->isVisible());
    }

    void theTextOfAValueIsEdited()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        ItemPerson person;
        edit(person, server, "one two");
        auto *text = person.see<ValueTextEdit>("keyValueEditText");
        text->setFocus();
        QApplication::clipboard()->setText(QStringLiteral("three"));
        QCOMPARE(offered(person), QByteArray("paste selectAll find replace findNext findPrevious"));
        choose(person, "selectAll");
        choose(person, "paste");
        QCOMPARE(text->text(), QByteArray("three"));
        QTest::keyClick(text, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(text->text(), QByteArray("one two"));
        choose(person, "redo");
        QCOMPARE(text->text(), QByteArray("three"));
        choose(person, "find");
        auto *bar = text->parentWidget()->findChild<FindBar *>();
        QVERIFY(bar && bar->isVisible() && bar->isAncestorOf(QApplication::focusWidget()));
        QCOMPARE(offered(person).contains("paste"), true); // of the field of the search
    }

    void theBytesOfAValueAreEdited()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        ItemPerson person;
        edit(person, server, "abc");
        showTab(person, QStringLiteral("Hex"));
        auto *hex = person.see<HexEditor>("keyValueEditHex");
        QTRY_VERIFY(hex->isVisible() && !hex->isReadOnly());
        hex->setFocus();
        QVERIFY(!offered(person).contains("undo"));
        QTest::keyClicks(hex, QStringLiteral("41"));
        QCOMPARE(hex->content(), QByteArray("Abc"));
        choose(person, "undo");
        QCOMPARE(hex->content(), QByteArray("abc"));
        choose(person, "redo");
        QCOMPARE(hex->content(), QByteArray("Abc"));
        choose(person, "selectAll");
        choose(person, "cut");
        QCOMPARE(hex->content(), QByteArray());
        QTest::keyClick(hex, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(hex->content(), QByteArray("Abc"));
    }

    void theTreeOfAValueIsEdited()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        ItemPerson person;
        edit(person, server, R"({"n": 12})");
        showTab(person, QStringLiteral("Tree"));
        auto *rows = person.see<QWidget>("keyValueEditTree")->findChild<ValueTreeRows *>();
        QTRY_VERIFY(rows && rows->isVisible());
        rows->setFocus();
        QVERIFY(!offered(person).contains("undo"));
        const QModelIndex root = rows->model()->index(0, 0);
        rows->setCurrentIndex(rows->model()->index(0, 0, root));
        QTest::keyClick(rows, Qt::Key_F2);
        auto *field = rows->findChild<QLineEdit *>(QStringLiteral("nodeField"));
        QVERIFY(field);
        QVERIFY(field->height() >= field->minimumSizeHint().height()); // no letter is cut
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("34"));
        QTest::keyClick(field, Qt::Key_Return);
        rows->setFocus();
        QTRY_VERIFY(offered(person).contains("undo"));
        choose(person, "undo");
        QTRY_VERIFY(offered(person).contains("redo"));
        QTRY_VERIFY(!offered(person).contains("undo"));
    }

    void aScriptThatIsNotSeenIsLeftAlone()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        ItemPerson person;
        person.write(QStringLiteral("SET other 1"));
        auto *script = person.see<ScriptEditor>("script");
        edit(person, server, "value");
        auto *text = person.see<ValueTextEdit>("keyValueEditText");
        text->setFocus();
        const std::pair<Qt::Key, Qt::KeyboardModifiers> keys[] = {
            {Qt::Key_D, Qt::ControlModifier},      {Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier},
            {Qt::Key_Slash, Qt::ControlModifier},  {Qt::Key_M, Qt::ControlModifier},
            {Qt::Key_Return, Qt::ControlModifier}, {Qt::Key_Z, Qt::ControlModifier},
            {Qt::Key_H, Qt::ControlModifier}};
        for (const auto &[key, modifiers] : keys)
            QTest::keyClick(text, key, modifiers);
        QCOMPARE(script->text(), QByteArray("SET other 1"));
        QVERIFY(!server.holds("other"));
        QVERIFY(!person.action("toggleComment")->isEnabled());
        QVERIFY(!person.see<FindBar>("findBar")->isVisibleTo(script->parentWidget()));
        QTest::keyClick(text, Qt::Key_1, Qt::ControlModifier);
        QVERIFY(person.action("toggleComment")->isEnabled());
    }

    void theSearchOfTheKeysIsTheirFilter()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", "value");
        ItemPerson person;
        person.listKeysOf(server.server());
        person.table()->setFocus();
        QVERIFY(offered(person).contains("find"));
        QVERIFY(!offered(person).contains("replace"));
        choose(person, "find");
        QVERIFY(person.see<KeyFilterField>("keyFilter")->hasFocus());
    }

    void aFieldOfALineIsEdited()
    {
        ItemPerson person;
        auto *field = person.see<QLineEdit>("command");
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("GET a"));
        QApplication::clipboard()->clear();
        QVERIFY(offered(person).startsWith("undo selectAll"));
        choose(person, "selectAll");
        QVERIFY(offered(person).startsWith("undo cut copy"));
        choose(person, "undo");
        QVERIFY(field->text() != QStringLiteral("GET a"));
    }
};

QTEST_MAIN(TestEditActions)
#include "tst_editactions.moc"
