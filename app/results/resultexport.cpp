#include "app/results/resultexport.h"

#include <QPromise>
#include <QSaveFile>
#include <QtConcurrentRun>

namespace {

constexpr qsizetype portion = 1024 * 1024; // bytes
constexpr int progressSteps = 1000;

/// Writes row after row, and gives bytes to the file in portions.
class Writing
{
public:
    Writing(QPromise<Error> &promise, QSaveFile &file, ResultWriter::Format format)
        : m_promise(promise)
        , m_file(file)
        , m_writer(format)
    {
        m_writer.writeHeader(m_bytes);
    }

    /// False: cancelled, or the file takes no more.
    [[nodiscard]] bool write(const RunSegment &segment, qsizetype index)
    {
        (void)m_writer.write(m_bytes, segment, index, m_bytes.size() + 1);
        return m_bytes.size() < portion || flush();
    }
    [[nodiscard]] bool flush()
    {
        const bool written = m_file.write(m_bytes) == m_bytes.size();
        m_bytes.resize(0);
        return written && !m_promise.isCanceled();
    }

private:
    QPromise<Error> &m_promise;
    QSaveFile &m_file;
    ResultWriter m_writer;
    QByteArray m_bytes;
};

void writeResults(QPromise<Error> &promise, const QString &path, ResultWriter::Format format, const RunResults &results,
                  const std::optional<std::vector<int>> &rows)
{
    promise.setProgressRange(0, progressSteps);
    QSaveFile file(path);
    bool good = file.open(QIODevice::WriteOnly);
    if (good) {
        Writing writing(promise, file, format);
        ResultCursor cursor(results);
        const int count = rows ? int(rows->size()) : results.size();
        for (int i = 0; i < count && good; ++i) {
            cursor.moveTo(rows ? (*rows)[size_t(i)] : i);
            good = writing.write(cursor.segment(), cursor.index());
            if (i % 1024 == 0)
                promise.setProgressValue(int(qint64(i) * progressSteps / count));
        }
        good = good && writing.flush() && file.commit();
    }
    if (promise.isCanceled()) {
        file.cancelWriting();
        return;
    }
    Error error;
    if (!good)
        error = {.code = Error::Code::Unreadable, .text = ResultExport::tr("“%1” cannot be written: %2.").arg(path, file.errorString())};
    promise.addResult(error);
}

} // namespace

ResultExport::ResultExport(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this,
            [this](int value) { emit progressed(m_count * value / progressSteps); });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &ResultExport::end);
}

ResultExport::~ResultExport()
{
    m_watcher.cancel();
}

void ResultExport::start(const QString &path, ResultWriter::Format format, const RunResults &results,
                         const std::optional<std::vector<int>> &rows)
{
    Q_ASSERT(!m_running);
    m_path = path;
    m_count = rows ? qint64(rows->size()) : results.size();
    m_error = {};
    m_running = true;
    m_watcher.setFuture(QtConcurrent::run(writeResults, path, format, results, rows));
}

void ResultExport::end()
{
    m_running = false;
    if (m_watcher.future().resultCount() > 0)
        m_error = m_watcher.result();
    emit finished();
}
