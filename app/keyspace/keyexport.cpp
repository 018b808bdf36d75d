#include "app/keyspace/keyexport.h"

#include <QPromise>
#include <QSaveFile>
#include <QtConcurrentRun>

#include <numeric>

namespace {

constexpr qsizetype portion = 1024 * 1024; // bytes
constexpr int progressSteps = 1000;

/// False: cancelled, or the file takes no more.
bool writeAll(QPromise<Error> &promise, QSaveFile &file, const KeyWriter &writer, const KeyListing &listing,
              const std::vector<int> &indexes)
{
    QByteArray bytes;
    writer.writeHeader(bytes);
    size_t next = 0;
    do {
        next = writer.write(bytes, listing, indexes, next, portion);
        if (file.write(bytes) != bytes.size() || promise.isCanceled())
            return false;
        bytes.resize(0);
        if (!indexes.empty())
            promise.setProgressValue(int(qint64(next) * progressSteps / qint64(indexes.size())));
    } while (next < indexes.size());
    return true;
}

void writeKeys(QPromise<Error> &promise, const QString &path, KeyWriter::Format format, const KeyListing &listing,
               const KeyExport::Indexes &indexes)
{
    promise.setProgressRange(0, progressSteps);
    const std::vector<int> all = indexes ? std::vector<int>() : listing.allIndexes();
    QSaveFile file(path);
    const bool good = file.open(QIODevice::WriteOnly) && writeAll(promise, file, KeyWriter(format), listing, indexes ? *indexes : all)
        && !promise.isCanceled() && file.commit();
    if (!good && promise.isCanceled()) {
        file.cancelWriting();
        return;
    }
    Error error;
    if (!good)
        error = {.code = Error::Code::Unreadable, .text = KeyExport::tr("“%1” cannot be written: %2.").arg(path, file.errorString())};
    promise.addResult(error);
}

} // namespace

KeyExport::KeyExport(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this,
            [this](int value) { emit progressed(m_count * value / progressSteps); });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &KeyExport::end);
}

KeyExport::~KeyExport()
{
    m_watcher.cancel();
}

void KeyExport::start(const QString &path, KeyWriter::Format format, const KeyListing &listing, const Indexes &indexes)
{
    Q_ASSERT(!m_running);
    m_path = path;
    m_count = indexes ? qint64(indexes->size()) : listing.size();
    m_error = {};
    m_running = true;
    m_watcher.setFuture(QtConcurrent::run(writeKeys, path, format, listing, indexes));
}

void KeyExport::end()
{
    m_running = false;
    if (m_watcher.future().resultCount() > 0)
        m_error = m_watcher.result();
    emit finished();
}
