#include "tests/patience.h"
#include "tests/privatebus.h"
#include "tests/privatehome.h"
#include "tests/waiting.h"
#include "ui/appearance.h"
#include "ui/settings.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QTest>

/// What the desktop's portal does, as its documentation has it.
class FakePortal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    explicit FakePortal(const QString &busAddress)
        : m_bus(QDBusConnection::connectToBus(busAddress, QStringLiteral("fake portal")))
    {
        m_bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), this,
                             QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
    }
    ~FakePortal() override { QDBusConnection::disconnectFromBus(QStringLiteral("fake portal")); }

    [[nodiscard]] bool appear() { return m_bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop")); }
    void change(const QString &group, uint scheme) { emit SettingChanged(group, QStringLiteral("color-scheme"), QDBusVariant(scheme)); }

    QDBusVariant kept{QVariant(0u)};
    QStringList asked;

public slots:
    QDBusVariant Read(const QString &group, const QString &key)
    {
        asked.append(group + QLatin1Char(' ') + key);
        return QDBusVariant(QVariant::fromValue(kept));
    }

signals:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    QDBusConnection m_bus;
};

class TestDesktopScheme : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.use()); }

    void portalIsAskedAndFollowed_data()
    {
        QTest::addColumn<QVariant>("value");
        QTest::addColumn<ColorScheme>("scheme");
        QTest::addRow("none") << QVariant(0u) << ColorScheme::NoPreference;
        QTest::addRow("dark") << QVariant(1u) << ColorScheme::Dark;
        QTest::addRow("light") << QVariant(2u) << ColorScheme::Light;
        QTest::addRow("to come") << QVariant(3u) << ColorScheme::NoPreference;
        QTest::addRow("no number") << QVariant(QStringLiteral("dark")) << ColorScheme::NoPreference;
    }
    void portalIsAskedAndFollowed()
    {
        QFETCH(const QVariant, value);
        QFETCH(const ColorScheme, scheme);
        PrivateBus bus;
        QVERIFY(bus.start());
        FakePortal portal(bus.address());
        portal.kept = QDBusVariant(value);
        QVERIFY(portal.appear());

        DesktopScheme desktop;
        QList<ColorScheme> answers;
        connect(&desktop, &DesktopScheme::answered, this, [&answers](ColorScheme answer) { answers.append(answer); });
        desktop.ask(bus.address());
        QCOMPARE(answers.size(), 0);
        QTRY_COMPARE(answers, QList{scheme});
        QCOMPARE(portal.asked, QStringList(QStringLiteral("org.freedesktop.appearance color-scheme")));

        portal.change(QStringLiteral("org.gnome.desktop"), 1);
        portal.change(QStringLiteral("org.freedesktop.appearance"), 2);
        QTRY_COMPARE(answers, (QList{scheme, ColorScheme::Light}));
        portal.change(QStringLiteral("org.freedesktop.appearance"), 1);
        QTRY_COMPARE(answers, (QList{scheme, ColorScheme::Light, ColorScheme::Dark}));
    }

    void withoutAPortalThereIsNoPreference()
    {
        PrivateBus bus;
        QVERIFY(bus.start());
        QCOMPARE(answerOf(bus.address()), QList{ColorScheme::NoPreference});
    }

    void withoutABusThereIsNoPreference_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addRow("none") << QString();
        QTest::addRow("gone") << QStringLiteral("unix:path=") + m_folder.filePath(QStringLiteral("absent"));
        QTest::addRow("nonsense") << QStringLiteral("nonsense");
    }
    void withoutABusThereIsNoPreference()
    {
        QFETCH(const QString, address);
        QCOMPARE(answerOf(address), QList{ColorScheme::NoPreference});
    }

    void goingAwayWhileItIsAskedIsSafe()
    {
        PrivateBus bus;
        QVERIFY(bus.start());
        for (int i = 0; i < 20; ++i) {
            DesktopScheme desktop;
            desktop.ask(bus.address());
            QVERIFY(turn());
        }
    }

    void windowFollowsTheDesktopAndRemembersItsWish()
    {
        PrivateBus bus;
        QVERIFY(bus.start());
        FakePortal portal(bus.address());
        portal.kept = QDBusVariant(QVariant(1u));
        QVERIFY(portal.appear());
        qputenv("DBUS_SESSION_BUS_ADDRESS", bus.address().toUtf8());
        Settings settings;
        settings.setTheme(Theme::System);
        {
            Appearance appearance(&settings);
            appearance.followDesktop();
            QTRY_VERIFY(isDark(QApplication::palette()));
            portal.change(QStringLiteral("org.freedesktop.appearance"), 2);
            QTRY_VERIFY(!isDark(QApplication::palette()));
            portal.change(QStringLiteral("org.freedesktop.appearance"), 1);
            QTRY_VERIFY(isDark(QApplication::palette()));
            appearance.setTheme(Theme::Light);
            QVERIFY(!isDark(QApplication::palette()));
        }
        settings.setTheme(Theme::System);
        const Appearance next(&settings);
        QVERIFY(isDark(QApplication::palette()));
        qputenv("DBUS_SESSION_BUS_ADDRESS", "");
    }

private:
    [[nodiscard]] QList<ColorScheme> answerOf(const QString &address)
    {
        DesktopScheme desktop;
        QList<ColorScheme> answers;
        connect(&desktop, &DesktopScheme::answered, this, [&answers](ColorScheme answer) { answers.append(answer); });
        desktop.ask(address);
        (void)comesTrue([&answers] { return !answers.isEmpty(); });
        return answers;
    }

    PrivateHome m_folder;
};

QTEST_MAIN(TestDesktopScheme)
#include "tst_desktopscheme.moc"
