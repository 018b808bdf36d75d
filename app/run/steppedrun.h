#pragma once

#include "app/run/commandfeed.h"
#include "app/run/segmentbuilder.h"
#include "connection/connection.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

/// Runs commands one by one, each after the outcome of the one before. After a loss the next one waits for the new connection, up to the
/// connect timeout; once connecting again has failed, or took too long, the rest ends as not_connected. Used by ScriptRun.
class SteppedRun : public QObject
{
    Q_OBJECT

public:
    /// `connection` and `feed` must outlive it.
    SteppedRun(Connection *connection, CommandFeed *feed, Checking checking, QObject *parent = nullptr);
    ~SteppedRun() override;

    /// `since`: when the run began.
    void start(const QElapsedTimer &since);
    /// What has not been sent ends so, with `reason`; the first time counts.
    void endRest(Status status, const QString &reason);
    /// The command under way runs to its outcome, the rest ends as cancelled.
    void cancel();
    [[nodiscard]] qint64 outcomeCount() const { return m_outcomeCount; }
    /// Bytes of requests written so far, the NOOPs that close quiet commands included.
    [[nodiscard]] qint64 bytesWritten() const { return m_bytesWritten; }

signals:
    void segmentReady(const std::shared_ptr<const RunSegment> &segment);
    /// Once, after the last segment.
    void finished();

private:
    enum class Connected {
        Yes,
        Awaited,
        GivenUp, ///< the rest ends as m_restStatus
    };

    void stepSoon();
    void step();
    [[nodiscard]] Connected connectionState();
    void execute();
    void takeOutcome();
    void append(const Outcome &outcome);
    void appendUnsent(Status status, const QString &reason);
    void flush();
    void followConnection(Connection::State state);
    void finish();

    Connection *m_connection;
    CommandFeed *m_feed;
    Checking m_checking;
    SegmentBuilder m_builder;
    SourcedCommand m_current;
    qint64 m_line = 0;
    qint64 m_outcomeCount = 0;
    qint64 m_bytesWritten = 0;
    QElapsedTimer m_since;
    std::unique_ptr<CommandReply> m_reply;
    std::unique_ptr<CommandReply> m_lastReply; ///< whose signal may still be on its way through us
    QTimer m_stepTimer;
    QTimer m_flushTimer;
    QTimer m_connectTimer;
    Status m_restStatus = Status::Success; ///< once not Success: what follows ends so, unsent
    QString m_restReason;
    bool m_taken = false;      ///< m_current is a command that waits to be sent
    bool m_connecting = false; ///< an attempt to connect again is under way
    bool m_quitSent = false;   ///< the server is to close: the connection is no good until it has
    bool m_finished = false;
};
