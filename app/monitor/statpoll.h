#pragma once

#include "app/monitor/statrecord.h"
#include "connection/commandreply.h"
#include "connection/connection.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <set>

/// Asks a server for its general statistics every so often, over a connection of its own, and keeps what came of it. What these questions
/// themselves add to the server's figures is taken out. What the figures are of is the time when they were asked for: this thread may be
/// busy when the answer comes.
class StatPoll : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds shortestInterval{1'000};
    static constexpr std::chrono::milliseconds usualInterval{2'000};
    static constexpr std::chrono::milliseconds longestInterval{60'000};
    /// From a first answer to the second, without which there are no rates: nobody has to wait a whole interval for something to see.
    static constexpr std::chrono::milliseconds firstStep{300};

    explicit StatPoll(QObject *parent = nullptr);
    ~StatPoll() override;

    /// Asks this server from now on. What was measured of another one is forgotten.
    void start(const ConnectionOptions &options);
    /// Hangs up; what was measured stays.
    void stop();
    /// It was started, and not stopped since.
    [[nodiscard]] bool isAsking() const { return m_timer.isActive(); }
    /// Goes on from what was kept of the server at `place`; before start().
    void adopt(const QString &place, const StatRecord &record);
    /// What it has, to be kept; what the server is called is left empty.
    [[nodiscard]] StatRecord record() const;
    /// Lets go of what was measured.
    void forget();
    /// Of which server that is; empty: of none.
    [[nodiscard]] const QString &place() const { return m_place; }
    /// Between shortestInterval and longestInterval.
    void setInterval(std::chrono::milliseconds interval);
    [[nodiscard]] std::chrono::milliseconds interval() const { return m_timer.intervalAsDuration(); }

    [[nodiscard]] const StatHistory &history() const { return m_history; }
    /// The last answer, in the server's order; empty: there was none yet.
    [[nodiscard]] const TextStatistics &statistics() const { return m_statistics; }
    [[nodiscard]] const StatSample &latest() const { return m_latest; }
    /// Bytes of the last question and its answer, and of what else was asked since the one before.
    [[nodiscard]] qint64 cost() const { return m_cost; }
    /// Asks for a group of statistics ("slabs") over the same connection. What that adds to the server's figures is taken out too.
    [[nodiscard]] std::unique_ptr<CommandReply> askGroup(const QByteArray &group);
    /// Nobody wants this answer to it any more; it is still on its way, and what it costs is taken out.
    void leave(std::unique_ptr<CommandReply> reply);
    /// Bytes of the last question and its answer, in the terms of the server, that went over a further connection for this page.
    void noteTraffic(qint64 read, qint64 written);
    /// How many connections this page has to the server, beside the one of the poll itself.
    void setFurtherConnections(int count) { m_further = count; }
    [[nodiscard]] int connections() const { return 1 + m_further; }
    [[nodiscard]] const ConnectionOptions &options() const { return m_connection.options(); }
    [[nodiscard]] const ServerSettings &server() const { return m_connection.server(); }
    [[nodiscard]] bool isReady() const { return m_connection.isReady(); }

    /// How its own connection is, and what is wrong with it.
    [[nodiscard]] Connection::State state() const { return m_connection.state(); }
    [[nodiscard]] const Error &error() const { return m_error; }

signals:
    /// There is another answer.
    void sampled();
    void stateChanged();

private:
    void follow(Connection::State state);
    void ask();
    void take();
    void beginQuestion();
    void endGroup(quint64 number);
    void beat();
    [[nodiscard]] std::optional<quint64> latency() const;
    [[nodiscard]] qint64 timeOfNow();

    Connection m_connection;
    QTimer m_timer;
    QTimer m_second; ///< until the question after the first
    std::unique_ptr<CommandReply> m_reply;
    std::set<quint64> m_groups; ///< the numbers of those that others have asked for and that are not answered
    quint64 m_groupCount = 0;   ///< asked for so far
    quint64 m_behind = 0;       ///< the last question waits for the groups of smaller numbers
    QElapsedTimer m_asked;
    qint64 m_askedAt = 0; ///< milliseconds since the epoch
    QTimer m_beat;        ///< while an answer is waited for: it tells when this thread is too busy to see it come
    QElapsedTimer m_beaten;
    qint64 m_lastBeat = 0; ///< milliseconds that it took
    StatHistory m_history;
    StatSample m_latest;
    TextStatistics m_statistics;
    QString m_place;
    Error m_error;
    qint64 m_cost = 0;
    qint64 m_answered = 0;       ///< bytes of the last answer, which the server counted when it had sent it
    qint64 m_furtherRead = 0;    ///< bytes of other questions since the last answer
    qint64 m_furtherWritten = 0; ///< and of the answers to them
    int m_further = 0;
    qint64 m_shift = 0;       ///< milliseconds by which our clock was set back since
    bool m_hasWaited = false; ///< the last question was behind one for a group
    bool m_goesOn = false;    ///< the next answer is compared with the last one
};
