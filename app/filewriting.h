#pragma once

#include "connection/error.h"

#include <QFutureWatcher>
#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

class QSaveFile;

/// Writes much to a file in another thread. The file is there once all of it is written: one that was there before stays as it is until
/// then, and after an error or a cancel.
class FileWriting : public QObject
{
    Q_OBJECT

public:
    ~FileWriting() override;

    /// finished() follows.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// It ended by cancel(), and left the file as it was. One that comes too late, when the file is there already, changes nothing.
    [[nodiscard]] bool isCancelled() const { return m_ended.isCancelled; }
    [[nodiscard]] const QString &path() const { return m_path; }
    /// Finished once nothing more is written, whether or not this is still there.
    [[nodiscard]] QFuture<void> writing() const { return QFuture<void>(m_watcher.future()); }
    /// How many things are to be written.
    [[nodiscard]] qint64 count() const { return m_count; }
    /// What went wrong (Unreadable); none after a success or a cancel.
    [[nodiscard]] const Error &error() const { return m_ended.error; }

signals:
    /// Some times a second.
    void progressed(qint64 written);
    /// Once for each that was begun.
    void finished();

protected:
    /// What it writes to, in its thread.
    class Sink
    {
    public:
        /// Bytes that are worth a write.
        static constexpr qsizetype portion = 1024 * 1024;

        /// Empties `bytes` into the file; `written` things are there then. False: no more is wanted, or can be written.
        [[nodiscard]] bool take(QByteArray &bytes, qint64 written);

    private:
        friend class FileWriting;
        QSaveFile *m_file = nullptr;
        std::function<void(qint64)> m_tell;
        const std::atomic_bool *m_stop = nullptr;
        bool m_good = false;
    };

    explicit FileWriting(QObject *parent);
    /// Not while one is under way. `write` gives all there is to the sink, in another thread.
    void begin(const QString &path, qint64 count, std::function<void(Sink &)> write);

private:
    struct Ended
    {
        Error error{};
        bool isCancelled = false;
    };

    void end();

    QFutureWatcher<Ended> m_watcher;
    std::shared_ptr<std::atomic_bool> m_stop; ///< a cancelled future would not tell what came of it
    QString m_path;
    Ended m_ended;
    qint64 m_count = 0;
    bool m_running = false;
};
