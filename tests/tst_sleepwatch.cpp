#include "tests/privatebus.h"
#include "ui/sleepwatch.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QSignalSpy>

class TestSleepWatch : public QObject
{
    Q_OBJECT

private slots:
    void sleepAndWakeAreTold()
    {
        PrivateBus bus;
        QVERIFY(bus.start());
        SleepWatch watch;
        const QSignalSpy listening(&watch, &SleepWatch::listening);
        const QSignalSpy asleep(&watch, &SleepWatch::fallingAsleep);
        const QSignalSpy awake(&watch, &SleepWatch::wokenUp);
        watch.listen(bus.address());
        QTRY_COMPARE(listening.size(), 1);
        prepareForSleep(bus, true);
        QTRY_COMPARE(asleep.size(), 1);
        QCOMPARE(awake.size(), 0);
        prepareForSleep(bus, false);
        QTRY_COMPARE(awake.size(), 1);
        QCOMPARE(asleep.size(), 1);
    }

    void machineWithoutASystemBusIsNoError()
    {
        SleepWatch watch;
        const QSignalSpy listening(&watch, &SleepWatch::listening);
        watch.listen(QStringLiteral("unix:path=/nowhere/bus"));
        {
            SleepWatch another;
            another.listen(QStringLiteral("unix:path=/nowhere/bus"));
        }
        PrivateBus bus;
        QVERIFY(bus.start());
        SleepWatch heard;
        const QSignalSpy hears(&heard, &SleepWatch::listening);
        heard.listen(bus.address());
        QTRY_COMPARE(hears.size(), 1);
        QCOMPARE(listening.size(), 0);
    }

private:
    /// What systemd's login manager does.
    static void prepareForSleep(const PrivateBus &bus, bool begins)
    {
        const QString name = QStringLiteral("login1");
        QDBusConnection manager = QDBusConnection::connectToBus(bus.address(), name);
        QVERIFY(manager.registerService(QStringLiteral("org.freedesktop.login1")));
        QDBusMessage signal = QDBusMessage::createSignal(
            QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"));
        signal.setArguments({begins});
        QVERIFY(manager.send(signal));
        QDBusConnection::disconnectFromBus(name);
    }
};

QTEST_GUILESS_MAIN(TestSleepWatch)
#include "tst_sleepwatch.moc"
