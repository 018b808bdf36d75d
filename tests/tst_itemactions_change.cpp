#include "tests/itemperson.h"
#include "ui/itemedit/deedfollower.h"

#include <QComboBox>

/// Counting, appending and prepending in the window, on a real memcached.
class TestItemActionsChange : public QObject
{
    Q_OBJECT

    /// Qt writes the length before it.
    static QByteArray zlibbed(const QByteArray &bytes) { return qCompress(bytes).mid(4); }
    /// What the list says of the only key.
    static ListedKey listed(const ItemPerson &person) { return person.browser()->keyspace()->listing().at(0); }
    static void undo(ItemPerson &person)
    {
        person.clickInMenu("undoKeyChange");
        QTRY_VERIFY2(person.told().startsWith(QStringLiteral("Undone")), qPrintable(person.told()));
        QVERIFY(!person.isOpen("keyRunDialog")); // one line needs no window
    }

private slots:
    void aCounterCounts_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<int>("way");
        QTest::addColumn<QString>("delta");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("undone");
        QTest::newRow("up") << QByteArray("41") << 0 << "1" << QByteArray("42") << "42" << true;
        QTest::newRow("down") << QByteArray("41") << 1 << "40" << QByteArray("1 ") << "is 1 now" << true;
        QTest::newRow("to its least") << QByteArray("5") << 1 << "9" << QByteArray("0") << "least" << true;
        QTest::newRow("round") << QByteArray("18446744073709551615") << 0 << "2" << QByteArray("1") << "began again" << true;
    }
    void aCounterCounts()
    {
        QFETCH(QByteArray, before);
        QFETCH(int, way);
        QFETCH(QString, delta);
        QFETCH(QByteArray, after);
        QFETCH(QString, words);
        QFETCH(bool, undone);
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", before, 9, 500);
        ItemPerson person;
        person.listKeysOf(server.server());
        const ListedKey asListed = listed(person);
        person.look(QStringLiteral("k"));
        person.chooseForItem("countItemAction");
        QTRY_VERIFY(person.isOpen("countItem"));
        QTRY_COMPARE(person.text("countItemNumber"), QString::fromLatin1(before));
        const QString facts = person.text("countItemFacts");
        QTRY_VERIFY(person.text("countItemFacts") != facts); // its TTL runs
        person.see<QComboBox>("countItemWay")->setCurrentIndex(way);
        person.fill("countItemDelta", delta);
        person.consent("countItemConsent");
        QTRY_VERIFY(!person.isOpen("countItem"));
        QVERIFY2(person.told().contains(words), qPrintable(person.told()));
        const PeekedItem item = server.peek("k");
        QCOMPARE(item.value.trimmed(), after.trimmed());
        QCOMPARE(item.answer.flags, 9U);
        QVERIFY(isLeftOf(item.answer.timeToLive, 500));
        QTRY_COMPARE(person.text("itemCas"), QString::number(*item.answer.cas)); // the details follow
        QCOMPARE(person.notice("keyNotice"), QString());
        // And so does the list.
        QTRY_COMPARE(listed(person).cas, *item.answer.cas);
        QCOMPARE(listed(person).size, asListed.size + quint32(item.value.size() - before.size()));
        QCOMPARE(listed(person).flags, 9U);
        QVERIFY(std::abs(listed(person).expiry - asListed.expiry) <= 3);
        QCOMPARE(person.action("undoKeyChange")->isEnabled(), undone);
        if (!undone)
            return;
        undo(person);
        const PeekedItem again = server.peek("k");
        QCOMPARE(again.value, before);
        QCOMPARE(again.answer.flags, 9U);
        QVERIFY(isLeftOf(again.answer.timeToLive, 500));
    }

    void whatIsNotKnownOfACounterStaysAsItWasListed()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", "41     ", 9, 500);
        ItemPerson person;
        person.listKeysOf(server.server());
        DeedFollower follower(person.browser(), person.details());
        const auto follow = [&follower](const ItemDeed &deed) {
            follower.follow({deed}, DeedFollower::List::OfServer, DeedFollower::New::Listed);
        };
        ListedKey before = listed(person);
        ItemDeed deed{.key = "k", .after = {.size = 2, .cas = before.cas + 1}, .isKnown = false};
        follow(deed);
        QCOMPARE(listed(person).cas, before.cas + 1);
        QCOMPARE(listed(person).flags, before.flags); // not every server lists them
        QCOMPARE(listed(person).size, before.size);
        follow({.kind = ItemDeed::Kind::Rewritten, .key = "k", .after = {.size = 7, .flags = 9, .cas = before.cas}});
        before = listed(person);
        follow(deed);
        QCOMPARE(listed(person).flags, std::optional<quint32>(9));
        QCOMPARE(listed(person).size, before.size);
        QCOMPARE(listed(person).slabClass, before.slabClass);
        QCOMPARE(listed(person).expiry, before.expiry);
        // What was made from here is known.
        deed.isKnown = true;
        follow(deed);
        QCOMPARE(listed(person).flags, std::optional<quint32>(0));
        QVERIFY(listed(person).size < before.size);
    }

    void whatIsNoNumberIsSaidSo()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", "twelve");
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.look(QStringLiteral("k"));
        person.chooseForItem("countItemAction");
        QTRY_VERIFY(person.notice("countItemNote").contains(QStringLiteral("cannot count")));
        person.fill("countItemDelta", QStringLiteral("-1"));
        QVERIFY(!person.notice("countItemDeltaFault").isEmpty());
        QVERIFY(!person.see<QAbstractButton>("countItemConsent")->isEnabled());
        person.fill("countItemDelta", QStringLiteral("1"));
        person.consent("countItemConsent");
        QTRY_VERIFY(person.notice("countItemOutcome").contains(QStringLiteral("cannot count")));
        QCOMPARE(server.value("k"), QByteArray("twelve"));
    }

    void aMissingCounterIsMadeIfThatIsWished()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.lookInVain(QStringLiteral("k"));
        person.chooseForItem("countItemAction");
        QTRY_VERIFY(person.notice("countItemObstacle").contains(QStringLiteral("does not exist")));
        QVERIFY(!person.see<QAbstractButton>("countItemConsent")->isEnabled());
        QTest::mouseClick(person.see<QWidget>("countItemStarts"), Qt::LeftButton, {}, QPoint(10, 8));
        person.fill("countItemInitial", QStringLiteral("100"));
        person.consent("countItemConsent");
        QTRY_VERIFY(!person.isOpen("countItem"));
        QCOMPARE(server.value("k"), QByteArray("100"));
        QVERIFY(isLeftOf(server.peek("k").answer.timeToLive, 3'600)); // an hour
        undo(person);
        QVERIFY(!server.holds("k"));
    }

    void bytesAreAddedAtBothEnds_data()
    {
        QTest::addColumn<int>("side");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("append") << 0 << QByteArray("middle\nx");
        QTest::newRow("prepend") << 1 << QByteArray("\nxmiddle");
    }
    void bytesAreAddedAtBothEnds()
    {
        QFETCH(int, side);
        QFETCH(QByteArray, after);
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", "middle", 3, 500);
        ItemPerson person;
        person.listKeysOf(server.server());
        const ListedKey before = listed(person);
        person.look(QStringLiteral("k"));
        person.chooseForItem("joinItemAction");
        QTRY_VERIFY(person.isOpen("joinItem"));
        person.see<QComboBox>("joinItemSide")->setCurrentIndex(side);
        person.fill("joinItemBytes", QStringLiteral("\\nx"));
        QVERIFY(person.isReady("joinItemConsent"));
        QCOMPARE(person.notice("joinItemWarning"), QString());
        QVERIFY(person.commands("joinItemCommands").contains(QStringLiteral("cas=")));
        person.consent("joinItemConsent");
        QTRY_VERIFY(!person.isOpen("joinItem"));
        const PeekedItem item = server.peek("k");
        QCOMPARE(item.value, after);
        QCOMPARE(item.answer.flags, 3U);
        QVERIFY(isLeftOf(item.answer.timeToLive, 500));
        QTRY_COMPARE(listed(person).cas, *item.answer.cas);
        QCOMPARE(listed(person).size, before.size + 2);
        QCOMPARE(listed(person).flags, 3U);
        QVERIFY(std::abs(listed(person).expiry - before.expiry) <= 3);
        QTRY_COMPARE(person.text("itemCas"), QString::number(*item.answer.cas));
        QCOMPARE(person.notice("keyNotice"), QString());
        undo(person);
        QCOMPARE(server.value("k"), QByteArray("middle"));
    }

    void whatWouldBeDamagedIsWarnedOf()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("packed", zlibbed(QByteArray(500, 'a')));
        server.set("json", "{\"a\": [1, 2]}");
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        for (const auto &[key, words] : {std::pair("packed", "compressed"), std::pair("json", "JSON")}) {
            person.look(QString::fromLatin1(key));
            person.chooseForItem("joinItemAction");
            QTRY_VERIFY(person.notice("joinItemWarning").contains(QLatin1String(words)));
            QTest::keyClick(person.dialog<QDialog>("joinItem"), Qt::Key_Escape);
            QTRY_VERIFY(!person.see<QDialog>("joinItem"));
        }
    }

    void whatWasRewrittenMeanwhileIsLeftAlone()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", "one");
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.look(QStringLiteral("k"));
        person.chooseForItem("joinItemAction");
        QTRY_VERIFY(person.isOpen("joinItem"));
        person.fill("joinItemBytes", QStringLiteral("x"));
        QVERIFY(person.isReady("joinItemConsent"));
        server.set("k", "another");
        person.consent("joinItemConsent");
        QTRY_VERIFY(person.notice("joinItemOutcome").contains(QStringLiteral("rewritten")));
        QCOMPARE(server.value("k"), QByteArray("another"));
        QTRY_VERIFY(person.text("joinItemFacts").contains(QStringLiteral("7 B"))); // it has been looked at again
    }

    /// And says so before.
    void withoutCasNothingIsUndone()
    {
        ChangedServer server({QStringLiteral("-C")});
        QVERIFY(server.begin());
        server.set("k", "1");
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.look(QStringLiteral("k"));
        person.chooseForItem("countItemAction");
        QTRY_COMPARE(person.notice("countItemNoUndo"), QStringLiteral("This server has no CAS: counting cannot be undone."));
        person.consent("countItemConsent");
        QTRY_COMPARE(server.value("k"), QByteArray("2"));
        QTRY_VERIFY(!person.isOpen("countItem"));
        person.chooseForItem("joinItemAction");
        QTRY_VERIFY(person.notice("joinItemNoUndo").endsWith(QStringLiteral("cannot be undone.")));
        QCOMPARE(person.notice("joinItemWarning"), QString());
        person.fill("joinItemBytes", QStringLiteral("x"));
        person.consent("joinItemConsent");
        QTRY_COMPARE(server.value("k"), QByteArray("2x"));
        QTRY_VERIFY(!person.isOpen("joinItem"));
        QVERIFY(!person.window().findChild<QAction *>(QStringLiteral("undoKeyChange"))->isEnabled());
    }

    void productionIsAskedAbout()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", "1");
        ItemPerson person;
        person.openProfile({.id = QStringLiteral("p"),
                            .name = QStringLiteral("Shop"),
                            .environment = Environment::Production,
                            .address = {.host = QStringLiteral("127.0.0.1"), .port = server.server().port()}});
        person.look(QStringLiteral("k"));
        person.chooseForItem("countItemAction");
        QTRY_VERIFY(person.isOpen("countItem"));
        person.consent("countItemConsent");
        QTRY_VERIFY(person.isOpen("runQuestion"));
        QVERIFY(person.text("runQuestionText").contains(QStringLiteral("Shop")));
        QTest::keyClick(person.dialog<QDialog>("runQuestion"), Qt::Key_Escape);
        QTRY_VERIFY(!person.see<QDialog>("runQuestion"));
        QCOMPARE(server.value("k"), QByteArray("1"));
        person.consent("countItemConsent");
        QTRY_VERIFY(person.isOpen("runQuestion"));
        person.click("consent");
        QTRY_VERIFY(!person.isOpen("countItem"));
        QCOMPARE(server.value("k"), QByteArray("2"));
    }
};

QTEST_MAIN(TestItemActionsChange)
#include "tst_itemactions_change.moc"
