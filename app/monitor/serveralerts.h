#pragma once

#include "app/monitor/alertwatch.h"

#include <QObject>
#include <QTimer>

#include <deque>

class StatPoll;

/// Tells of what happens to a server that is asked for its statistics, as far as the person wished, and keeps a log of it.
class ServerAlerts : public QObject
{
    Q_OBJECT

public:
    static constexpr size_t mostKept = 500;

    /// `poll` outlives it.
    explicit ServerAlerts(const StatPoll *poll, QObject *parent = nullptr);

    void setLimits(const AlertLimits &limits);
    [[nodiscard]] const AlertLimits &limits() const { return m_watch.limits(); }
    /// What was told, the latest last.
    [[nodiscard]] const std::deque<Alert> &log() const { return m_log; }
    /// What is bad now.
    [[nodiscard]] QList<AlertKind> raised() const;
    /// Something was told that nobody has seen: what is not well again, or what was over at once.
    [[nodiscard]] bool isUnseen() const { return m_hasUnseenState || m_hasUnseenEvent; }
    /// Somebody has looked.
    void markSeen();
    void clearLog();
    /// The sentence of the last that is not seen; empty: none.
    [[nodiscard]] QString unseenText() const;

signals:
    /// Once for each time that something becomes bad, happens, or is well again.
    void told(const Alert &alert);
    /// The log, what is raised, or whether it is seen.
    void changed();
    void limitsChanged();

private:
    void follow();
    void followPlace();
    void sample();
    void takeRestart(qint64 time);
    void watchAbsence();
    void tell(const QList<Alert> &alerts);
    void keep(const Alert &alert);
    [[nodiscard]] bool isOpen(const Alert &alert) const;
    [[nodiscard]] AlertValues values() const;

    const StatPoll *m_poll;
    AlertWatch m_watch;
    std::deque<Alert> m_log;
    QString m_place;  ///< that it is of
    QTimer m_absence; ///< runs while the server is gone: it is told without an answer
    qint64 m_lastMark = -1;
    bool m_hasUnseenState = false;
    bool m_hasUnseenEvent = false;
};
