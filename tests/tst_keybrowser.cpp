#include "ui/keys/keybrowser.h"

#include "connection/text/keydumps.h"
#include "tests/asking.h"
#include "tests/person.h"
#include "tests/privatehome.h"
#include "tests/textasking.h"
#include "ui/keys/automaticrefresh.h"
#include "ui/keys/keytable.h"
#include "ui/keys/keytablemodel.h"
#include "ui/keys/serverkeys.h"
#include "ui/noticerow.h"
#include "ui/pageviews.h"

#include <QAction>
#include <QMessageBox>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>

namespace {

/// A person who looks at the keys of a server.
class Browser : public Person
{
public:
    Browser()
    {
        if (!activate())
            qFatal("no window");
    }

    void connectAndWait(quint16 port)
    {
        connectTo(QStringLiteral("127.0.0.1:%1").arg(port));
        QTRY_VERIFY(state().startsWith(QStringLiteral("Connected")));
    }
    void goToKeys() { QTest::keyClick(&window(), Qt::Key_2, Qt::ControlModifier); }
    void list() { QTest::mouseClick(see<QWidget>("keysNotListed.listKeys"), Qt::LeftButton); }
    KeyTable *table() const { return see<KeyTable>("keyTable"); }
    int keys() const { return table()->model()->rowCount(); }
    QString keysPage() const { return see<QStackedWidget>("keyPages")->currentWidget()->objectName(); }
    QString text() const { return see<ElidedLabel>("listingText")->text(); }
    QString counts() const { return see<ElidedLabel>("keyCounts")->text(); }
    QString notice() const { return see<NoticeRow>("listingNotice")->text(); }
    Keyspace *keyspace() const { return see<KeyBrowser>("keyBrowser")->keyspace(); }
    bool isComplete() const { return keyspace()->state() == Keyspace::State::Complete; }
};

/// Answers everything a page and a listing ask but the list itself: that is said by the test.
class ListingServer
{
public:
    ListingServer() { m_server.answerGreeting(); }

    [[nodiscard]] quint16 port() const { return m_server.port(); }
    /// Up to the request for the list; the connection of the page is the first.
    void answerUpToTheList()
    {
        const int before = m_server.connectionCount();
        answer(before + 1,
               {{"version\r\n", "VERSION 1.6.18\r\n"},
                {"stats\r\n", "STAT time 1790000000\r\nSTAT curr_items 2\r\nEND\r\n"},
                {"stats slabs\r\n", "STAT 1:chunk_size 96\r\nEND\r\n"}});
        answer(before + 2, {{"version\r\n", "VERSION 1.6.18\r\n"}, {"lru_crawler metadump hash\r\n", {}}});
    }
    void say(const QByteArray &bytes) { m_server.say(bytes); }
    void sayKey(const QByteArray &key) { say("key=" + key + " exp=-1 la=5 cas=6 fetch=no cls=1 size=64\n"); }
    FakeServer &server() { return m_server; }

private:
    void answer(int connection, const QList<std::pair<QByteArray, QByteArray>> &lines)
    {
        QVERIFY(m_server.waitForConnections(connection));
        for (const auto &[line, words] : lines) {
            QCOMPARE(hearLine(m_server).trimmed(), line.trimmed()); // `version` is padded
            m_server.say(words);
        }
    }

    FakeServer m_server;
};

} // namespace

class TestKeyBrowser : public QObject
{
    Q_OBJECT

private:
    PrivateHome m_folder;
    RealServer m_server;

    void store(int count)
    {
        Connection connection;
        connection.open(optionsFor(m_server.port()));
        QTRY_VERIFY(connection.isReady());
        QList<Command> commands;
        for (int i = 0; i < count; ++i)
            commands.append({.opcode = Opcode::Set, .key = (i % 2 == 0 ? "user:" : "page:") + QByteArray::number(i), .value = "v"});
        const auto batch = connection.executeBatch(commands);
        const BatchOutcomes outcomes(batch.get());
        QTRY_VERIFY_WITH_TIMEOUT(batch->isFinished(), 30'000);
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.use());
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
    }
    void init()
    {
        m_folder.clearSettings();
        QVERIFY(m_server.restart());
    }

    void keysAreListedWhenAskedFor()
    {
        store(1000);
        Browser person;
        person.goToKeys();
        QCOMPARE(person.keysPage(), QStringLiteral("keysNotConnected"));
        person.connectAndWait(m_server.port());
        QCOMPARE(person.keysPage(), QStringLiteral("keysNotListed"));
        QCOMPARE(person.keyspace()->state(), Keyspace::State::Empty); // nothing was listed by itself
        person.list();
        QTRY_VERIFY(person.isComplete());
        QTRY_COMPARE(person.keys(), 1000);
        QCOMPARE(person.keysPage(), QStringLiteral("keyFormPages"));
        QVERIFY2(person.text().startsWith(QStringLiteral("1,000 keys listed in")), qPrintable(person.text()));
        QTRY_VERIFY2(person.counts().startsWith(QStringLiteral("1,000 keys · ")), qPrintable(person.counts()));
        QVERIFY(person.counts().contains(QStringLiteral("listed just now")));
    }

    void keysOfAnotherServerAreOnlyLookedAt()
    {
        store(3);
        RealServer another;
        QVERIFY(another.start());
        Browser person;
        person.connectAndWait(m_server.port());
        person.goToKeys();
        person.list();
        QTRY_VERIFY(person.isComplete());
        QTRY_VERIFY(person.see<QAction>("deleteShownKeys")->isEnabled());
        QVERIFY(person.see<QAction>("dumpItems")->isEnabled());
        person.connectAndWait(another.port());
        QCOMPARE(person.keys(), 3);
        QVERIFY(!person.see<QAction>("deleteShownKeys")->isEnabled());
        QVERIFY(!person.see<QAction>("retimeShownKeys")->isEnabled());
        QVERIFY(!person.see<QAction>("dumpItems")->isEnabled());
        person.connectAndWait(m_server.port());
        QTRY_VERIFY(person.see<QAction>("deleteShownKeys")->isEnabled());
    }

    void keysOfAServerThatWasRestartedSinceSaySo()
    {
        store(3);
        Browser person;
        person.connectAndWait(m_server.port());
        person.goToKeys();
        person.list();
        QTRY_VERIFY(person.isComplete());
        QTRY_VERIFY2(person.counts().contains(QStringLiteral("listed just now")), qPrintable(person.counts()));
        QVERIFY2(person.notice().isEmpty(), qPrintable(person.notice()));
        QVERIFY(m_server.restart());
        auto *notice = person.see<NoticeRow>("listingNotice");
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible() && notice->text().startsWith(QStringLiteral("The server was restarted")), 30'000);
        QCOMPARE(person.keys(), 3); // they stay to be looked at
        QTRY_VERIFY2(person.counts().contains(QStringLiteral("before the server was restarted")), qPrintable(person.counts()));
        store(2);
        QTest::mouseClick(person.see<QToolButton>("listKeysButton"), Qt::LeftButton);
        QTRY_COMPARE(person.keys(), 2);
        QTRY_VERIFY2(person.notice().isEmpty() && !notice->isVisible(), qPrintable(person.notice()));
        QTRY_VERIFY2(!person.counts().contains(QStringLiteral("before the server")), qPrintable(person.counts()));
    }

    void theViewIsChosenByKeyAndByClick()
    {
        Browser person;
        auto *browser = person.see<KeyBrowser>("keyBrowser");
        QVERIFY(!browser->isVisible());
        person.goToKeys();
        QVERIFY(browser->isVisible());
        QVERIFY(person.see<QAction>("viewKeys")->isChecked());
        QVERIFY(!person.see<QWidget>("valueDock")->isVisible()); // it belongs to the workbench
        QTest::keyClick(&person.window(), Qt::Key_1, Qt::ControlModifier);
        QVERIFY(!browser->isVisible());
        QVERIFY(person.see<QWidget>("valueDock")->isVisible());
        auto *bar = person.see<QTabBar>("pageViewBar");
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(1).center());
        QVERIFY(browser->isVisible());
    }

    /// What is typed into the filter of results must be seen.
    void filteringResultsLeadsToThem()
    {
        Browser person;
        QVERIFY(!person.see<QAction>("filterResults")->isEnabled());
        person.connectAndWait(m_server.port());
        person.command(QStringLiteral("VERSION"));
        QTRY_VERIFY(person.see<QAction>("filterResults")->isEnabled());
        person.goToKeys();
        person.see<QAction>("filterResults")->trigger();
        QVERIFY(!person.see<KeyBrowser>("keyBrowser")->isVisible());
        QVERIFY(person.see<QLineEdit>("filterText")->hasFocus());
    }

    void theViewComesBackAtTheNextStart()
    {
        QTemporaryDir folder;
        qputenv("XDG_DATA_HOME", QFile::encodeName(folder.path()));
        {
            Browser person;
            person.goToKeys();
            person.workspace().quit();
        }
        Browser person;
        QVERIFY(person.see<KeyBrowser>("keyBrowser")->isVisible());
        qunsetenv("XDG_DATA_HOME");
    }

    void aFilterIsAppliedAsItIsTyped()
    {
        store(1000);
        Browser person;
        person.goToKeys();
        person.connectAndWait(m_server.port());
        person.list();
        QTRY_COMPARE(person.keys(), 1000);
        QTest::keyClicks(person.see<QLineEdit>("keyFilterText"), QStringLiteral("user:"));
        QTRY_COMPARE(person.keys(), 500);
        QTRY_VERIFY2(person.counts().startsWith(QStringLiteral("500 of 1,000 keys")), qPrintable(person.counts()));
        QTest::keyClicks(person.see<QLineEdit>("keyFilterText"), QStringLiteral("nothing"));
        QTRY_COMPARE(person.keysPage(), QStringLiteral("keysNoMatch"));
    }

    void aServerWithoutKeysSaysSo()
    {
        Browser person;
        person.goToKeys();
        person.connectAndWait(m_server.port());
        person.list();
        QTRY_VERIFY(person.isComplete());
        QTRY_COMPARE(person.keysPage(), QStringLiteral("keysNone"));
    }

    void aRefreshMarksWhatIsNew()
    {
        store(100);
        Browser person;
        person.goToKeys();
        person.connectAndWait(m_server.port());
        person.list();
        QTRY_COMPARE(person.keys(), 100);
        store(103);
        person.table()->setFocus();
        QTest::keyClick(person.table(), Qt::Key_F5);
        QTRY_COMPARE(person.keys(), 103);
        QTRY_VERIFY2(person.counts().contains(QStringLiteral("3 new, 100 changed")), qPrintable(person.counts()));
        const QModelIndex mine = person.table()->model()->index(0, 0);
        QVERIFY(mine.data(KeyTableModel::markRole).toInt() != int(KeyChanges::Mark::None));
    }

    void aLostConnectionLeavesTheKeys()
    {
        store(100);
        Browser person;
        person.goToKeys();
        person.connectAndWait(m_server.port());
        person.list();
        QTRY_COMPARE(person.keys(), 100);
        m_server.stop();
        QTRY_VERIFY(!person.notice().isEmpty());
        QCOMPARE(person.keys(), 100);
        QVERIFY(!person.see<QToolButton>("listKeysButton")->isEnabled());
    }

    void aRefusalIsSaidInThePlaceOfTheKeys()
    {
        RealServer refusing({QStringLiteral("-X")});
        QVERIFY2(refusing.start(), qPrintable(refusing.errorString()));
        Browser person;
        person.goToKeys();
        person.connectAndWait(refusing.port());
        person.list();
        QTRY_COMPARE(person.keyspace()->state(), Keyspace::State::Failed);
        QCOMPARE(person.keyspace()->error().code, Error::Code::DumpNotAllowed);
        QTRY_COMPARE(person.keysPage(), QStringLiteral("keysFailedPage"));
    }

    void aTextServerIsListedToo()
    {
        RealServer text({QStringLiteral("-B"), QStringLiteral("ascii")});
        QVERIFY2(text.start(), qPrintable(text.errorString()));
        Browser person;
        person.goToKeys();
        person.connectTo(text);
        QTRY_COMPARE(person.keysPage(), QStringLiteral("keysNotListed"));
        person.list();
        QTRY_VERIFY(person.isComplete());
    }

    void escapeStopsAListing()
    {
        ListingServer server;
        Browser person;
        person.goToKeys();
        person.connectAndWait(server.port());
        person.list();
        server.answerUpToTheList();
        server.sayKey("a");
        QTRY_COMPARE(person.keys(), 1);
        QVERIFY(person.see<QToolButton>("stopListingButton")->isVisible());
        person.table()->setFocus();
        QTest::keyClick(person.table(), Qt::Key_Escape);
        QTRY_COMPARE(person.keyspace()->state(), Keyspace::State::Stopped);
        QCOMPARE(person.keys(), 1);
        QVERIFY2(person.text().startsWith(QStringLiteral("Stopped: 1 key")), qPrintable(person.text()));
        server.say("END\r\n");
        QTRY_VERIFY(person.workspace().dumps()->isIdle());
    }

    void quittingWaitsForTheEndOfAList()
    {
        ListingServer server;
        Browser person;
        person.goToKeys();
        person.connectAndWait(server.port());
        person.list();
        server.answerUpToTheList();
        server.sayKey("a");
        QTRY_COMPARE(person.keys(), 1);
        person.workspace().quit();
        auto *box = person.window().findChild<QMessageBox *>(QStringLiteral("listingWait"));
        QVERIFY(box);
        QTRY_VERIFY2(box->text().contains(QString::number(server.port())), qPrintable(box->text()));
        QVERIFY(!person.window().isClosed());
        server.say("END\r\n");
        QTRY_VERIFY(person.workspace().windows().isEmpty());
    }

    void whatFailsWhileAServerIsWaitedForIsSeen()
    {
        ListingServer server;
        Browser person;
        person.goToKeys();
        person.connectAndWait(server.port());
        person.list();
        server.answerUpToTheList();
        server.sayKey("a");
        QTRY_COMPARE(person.keys(), 1);
        person.workspace().quit();
        QVERIFY(person.window().findChild<QMessageBox *>(QStringLiteral("listingWait")));
        emit person.see<ServerKeys>("serverKeys")->workFailed();
        server.say("END\r\n");
        QTRY_VERIFY(!person.window().findChild<QMessageBox *>(QStringLiteral("listingWait")));
        QCOMPARE(person.workspace().windows().size(), 1);
        person.workspace().quit(); // it is known now
        QTRY_VERIFY(person.workspace().windows().isEmpty());
    }

    void quittingAnywayDoesNotWait()
    {
        ListingServer server;
        Browser person;
        person.goToKeys();
        person.connectAndWait(server.port());
        person.list();
        server.answerUpToTheList();
        server.sayKey("a");
        QTRY_COMPARE(person.keys(), 1);
        person.workspace().quit();
        auto *box = person.window().findChild<QMessageBox *>(QStringLiteral("listingWait"));
        QVERIFY(box);
        QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
        QVERIFY(!person.window().isClosed());
        person.workspace().quit();
        QTRY_VERIFY((box = person.window().findChild<QMessageBox *>(QStringLiteral("listingWait"))) && box->isVisible());
        QTest::mouseClick(box->findChild<QPushButton *>(QStringLiteral("quitAnyway")), Qt::LeftButton);
        QTRY_VERIFY(person.workspace().windows().isEmpty());
    }

    void refreshingByItselfIsChosenInAMenu()
    {
        Browser person;
        person.goToKeys();
        auto *refresh = person.see<AutomaticRefresh>("automaticRefresh");
        QCOMPARE(refresh->interval().count(), 0);
        person.see<QAction>("refreshEvery5")->trigger();
        QCOMPARE(refresh->interval().count(), 5);
        QVERIFY(person.see<QAction>("refreshEvery5")->isChecked());
        QCOMPARE(person.see<QToolButton>("automaticRefreshButton")->text(), QStringLiteral("5 min"));
    }
};

QTEST_MAIN(TestKeyBrowser)
#include "tst_keybrowser.moc"
