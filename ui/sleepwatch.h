#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QString>

/// Tells when the computer goes to sleep and when it is back, as systemd's login manager says
/// (https://www.freedesktop.org/software/systemd/man/org.freedesktop.login1.html, PrepareForSleep). Where there is none it tells nothing.
class SleepWatch : public QObject
{
    Q_OBJECT

public:
    explicit SleepWatch(QObject *parent = nullptr);
    ~SleepWatch() override;

    /// Of the system, or what the environment says instead.
    [[nodiscard]] static QString systemBusAddress();
    /// Begins to listen on the bus with this address; once.
    void listen(const QString &busAddress);

signals:
    /// It hears from now on.
    void listening();
    void fallingAsleep();
    void wokenUp();

private slots:
    void takePreparation(bool begins);

private:
    void subscribe();

    QString m_connectionName;
    QFutureWatcher<bool> m_connecting;
};
