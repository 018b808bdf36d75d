#include "tests/asking.h"
#include "tests/monitorperson.h"
#include "tests/servers/realserver.h"
#include "tests/textasking.h"
#include "ui/elidedlabel.h"
#include "ui/keys/keydetails.h"
#include "ui/noticerow.h"
#include "ui/watch/watchcounts.h"
#include "ui/watch/watchfiles.h"
#include "ui/watch/watchpage.h"
#include "ui/watch/watchstart.h"
#include "ui/watch/watchtable.h"
#include "ui/watch/watchtoptable.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QToolButton>

namespace {

constexpr int patience = 30'000; // milliseconds

/// A person who watches a server in the real window.
class WatchPerson : public MonitorPerson
{
public:
    [[nodiscard]] WatchPage *page() const { return see<WatchPage>("watchPage"); }
    [[nodiscard]] WatchTable *table() const { return page()->table(); }
    [[nodiscard]] int rows() const { return table()->model()->rowCount(); }
    [[nodiscard]] QString cell(int row, WatchCell column) const { return table()->model()->index(row, int(column)).data().toString(); }
    [[nodiscard]] QCheckBox *word(const char *name) const { return see<QCheckBox>((QByteArray("watchWord_") + name).constData()); }
    [[nodiscard]] QString front() const { return see<QStackedWidget>("watchPages")->currentWidget()->objectName(); }
    [[nodiscard]] QString watchState() const { return see<ElidedLabel>("watchState")->text(); }
    void goToWatch()
    {
        goToMonitor();
        monitor()->setTab("watchTab");
        QVERIFY(page()->isVisible());
    }
    void connectAndGo(const QString &address)
    {
        connectTo(address);
        QTRY_VERIFY_WITH_TIMEOUT(state().startsWith(QStringLiteral("Connected")), patience);
        goToWatch();
    }
    void connectAndGo(const RealServer &server) { connectAndGo(QStringLiteral("127.0.0.1:%1").arg(server.port())); }
    void startWatching()
    {
        QVERIFY(see<QPushButton>("watchStartButton")->isEnabled());
        click("watchStartButton");
        QTRY_COMPARE_WITH_TIMEOUT(page()->watch()->state(), ServerWatch::State::Watching, patience);
    }
    /// Says yes to the risk that the server crashes.
    void consent()
    {
        QTest::mouseClick(word("mutations"), Qt::LeftButton, {}, QPoint(6, word("mutations")->height() / 2));
        QTRY_VERIFY(see<QPushButton>("watchRiskConsent"));
        click("watchRiskConsent");
        QTRY_VERIFY(word("mutations")->isChecked());
    }
};

} // namespace

class TestWatchPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QVERIFY(m_folder.isValid());
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_folder.filePath(QStringLiteral("config"))));
    }

    void linesAppearAndAreAddedUp()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        WatchPerson person;
        const QAbstractItemModelTester lines(person.table()->model());
        const QAbstractItemModelTester top(person.see<QTableView>("watchPrefixes")->model());
        person.connectAndGo(server);
        QCOMPARE(person.front(), QStringLiteral("watchStart"));
        QVERIFY(person.word("fetchers")->isChecked());
        QVERIFY(!person.word("mutations")->isChecked());
        QVERIFY(!person.word("deletions"));
        person.consent();
        person.see<QCheckBox>("watchOwn")->setChecked(false);
        person.startWatching();
        QCOMPARE(person.front(), QStringLiteral("watchContent"));
        QTRY_VERIFY(person.see<QWidget>("watchQuiet")->isVisible());
        Connection other;
        other.open(optionsFor(server.port()));
        QTRY_VERIFY(other.isReady());
        QList<Command> commands;
        for (int i = 0; i < 50; ++i)
            commands += Command{.opcode = Opcode::Set, .key = "user:" + QByteArray::number(i), .value = "v"};
        commands += Command{.opcode = Opcode::Get, .key = QByteArray("job:\n", 5)};
        const auto batch = other.executeBatch(commands);
        QTRY_COMPARE_WITH_TIMEOUT(person.rows(), 101, patience);
        QVERIFY(person.table()->isVisible());
        QCOMPARE(person.cell(1, WatchCell::Kind), QStringLiteral("Store"));
        QCOMPARE(person.cell(1, WatchCell::Key), QStringLiteral("user:0"));
        QCOMPARE(person.cell(1, WatchCell::Status), QStringLiteral("set · stored"));
        QCOMPARE(person.cell(1, WatchCell::Ttl), QStringLiteral("never"));
        QCOMPARE(person.cell(100, WatchCell::Key), QStringLiteral("job:\\n"));
        QTRY_COMPARE(person.see<QTableView>("watchPrefixes")->model()->index(0, 0).data().toString(), QStringLiteral("user:"));
        QVERIFY(person.see<QLabel>("watchCount1")->text().contains(QStringLiteral("50")));
        filterAndShow(person);
    }

    void whatWeDoOurselvesIsLeftOut()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        WatchPerson person;
        person.connectAndGo(server);
        QVERIFY(person.see<QCheckBox>("watchOwn")->isChecked());
        person.startWatching();
        QTcpSocket foreign;
        foreign.connectToHost(QHostAddress::LocalHost, server.port());
        // Until it is known which connections are ours.
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                foreign.write("get foreign\r\n");
                person.command(QStringLiteral("get own"));
                person.goToWatch();
                return person.page()->watch()->figures().leftOut > 0 && person.rows() > 0;
            }(),
            patience);
        person.page()->watch()->clear();
        const quint64 before = person.page()->watch()->figures().leftOut;
        person.command(QStringLiteral("get own"));
        foreign.write("get foreign\r\n");
        QTRY_VERIFY_WITH_TIMEOUT(person.page()->watch()->figures().leftOut > before && person.rows() > 0, patience);
        for (int row = 0; row < person.rows(); ++row)
            QCOMPARE(person.cell(row, WatchCell::Key), QStringLiteral("foreign"));
    }

    void aServerThatForbidsItSaysSoInPlainWords()
    {
        RealServer server({QStringLiteral("-W")});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        WatchPerson person;
        person.connectAndGo(server);
        person.click("watchStartButton");
        QTRY_VERIFY_WITH_TIMEOUT(!person.see<NoticeRow>("watchStartNotice")->text().isEmpty(), patience);
        QVERIFY2(person.see<NoticeRow>("watchStartNotice")->text().contains(QStringLiteral("-W")),
                 qPrintable(person.see<NoticeRow>("watchStartNotice")->text()));
        QCOMPARE(person.front(), QStringLiteral("watchStart"));
    }

    void aServerThatSpeaksBinaryOnlySaysSo()
    {
        RealServer server({QStringLiteral("-B"), QStringLiteral("binary")});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        WatchPerson person;
        person.connectAndGo(server);
        person.click("watchStartButton");
        QTRY_VERIFY_WITH_TIMEOUT(person.see<NoticeRow>("watchStartNotice")->text().contains(QStringLiteral("binary protocol only")),
                                 patience);
    }

    void theTwentyFirstWatcherIsToldWhy()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        TextChannel channel(optionsFor(server.port()));
        std::vector<std::unique_ptr<WatchReply>> watchers;
        for (int i = 0; i < 20; ++i) {
            watchers.push_back(channel.watch({"evictions"}));
            QTRY_VERIFY(watchers.back()->isWatching());
        }
        WatchPerson person;
        person.connectAndGo(server);
        person.click("watchStartButton");
        QTRY_VERIFY_WITH_TIMEOUT(person.see<NoticeRow>("watchStartNotice")->text().contains(QStringLiteral("20")), patience);
    }

    void whatIsRefusedOnceIsNotConsentForAll()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        WatchPerson person;
        person.connectAndGo(server);
        QTest::mouseClick(person.word("mutations"), Qt::LeftButton, {}, QPoint(6, person.word("mutations")->height() / 2));
        QTRY_VERIFY(person.see<QMessageBox>("watchRisk"));
        QVERIFY(person.see<QMessageBox>("watchRisk")->informativeText().contains(QStringLiteral("1.6.18")));
        QTest::keyClick(person.see<QMessageBox>("watchRisk"), Qt::Key_Escape);
        QTRY_VERIFY(!person.see<QMessageBox>("watchRisk"));
        QVERIFY(!person.word("mutations")->isChecked());
        person.consent();
        // The next connection is asked anew.
        person.connectTo(server);
        QTRY_VERIFY(person.state().startsWith(QStringLiteral("Connected")));
        QTRY_VERIFY(!person.word("mutations")->isChecked());
    }

    void aLossIsARowAndComesBack()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        WatchPerson person;
        person.connectAndGo(server);
        person.startWatching();
        QVERIFY(server.restart());
        QTRY_COMPARE_WITH_TIMEOUT(person.page()->watch()->losses(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(person.page()->watch()->state(), ServerWatch::State::Watching, patience);
        QTRY_COMPARE_WITH_TIMEOUT(person.rows(), 2, patience);
        QCOMPARE(person.cell(0, WatchCell::Kind), QStringLiteral("Lost"));
        QCOMPARE(person.cell(1, WatchCell::Kind), QStringLiteral("Connected"));
        QVERIFY(person.see<NoticeRow>("watchNotice")->text().contains(QStringLiteral("was lost: 1.")));
    }

    void theWordsOfANewerServerAreOffered()
    {
        FakeServer server;
        server.answerGreeting(Greeting{.version = "1.6.24"});
        WatchPerson person;
        person.connectAndGo(QStringLiteral("127.0.0.1:%1").arg(server.port()));
        QVERIFY(person.word("deletions"));
    }

    void aFileIsOpenedWithoutAServer()
    {
        const QString path = m_folder.filePath(QStringLiteral("some.watch"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 5'000; ++i)
            file.write("ts=1000." + QByteArray::number(i) + " gid=1 type=item_get key=user:" + QByteArray::number(i % 7)
                       + " status=found clsid=1 cfd=1 size=10\n");
        file.write("skipped=12\n");
        file.close();
        WatchPerson person;
        person.goToWatch();
        QVERIFY(!person.see<QPushButton>("watchStartButton")->isEnabled());
        person.see<WatchFiles>("watchFiles")->openFile(path);
        QTRY_COMPARE_WITH_TIMEOUT(person.rows(), 5'001, patience);
        QVERIFY(person.watchState().contains(QStringLiteral("some.watch")));
        QTRY_VERIFY(person.see<NoticeRow>("watchNotice")->text().contains(QStringLiteral("they were read: 12.")));
        // The newest are in sight, and going up ends that.
        QTRY_COMPARE(person.table()->verticalScrollBar()->value(), person.table()->verticalScrollBar()->maximum());
        person.table()->setFocus();
        QTest::keyClick(person.table(), Qt::Key_Home, Qt::ControlModifier);
        QVERIFY(!person.table()->isFollowing());
        QTest::keyClick(person.table(), Qt::Key_End, Qt::ControlModifier);
        QVERIFY(person.table()->isFollowing());
        const QString copy = m_folder.filePath(QStringLiteral("copy.watch"));
        person.see<WatchFiles>("watchFiles")->saveTo(copy);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(copy), patience);
        QFile one(path);
        QFile two(copy);
        QVERIFY(one.open(QIODevice::ReadOnly) && two.open(QIODevice::ReadOnly));
        QCOMPARE(two.readAll(), one.readAll());
    }

private:
    /// A double click on a prefix shows its lines, and one on a line its item.
    static void filterAndShow(WatchPerson &person)
    {
        person.see<QTabWidget>("watchTabs")->setCurrentIndex(2);
        auto *prefixes = person.see<WatchTopTable>("watchPrefixes");
        prefixes->setCurrentIndex(prefixes->model()->index(0, 0));
        prefixes->setFocus();
        QTest::keyClick(prefixes, Qt::Key_Return);
        QTRY_COMPARE(person.rows(), 100);
        QVERIFY(person.table()->isVisible());
        person.table()->setFocus();
        person.table()->setCurrentIndex(person.table()->model()->index(1, 0));
        QTest::keyClick(person.table(), Qt::Key_Return);
        QTRY_COMPARE(person.see<KeyDetails>("keyDetails")->key(), QByteArray("user:0"));
        QVERIFY(person.see<KeyDetails>("keyDetails")->isVisible());
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestWatchPage)
#include "tst_watchpage.moc"
