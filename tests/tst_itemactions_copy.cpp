#include "tests/itemperson.h"
#include "ui/keys/keychangeactions.h"

#include <QComboBox>

/// Copying an item to another server in the window, between two real memcached.
class TestItemActionsCopy : public QObject
{
    Q_OBJECT

    static Profile profile(const char *name, ChangedServer &server)
    {
        return {.id = QString::fromLatin1(name),
                .name = QString::fromLatin1(name),
                .address = {.host = QStringLiteral("127.0.0.1"), .port = server.server().port()}};
    }
    /// The page of `from` is in front, with its key; that of `to` is open behind it.
    static void open(ItemPerson &person, ChangedServer &from, const Profile &to, const QString &key)
    {
        QTRY_VERIFY(person.workspace().profiles()->isLoaded());
        person.workspace().profiles()->put(to);
        ServerPage *other = person.workspace().openProfile(to.id);
        QTRY_VERIFY(other->connection()->isReady());
        const Profile source = profile("Source", from);
        person.workspace().profiles()->put(source);
        ServerPage *page = person.workspace().openProfile(source.id);
        QTRY_VERIFY(page->connection()->isReady());
        person.press(Qt::Key_2, Qt::ControlModifier);
        auto *field = page->findChild<QLineEdit *>(QStringLiteral("goToKeyText"));
        person.enter(field, key);
        auto *details = page->findChild<KeyDetails *>(QStringLiteral("keyDetails"));
        QTRY_COMPARE(details->state(), ItemLook::State::Found);
        page->findChild<QAction *>(QStringLiteral("copyItemAction"))->trigger();
        QTRY_VERIFY(person.isOpen("copyItem"));
    }

    static ServerPage *pageOf(ItemPerson &person, ChangedServer &server)
    {
        const QList<ServerPage *> pages = person.window().findChildren<ServerPage *>();
        const auto found = std::ranges::find(pages, server.connection.options().place(),
                                             [](ServerPage *page) { return page->connection()->options().place(); });
        return found == pages.end() ? nullptr : *found;
    }

private slots:
    void anItemIsCopiedWithFlagsAndTtl_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::newRow("never") << 0;
        QTest::newRow("ten minutes") << 600;
        QTest::newRow("40 days") << 40 * 86'400;
    }
    void anItemIsCopiedWithFlagsAndTtl()
    {
        QFETCH(int, seconds);
        ChangedServer from;
        ChangedServer to;
        QVERIFY(from.begin() && to.begin());
        const qint64 now = from.connection.server().time();
        from.set("k", "value", 12, seconds > 30 * 86'400 ? quint32(now + seconds) : quint32(seconds));
        const PeekedItem before = from.peek("k");
        ItemPerson person;
        open(person, from, profile("Target", to), QStringLiteral("k"));
        QTRY_COMPARE(person.text("copyItemThere"), QStringLiteral("Nothing"));
        QVERIFY(person.see<QWidget>("copyItemReplace")->isVisible()); // so that nothing moves when it is offered
        QVERIFY(!person.see<QWidget>("copyItemReplace")->isEnabled());
        person.consent("copyItemConsent");
        QTRY_VERIFY(!person.isOpen("copyItem"));
        const PeekedItem after = to.peek("k");
        QCOMPARE(after.value, QByteArray("value"));
        QCOMPARE(after.answer.flags, 12U);
        QVERIFY(isLeftOf(after.answer.timeToLive, *before.answer.timeToLive));
        QCOMPARE(from.value("k"), QByteArray("value"));
        QVERIFY(person.told().contains(QStringLiteral("Target")));
        // It is undone where it was done.
        QVERIFY(person.told().contains(QStringLiteral("undone on the page of that server")));
        QVERIFY(!pageOf(person, from)->findChild<QAction *>(QStringLiteral("undoKeyChange"))->isEnabled());
        auto *undo = pageOf(person, to)->findChild<QAction *>(QStringLiteral("undoKeyChange"));
        QVERIFY(undo->isEnabled());
        undo->trigger();
        QTRY_VERIFY(!to.holds("k"));
    }

    void whatIsThereIsReplacedByChoiceOnly()
    {
        ChangedServer from;
        ChangedServer to;
        QVERIFY(from.begin() && to.begin());
        from.set("k", "new");
        to.set("k", "former", 5);
        ItemPerson person;
        open(person, from, profile("Target", to), QStringLiteral("k"));
        QTRY_VERIFY(person.text("copyItemThere").contains(QStringLiteral("6 B")));
        QVERIFY(person.notice("copyItemObstacle").contains(QStringLiteral("replace")));
        QVERIFY(!person.see<QAbstractButton>("copyItemConsent")->isEnabled());
        QTest::mouseClick(person.see<QWidget>("copyItemReplace"), Qt::LeftButton, {}, QPoint(10, 8));
        QVERIFY(person.commands("copyItemCommands").startsWith(QStringLiteral("REPLACE")));
        // Somebody is faster.
        to.set("k", "another");
        person.consent("copyItemConsent");
        QTRY_VERIFY(person.notice("copyItemOutcome").contains(QStringLiteral("rewritten")));
        QCOMPARE(to.value("k"), QByteArray("another"));
        QTRY_VERIFY(person.text("copyItemThere").contains(QStringLiteral("7 B")));
        QTest::mouseClick(person.see<QWidget>("copyItemReplace"), Qt::LeftButton, {}, QPoint(10, 8));
        person.consent("copyItemConsent");
        QTRY_VERIFY(!person.isOpen("copyItem"));
        QCOMPARE(to.value("k"), QByteArray("new"));
        pageOf(person, to)->findChild<QAction *>(QStringLiteral("undoKeyChange"))->trigger();
        QTRY_COMPARE(to.value("k"), QByteArray("another"));
    }

    void whatCannotBePutBackIsSaidSo()
    {
        ChangedServer from;
        ChangedServer to;
        QVERIFY(from.begin() && to.begin());
        from.set("k", "new");
        to.set("k", QByteArray(2'000, 'x'));
        ItemPerson person;
        open(person, from, profile("Target", to), QStringLiteral("k"));
        QTest::keyClick(person.see<QDialog>("copyItem"), Qt::Key_Escape);
        QTRY_VERIFY(!person.see<QDialog>("copyItem"));
        pageOf(person, to)->findChild<KeyChangeActions *>()->setUndoLimit(1'000);
        pageOf(person, from)->findChild<QAction *>(QStringLiteral("copyItemAction"))->trigger();
        QTRY_VERIFY(person.isOpen("copyItem"));
        auto *replace = person.see<QAbstractButton>("copyItemReplace");
        QTRY_VERIFY(replace->isEnabled());
        QVERIFY2(replace->text().contains(QStringLiteral("for good")), qPrintable(replace->text()));
        QTest::mouseClick(replace, Qt::LeftButton, {}, QPoint(10, 8));
        person.consent("copyItemConsent");
        QTRY_VERIFY(!person.isOpen("copyItem"));
        QCOMPARE(to.value("k"), QByteArray("new"));
        QVERIFY2(person.told().contains(QStringLiteral("cannot be undone")), qPrintable(person.told()));
        QVERIFY(!pageOf(person, to)->findChild<QAction *>(QStringLiteral("undoKeyChange"))->isEnabled());
    }

    void whatWasDoneElsewhereIsUndoneThereOnly()
    {
        ChangedServer from;
        ChangedServer to;
        QVERIFY(from.begin() && to.begin());
        from.set("k", "value");
        ItemPerson person;
        open(person, from, profile("Target", to), QStringLiteral("k"));
        ServerPage *page = pageOf(person, to);
        const auto *undo = page->findChild<QAction *>(QStringLiteral("undoKeyChange"));
        const ItemDeed deed{.key = "k", .after = {.size = 1, .cas = 5}};
        // The page has gone on to another server while it was written.
        QVERIFY(page->openServer().tell(QStringLiteral("elsewhere:1"), {deed}, {}));
        QVERIFY(!undo->isEnabled());
        QVERIFY2(undo->statusTip().contains(QStringLiteral("elsewhere:1")), qPrintable(undo->statusTip()));
        QVERIFY(page->openServer().tell(to.connection.options().place(), {deed}, {}));
        QVERIFY(undo->isEnabled());
        QVERIFY(!undo->statusTip().contains(QStringLiteral("elsewhere:1")));
    }

    void aReadOnlyTargetIsRefused()
    {
        ChangedServer from;
        ChangedServer to;
        QVERIFY(from.begin() && to.begin());
        from.set("k", "value");
        Profile target = profile("Target", to);
        target.readOnly = true;
        ItemPerson person;
        open(person, from, target, QStringLiteral("k"));
        QTRY_VERIFY(person.notice("copyItemObstacle").contains(QStringLiteral("read-only")));
        QVERIFY(!person.see<QAbstractButton>("copyItemConsent")->isEnabled());
        QVERIFY(!to.holds("k"));
    }

    void aProductionTargetIsAskedAbout()
    {
        ChangedServer from;
        ChangedServer to;
        QVERIFY(from.begin() && to.begin());
        from.set("k", "value");
        Profile target = profile("Target", to);
        target.environment = Environment::Production;
        ItemPerson person;
        open(person, from, target, QStringLiteral("k"));
        person.consent("copyItemConsent");
        QTRY_VERIFY(person.isOpen("runQuestion"));
        QVERIFY(person.text("runQuestionText").contains(QStringLiteral("Target")));
        QVERIFY(!to.holds("k"));
        person.click("consent");
        QTRY_VERIFY(!person.isOpen("copyItem"));
        QCOMPARE(to.value("k"), QByteArray("value"));
    }

    void aTargetThatIsClosedIsSaidSo()
    {
        ChangedServer from;
        ChangedServer to;
        QVERIFY(from.begin() && to.begin());
        from.set("k", "value");
        ItemPerson person;
        open(person, from, profile("Target", to), QStringLiteral("k"));
        QVERIFY(person.isReady("copyItemConsent"));
        to.server().stop();
        QTRY_VERIFY(person.notice("copyItemObstacle").contains(QStringLiteral("not connected")));
        QVERIFY(!person.see<QAbstractButton>("copyItemConsent")->isEnabled());
    }
};

QTEST_MAIN(TestItemActionsCopy)
#include "tst_itemactions_copy.moc"
