#include "ui/pageleave.h"

#include "tests/keychangeasking.h"
#include "tests/keyperson.h"
#include "tests/patience.h"
#include "tests/privatehome.h"
#include "ui/keys/itemdumpdialog.h"
#include "ui/keys/itemrestoredialog.h"
#include "ui/keys/keychangedialog.h"
#include "ui/keys/keyfiles.h"
#include "ui/keys/keyrundialog.h"
#include "ui/keys/serverkeys.h"

#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>

namespace {

constexpr int keyCount = 5;

/// A person in a second window, while something goes on over the keys in the first.
class Leaver : public KeyPerson
{
public:
    /// Deletes all keys, of which the server, which stands still, takes none yet.
    void beginDeleting(RealServer &server)
    {
        listKeysOf(server);
        table()->setFocus();
        press(Qt::Key_A, Qt::ControlModifier);
        press(Qt::Key_Delete);
        QTRY_VERIFY(dialog<KeyChangeDialog>("keyChangeDialog"));
        auto *consent = see<QPushButton>("keyChangeConsent");
        QTRY_VERIFY(consent->isEnabled());
        server.suspend();
        QTest::mouseClick(consent, Qt::LeftButton);
        QVERIFY(!keys()->work().isEmpty());
    }
    [[nodiscard]] ServerKeys *keys() const { return see<ServerKeys>("serverKeys"); }
    [[nodiscard]] KeyFiles *files() const { return see<KeyFiles>("keyFiles"); }
    [[nodiscard]] QMessageBox *question() { return dialog<QMessageBox>("keysUnderWay"); }
    /// Quits from the other window, and is asked.
    void quit()
    {
        if (workspace().windows().size() < 2)
            workspace().openWindow();
        workspace().quit();
        QTRY_VERIFY(question());
    }
    [[nodiscard]] bool hasQuit()
    {
        return comesTrue([this] { return workspace().windows().isEmpty(); }, patience);
    }
};

} // namespace

/// What is asked before a page goes with something that is under way over its keys.
class TestPageLeave : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QVERIFY(m_folder.use());
    }
    void init()
    {
        m_server = std::make_unique<ChangedServer>();
        QVERIFY2(m_server->begin(), qPrintable(m_server->server().errorString()));
        for (int i = 0; i < keyCount; ++i)
            m_server->set("key:" + QByteArray::number(i), "value");
    }
    void cleanup()
    {
        m_server->server().resume();
        m_server.reset();
    }

    void whatIsDeletedIsWaitedFor()
    {
        Leaver person;
        person.beginDeleting(m_server->server());
        person.quit();
        const QString place = QStringLiteral("127.0.0.1:%1").arg(m_server->server().port());
        QCOMPARE(person.question()->text(), QStringLiteral("Not done yet: Deleting 5 keys from %1").arg(place));
        QVERIFY(person.question()->informativeText().startsWith(QStringLiteral("The program ends by itself")));

        QTest::keyClick(person.question(), Qt::Key_Escape);
        QTRY_VERIFY(!person.question());
        QCOMPARE(person.workspace().windows().size(), 2);
        QVERIFY(!person.keys()->work().isEmpty());

        person.quit();
        person.workspace().quit(); // once more is not twice
        m_server->server().resume();
        QVERIFY(person.hasQuit());
        QVERIFY(m_server->list().size() == 0);
    }

    void itemThatIsStoredIsWaitedFor()
    {
        Leaver person;
        person.connectAndGoToKeys(m_server->server());
        person.clickInMenu("newItemAction");
        QTRY_VERIFY(person.dialog<QDialog>("newItem"));
        QTest::keyClicks(person.see<QLineEdit>("newItemKey"), QStringLiteral("fresh"));
        auto *consent = person.see<QPushButton>("newItemConsent");
        QTRY_VERIFY(consent->isEnabled());
        m_server->server().suspend();
        QTest::mouseClick(consent, Qt::LeftButton);
        QCOMPARE(person.keys()->work(), QStringList{QStringLiteral("New item")});
        person.quit();
        QCOMPARE(person.question()->text(), QStringLiteral("Not done yet: New item"));
        m_server->server().resume();
        QVERIFY(person.hasQuit());
        QVERIFY(m_server->holds("fresh"));
    }

    void failureIsSeenBeforeAnythingGoes()
    {
        Leaver person;
        person.beginDeleting(m_server->server());
        person.quit();
        m_server->server().stop();
        QTRY_VERIFY(!person.question());
        auto *report = person.dialog<KeyChangeDialog>("keyChangeDialog");
        QVERIFY(report && report->isVisible());
        QVERIFY(!person.see<NoticeRow>("keyReportNotice")->text().isEmpty());
        QCOMPARE(person.workspace().windows().size(), 2);
        QVERIFY(person.window().isVisible());
        // It is known now.
        person.workspace().quit();
        QVERIFY(person.hasQuit());
    }

    void failureOfAnotherPageIsSeenToo()
    {
        Leaver person;
        person.beginDeleting(m_server->server());
        person.quit();
        const QList<MainWindow *> windows = person.workspace().windows();
        MainWindow *other = windows.constFirst() == &person.window() ? windows.constLast() : windows.constFirst();
        QVERIFY(other != &person.window());
        emit other->findChild<ServerKeys *>(QStringLiteral("serverKeys"))->workFailed();
        m_server->server().resume();
        QTRY_VERIFY(!person.question());
        QCOMPARE(person.workspace().windows().size(), 2);
        person.workspace().quit();
        QVERIFY(person.hasQuit());
    }

    void failedFileIsSeenBeforeATabGoes()
    {
        Leaver person;
        person.listKeysOf(m_server->server());
        person.action("dumpItems")->trigger();
        m_server->server().suspend();
        auto *dump = person.dialog<ItemDumpDialog>("itemDumpDialog");
        dump->dumpTo(m_folder.filePath(QStringLiteral("failed.slabitems")));
        ServerPage *page = person.window().page();
        person.workspace().openPage(&person.window());
        person.workspace().closePages({page});
        QTRY_VERIFY(person.question());
        m_server->server().stop();
        QTRY_VERIFY(!person.question());
        QCOMPARE(person.window().pages().size(), 2);
        QCOMPARE(person.window().page(), page);
        QVERIFY(dump->isVisible());
        QVERIFY(!person.see<NoticeRow>("dumpNotice")->text().isEmpty());
    }

    void whatIsDeletedCanBeStopped()
    {
        Leaver person;
        person.beginDeleting(m_server->server());
        person.quit();
        QTest::mouseClick(person.see<QPushButton>("stopKeyWork"), Qt::LeftButton);
        QVERIFY(person.hasQuit());
    }

    void aTabOfAnotherWindowIsNotClosedOverIt()
    {
        Leaver person;
        person.beginDeleting(m_server->server());
        ServerPage *page = person.window().page();
        person.workspace().openPage(&person.window());
        person.workspace().closePages({page});
        QTRY_VERIFY(person.question());
        QCOMPARE(person.window().page(), page);
        QCOMPARE(person.see<QPushButton>("stopKeyWork")->text(), QStringLiteral("&Stop and close"));
        QTest::mouseClick(person.see<QPushButton>("stopKeyWork"), Qt::LeftButton);
        QTRY_COMPARE(person.window().pages().size(), 1);
        QVERIFY(person.window().page() != page);
    }

    void whatIsPutBackIsWaitedFor()
    {
        Leaver person;
        person.beginDeleting(m_server->server());
        m_server->server().resume();
        auto *undo = person.see<QPushButton>("keyRunUndo");
        QTRY_VERIFY(undo->isVisible());
        m_server->server().suspend();
        QTest::mouseClick(undo, Qt::LeftButton);
        person.quit();
        QVERIFY2(person.question()->text().endsWith(QStringLiteral("Putting back 5 keys")), qPrintable(person.question()->text()));
        m_server->server().resume();
        QVERIFY(person.hasQuit());
        QCOMPARE(m_server->list().size(), keyCount);
    }

    void aDumpAndARestoreAreWaitedFor()
    {
        const QString path = m_folder.filePath(QStringLiteral("all.slabitems"));
        {
            Leaver person;
            person.listKeysOf(m_server->server());
            person.action("dumpItems")->trigger();
            m_server->server().suspend();
            person.dialog<ItemDumpDialog>("itemDumpDialog")->dumpTo(path);
            person.quit();
            QVERIFY2(person.question()->text().contains(QStringLiteral("Dumping 5 keys to")), qPrintable(person.question()->text()));
            m_server->server().resume();
            QVERIFY(person.hasQuit());
        }
        QVERIFY(QFile::exists(path));
        for (int i = 0; i < keyCount; ++i)
            QVERIFY(m_server->ask({.opcode = Opcode::Delete, .key = "key:" + QByteArray::number(i)}).succeeded());
        Leaver person;
        person.connectAndGoToKeys(m_server->server());
        person.files()->restoreFrom(path);
        auto *start = person.see<QPushButton>("restoreStart");
        QTRY_VERIFY(start->isVisible() && start->isEnabled());
        m_server->server().suspend();
        QTest::mouseClick(start, Qt::LeftButton);
        person.quit();
        QVERIFY2(person.question()->text().contains(QStringLiteral("Restoring 5 keys from")), qPrintable(person.question()->text()));
        m_server->server().resume();
        QVERIFY(person.hasQuit());
        QCOMPARE(m_server->list().size(), keyCount);
    }

private:
    PrivateHome m_folder;
    std::unique_ptr<ChangedServer> m_server;
};

QTEST_MAIN(TestPageLeave)
#include "tst_pageleave.moc"
