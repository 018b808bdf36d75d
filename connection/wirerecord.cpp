#include "connection/wirerecord.h"

#include <algorithm>

std::chrono::nanoseconds WireRecord::Way::timeOf(qsizetype offset) const
{
    const auto chunk = std::ranges::upper_bound(m_chunks, offset, {}, &Chunk::end);
    return chunk == m_chunks.end() ? std::chrono::nanoseconds(0) : chunk->at;
}

void WireRecord::Way::add(const char *bytes, qint64 count, std::chrono::nanoseconds at)
{
    m_total += count;
    const auto kept = qsizetype(std::min<qint64>(count, m_bound - m_bytes.size()));
    if (kept <= 0)
        return;
    m_bytes.append(bytes, kept);
    m_chunks.push_back({m_bytes.size(), at});
}

void WireRecord::Way::squeeze()
{
    m_bytes.squeeze();
    m_chunks.shrink_to_fit();
}

WireRecord::WireRecord(qsizetype bound)
    : m_requests(bound)
    , m_answers(bound)
{
    m_clock.start();
}

void WireRecord::beginStream()
{
    m_streams.push_back({m_requests.bytes().size(), m_answers.bytes().size(), m_barriers.size()});
}

void WireRecord::addBarrier(quint32 opaque)
{
    if (!m_requests.isFull())
        m_barriers.push_back(opaque);
}

void WireRecord::squeeze()
{
    m_requests.squeeze();
    m_answers.squeeze();
    m_barriers.shrink_to_fit();
}

qint64 WireRecord::byteSize() const
{
    const auto chunks = qint64((m_requests.m_chunks.capacity() + m_answers.m_chunks.capacity()) * sizeof(Chunk));
    return m_requests.m_bytes.capacity() + m_answers.m_bytes.capacity() + chunks + qint64(m_barriers.capacity() * sizeof(quint32));
}
