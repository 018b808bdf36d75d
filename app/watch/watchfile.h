#pragma once

#include "app/filewriting.h"
#include "app/watch/watchreading.h"

#include <QFutureWatcher>
#include <QObject>

#include <atomic>
#include <memory>

/// Reads a file of watched lines in another thread.
class WatchOpening : public QObject
{
    Q_OBJECT

public:
    explicit WatchOpening(QObject *parent = nullptr);
    ~WatchOpening() override;

    /// One that is under way is given up.
    void open(const QString &path, const QByteArray &delimiters);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] const QString &path() const { return m_path; }
    /// What came of it.
    [[nodiscard]] const ReadWatch &result() const { return m_result; }
    /// Lets go of it.
    void clear() { m_result = ReadWatch(); }

signals:
    /// Some times a second; thousandths.
    void progressed(int share);
    void finished();

private:
    void end();

    QFutureWatcher<std::shared_ptr<ReadWatch>> m_watcher;
    std::shared_ptr<std::atomic_bool> m_stop;
    QString m_path;
    ReadWatch m_result;
    bool m_running = false;
};

/// Writes the lines of a log into a file, each as the server wrote it.
class WatchSaving : public FileWriting
{
    Q_OBJECT

public:
    explicit WatchSaving(QObject *parent = nullptr)
        : FileWriting(parent)
    {
    }

    void save(const WatchLog &log, const QString &path);
};
