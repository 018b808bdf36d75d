#include "app/run/runhistory.h"

RunHistory::RunHistory(qint64 bound, QObject *parent)
    : QObject(parent)
    , m_bound(bound)
{
}

RunHistory::~RunHistory() = default;

qint64 RunHistory::byteSize() const
{
    qint64 size = 0;
    for (const std::shared_ptr<RunRecord> &run : m_runs)
        size += run->byteSize();
    return size;
}

void RunHistory::begin(RunRecord record)
{
    record.number = ++m_lastNumber;
    record.startedAt = QDateTime::currentDateTime();
    record.state = RunRecord::State::Running;
    emit aboutToAdd();
    m_runs.append(std::make_shared<RunRecord>(std::move(record)));
    emit added();
    keepBound();
}

void RunHistory::append(const SegmentList &segments)
{
    for (const std::shared_ptr<const RunSegment> &segment : segments)
        m_runs.constLast()->results.append(segment);
    emit changed();
    keepBound();
}

void RunHistory::end(RunRecord::State state, std::chrono::milliseconds duration, qint64 bytesWritten, const QString &error)
{
    RunRecord &run = *m_runs.constLast();
    run.state = state;
    run.duration = duration;
    run.bytesWritten = bytesWritten;
    run.error = error;
    emit changed();
}

void RunHistory::remove(qsizetype index)
{
    if (m_runs[index]->state == RunRecord::State::Running)
        return;
    emit aboutToRemove(index);
    std::shared_ptr<RunRecord> run = m_runs.takeAt(index);
    emit removed(index);
    // Who still looks at it keeps it. Otherwise the record goes first, so that nothing is left for this thread to free.
    RunResults results = run->results;
    run.reset();
    dropInBackground(std::move(results));
}

void RunHistory::keepBound()
{
    while (m_runs.size() > 1 && byteSize() > m_bound)
        remove(0);
}
