#pragma once

#include "app/run/requestqueue.h"
#include "app/run/runsegment.h"
#include "connection/connection.h"
#include "connection/error.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>

class CommandFeed;
class ScriptSource;
class SteppedRun;

/// Runs the commands of a script over a connection, as one pipelined batch or one by one, and hands out the results in the script's order.
/// It lives as long as the run; the connection must outlive it. Whoever receives its signals must not delete it at once: deleteLater().
class ScriptRun : public QObject
{
    Q_OBJECT

public:
    enum class Mode { Batch, Each };
    struct Options
    {
        Mode mode = Mode::Batch;
        Checking checking = Checking::Strict;
    };

    /// `source` is at its beginning and has no error.
    ScriptRun(Connection *connection, std::unique_ptr<ScriptSource> source, const Options &options, QObject *parent = nullptr);
    ~ScriptRun() override;

    /// Begins; nothing is emitted before it returns. Unless the connection is Ready, a batch ends as not_connected.
    void start();
    /// What was written runs to its true outcome; what was not ends as cancelled. A stream is read no further.
    void cancel();
    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// Commands with an outcome so far.
    [[nodiscard]] qint64 outcomeCount() const;
    /// Bytes of requests written so far, barriers of ours included.
    [[nodiscard]] qint64 bytesWritten() const;
    /// The error that stopped the source (a line that does not parse, a file that cannot be read), with its line and column in the text;
    /// none otherwise.
    [[nodiscard]] const Error &error() const;

signals:
    /// The next results, in order; portions of any size.
    void segmentReady(const std::shared_ptr<const RunSegment> &segment);
    /// A warning on a line that is being sent.
    void warned(qint64 line, const QString &text);
    /// Once, after the last segment.
    void finished();

private:
    void startBatch();
    void startSteps();
    void takeSegments();
    void finishBatch();
    void finish();

    Connection *m_connection;
    Options m_options;
    std::unique_ptr<CommandFeed> m_feed;
    std::unique_ptr<SteppedRun> m_steps; ///< in Mode::Each, and for what a stream still brings after a batch was lost
    std::unique_ptr<BatchReply> m_batch; ///< in Mode::Batch; its source asks m_feed and fills m_pending
    RequestQueue m_pending;
    QElapsedTimer m_clock; ///< since start()
    qint64 m_outcomeCount = 0;
    bool m_cancelled = false;
    bool m_finished = false;
};
