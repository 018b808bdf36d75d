#include "tests/privatebus.h"
#include "tests/privatehome.h"
#include "tests/profilewindow.h"
#include "ui/connection/connectionbar.h"
#include "ui/desktopnotices.h"
#include "ui/monitor/alertview.h"
#include "ui/monitor/monitorpage.h"
#include "ui/noticerow.h"
#include "ui/pageviews.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDBusConnection>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTreeWidget>

using namespace std::chrono_literals;

/// Stands in for the desktop's notifications on a bus of the test's own.
class NotificationService : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Notice
    {
        uint id = 0;
        uint replaced = 0;
        QString title;
        QString text;
    };

    explicit NotificationService(const QString &busAddress)
        : m_bus(QDBusConnection::connectToBus(busAddress, name()))
    {
        m_registered = m_bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), this,
                                            QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals)
            && m_bus.registerService(QStringLiteral("org.freedesktop.Notifications"));
    }
    ~NotificationService() override { QDBusConnection::disconnectFromBus(name()); }

    [[nodiscard]] bool isThere() const { return m_registered; }
    [[nodiscard]] const QList<Notice> &notices() const { return m_notices; }
    void click(uint id) { emit ActionInvoked(id, QStringLiteral("default")); }
    void close(uint id) { emit NotificationClosed(id, 2); }

public slots:
    // The names of the specification.
    uint Notify(const QString &, uint replaced, const QString &, const QString &title, const QString &text, const QStringList &,
                const QVariantMap &, int)
    {
        const uint id = replaced > 0 ? replaced : ++m_last;
        m_notices.append({id, replaced, title, text});
        return id;
    }

signals:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);

private:
    static QString name() { return QStringLiteral("stand-in notifications"); }

    QDBusConnection m_bus;
    QList<Notice> m_notices;
    uint m_last = 0;
    bool m_registered = false;
};

namespace {

constexpr int patience = 30'000; // milliseconds

class AlertedWindow : public ProfileWindow
{
public:
    [[nodiscard]] MonitorPage *monitor() const { return see<MonitorPage>("monitorPage"); }
    [[nodiscard]] QString notice() const { return see<NoticeRow>("pageNotice")->text(); }
    void openProfile(const Profile &profile)
    {
        QVERIFY(isReady());
        workspace().profiles()->put(profile);
        open(profile.id);
        QTRY_VERIFY2(page()->connection()->isReady(), qPrintable(pageState()));
        monitor()->poll()->setInterval(StatPoll::shortestInterval);
        QTRY_VERIFY_WITH_TIMEOUT(!monitor()->poll()->statistics().isEmpty(), patience); // though nobody looks at it
    }
};

} // namespace

/// A person is told of what happens to their server, wherever they are.
class TestAlerts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_runtime.path()));
        QVERIFY(m_runtime.use());
        QVERIFY(m_bus.start());
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder->filePath(QStringLiteral("data"))));
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_folder->filePath(QStringLiteral("config"))));
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.address().toLatin1());
        m_server = std::make_unique<RealServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
    }

    void noticesAreShownAndReplaced()
    {
        NotificationService service(m_bus.address());
        QVERIFY(service.isThere());
        DesktopNotices notices;
        QSignalSpy activated(&notices, &DesktopNotices::activated);
        QSignalSpy failed(&notices, &DesktopNotices::failed);
        notices.show(QStringLiteral("a"), QStringLiteral("Cache"), QStringLiteral("1 < 2"));
        QTRY_COMPARE(service.notices().size(), 1);
        QCOMPARE(service.notices().first().title, QStringLiteral("Cache"));
        QCOMPARE(service.notices().first().text, QStringLiteral("1 &lt; 2"));
        notices.show(QStringLiteral("b"), {}, {});
        QTRY_COMPARE(service.notices().size(), 2);
        QCOMPARE(service.notices().last().replaced, 0U);
        notices.show(QStringLiteral("a"), QStringLiteral("Cache"), QStringLiteral("again"));
        QTRY_COMPARE(service.notices().size(), 3);
        QCOMPARE(service.notices().last().replaced, service.notices().first().id);
        service.click(service.notices().first().id);
        QTRY_COMPARE(activated.size(), 1);
        QCOMPARE(activated.first().first().toString(), QStringLiteral("a"));
        service.close(service.notices().first().id);
        service.click(999); // that is none of ours
        service.click(service.notices().at(1).id);
        QTRY_COMPARE(activated.size(), 2);
        notices.show(QStringLiteral("a"), {}, {});
        QTRY_COMPARE(service.notices().size(), 4);
        QCOMPARE(service.notices().last().replaced, 0U); // what was closed is not replaced
        QCOMPARE(failed.size(), 0);
    }

    void whereThereAreNoneThatIsTold_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("no bus") << QString();
        QTest::newRow("a bus that is gone") << QStringLiteral("unix:path=/nowhere/bus");
        QTest::newRow("nobody on it") << m_bus.address();
    }
    void whereThereAreNoneThatIsTold()
    {
        QFETCH(QString, address);
        DesktopNotices notices;
        notices.useBus(address);
        QSignalSpy failed(&notices, &DesktopNotices::failed);
        for (int i = 1; i <= 2; ++i) {
            notices.show(QStringLiteral("a"), QStringLiteral("Cache"), QStringLiteral("text"));
            QCOMPARE(failed.size(), i - 1); // never within the call
            QTRY_COMPARE(failed.size(), i);
        }
        QCOMPARE(failed.first().last().toString(), QStringLiteral("text"));
    }

    void theDesktopTellsOfAServerThatIsGone()
    {
        NotificationService service(m_bus.address());
        AlertedWindow window;
        window.openProfile(alertedProfile());
        QCOMPARE(service.notices().size(), 0);
        m_server->stop();
        QTRY_COMPARE_WITH_TIMEOUT(service.notices().size(), 1, patience);
        QCOMPARE(service.notices().first().title, QStringLiteral("Cache"));
        QCOMPARE(service.notices().first().text, QStringLiteral("The server does not answer."));
        QVERIFY2(window.tabFacts().contains(QStringLiteral("Alert: The server does not answer.")), qPrintable(window.tabFacts()));
        QVERIFY(!window.see<QWidget>("pageNotice")->isVisible()); // the desktop says it
        service.click(service.notices().first().id);
        QTRY_COMPARE(window.monitor()->tab(), QByteArray("alertsTab"));
        QVERIFY(window.see<QWidget>("alertView")->isVisible());
        QTRY_VERIFY(!window.tabFacts().contains(QStringLiteral("Alert: "))); // it was seen
        QCOMPARE(window.see<QTreeWidget>("alertLog")->topLevelItemCount(), 1);
        QVERIFY(window.see<NoticeRow>("alertState")->text().contains(QStringLiteral("Server gone")));
        QVERIFY(m_server->restart());
        QTRY_COMPARE_WITH_TIMEOUT(window.see<QTreeWidget>("alertLog")->topLevelItemCount(), 3, patience);
        QTRY_COMPARE(service.notices().size(), 3); // it is back, and was restarted
        QCOMPARE(window.see<NoticeRow>("alertState")->text(), QStringLiteral("Nothing is beyond its limit."));
        QTest::mouseClick(window.see<QWidget>("alertCopy"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text().count(QLatin1Char('\n')), 3);
        QTest::mouseClick(window.see<QWidget>("alertClear"), Qt::LeftButton);
        QVERIFY(window.see<QWidget>("alertNothing")->isVisible());
    }

    void withoutADesktopTheWindowTells()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus");
        AlertedWindow window;
        window.openProfile(alertedProfile());
        m_server->stop();
        QTRY_COMPARE_WITH_TIMEOUT(window.notice(), QStringLiteral("The server does not answer."), patience);
        QVERIFY(window.see<QWidget>("pageNotice")->isVisible());
        window.click("pageNoticeShow");
        QTRY_VERIFY(!window.see<QWidget>("pageNotice")->isVisible());
        QCOMPARE(window.monitor()->tab(), QByteArray("alertsTab"));
    }

    void whoHangsUpIsNotToldAnyMore()
    {
        NotificationService service(m_bus.address());
        AlertedWindow window;
        window.openProfile(alertedProfile());
        m_server->stop();
        QTRY_COMPARE_WITH_TIMEOUT(service.notices().size(), 1, patience);
        window.click("stopTryingButton"); // whoever hangs up knows
        QTRY_VERIFY(!window.tabFacts().contains(QStringLiteral("Alert: ")));
        QCOMPARE(service.notices().size(), 1);
    }

    void withoutAlertsNothingIsAskedUnseen()
    {
        AlertedWindow window;
        Profile profile = alertedProfile();
        profile.alerts = {};
        QVERIFY(window.isReady());
        window.workspace().profiles()->put(profile);
        window.open(profile.id);
        QTRY_VERIFY(window.page()->connection()->isReady());
        QVERIFY(!window.monitor()->poll()->isAsking());
        // They begin as soon as they are set.
        const Profile alerted = alertedProfile();
        window.workspace().profiles()->put(alerted);
        QTRY_VERIFY(window.monitor()->poll()->isAsking());
        QCOMPARE(window.monitor()->alerts()->limits(), alerted.alerts);
    }

    void alertsAreSetFromTheirPage()
    {
        AlertedWindow window;
        window.openProfile(alertedProfile());
        window.see<PageViews>("pageViews")->setView(PageViews::View::Monitor);
        window.monitor()->setTab("alertsTab");
        QCOMPARE(window.see<QLabel>("alertWishes")->text(), QStringLiteral("You are told of: Server gone, Restart; at once."));
        window.click("alertSet");
        QTRY_VERIFY(window.see<QWidget>("profileDialog"));
        QTRY_VERIFY(window.see<QWidget>("alert.hitRatio")->isVisible());
    }

    /// What is set while the page is saved as a profile holds at once.
    void aPageThatIsSavedAsAProfileIsTold()
    {
        AlertedWindow window;
        QVERIFY(window.isReady());
        auto *address = window.see<QLineEdit>("addressText");
        address->setText(QStringLiteral("localhost:%1").arg(m_server->port()));
        QTest::keyClick(address, Qt::Key_Return);
        QTRY_VERIFY(window.page()->connection()->isReady());
        window.page()->findChild<ConnectionBar *>()->saveProfileAction()->trigger();
        QTRY_VERIFY(window.see<QWidget>("profileDialog"));
        window.see<QTabWidget>("profileTabs")->setCurrentIndex(window.see<QTabWidget>("profileTabs")->count() - 1);
        window.see<QCheckBox>("alert.gone")->setChecked(true);
        window.click("profileSave");
        QTRY_VERIFY(!window.page()->profileId().isEmpty());
        QVERIFY(window.page()->connection()->isReady());
        QTRY_VERIFY(window.monitor()->poll()->isAsking());
        QVERIFY(!window.monitor()->alerts()->limits().isEmpty());
    }

private:
    [[nodiscard]] Profile alertedProfile() const
    {
        Profile profile;
        profile.id = QStringLiteral("cache");
        profile.name = QStringLiteral("Cache");
        profile.address.port = m_server->port();
        profile.backoff = {20ms, 500ms, 1.5};
        profile.alerts.set(AlertKind::Gone, 0);
        profile.alerts.set(AlertKind::Restart, 0);
        profile.alerts.hold = 0s;
        return profile;
    }

    PrivateHome m_runtime;
    std::unique_ptr<QTemporaryDir> m_folder;
    PrivateBus m_bus;
    std::unique_ptr<RealServer> m_server;
};

QTEST_MAIN(TestAlerts)
#include "tst_alerts.moc"
