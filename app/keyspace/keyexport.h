#pragma once

#include "app/keyspace/keywriter.h"
#include "connection/error.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

#include <atomic>
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
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// It ended by cancel(), and left the file as it was. One that comes too late, when the file is there already, changes nothing.
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }
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
    struct Ended
    {
        Error error{};
        bool isCancelled = false;
    };
    struct Job;

    static void write(QPromise<Ended> &promise, const Job &job);
    void end();

    QFutureWatcher<Ended> m_watcher;
    std::shared_ptr<std::atomic_bool> m_stop;
    QString m_path;
    Error m_error;
    qint64 m_count = 0;
    bool m_running = false;
    bool m_cancelled = false;
};
