#include "ui/sleepwatch.h"

#include <QDBusConnection>
#include <QUuid>
#include <QtConcurrentRun>

SleepWatch::SleepWatch(QObject *parent)
    : QObject(parent)
{
    connect(&m_connecting, &QFutureWatcherBase::finished, this, &SleepWatch::subscribe);
}

SleepWatch::~SleepWatch()
{
    if (!m_connectionName.isEmpty())
        QDBusConnection::disconnectFromBus(m_connectionName);
}

QString SleepWatch::systemBusAddress()
{
    const QString given = qEnvironmentVariable("DBUS_SYSTEM_BUS_ADDRESS");
    return given.isEmpty() ? QStringLiteral("unix:path=/run/dbus/system_bus_socket") : given;
}

void SleepWatch::listen(const QString &busAddress)
{
    if (!m_connectionName.isEmpty())
        return;
    m_connectionName = QStringLiteral("slabscope-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    // Greeting a bus blocks for as long as it takes to answer.
    m_connecting.setFuture(
        QtConcurrent::run([busAddress, name = m_connectionName] { return QDBusConnection::connectToBus(busAddress, name).isConnected(); }));
}

/// Whose signal it is need not be asked: the worst that another could bring about is that we ask our servers whether they are there.
void SleepWatch::subscribe()
{
    if (!m_connecting.result())
        return;
    QDBusConnection bus(m_connectionName);
    if (bus.connect(QString(), QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"),
                    QStringLiteral("PrepareForSleep"), this, SLOT(takePreparation(bool))))
        emit listening();
}

void SleepWatch::takePreparation(bool begins)
{
    if (begins)
        emit fallingAsleep();
    else
        emit wokenUp();
}
