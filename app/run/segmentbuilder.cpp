#include "app/run/segmentbuilder.h"

#include <algorithm>
#include <cstring>
#include <utility>

bool SegmentBuilder::takes(const Outcome &outcome) const
{
    if (isEmpty())
        return true;
    const bool hasRoom = outcome.bytes.isEmpty() || !m_block || outcome.bytes.size() <= m_block->capacity() - m_used;
    return hasRoom && m_segment.results.size() < mostOutcomes;
}

void SegmentBuilder::append(qint64 line, QByteArrayView key, const Outcome &outcome)
{
    Q_ASSERT(takes(outcome));
    m_segment.requests.append(line, key);
    ResultSegment &results = m_segment.results;
    switch (outcome.basis) {
    case Basis::Answer: {
        // The block outlives the segment that it was made for, so that little answers share one.
        const qsizetype size = outcome.bytes.size();
        if (!m_block || size > m_block->capacity() - m_used) {
            m_block = std::make_shared<ReadBlock>(std::max(blockCapacity, size));
            m_used = 0;
        }
        if (size > 0)
            std::memcpy(m_block->bytes() + m_used, outcome.bytes.data(), size_t(size));
        results.prepareAnswers(m_block);
        results.appendAnswer(outcome.opcode, quint16(outcome.status), quint32(m_used), quint32(size));
        m_used += size;
        break;
    }
    case Basis::Silence:
        results.appendSilences(outcome.opcode, 1);
        break;
    case Basis::NotSent:
    case Basis::NoAnswer:
        results.appendWithout(outcome.opcode, outcome.status, outcome.basis, outcome.reason);
        break;
    }
}

std::shared_ptr<const RunSegment> SegmentBuilder::take(std::chrono::milliseconds arrived)
{
    m_segment.arrived = arrived;
    return std::make_shared<const RunSegment>(std::exchange(m_segment, {}));
}
