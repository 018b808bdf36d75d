#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

/// Tells of SIGINT and SIGTERM in the event loop. The second one of a kind ends the program as if nobody watched. One watch at a time.
class InterruptWatch : public QObject
{
    Q_OBJECT

public:
    explicit InterruptWatch(QObject *parent = nullptr);
    ~InterruptWatch() override;

    /// Whether a signal has come, even if the event loop does not know yet.
    [[nodiscard]] static bool wasInterrupted();

signals:
    void interrupted();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};
