#include "ui/desktopscheme.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QUuid>
#include <QtConcurrentRun>

namespace {

// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
QString portal()
{
    return QStringLiteral("org.freedesktop.portal.Desktop");
}
QString portalPath()
{
    return QStringLiteral("/org/freedesktop/portal/desktop");
}
QString settingsInterface()
{
    return QStringLiteral("org.freedesktop.portal.Settings");
}
QString appearanceGroup()
{
    return QStringLiteral("org.freedesktop.appearance");
}
QString schemeKey()
{
    return QStringLiteral("color-scheme");
}

} // namespace

DesktopScheme::DesktopScheme(QObject *parent)
    : QObject(parent)
{
    qRegisterMetaType<QDBusVariant>(); // by its name a slot is found
    connect(&m_connecting, &QFutureWatcherBase::finished, this, &DesktopScheme::askPortal);
}

DesktopScheme::~DesktopScheme()
{
    if (!m_connectionName.isEmpty())
        QDBusConnection::disconnectFromBus(m_connectionName);
}

QString DesktopScheme::sessionBusAddress()
{
    return qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS");
}

void DesktopScheme::ask(const QString &busAddress)
{
    if (!m_connectionName.isEmpty())
        return;
    m_connectionName = QStringLiteral("slabscope-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (busAddress.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [this] { emit answered(ColorScheme::NoPreference); }, Qt::QueuedConnection);
        return;
    }
    // Greeting a bus blocks for as long as it takes to answer.
    m_connecting.setFuture(
        QtConcurrent::run([busAddress, name = m_connectionName] { return QDBusConnection::connectToBus(busAddress, name).isConnected(); }));
}

void DesktopScheme::askPortal()
{
    if (!m_connecting.result()) {
        emit answered(ColorScheme::NoPreference);
        return;
    }
    QDBusConnection bus(m_connectionName);
    // clang-format off
    bus.connect(portal(), portalPath(), settingsInterface(), QStringLiteral("SettingChanged"), this,
                SLOT(takeChange(QString,QString,QDBusVariant))); // without spaces: normalised
    // clang-format on
    QDBusMessage question = QDBusMessage::createMethodCall(portal(), portalPath(), settingsInterface(), QStringLiteral("Read"));
    question.setArguments({appearanceGroup(), schemeKey()});
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *watcher) {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        watcher->deleteLater();
        take(reply.isError() ? QVariant() : reply.value().variant());
    });
}

void DesktopScheme::takeChange(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearanceGroup() && key == schemeKey())
        take(value.variant());
}

void DesktopScheme::take(const QVariant &value)
{
    // Read puts the value into a variant in a variant.
    QVariant plain = value;
    for (int depth = 0; depth < 4 && plain.metaType() == QMetaType::fromType<QDBusVariant>(); ++depth)
        plain = plain.value<QDBusVariant>().variant();
    const uint number = plain.metaType() == QMetaType::fromType<uint>() ? plain.toUInt() : 0;
    emit answered(number == 1 ? ColorScheme::Dark : number == 2 ? ColorScheme::Light : ColorScheme::NoPreference);
}
