#include "app/keyspace/keyexport.h"

#include <QSaveFile>
#include <QtConcurrentRun>

namespace {

constexpr qsizetype writtenPortion = 1024 * 1024; // bytes
constexpr int progressSteps = 1000;

} // namespace

struct KeyExport::Job
{
    QString path{};
    KeyWriter::Format format = KeyWriter::Format::JsonLines;
    KeyListing listing{};
    Indexes indexes{};
    std::shared_ptr<const std::atomic_bool> stop{};
};

/// A cancelled future would not tell what came of it: so it is told to stop by a flag of our own.
void KeyExport::write(QPromise<Ended> &promise, const Job &job)
{
    promise.setProgressRange(0, progressSteps);
    const std::vector<int> all = job.indexes ? std::vector<int>() : job.listing.allIndexes();
    const std::vector<int> &indexes = job.indexes ? *job.indexes : all;
    const KeyWriter writer(job.format);
    QSaveFile file(job.path);
    bool good = file.open(QIODevice::WriteOnly);
    QByteArray bytes;
    writer.writeHeader(bytes);
    size_t next = 0;
    do {
        next = writer.write(bytes, job.listing, indexes, next, writtenPortion);
        good = good && file.write(bytes) == bytes.size();
        bytes.resize(0);
        if (!indexes.empty())
            promise.setProgressValue(int(qint64(next) * progressSteps / qint64(indexes.size())));
    } while (good && next < indexes.size() && !*job.stop);
    if (good && *job.stop) {
        file.cancelWriting();
        promise.addResult(Ended{.isCancelled = true});
    } else if (good && file.commit()) {
        promise.addResult(Ended{});
    } else {
        promise.addResult(Ended{.error = {Error::Code::Unreadable, tr("“%1” cannot be written: %2.").arg(job.path, file.errorString())}});
    }
}

KeyExport::KeyExport(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this,
            [this](int value) { emit progressed(m_count * value / progressSteps); });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &KeyExport::end);
}

KeyExport::~KeyExport()
{
    cancel();
}

void KeyExport::cancel()
{
    if (m_stop)
        *m_stop = true;
}

void KeyExport::start(const QString &path, KeyWriter::Format format, const KeyListing &listing, const Indexes &indexes)
{
    Q_ASSERT(!m_running);
    m_path = path;
    m_count = indexes ? qint64(indexes->size()) : listing.size();
    m_error = {};
    m_running = true;
    m_cancelled = false;
    m_stop = std::make_shared<std::atomic_bool>(false);
    m_watcher.setFuture(QtConcurrent::run(&KeyExport::write, Job{path, format, listing, indexes, m_stop}));
}

void KeyExport::end()
{
    m_running = false;
    const Ended ended = m_watcher.result();
    m_error = ended.error;
    m_cancelled = ended.isCancelled;
    emit finished();
}
