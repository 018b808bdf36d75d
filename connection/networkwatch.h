#pragma once

#include <QObject>
#include <QTimer>

class QSocketNotifier;

/// Tells that this computer's network is another one: an address or a route came or went (netlink(7), rtnetlink(7)). Where the system is
/// not Linux it never tells anything.
class NetworkWatch : public QObject
{
    Q_OBJECT

public:
    explicit NetworkWatch(QObject *parent = nullptr);
    ~NetworkWatch() override;

    /// Whether the system lets us know.
    [[nodiscard]] bool isWatching() const { return m_descriptor >= 0; }

signals:
    /// Once for everything that happens within a second.
    void changed();

private:
    void read();

    QSocketNotifier *m_notifier = nullptr;
    QTimer m_settled;
    int m_descriptor = -1;
};
