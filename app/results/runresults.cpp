#include "app/results/runresults.h"

#include "app/freedmemory.h"

#include <QtConcurrentRun>

#include <algorithm>
#include <limits>
#include <utility>

namespace {

constexpr qint64 worthATrim = 4 * 1024 * 1024; // bytes

} // namespace

void RunResults::append(const std::shared_ptr<const RunSegment> &segment)
{
    if (segment->results.isEmpty())
        return;
    Q_ASSERT(segment->requests.size() == segment->results.size());
    const qint64 end = size() + qint64(segment->results.size());
    Q_ASSERT(end <= std::numeric_limits<int>::max());
    m_segments.append(segment);
    m_ends.append(int(end));
    m_byteSize += segment->requests.byteSize() + segment->results.byteSize();
    count(segment->results);
}

void RunResults::count(const ResultSegment &results)
{
    for (qsizetype i = 0; i < results.size(); ++i) {
        const Opcode opcode = results.opcode(i);
        const OutcomeKind kind = outcomeKind(results.status(i), results.basis(i));
        ++m_totals.kinds[size_t(kind)];
        m_totals.answerBytes += results.answer(i).size();
        if (kind == OutcomeKind::Success) {
            m_totals.hits += has(opcode, OpcodeTrait::Read) ? 1 : 0;
            m_totals.stored += has(opcode, OpcodeTrait::Store) ? 1 : 0;
        } else if (kind == OutcomeKind::Miss && has(opcode, OpcodeTrait::Read)) {
            ++m_totals.misses;
        }
    }
}

ResultRow RunResults::at(int number) const
{
    const qsizetype segment = segmentOf(number);
    return {m_segments[segment], number - beginOf(segment)};
}

SegmentList RunResults::takeSegments()
{
    SegmentList segments = std::move(m_segments);
    *this = {};
    return segments;
}

qsizetype RunResults::segmentOf(int number) const
{
    return std::ranges::upper_bound(m_ends, number) - m_ends.begin();
}

int RunResults::firstOfLine(qint64 line) const
{
    const auto later = std::ranges::partition_point(m_segments, [line](const std::shared_ptr<const RunSegment> &segment) {
        return segment->requests.line(segment->requests.size() - 1) < line;
    });
    if (later == m_segments.end())
        return -1;
    const RequestColumns &requests = (*later)->requests;
    qsizetype first = 0;
    for (qsizetype count = requests.size(); count > 0;) {
        const qsizetype half = count / 2;
        if (requests.line(first + half) < line) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return requests.line(first) == line ? beginOf(later - m_segments.begin()) + int(first) : -1;
}

void ResultCursor::changeSegment(int number)
{
    const qsizetype segment = m_results->segmentOf(number);
    m_segment = m_results->segments()[segment].get();
    m_begin = m_results->beginOf(segment);
    m_end = m_results->endOf(segment);
}

void dropInBackground(RunResults &&results, QByteArray &&script, std::shared_ptr<const WireRecord> &&wire)
{
    RunResults dropped = std::exchange(results, {});
    QByteArray text = std::exchange(script, {});
    std::shared_ptr<const WireRecord> record = std::exchange(wire, nullptr);
    const qint64 recordSize = record.use_count() == 1 ? record->byteSize() : 0; // else somebody else still looks at it
    if (dropped.byteSize() + text.size() + recordSize < worthATrim)
        return;
    (void)QtConcurrent::run(
        [segments = dropped.takeSegments(), droppedText = std::move(text), droppedRecord = std::move(record), recordSize]() mutable {
            qint64 freed = std::exchange(droppedText, {}).size() + recordSize;
            droppedRecord.reset();
            while (!segments.isEmpty()) {
                std::shared_ptr<const RunSegment> last = segments.takeLast();
                const qint64 size = last->requests.byteSize() + last->results.byteSize();
                const std::weak_ptr<const RunSegment> watched = last;
                last.reset();          // before memory is given back, this too
                if (watched.expired()) // else somebody else still looks at it
                    freed += size;
                if (freed >= givenBackAtOnce) {
                    giveBackFreedMemory();
                    freed = 0;
                }
            }
            if (freed > 0)
                giveBackFreedMemory();
        });
}
