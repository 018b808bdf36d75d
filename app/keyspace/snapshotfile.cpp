#include "app/keyspace/snapshotfile.h"

#include <QDir>
#include <QFile>
#include <QPromise>
#include <QtConcurrentRun>

SnapshotFile::SnapshotFile(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this, &SnapshotFile::progressed);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &SnapshotFile::end);
}

SnapshotFile::~SnapshotFile()
{
    cancel();
}

void SnapshotFile::cancel()
{
    if (m_stop)
        *m_stop = true;
}

void SnapshotFile::save(const QString &path, const QString &server, const KeyListing &listing, const SharedGoneKeys &gone)
{
    begin(path);
    m_watcher.setFuture(QtConcurrent::run(&SnapshotFile::write, path, server, Listed{listing, gone}, m_stop));
}

void SnapshotFile::open(const QString &path, qint64 mostBytes)
{
    begin(path);
    m_watcher.setFuture(QtConcurrent::run(&SnapshotFile::read, path, mostBytes, m_stop));
}

void SnapshotFile::begin(const QString &path)
{
    Q_ASSERT(!m_running);
    m_path = path;
    m_error = {};
    m_snapshot.reset();
    m_running = true;
    m_cancelled = false;
    m_stop = std::make_shared<std::atomic_bool>(false);
}

/// It asks before each part of the listing whether it goes on, which tells how far it is.
void SnapshotFile::write(QPromise<SharedEnded> &promise, const QString &path, const QString &server, const Listed &listed, const Stop &stop)
{
    const KeyListing listing = listed.gone ? listed.all.without(*listed.gone) : listed.all;
    promise.setProgressRange(0, progressSteps);
    const auto parts = std::max<qint64>(1, qint64(listing.parts().size()));
    qint64 part = 0;
    bool stopped = false;
    const Error error = KeySnapshot::write(QDir::toNativeSeparators(path), server, listing, [&promise, &part, &stopped, &stop, parts] {
        promise.setProgressValue(int(part++ * progressSteps / parts));
        stopped = *stop;
        return stopped;
    });
    promise.addResult(std::make_shared<Ended>(Ended{.error = error, .isCancelled = stopped}));
}

void SnapshotFile::read(QPromise<SharedEnded> &promise, const QString &path, qint64 mostBytes, const Stop &stop)
{
    promise.setProgressRange(0, progressSteps);
    const QString name = QDir::toNativeSeparators(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        promise.addResult(
            std::make_shared<Ended>(Ended{.error = {Error::Code::Unreadable, tr("%1 cannot be read: %2.").arg(name, file.errorString())}}));
        return;
    }
    const qint64 size = std::max<qint64>(1, file.size());
    auto result = KeySnapshot::read(file, name, mostBytes, [&promise, &file, &stop, size] {
        promise.setProgressValue(int(std::min(file.pos(), size) * progressSteps / size));
        return stop->load();
    });
    const auto ended = std::make_shared<Ended>();
    if (*stop)
        ended->isCancelled = true;
    else if (const auto *error = std::get_if<Error>(&result))
        ended->error = *error;
    else
        ended->snapshot = std::make_shared<KeySnapshot>(std::move(std::get<KeySnapshot>(result)));
    promise.addResult(ended);
}

void SnapshotFile::end()
{
    m_running = false;
    const Ended ended = std::move(*m_watcher.result()); // it must not keep what was read
    m_error = ended.error;
    m_cancelled = ended.isCancelled || (ended.snapshot && *m_stop);
    if (!m_cancelled)
        m_snapshot = ended.snapshot;
    emit finished();
}
