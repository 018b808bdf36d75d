#pragma once

#include "app/results/outcomekind.h"
#include "app/run/runsegment.h"
#include "connection/wirerecord.h"

#include <array>

/// One command of a run with its outcome. Its bytes live as long as `segment` is held.
struct ResultRow
{
    std::shared_ptr<const RunSegment> segment;
    qsizetype index = 0;

    [[nodiscard]] Outcome outcome() const { return segment->results.outcome(index); }
    [[nodiscard]] QByteArrayView key() const { return segment->requests.key(index); }
    [[nodiscard]] qint64 line() const { return segment->requests.line(index); }
    [[nodiscard]] Opcode opcode() const { return segment->results.opcode(index); }
    [[nodiscard]] OutcomeKind kind() const { return outcomeKind(segment->results.status(index), segment->results.basis(index)); }
};

/// What the outcomes of a run come to.
struct ResultTotals
{
    std::array<qint64, outcomeKindCount> kinds{};
    qint64 hits = 0;   ///< reads that found their key
    qint64 misses = 0; ///< reads that did not
    qint64 stored = 0; ///< SET, ADD, REPLACE, APPEND and PREPEND that succeeded
    qint64 answerBytes = 0;

    [[nodiscard]] qint64 count(OutcomeKind kind) const { return kinds[size_t(kind)]; }
    /// Outcomes that isError().
    [[nodiscard]] qint64 errors() const { return count(OutcomeKind::Failure) + count(OutcomeKind::NotSent) + count(OutcomeKind::Unknown); }
    bool operator==(const ResultTotals &) const = default;
};

/// The results of a run so far, numbered from 0 in the order of the script. Its segments never change: copies are cheap, and one for
/// another thread stays as it is while the run goes on.
class RunResults
{
public:
    /// An empty segment adds nothing.
    void append(const std::shared_ptr<const RunSegment> &segment);

    [[nodiscard]] int size() const { return m_ends.isEmpty() ? 0 : m_ends.constLast(); }
    [[nodiscard]] ResultRow at(int number) const;
    [[nodiscard]] const SegmentList &segments() const { return m_segments; }
    /// The number of the first result of a segment, and the number behind its last.
    [[nodiscard]] int beginOf(qsizetype segment) const { return segment == 0 ? 0 : m_ends[segment - 1]; }
    [[nodiscard]] int endOf(qsizetype segment) const { return m_ends[segment]; }
    /// The segment that the result `number` (0 to size() - 1) is in.
    [[nodiscard]] qsizetype segmentOf(int number) const;
    /// The number of the first result of line `line`, -1 if it has none.
    [[nodiscard]] int firstOfLine(qint64 line) const;
    [[nodiscard]] const ResultTotals &totals() const { return m_totals; }
    /// Leaves it empty.
    [[nodiscard]] SegmentList takeSegments();
    /// Bytes held, of keys, references and answers.
    [[nodiscard]] qint64 byteSize() const { return m_byteSize; }

private:
    void count(const ResultSegment &results);

    SegmentList m_segments;
    QList<int> m_ends; ///< the number behind each segment
    ResultTotals m_totals;
    qint64 m_byteSize = 0;
};

/// Goes over results by number; cheap where the next is near the last one.
class ResultCursor
{
public:
    /// `results` must outlive it, unchanged.
    explicit ResultCursor(const RunResults &results)
        : m_results(&results)
    {
    }

    /// Goes to result `number`.
    void moveTo(int number)
    {
        if (number < m_begin || number >= m_end)
            changeSegment(number);
        m_index = number - m_begin;
    }
    [[nodiscard]] const RunSegment &segment() const { return *m_segment; }
    [[nodiscard]] qsizetype index() const { return m_index; }
    [[nodiscard]] OutcomeKind kind() const { return outcomeKind(m_segment->results.status(m_index), m_segment->results.basis(m_index)); }

private:
    void changeSegment(int number);

    const RunResults *m_results;
    const RunSegment *m_segment = nullptr;
    int m_begin = 0;
    int m_end = 0;
    qsizetype m_index = 0;
};

/// Lets go of results, and of the script and the record that they are of. If these are many and nobody else holds them, their memory goes
/// back to the system in another thread: it takes longer than a window may stand still.
void dropInBackground(RunResults &&results, QByteArray &&script = {}, std::shared_ptr<const WireRecord> &&wire = {});
