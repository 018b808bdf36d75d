#pragma once

#include "ui/theme.h"

#include <QDBusConnection>
#include <QDBusVariant>
#include <QFutureWatcher>
#include <QObject>

/// What the desktop wishes windows to look like, as its portal tells it (org.freedesktop.portal.Settings: `color-scheme` of
/// `org.freedesktop.appearance`). Nothing blocks, and where there is no bus or no portal there is no preference.
class DesktopScheme : public QObject
{
    Q_OBJECT

public:
    explicit DesktopScheme(QObject *parent = nullptr);
    ~DesktopScheme() override;

    /// Asks the portal on the bus at `busAddress`, by default the session's, and follows it from then on; answered() tells of each answer.
    /// Only the first call counts.
    void ask(const QString &busAddress = sessionBusAddress());
    /// Empty where the session has none.
    [[nodiscard]] static QString sessionBusAddress();

signals:
    void answered(ColorScheme scheme);

private slots:
    void takeChange(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void take(const QVariant &value);

    QString m_connectionName;
    QFutureWatcher<bool> m_connecting;
};
