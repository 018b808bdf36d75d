#pragma once

#include "app/results/resultwriter.h"
#include "app/results/runresults.h"
#include "connection/error.h"

#include <QFutureWatcher>
#include <QObject>

#include <optional>
#include <vector>

/// Writes results to a file in another thread, as the run without a window writes them. The file is there once all of it is written: one
/// that was there before stays as it is until then, and after an error or a cancel.
class ResultExport : public QObject
{
    Q_OBJECT

public:
    explicit ResultExport(QObject *parent = nullptr);
    ~ResultExport() override;

    /// Not while one is under way. `rows`: numbers of the results to be written, in their order; none: all.
    void start(const QString &path, ResultWriter::Format format, const RunResults &results, const std::optional<std::vector<int>> &rows);
    /// finished() follows.
    void cancel() { m_watcher.cancel(); }
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] bool isCancelled() const { return m_watcher.isCanceled(); }
    [[nodiscard]] const QString &path() const { return m_path; }
    /// How many results are to be written.
    [[nodiscard]] qint64 count() const { return m_count; }
    /// What went wrong (Unreadable); none after a success or a cancel.
    [[nodiscard]] const Error &error() const { return m_error; }

signals:
    /// Some times a second.
    void progressed(qint64 written);
    /// Once for each start().
    void finished();

private:
    void end();

    QFutureWatcher<Error> m_watcher;
    QString m_path;
    Error m_error;
    qint64 m_count = 0;
    bool m_running = false;
};
