#pragma once

#include <QDBusMessage>
#include <QFutureWatcher>
#include <QHash>
#include <QObject>

#include <deque>

/// Notifications of the desktop (org.freedesktop.Notifications, the Desktop Notifications Specification 1.2). Nothing blocks, and where
/// there is no bus or no service that is told.
class DesktopNotices : public QObject
{
    Q_OBJECT

public:
    explicit DesktopNotices(QObject *parent = nullptr);
    ~DesktopNotices() override;

    /// On the bus at `busAddress` instead of the session's; before the first notice.
    void useBus(const QString &busAddress);
    /// Shows `text` under `title`; one with the same `subject` takes the place of what is still shown of it.
    void show(const QString &subject, const QString &title, const QString &text);

signals:
    /// The person clicked the notice about `subject`.
    void activated(const QString &subject);
    /// This one cannot be shown.
    void failed(const QString &subject, const QString &title, const QString &text);

private slots:
    // The message has the number of the notice first.
    void takeAction(const QDBusMessage &message);
    void takeClosing(const QDBusMessage &message);

private:
    struct Notice
    {
        QString subject;
        QString title;
        QString text;
    };
    void connectToBus();
    void goOn();
    void send(const Notice &notice);
    [[nodiscard]] QString subjectOf(uint id) const;

    QString m_busAddress;
    QString m_connectionName;
    QFutureWatcher<bool> m_connecting;
    std::deque<Notice> m_waiting; ///< for the bus
    QHash<QString, uint> m_shown; ///< by subject
};
