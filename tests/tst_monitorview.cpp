#include "tests/asking.h"
#include "tests/person.h"
#include "tests/servers/realserver.h"
#include "ui/monitor/monitorpage.h"
#include "ui/monitor/monitorview.h"
#include "ui/noticerow.h"

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabBar>
#include <QTemporaryDir>
#include <QToolButton>

namespace {

constexpr int patience = 30'000; // milliseconds

/// A person who looks how a server is doing.
class Watcher : public Person
{
public:
    Watcher()
    {
        if (!activate())
            qFatal("no window");
    }
    [[nodiscard]] MonitorPage *monitor() const { return see<MonitorPage>("monitorPage"); }
    [[nodiscard]] ChartStack *charts() const { return monitor()->overview()->charts(); }
    [[nodiscard]] QString page() const { return see<QStackedWidget>("overviewTab")->currentWidget()->objectName(); }
    [[nodiscard]] QString tile(const char *name) const { return see<QWidget>(name)->findChildren<QLabel *>().at(1)->text(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QVERIFY(activate());
        QWidget *focus = window().focusWidget();
        QTest::keyClick(focus ? focus : &window(), key, modifiers);
    }
    void connectAndWatch(const RealServer &server)
    {
        connectTo(server);
        QTRY_VERIFY(state().startsWith(QStringLiteral("Connected")));
        press(Qt::Key_3, Qt::ControlModifier);
        QVERIFY(monitor()->isVisible());
        monitor()->poll()->setInterval(StatPoll::shortestInterval);
        QTRY_COMPARE_WITH_TIMEOUT(page(), QStringLiteral("monitorView"), patience);
    }
};

} // namespace

/// How a real server is doing, in the real window.
class TestMonitorView : public QObject
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
    void init()
    {
        QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Slabscope"), QStringLiteral("Slabscope")).clear();
        m_server = std::make_unique<RealServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
    }
    void cleanup() { m_server.reset(); }

    void withoutAServerItSaysSo()
    {
        Watcher person;
        person.press(Qt::Key_3, Qt::ControlModifier);
        QVERIFY(person.monitor()->isVisible());
        QCOMPARE(person.page(), QStringLiteral("overviewOffline"));
    }

    void nothingIsAskedBeforeSomebodyLooks()
    {
        Watcher person;
        person.connectTo(*m_server);
        QTRY_VERIFY(person.state().startsWith(QStringLiteral("Connected")));
        QCOMPARE(person.monitor()->poll()->state(), Connection::State::Disconnected);
        person.press(Qt::Key_3, Qt::ControlModifier);
        QTRY_COMPARE(person.monitor()->poll()->state(), Connection::State::Ready);
        QCOMPARE(person.page(), QStringLiteral("overviewWaiting"));
    }

    void whatOthersDoIsSeen()
    {
        Watcher person;
        person.connectAndWatch(*m_server);
        Connection other;
        other.open(optionsFor(m_server->port()));
        QTRY_VERIFY(other.isReady());
        for (int i = 0; i < 40; ++i) {
            const auto reply = other.execute(i == 0 ? Command{.opcode = Opcode::Set, .key = "key", .value = "value"}
                                                    : Command{.opcode = Opcode::Get, .key = i % 4 == 0 ? "nowhere" : "key"});
            QTRY_VERIFY(reply->isFinished());
        }
        QTRY_VERIFY_WITH_TIMEOUT(person.tile("tileHitRatio").contains(QLatin1Char('%')), patience);
        QCOMPARE(person.tile("tileHitRatio"), QStringLiteral("77 %")); // 30 of 39
        QVERIFY(person.charts()->text().contains(QStringLiteral("Items: Items 1")));
        QVERIFY(!person.charts()->accessibleDescription().isEmpty());
        QTest::mouseClick(person.see<QToolButton>("monitorCopyButton"), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("Hit ratio: 77 %")));
    }

    void timeIsMovedAndZoomedByKeys()
    {
        Watcher person;
        person.connectAndWatch(*m_server);
        ChartStack *charts = person.charts();
        charts->setFocus();
        const qint64 window = charts->window();
        person.press(Qt::Key_Plus);
        QVERIFY(charts->window() < window);
        QVERIFY(charts->isFollowing());
        person.press(Qt::Key_Minus);
        QVERIFY(qAbs(charts->window() - window) <= 1);
        for (int i = 0; i < 100; ++i)
            person.press(Qt::Key_Minus);
        QCOMPARE(charts->window(), ChartStack::longestWindow);
        for (int i = 0; i < 100; ++i)
            person.press(Qt::Key_Plus);
        QCOMPARE(charts->window(), ChartStack::shortestWindow);
        person.press(Qt::Key_PageUp);
        QVERIFY(!charts->isFollowing());
        QVERIFY(!person.see<QToolButton>("monitorFollowButton")->isChecked());
        person.press(Qt::Key_End);
        QVERIFY(charts->isFollowing());
        QVERIFY(person.see<QToolButton>("monitorFollowButton")->isChecked());
        person.press(Qt::Key_Left);
        QVERIFY(charts->cursor() > 0);
        QVERIFY(person.see<QLabel>("monitorCursor")->text().startsWith(QStringLiteral("At ")));
        person.press(Qt::Key_Escape);
        QCOMPARE(charts->cursor(), 0);
        auto *shown = person.see<QComboBox>("monitorWindow");
        shown->setFocus();
        person.press(Qt::Key_Home);
        QCOMPARE(charts->window(), 60'000);
    }

    void whatNobodySeesIsNotPainted()
    {
        Watcher person;
        person.connectAndWatch(*m_server);
        person.press(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(!person.monitor()->isVisible());
        const int before = person.charts()->replotCount();
        QSignalSpy samples(person.monitor()->poll(), &StatPoll::sampled);
        QTRY_VERIFY_WITH_TIMEOUT(samples.size() >= 2, patience); // it goes on
        QCOMPARE(person.charts()->replotCount(), before);
        person.press(Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY(person.charts()->replotCount() > before);
    }

    void aServerThatGoesAwayIsTold()
    {
        Watcher person;
        person.connectAndWatch(*m_server);
        m_server->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!person.see<NoticeRow>("monitorNotice")->text().isEmpty(), patience);
        QCOMPARE(person.page(), QStringLiteral("monitorView")); // what was measured stays
        QVERIFY(m_server->restart());
        QTRY_VERIFY_WITH_TIMEOUT(person.see<NoticeRow>("monitorNotice")->text().isEmpty(), patience);
    }

    void whoHangsUpIsNotAskedAnyMore()
    {
        Watcher person;
        person.connectAndWatch(*m_server);
        person.click("disconnectButton");
        QTRY_COMPARE(person.monitor()->poll()->state(), Connection::State::Disconnected);
        QCOMPARE(person.page(), QStringLiteral("monitorView"));
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<RealServer> m_server;
};

QTEST_MAIN(TestMonitorView)
#include "tst_monitorview.moc"
