#pragma once

#include "app/run/runrecord.h"

#include <QElapsedTimer>
#include <QList>
#include <QTimer>

#include <utility>

/// Runs one script after the other over a connection, and hands their results out in portions that a window can take.
class Runner : public QObject
{
    Q_OBJECT

public:
    explicit Runner(Connection *connection, QObject *parent = nullptr);
    ~Runner() override;

    /// Not while one is under way. `expected`: how many commands the script has, where that is known, for the progress.
    void run(std::unique_ptr<ScriptSource> source, ScriptRun::Mode mode, qint64 expected = -1, const RunOrigin &origin = {});
    /// What was written runs to its true outcome; finished() follows.
    void cancel();

    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }
    [[nodiscard]] qint64 expectedCount() const { return m_expected; }
    [[nodiscard]] qint64 outcomeCount() const { return m_run ? m_run->outcomeCount() : m_outcomeCount; }
    /// Bytes of requests written so far.
    [[nodiscard]] qint64 bytesWritten() const { return m_run ? m_run->bytesWritten() : m_bytesWritten; }
    /// What is known of the run at its start, for whoever keeps it: its script, and where it runs. Without results.
    [[nodiscard]] RunRecord takeBeginning() { return std::exchange(m_beginning, {}); }
    /// Since the start; of a run that has ended, all of it.
    [[nodiscard]] std::chrono::milliseconds elapsed() const;
    /// What stopped the last run, if something did.
    [[nodiscard]] const Error &error() const { return m_error; }

signals:
    void started();
    void resultsReady(const SegmentList &segments);
    void warned(qint64 line, const QString &text);
    void finished();

private:
    void handOut();
    void end();

    Connection *m_connection;
    std::unique_ptr<ScriptRun> m_run;   ///< while one is under way: it holds much
    std::shared_ptr<WireRecord> m_wire; ///< while one is under way
    RunRecord m_beginning;
    SegmentList m_waiting;
    QTimer m_portion;
    QElapsedTimer m_clock;
    std::chrono::milliseconds m_duration{0};
    qint64 m_expected = -1;
    qint64 m_outcomeCount = 0; ///< of the last run, as the two below
    qint64 m_bytesWritten = 0;
    Error m_error;
    bool m_running = false;
    bool m_cancelled = false;
};
