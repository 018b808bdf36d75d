#include "tests/itemperson.h"

#include <QComboBox>
#include <QMessageBox>
#include <QSpinBox>
#include <QTemporaryFile>

/// Making, duplicating and renaming items in the window, on a real memcached.
class TestItemActions : public QObject
{
    Q_OBJECT

private slots:
    void aNewItemIsStoredAndShown()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("old", "value");
        ItemPerson person;
        person.listKeysOf(server.server());
        QCOMPARE(person.keys(), 1);
        person.clickInMenu("newItemAction");
        QTRY_VERIFY(person.isOpen("newItem"));
        QVERIFY(!person.see<QAbstractButton>("newItemConsent")->isEnabled());
        person.fill("newItemKey", QStringLiteral("\"two words\""));
        QVERIFY(person.notice("newItemKeyFault").contains(QStringLiteral("text protocol")));
        person.fill("newItemKey", QStringLiteral("fresh"));
        QCOMPARE(person.notice("newItemKeyFault"), QString());
        person.fill("newItemValue", QStringLiteral("hello"));
        person.fill("flags", QStringLiteral("0x1F"));
        person.see<QComboBox>("ttlUnit")->setCurrentIndex(3); // days
        person.fill("ttlNumber", QStringLiteral("40"));
        QVERIFY(person.commands("newItemCommands").startsWith(QStringLiteral("ADD fresh hello")));
        person.consent("newItemConsent");
        QTRY_VERIFY(!person.isOpen("newItem"));
        QTRY_COMPARE(person.keys(), 2);
        QTRY_COMPARE(person.details()->key(), QByteArray("fresh"));
        QCOMPARE(person.table()->currentKey(), QByteArray("fresh"));
        const PeekedItem item = server.peek("fresh");
        QCOMPARE(item.value, QByteArray("hello"));
        QCOMPARE(item.answer.flags, 0x1fU);
        QVERIFY(isLeftOf(item.answer.timeToLive, 40 * 86'400));
        QVERIFY(person.told().contains(QStringLiteral("fresh")));
    }

    void whatIsThereIsNotOverwritten()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("taken", "mine");
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.clickInMenu("newItemAction");
        QTRY_VERIFY(person.isOpen("newItem"));
        person.fill("newItemKey", QStringLiteral("taken"));
        person.fill("newItemValue", QStringLiteral("yours"));
        QTRY_VERIFY(person.notice("newItemObstacle").contains(QStringLiteral("already"))); // before anything is sent
        QVERIFY(!person.see<QAbstractButton>("newItemConsent")->isEnabled());
        person.fill("newItemKey", QStringLiteral("free"));
        QVERIFY(person.isReady("newItemConsent"));
        server.set("free", "somebody's"); // who is faster than the look
        person.click("newItemConsent");
        QTRY_VERIFY(person.notice("newItemOutcome").contains(QStringLiteral("there already")));
        QVERIFY(person.isOpen("newItem"));
        QCOMPARE(server.value("taken"), QByteArray("mine"));
        QCOMPARE(server.value("free"), QByteArray("somebody's"));
    }

    void aKeyThatBecomesFreeCanBeTaken()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("taken", "value");
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.clickInMenu("newItemAction");
        QTRY_VERIFY(person.isOpen("newItem"));
        person.fill("newItemKey", QStringLiteral("taken"));
        person.fill("newItemValue", QStringLiteral("mine"));
        auto *again = person.see<QAbstractButton>("newItemLookAgain");
        QTRY_VERIFY(again->isVisible());
        person.click("newItemLookAgain");
        QVERIFY(person.notice("newItemObstacle").contains(QStringLiteral("already")));
        QVERIFY(server.ask({.opcode = Opcode::Delete, .key = "taken"}).succeeded());
        person.click("newItemLookAgain");
        QTRY_VERIFY(!again->isVisible());
        QVERIFY(person.isReady("newItemConsent"));
        // Likewise, when the person comes back to the window.
        server.set("taken", "value");
        person.fill("newItemKey", QStringLiteral("take"));
        person.fill("newItemKey", QStringLiteral("taken"));
        QTRY_VERIFY(again->isVisible());
        QVERIFY(server.ask({.opcode = Opcode::Delete, .key = "taken"}).succeeded());
        QEvent activation(QEvent::WindowActivate);
        QCoreApplication::sendEvent(person.see<QDialog>("newItem"), &activation);
        QTRY_VERIFY(!again->isVisible());
        person.consent("newItemConsent");
        QTRY_VERIFY(!person.isOpen("newItem"));
        QCOMPARE(server.value("taken"), QByteArray("mine"));
    }

    void whatWasTypedIsNotLostByEscape()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.clickInMenu("newItemAction");
        QTRY_VERIFY(person.isOpen("newItem"));
        person.fill("newItemValue", QStringLiteral("long work"));
        QTest::keyClick(person.dialog<QDialog>("newItem"), Qt::Key_Escape);
        QVERIFY(person.isOpen("newItem"));
        QTRY_VERIFY(person.isOpen("discardTyped"));
        QTest::keyClick(person.dialog<QDialog>("discardTyped"), Qt::Key_Escape);
        QTRY_VERIFY(!person.isOpen("discardTyped"));
        QVERIFY(person.isOpen("newItem"));
        QTest::keyClick(person.dialog<QDialog>("newItem"), Qt::Key_Escape);
        QTRY_VERIFY(person.isOpen("discardTyped"));
        auto *box = static_cast<QMessageBox *>(person.dialog<QDialog>("discardTyped"));
        QTest::mouseClick(box->button(QMessageBox::Discard), Qt::LeftButton);
        QTRY_VERIFY(!person.isOpen("newItem"));
    }

    void faultsStandBesideTheirFields_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<QString>("words");
        QTest::newRow("a key over 250 bytes") << QByteArray("newItemKey") << QString(251, QLatin1Char('k')) << QByteArray("newItemKeyFault")
                                              << QStringLiteral("251 bytes");
        QTest::newRow("two words") << QByteArray("newItemKey") << QStringLiteral("a b") << QByteArray("newItemKeyFault")
                                   << QStringLiteral("quotes");
        QTest::newRow("flags") << QByteArray("flags") << QStringLiteral("4294967296") << QByteArray("flagsFault")
                               << QStringLiteral("4294967295");
    }
    void faultsStandBesideTheirFields()
    {
        QFETCH(QByteArray, field);
        QFETCH(QString, text);
        QFETCH(QByteArray, fault);
        QFETCH(QString, words);
        ChangedServer server;
        QVERIFY(server.begin());
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.clickInMenu("newItemAction");
        QTRY_VERIFY(person.isOpen("newItem"));
        person.fill("newItemKey", QStringLiteral("good"));
        QVERIFY(person.isReady("newItemConsent"));
        person.fill(field.constData(), text);
        QVERIFY2(person.notice(fault.constData()).contains(words), qPrintable(person.notice(fault.constData())));
        QVERIFY(!person.see<QAbstractButton>("newItemConsent")->isEnabled());
        QCOMPARE(person.commands("newItemCommands"), QString());
    }

    void bytesAreWrittenInManyWays_data()
    {
        QTest::addColumn<int>("form");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << 0 << QStringLiteral("a\\n\"b\"") << QByteArray("a\\n\"b\"");
        QTest::newRow("escapes") << 1 << QStringLiteral("a\\n\"b\"\\\\\\x00\\\"") << QByteArray("a\n\"b\"\\\0\"", 8);
        QTest::newRow("hexadecimal") << 2 << QStringLiteral("00 ff1A") << QByteArray("\x00\xff\x1a", 3);
        QTest::newRow("wrong hexadecimal") << 2 << QStringLiteral("00 f") << QByteArray();
        QTest::newRow("wrong escape") << 1 << QStringLiteral("a\\q") << QByteArray();
        QTest::newRow("a backslash at the end") << 1 << QStringLiteral("a\\") << QByteArray();
    }
    void bytesAreWrittenInManyWays()
    {
        QFETCH(int, form);
        QFETCH(QString, text);
        QFETCH(QByteArray, bytes);
        ChangedServer server;
        QVERIFY(server.begin());
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.clickInMenu("newItemAction");
        QTRY_VERIFY(person.isOpen("newItem"));
        person.fill("newItemKey", QStringLiteral("k"));
        person.see<QComboBox>("newItemValueForm")->setCurrentIndex(form);
        person.fill("newItemValue", text);
        if (bytes.isEmpty()) {
            QVERIFY(!person.notice("newItemValueFault").isEmpty());
            QVERIFY(!person.see<QAbstractButton>("newItemConsent")->isEnabled());
            return;
        }
        person.consent("newItemConsent");
        QTRY_VERIFY(!person.isOpen("newItem"));
        QCOMPARE(server.value("k"), bytes);
    }

    void aFileIsStored()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        QTemporaryFile file;
        QVERIFY(file.open());
        const QByteArray content(100'000, '\x01');
        file.write(content);
        file.flush();
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.clickInMenu("newItemAction");
        QTRY_VERIFY(person.isOpen("newItem"));
        person.fill("newItemKey", QStringLiteral("k"));
        person.see<QComboBox>("newItemValueForm")->setCurrentIndex(3);
        person.fill("newItemValueFile", file.fileName() + QStringLiteral("no"));
        QTRY_VERIFY(person.notice("newItemValueFault").contains(QStringLiteral("no file")));
        person.fill("newItemValueFile", file.fileName());
        person.consent("newItemConsent");
        QTRY_VERIFY(!person.isOpen("newItem"));
        QCOMPARE(server.value("k"), content);
    }

    void aRenamedItemKeepsFlagsAndTtl_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::newRow("never") << 0;
        QTest::newRow("an hour") << 3'600;
        QTest::newRow("40 days") << 40 * 86'400;
    }
    void aRenamedItemKeepsFlagsAndTtl()
    {
        QFETCH(int, seconds);
        ChangedServer server;
        QVERIFY(server.begin());
        const qint64 now = server.connection.server().time();
        server.set("before", "value", 77, seconds > 30 * 86'400 ? quint32(now + seconds) : quint32(seconds));
        server.set("other", "x");
        const PeekedItem before = server.peek("before");
        ItemPerson person;
        person.listKeysOf(server.server());
        person.look(QStringLiteral("before"));
        person.chooseForItem("renameItemAction");
        QTRY_VERIFY(person.isOpen("renameItem"));
        QVERIFY(!person.see<QAbstractButton>("renameItemConsent")->isEnabled()); // it is called so already
        person.fill("renameItemKey", QStringLiteral("after"));
        person.consent("renameItemConsent");
        QTRY_VERIFY(!person.isOpen("renameItem"));
        QVERIFY(!server.holds("before"));
        const PeekedItem after = server.peek("after");
        QCOMPARE(after.value, QByteArray("value"));
        QCOMPARE(after.answer.flags, 77U);
        QVERIFY(isLeftOf(after.answer.timeToLive, *before.answer.timeToLive));
        QTRY_COMPARE(person.details()->key(), QByteArray("after"));
        QTRY_COMPARE(person.shownKeys().size(), 2);
        QTRY_VERIFY2(person.counts().startsWith(QStringLiteral("2 keys · 1 known to be gone · ")), qPrintable(person.counts()));
        QVERIFY(!person.shownKeys().contains("before"));
        QVERIFY(person.shownKeys().contains("after"));
        QTRY_COMPARE(person.table()->currentKey(), QByteArray("after"));
        person.clickInMenu("undoKeyChange");
        QTRY_VERIFY(person.shownKeys().contains("before"));
        QTRY_VERIFY(!person.shownKeys().contains("after"));
        QVERIFY(server.holds("before"));
        QTRY_COMPARE(person.details()->key(), QByteArray("before"));
        QTRY_COMPARE(person.table()->currentKey(), QByteArray("before"));
    }

    void aRenameOntoAnotherKeyChangesNothing()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("before", "value");
        server.set("taken", "other");
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.look(QStringLiteral("before"));
        person.chooseForItem("renameItemAction");
        QTRY_VERIFY(person.isOpen("renameItem"));
        person.fill("renameItemKey", QStringLiteral("taken"));
        QTRY_VERIFY(person.notice("renameItemObstacle").contains(QStringLiteral("already"))); // before anything is sent
        QVERIFY(!person.see<QAbstractButton>("renameItemConsent")->isEnabled());
        person.fill("renameItemKey", QStringLiteral("free"));
        QVERIFY(person.isReady("renameItemConsent"));
        server.set("free", "somebody's"); // who is faster than the look
        person.click("renameItemConsent");
        QTRY_VERIFY(person.notice("renameItemOutcome").contains(QStringLiteral("Nothing was renamed")));
        QCOMPARE(server.value("before"), QByteArray("value"));
        QCOMPARE(server.value("taken"), QByteArray("other"));
        QTest::keyClick(person.dialog<QDialog>("renameItem"), Qt::Key_Escape);
        QTRY_VERIFY(!person.isOpen("renameItem"));
    }

    void aDuplicateCanHaveAnotherTtl()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("before", "value", 5, 100);
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.look(QStringLiteral("before"));
        person.chooseForItem("duplicateItemAction");
        QTRY_VERIFY(person.isOpen("duplicateItem"));
        person.fill("duplicateItemKey", QStringLiteral("copy"));
        QVERIFY(person.isReady("duplicateItemConsent"));
        const auto *keep = person.see<QAbstractButton>("keepTtl");
        const QString left = keep->text();
        QTRY_VERIFY2(keep->text() != left, qPrintable(left));
        QTest::mouseClick(person.see<QWidget>("keepTtl"), Qt::LeftButton, {}, QPoint(10, 8));
        QTRY_VERIFY(person.see<QComboBox>("ttlForm")->isVisible());
        person.see<QComboBox>("ttlForm")->setCurrentIndex(2); // never
        person.consent("duplicateItemConsent");
        QTRY_VERIFY(!person.isOpen("duplicateItem"));
        QCOMPARE(server.value("before"), QByteArray("value"));
        const PeekedItem copy = server.peek("copy");
        QCOMPARE(copy.value, QByteArray("value"));
        QCOMPARE(copy.answer.flags, 5U);
        QCOMPARE(copy.answer.timeToLive, MetaAnswer::never);
        QTRY_COMPARE(person.details()->key(), QByteArray("copy"));
        QCOMPARE(person.see<QLineEdit>("goToKeyText")->text(), QString()); // it names no other key than the one that is looked at
    }

    void oneKeyIsDeletedAndRetimed()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("one", "value");
        server.set("two", "value");
        ItemPerson person;
        person.listKeysOf(server.server());
        person.look(QStringLiteral("one"));
        person.chooseForItem("retimeItemAction");
        QTRY_VERIFY(person.isOpen("keyChangeDialog"));
        person.consent("keyChangeConsent");
        QTRY_VERIFY(*server.peek("one").answer.timeToLive > 0);
        QTRY_VERIFY2(person.text("itemExpiry").startsWith(QStringLiteral("in ")), qPrintable(person.text("itemExpiry")));
        const Keyspace *keyspace = person.browser()->keyspace(); // the list follows too
        QTRY_VERIFY(keyspace->listing().at(*keyspace->store().find("one")).expiry != ListedKey::never);
        QTRY_VERIFY(!person.see<QDialog>("keyChangeDialog"));
        QVERIFY(person.activate());
        person.chooseForItem("deleteItemAction");
        QTRY_VERIFY(person.isOpen("keyChangeDialog"));
        person.consent("keyChangeConsent");
        QTRY_VERIFY(!server.holds("one"));
        QTRY_COMPARE(person.shownKeys(), QByteArrayList{"two"});
    }

    void aReadOnlyConnectionSaysWhy()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("one", "value");
        ItemPerson person;
        person.openProfile({.id = QStringLiteral("r"),
                            .name = QStringLiteral("Reader"),
                            .address = {.host = QStringLiteral("127.0.0.1"), .port = server.server().port()},
                            .readOnly = true});
        person.look(QStringLiteral("one"));
        for (const char *name : {"newItemAction", "renameItemAction", "deleteItemAction"}) {
            const auto *action = person.window().findChild<QAction *>(QLatin1String(name));
            QVERIFY(!action->isEnabled());
            QVERIFY(action->toolTip().contains(QStringLiteral("read-only")));
        }
    }
};

QTEST_MAIN(TestItemActions)
#include "tst_itemactions.moc"
