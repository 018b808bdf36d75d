#pragma once

#include "app/keyspace/keywriter.h"
#include "connection/error.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>

/// Writes listed keys to a file in another thread. The file is there once all of it is written: one that was there before stays as it is
/// until then, and after an error or a cancel.
class KeyExport : public QObject
{
    Q_OBJECT

public:
    using Indexes = std::shared_ptr<const std::vector<int>>;

    explicit KeyExport(QObject *parent = nullptr);
    ~KeyExport() override;

    /// Not while one is under way. `indexes`: the keys to be written, in their order; null: all.
    void start(const QString &path, KeyWriter::Format format, const KeyListing &listing, const Indexes &indexes);
    /// finished() follows.
    void cancel() { m_watcher.cancel(); }
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] bool isCancelled() const { return m_watcher.isCanceled(); }
    [[nodiscard]] const QString &path() const { return m_path; }
    /// How many keys are to be written.
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
