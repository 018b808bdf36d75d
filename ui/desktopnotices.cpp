#include "ui/desktopnotices.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QUuid>
#include <QtConcurrentRun>

#include <utility>

namespace {

QString notificationsService()
{
    return QStringLiteral("org.freedesktop.Notifications");
}
QString notificationsPath()
{
    return QStringLiteral("/org/freedesktop/Notifications");
}

} // namespace

DesktopNotices::DesktopNotices(QObject *parent)
    : QObject(parent)
    , m_busAddress(qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"))
{
    connect(&m_connecting, &QFutureWatcherBase::finished, this, &DesktopNotices::goOn);
}

DesktopNotices::~DesktopNotices()
{
    if (!m_connectionName.isEmpty())
        QDBusConnection::disconnectFromBus(m_connectionName);
}

void DesktopNotices::useBus(const QString &busAddress)
{
    m_busAddress = busAddress;
}

void DesktopNotices::show(const QString &subject, const QString &title, const QString &text)
{
    constexpr size_t mostWaiting = 100;
    m_waiting.push_back({subject, title, text});
    if (m_waiting.size() > mostWaiting)
        m_waiting.pop_front();
    if (m_connectionName.isEmpty())
        connectToBus();
    else if (!m_connecting.isRunning())
        QMetaObject::invokeMethod(this, &DesktopNotices::goOn, Qt::QueuedConnection); // failed() comes after the call
}

void DesktopNotices::connectToBus()
{
    m_connectionName = QStringLiteral("slabscope-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    // Greeting a bus blocks for as long as it takes to answer.
    m_connecting.setFuture(QtConcurrent::run([address = m_busAddress, name = m_connectionName] {
        return !address.isEmpty() && QDBusConnection::connectToBus(address, name).isConnected();
    }));
}

void DesktopNotices::goOn()
{
    QDBusConnection bus(m_connectionName);
    if (m_connecting.result() && m_shown.isEmpty()) {
        // Twice is once for Qt.
        bus.connect(notificationsService(), notificationsPath(), notificationsService(), QStringLiteral("ActionInvoked"), this,
                    SLOT(takeAction(QDBusMessage)));
        bus.connect(notificationsService(), notificationsPath(), notificationsService(), QStringLiteral("NotificationClosed"), this,
                    SLOT(takeClosing(QDBusMessage)));
    }
    const std::deque<Notice> notices = std::exchange(m_waiting, {});
    for (const Notice &notice : notices) {
        if (m_connecting.result() && bus.isConnected())
            send(notice);
        else
            emit failed(notice.subject, notice.title, notice.text);
    }
}

void DesktopNotices::send(const Notice &notice)
{
    QDBusMessage message =
        QDBusMessage::createMethodCall(notificationsService(), notificationsPath(), notificationsService(), QStringLiteral("Notify"));
    const QStringList actions{QStringLiteral("default"), tr("Show")};
    const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("slabscope")}};
    constexpr int usualTime = -1; // as the desktop has it
    // What is in a body between < and > would be taken for markup.
    message.setArguments({QCoreApplication::applicationName(), m_shown.value(notice.subject, 0U), QStringLiteral("slabscope"), notice.title,
                          notice.text.toHtmlEscaped(), actions, hints, usualTime});
    auto *answer = new QDBusPendingCallWatcher(QDBusConnection(m_connectionName).asyncCall(message), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, notice](QDBusPendingCallWatcher *watcher) {
        const QDBusPendingReply<uint> reply = *watcher;
        watcher->deleteLater();
        if (reply.isError())
            emit failed(notice.subject, notice.title, notice.text);
        else
            m_shown.insert(notice.subject, reply.value());
    });
}

QString DesktopNotices::subjectOf(uint id) const
{
    return m_shown.key(id);
}

void DesktopNotices::takeAction(const QDBusMessage &message)
{
    const QString subject = subjectOf(message.arguments().value(0).toUInt());
    if (!subject.isEmpty() && message.arguments().value(1).toString() == QLatin1String("default"))
        emit activated(subject);
}

void DesktopNotices::takeClosing(const QDBusMessage &message)
{
    m_shown.remove(subjectOf(message.arguments().value(0).toUInt()));
}
