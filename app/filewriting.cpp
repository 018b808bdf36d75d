#include "app/filewriting.h"

#include <QSaveFile>
#include <QtConcurrentRun>

namespace {

constexpr int progressSteps = 1000;

} // namespace

bool FileWriting::Sink::take(QByteArray &bytes, qint64 written)
{
    m_good = m_good && m_file->write(bytes) == bytes.size();
    bytes.resize(0);
    m_tell(written);
    return m_good && !*m_stop;
}

FileWriting::FileWriting(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this,
            [this](int value) { emit progressed(m_count * value / progressSteps); });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &FileWriting::end);
}

FileWriting::~FileWriting()
{
    cancel();
}

void FileWriting::cancel()
{
    if (m_stop)
        *m_stop = true;
}

void FileWriting::begin(const QString &path, qint64 count, std::function<void(Sink &)> write)
{
    Q_ASSERT(!m_running);
    m_path = path;
    m_count = count;
    m_ended = {};
    m_running = true;
    m_stop = std::make_shared<std::atomic_bool>(false);
    m_watcher.setFuture(QtConcurrent::run([path, count, write = std::move(write), stop = m_stop](QPromise<Ended> &promise) {
        promise.setProgressRange(0, progressSteps);
        QSaveFile file(path);
        Sink sink;
        sink.m_file = &file;
        sink.m_tell = [&promise, count](qint64 written) {
            promise.setProgressValue(count > 0 ? int(written * progressSteps / count) : progressSteps);
        };
        sink.m_stop = stop.get();
        sink.m_good = file.open(QIODevice::WriteOnly);
        if (sink.m_good)
            write(sink);
        if (sink.m_good && *stop) {
            file.cancelWriting();
            promise.addResult(Ended{.isCancelled = true});
        } else if (sink.m_good && file.commit()) {
            promise.addResult(Ended{});
        } else {
            promise.addResult(Ended{.error = {Error::Code::Unreadable, tr("“%1” cannot be written: %2.").arg(path, file.errorString())}});
        }
    }));
}

void FileWriting::end()
{
    m_running = false;
    m_ended = m_watcher.result();
    emit finished();
}
