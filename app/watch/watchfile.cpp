#include "app/watch/watchfile.h"

#include "app/watch/watchrecording.h"

#include <QFile>
#include <QtConcurrentRun>

#include <algorithm>

namespace {

constexpr int fileSteps = 1'000;

} // namespace

WatchOpening::WatchOpening(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this, &WatchOpening::progressed);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &WatchOpening::end);
}

WatchOpening::~WatchOpening()
{
    cancel();
}

void WatchOpening::cancel()
{
    if (m_stop)
        *m_stop = true;
}

void WatchOpening::open(const QString &path, const QByteArray &delimiters)
{
    cancel();
    m_path = path;
    m_running = true;
    m_stop = std::make_shared<std::atomic_bool>(false);
    m_watcher.setFuture(QtConcurrent::run([path, delimiters, stop = m_stop](QPromise<std::shared_ptr<ReadWatch>> &promise) {
        promise.setProgressRange(0, fileSteps);
        QFile file(path);
        auto read = std::make_shared<ReadWatch>();
        if (!file.open(QIODevice::ReadOnly)) {
            read->error = unreadableWatch(path, file.errorString() + QLatin1Char('.'));
        } else {
            const qint64 size = std::max<qint64>(1, file.size());
            const auto tell = [&promise, size](qint64 done) { promise.setProgressValue(int(std::min(done, size) * fileSteps / size)); };
            *read = readWatchFile(file, path, delimiters, tell, [stop] { return stop->load(); });
        }
        promise.addResult(read);
    }));
}

void WatchOpening::end()
{
    m_running = false;
    m_result = *m_watcher.result();
    emit finished();
}

void WatchSaving::save(const WatchLog &log, const QString &path)
{
    begin(path, log.size(), [log](Sink &sink) {
        QByteArray bytes;
        qint64 written = 0;
        for (const WatchLog::Part &part : log.parts()) {
            appendLines(bytes, *part.segment);
            written += part.segment->size();
            if (bytes.size() >= Sink::portion && !sink.take(bytes, written))
                return;
        }
        [[maybe_unused]] const bool goesOn = sink.take(bytes, written);
    });
}
