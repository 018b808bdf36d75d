#include "tests/itemperson.h"
#include "ui/keys/itemrefresh.h"
#include "ui/results/longtext.h"
#include "ui/values/valuetreerows.h"

#include <QScrollBar>
#include <QTabWidget>
#include <QToolButton>

/// An item that is read again by itself, and the way from results to it, in the window.
class TestItemRefresh : public QObject
{
    Q_OBJECT

    static void refreshEverySecond(ItemPerson &person)
    {
        const auto *button = person.see<QToolButton>("keyAgainButton");
        QMenu *menu = button->menu();
        menu->popup(button->mapToGlobal(QPoint()));
        QTRY_VERIFY(menu->isVisible());
        auto *action = menu->findChild<QAction *>(QStringLiteral("itemRefreshEvery1"));
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        QTRY_VERIFY(!menu->isVisible());
    }
    static void beginEdit(ItemPerson &person)
    {
        QTRY_VERIFY(person.details()->editAction()->isEnabled());
        person.details()->editAction()->trigger();
        QTRY_VERIFY(person.details()->isEditing());
    }
    static quint64 gets(ChangedServer &server)
    {
        const Outcome outcome = server.ask({.opcode = Opcode::Stat});
        for (const Statistic &statistic : outcome.statistics()) {
            if (statistic.name == "cmd_get")
                return statistic.value.toByteArray().toULongLong();
        }
        return 0;
    }

    static QString mark(const ItemPerson &person, const char *name) { return person.see<ElidedLabel>(name)->text(); }

    /// Goes to an item that only a GET can read.
    static void lookWithoutText(ItemPerson &person, ChangedServer &server)
    {
        QVERIFY(server.begin());
        server.set("k", "first");
        person.connectAndGoToKeys(server.server());
        person.enter(person.see<QLineEdit>("goToKeyText"), QStringLiteral("k"));
        QTRY_COMPARE(person.details()->state(), ItemLook::State::GetOnly);
    }

private slots:
    void aNewListIsTakenForTheKeyThatIsShown()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", "first");
        ItemPerson person;
        person.listKeysOf(server.server());
        person.look(QStringLiteral("k"));
        QTRY_COMPARE(person.text("itemSize"), QStringLiteral("5 B"));
        server.set("k", "the second");
        person.listAgain();
        QTRY_COMPARE(person.text("itemSize"), QStringLiteral("10 B"));
        QCOMPARE(person.notice("keyNotice"), QString());
    }

    void aKeyThatCameSinceIsShownOnceItIsListed()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.lookInVain(QStringLiteral("k"));
        server.set("k", "here now");
        person.listAgain();
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Found);
        QTRY_COMPARE(person.see<LongText>("keyValueText")->visibleText(), QStringLiteral("here now"));
    }

    void whatHasChangedIsMarked()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", "first", 0, 500);
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.look(QStringLiteral("k"));
        QVERIFY(!person.see<QWidget>("itemRefreshText")->isVisible());
        const QString expiry = person.text("itemExpiry");
        QTRY_VERIFY(person.text("itemExpiry") != expiry); // it runs
        QVERIFY(person.see<QWidget>("itemExpiry")->isVisible());
        refreshEverySecond(person);
        QTRY_VERIFY(person.text("itemRefreshText").contains(QStringLiteral("every second")));
        QVERIFY(!person.see<QWidget>("itemSizeMark")->isVisible());
        const int height = person.see<QWidget>("itemSize")->height();
        const auto *edit = person.see<QWidget>("keyValueEditButton");
        QTRY_VERIFY(edit->isVisible());
        const QPoint place = edit->mapTo(&person.window(), QPoint());
        server.set("k", "the second", 0, 5'000);
        QTRY_VERIFY(mark(person, "itemSizeMark").contains(QStringLiteral("was 5 B")));
        QVERIFY(!mark(person, "itemCasMark").isEmpty());
        QVERIFY(mark(person, "itemExpiryMark").contains(QStringLiteral("was")));
        QVERIFY(!person.see<QWidget>("itemFlagsMark")->isVisible());
        QCOMPARE(person.text("itemSize"), QStringLiteral("10 B"));
        QCOMPARE(person.see<QWidget>("itemSize")->height(), height); // on one line: nothing moves
        QTRY_COMPARE(edit->mapTo(&person.window(), QPoint()), place);
        QCOMPARE(*server.peek("k").answer.wasRead, false); // nobody has read it
        // A TOUCH changes nothing but the TTL.
        const QString casMark = mark(person, "itemCasMark");
        const QString expiryMark = mark(person, "itemExpiryMark");
        server.ask({.opcode = Opcode::Touch, .key = "k", .expiry = 50});
        QTRY_VERIFY(mark(person, "itemExpiryMark") != expiryMark);
        QCOMPARE(mark(person, "itemCasMark"), casMark);
    }

    void anotherItemHasNoMarks()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", "first");
        server.set("other", "much longer");
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.look(QStringLiteral("k"));
        refreshEverySecond(person);
        person.look(QStringLiteral("other"));
        server.set("other", "much longer still");
        QTRY_VERIFY(person.see<QWidget>("itemSizeMark")->isVisible());
        person.look(QStringLiteral("k"));
        QVERIFY(!person.see<QWidget>("itemSizeMark")->isVisible());
    }

    void itWaitsWhileItIsHiddenOrEdited()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", "first");
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.look(QStringLiteral("k"));
        refreshEverySecond(person);
        ItemRefresh *refresh = person.details()->refresh();
        QVERIFY(!refresh->pauses());
        person.press(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(refresh->pauses() & ItemRefresh::Pause::Hidden);
        person.press(Qt::Key_2, Qt::ControlModifier);
        QVERIFY(!refresh->pauses());
        QTRY_VERIFY(person.details()->editAction()->isEnabled());
        person.details()->editAction()->trigger();
        QTRY_VERIFY(person.details()->isEditing());
        QVERIFY(refresh->pauses() & ItemRefresh::Pause::Editing);
        QVERIFY(person.text("itemRefreshText").contains(QStringLiteral("edited")));
    }

    void whatIsDiscardedIsReadAgain()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", "first");
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.look(QStringLiteral("k"));
        const auto shown = [&] { return person.see<LongText>("keyValueText")->visibleText(); };
        beginEdit(person);
        server.set("k", "the second");
        person.click("keyValueEditDiscardButton");
        QVERIFY(!person.details()->isEditing());
        QTRY_COMPARE(shown(), QStringLiteral("the second"));
        QTRY_COMPARE(person.text("itemSize"), QStringLiteral("10 B"));
        QCOMPARE(person.notice("keyNotice"), QString());
        // And goes on to be read.
        refreshEverySecond(person);
        beginEdit(person);
        person.click("keyValueEditDiscardButton");
        server.set("k", "a third one");
        QTRY_COMPARE(shown(), QStringLiteral("a third one"));
        server.set("k", "and a fourth");
        QTRY_COMPARE(shown(), QStringLiteral("and a fourth"));
    }

    void whatCannotBeReadAgainByItselfSaysWhenItWasRead()
    {
        ChangedServer server({QStringLiteral("-B"), QStringLiteral("binary")});
        ItemPerson person;
        lookWithoutText(person, server);
        person.window().findChild<QAction *>(QStringLiteral("itemGet"))->trigger();
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Found);
        QVERIFY(!person.notice("keyNotice").contains(QStringLiteral("before the edit")));
        beginEdit(person);
        const quint64 before = gets(server);
        person.click("keyValueEditDiscardButton");
        QVERIFY2(person.notice("keyNotice").contains(QStringLiteral("before the edit")), qPrintable(person.notice("keyNotice")));
        QCOMPARE(person.see<LongText>("keyValueText")->visibleText(), QStringLiteral("first"));
        QCOMPARE(gets(server), before);
        person.details()->lookAgain();
        QTRY_COMPARE(person.details()->state(), ItemLook::State::GetOnly);
        person.window().findChild<QAction *>(QStringLiteral("itemGet"))->trigger();
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Found);
        QVERIFY(!person.notice("keyNotice").contains(QStringLiteral("before the edit")));
    }

    void aServerWithoutTextIsNotReadByItself()
    {
        ChangedServer server({QStringLiteral("-B"), QStringLiteral("binary")});
        ItemPerson person;
        lookWithoutText(person, server);
        person.details()->refresh()->setInterval(std::chrono::seconds(1));
        QTRY_VERIFY(person.see<QAbstractButton>("itemGetButton") || person.window().findChild<QAction *>(QStringLiteral("itemGet")));
        person.window().findChild<QAction *>(QStringLiteral("itemGet"))->trigger();
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Found);
        const quint64 before = gets(server);
        const QSignalSpy due(person.details()->refresh(), &ItemRefresh::due);
        QVERIFY(person.details()->refresh()->pauses() & ItemRefresh::Pause::NothingToRead);
        QCOMPARE(gets(server), before);
        QVERIFY(due.isEmpty());
    }

    void theValueStaysWhereItIsScrolledTo()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        QByteArray lines;
        for (int i = 0; i < 500; ++i)
            lines += "line " + QByteArray::number(i) + '\n';
        server.set("k", lines);
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.look(QStringLiteral("k"));
        auto *text = person.see<QAbstractScrollArea>("keyValueText");
        QTRY_VERIFY(text->verticalScrollBar()->maximum() > 100);
        text->verticalScrollBar()->setValue(100);
        refreshEverySecond(person);
        server.set("k", lines + "one more\n");
        QTRY_VERIFY(person.see<QWidget>("itemSizeMark")->isVisible());
        QTRY_VERIFY(text->verticalScrollBar()->value() > 80); // the rows above may have grown
    }

    /// A part that is current and out of sight draws nobody there.
    void theTreeStaysWhereItIsScrolledTo()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        QByteArray many = "[0";
        for (int i = 1; i < 300; ++i)
            many += ',' + QByteArray::number(i);
        server.set("k", many + ']');
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.look(QStringLiteral("k"));
        auto *tabs = person.see<QTabWidget>("keyValueTabs");
        auto *tree = tabs->findChild<ValueTreeRows *>();
        int tab = 0;
        while (!tabs->widget(tab)->isAncestorOf(tree))
            ++tab;
        QTRY_VERIFY(tabs->isTabVisible(tab));
        tabs->setCurrentIndex(tab);
        QTRY_VERIFY(tree->isVisible());
        const auto members = [tree] { return tree->model()->rowCount(tree->model()->index(0, 0)); };
        QTRY_COMPARE(members(), 300);
        QTest::keyClick(tree, Qt::Key_End);
        QTRY_VERIFY(tree->verticalScrollBar()->value() > 0);
        tree->verticalScrollBar()->setValue(0);
        refreshEverySecond(person);
        server.set("k", many + ",300]");
        QTRY_COMPARE(members(), 301);
        QCOMPARE(tree->currentIndex().row(), 299);
        QTRY_COMPARE(tree->verticalScrollBar()->value(), 0);
    }

    void aResultLeadsToItsKey()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", "value");
        ItemPerson person;
        person.connectTo(server.server());
        QTRY_VERIFY(person.state().startsWith(QStringLiteral("Connected")));
        person.command(QStringLiteral("get k"));
        QTRY_COMPARE(person.rows(), 1);
        auto *table = person.see<ResultsTable>("results");
        const QPoint place = table->visualRect(table->model()->index(0, 1)).center();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, place);
        QContextMenuEvent asked(QContextMenuEvent::Mouse, place, table->viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(table->viewport(), &asked);
        QTRY_VERIFY(person.window().findChild<QAction *>(QStringLiteral("showInKeys")));
        auto *action = person.window().findChild<QAction *>(QStringLiteral("showInKeys"));
        auto *menu = qobject_cast<QMenu *>(action->parent());
        QTRY_VERIFY(menu->isVisible());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        QTRY_VERIFY(person.details()->isVisible());
        QCOMPARE(person.details()->key(), QByteArray("k"));
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Found);
    }
};

QTEST_MAIN(TestItemRefresh)
#include "tst_itemrefresh.moc"
