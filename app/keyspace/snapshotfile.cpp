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
    m_watcher.cancel();
}

void SnapshotFile::save(const QString &path, const QString &server, const KeyListing &listing)
{
    begin(path, QtConcurrent::run(&SnapshotFile::write, path, server, listing));
}

void SnapshotFile::open(const QString &path, qint64 mostBytes)
{
    begin(path, QtConcurrent::run(&SnapshotFile::read, path, mostBytes));
}

void SnapshotFile::begin(const QString &path, const QFuture<Ended> &future)
{
    Q_ASSERT(!m_running);
    m_path = path;
    m_error = {};
    m_snapshot.reset();
    m_running = true;
    m_watcher.setFuture(future);
}

/// It asks before each part of the listing whether it goes on, which tells how far it is.
void SnapshotFile::write(QPromise<Ended> &promise, const QString &path, const QString &server, const KeyListing &listing)
{
    promise.setProgressRange(0, progressSteps);
    const auto parts = std::max<qint64>(1, qint64(listing.parts().size()));
    qint64 part = 0;
    const Error error = KeySnapshot::write(QDir::toNativeSeparators(path), server, listing, [&promise, &part, parts] {
        promise.setProgressValue(int(part++ * progressSteps / parts));
        return promise.isCanceled();
    });
    promise.addResult(Ended{.error = error});
}

void SnapshotFile::read(QPromise<Ended> &promise, const QString &path, qint64 mostBytes)
{
    promise.setProgressRange(0, progressSteps);
    const QString name = QDir::toNativeSeparators(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        promise.addResult(Ended{.error = {Error::Code::Unreadable, tr("%1 cannot be read: %2.").arg(name, file.errorString())}});
        return;
    }
    const qint64 size = std::max<qint64>(1, file.size());
    auto result = KeySnapshot::read(file, name, mostBytes, [&promise, &file, size] {
        promise.setProgressValue(int(std::min(file.pos(), size) * progressSteps / size));
        return promise.isCanceled();
    });
    if (promise.isCanceled())
        return;
    if (const auto *error = std::get_if<Error>(&result))
        promise.addResult(Ended{.error = *error});
    else
        promise.addResult(Ended{.snapshot = std::make_shared<KeySnapshot>(std::move(std::get<KeySnapshot>(result)))});
}

void SnapshotFile::end()
{
    m_running = false;
    if (!m_watcher.isCanceled() && m_watcher.future().resultCount() > 0) {
        Ended ended = m_watcher.future().takeResult(); // it must not keep what was read
        m_error = ended.error;
        m_snapshot = std::move(ended.snapshot);
    }
    emit finished();
}
