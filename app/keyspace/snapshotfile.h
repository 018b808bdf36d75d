#pragma once

#include "app/keyspace/keysnapshot.h"

#include <QFutureWatcher>
#include <QObject>

#include <atomic>
#include <memory>

/// Writes a listing to a file and reads one, in another thread; see KeySnapshot.
class SnapshotFile : public QObject
{
    Q_OBJECT

public:
    explicit SnapshotFile(QObject *parent = nullptr);
    ~SnapshotFile() override;

    // Not while one is under way.
    /// `gone`: keys of `listing` that are left out; null: none.
    void save(const QString &path, const QString &server, const KeyListing &listing, const SharedGoneKeys &gone = {});
    void open(const QString &path, qint64 mostBytes = KeySnapshot::usualMostBytes);

    /// finished() follows.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// It ended by cancel(): the file is as it was, and there is no snapshot. When a file that is saved is there already, cancel() changes
    /// nothing.
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }
    [[nodiscard]] const QString &path() const { return m_path; }
    /// What went wrong; none after a success or a cancel.
    [[nodiscard]] const Error &error() const { return m_error; }
    /// What was read; null: nothing.
    [[nodiscard]] std::shared_ptr<KeySnapshot> takeSnapshot() { return std::move(m_snapshot); }

    static constexpr int progressSteps = 1000;

signals:
    /// Of progressSteps.
    void progressed(int step);
    /// Once for each save() and open().
    void finished();

private:
    struct Ended
    {
        Error error{};
        std::shared_ptr<KeySnapshot> snapshot{};
        bool isCancelled = false;
    };
    /// Shared, to be moved out of: a future whose result was taken would finish once more when its QPromise dies (Qt 6.4).
    using SharedEnded = std::shared_ptr<Ended>;
    using Stop = std::shared_ptr<std::atomic_bool>;

    struct Listed
    {
        KeyListing all{};
        SharedGoneKeys gone{};
    };
    static void write(QPromise<SharedEnded> &promise, const QString &path, const QString &server, const Listed &listed, const Stop &stop);
    static void read(QPromise<SharedEnded> &promise, const QString &path, qint64 mostBytes, const Stop &stop);
    void begin(const QString &path);
    void end();

    QFutureWatcher<SharedEnded> m_watcher;
    Stop m_stop; ///< a cancelled future would not tell what came of it
    QString m_path;
    Error m_error;
    std::shared_ptr<KeySnapshot> m_snapshot;
    bool m_running = false;
    bool m_cancelled = false;
};
