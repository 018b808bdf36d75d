#include "app/run/runhistory.h"

#include <utility>

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
    // Whoever looks at a run last lets go of it: not in this thread, if there is much of it.
    m_runs.append(std::shared_ptr<RunRecord>(new RunRecord(std::move(record)), [](RunRecord *run) {
        dropInBackground(std::move(run->results), std::move(run->script), std::exchange(run->wire, nullptr));
        delete run;
    }));
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
    const std::shared_ptr<RunRecord> run = m_runs.takeAt(index); // who still looks at it keeps it
    emit removed(index);
}

void RunHistory::keepBound()
{
    while (m_runs.size() > 1 && byteSize() > m_bound)
        remove(0);
}
