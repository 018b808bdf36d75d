#pragma once

#include <QElapsedTimer>
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
    /// Once for everything that happens within a second, and at most every ten seconds: on some machines something always comes or goes.
    void changed();

private:
    void read();

    QSocketNotifier *m_notifier = nullptr;
    QTimer m_settled;
    QElapsedTimer m_sinceTold;
    int m_descriptor = -1;
};
