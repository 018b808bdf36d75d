#pragma once

#include "app/values/compression.h"

#include <algorithm>

/// The output of a decompression, which grows as it comes: at most to twice what there is, and never past the limit.
class GrowingOutput
{
public:
    explicit GrowingOutput(const DecodeLimits &limits)
        : m_limits(limits)
    {
    }

    /// Room for at least one more byte; false, with a fault, at the limit or when cancelled. `offset` is the place in the input.
    [[nodiscard]] bool makeRoom(qsizetype offset)
    {
        constexpr qsizetype least = 4096;
        if (m_limits.isCancelled())
            fail(DecodeFault::stopped(offset));
        else if (m_size >= m_limits.greatestOutput + 1) // one more, to see whether there is more
            fail(DecodeFault::tooLarge(offset, m_limits.greatestOutput));
        else if (m_size == m_bytes.size())
            m_bytes.resize(std::min(m_limits.greatestOutput + 1, std::max(least, m_size * 2)));
        return !m_fault;
    }
    [[nodiscard]] char *room() { return m_bytes.data() + m_size; }
    [[nodiscard]] qsizetype roomSize() const { return std::min<qsizetype>(m_bytes.size() - m_size, 1 << 20); }
    void written(qsizetype count) { m_size += count; }

    void fail(const DecodeFault &fault)
    {
        if (!m_fault)
            m_fault = fault;
    }
    [[nodiscard]] const DecodeFault &fault() const { return m_fault; }
    [[nodiscard]] qsizetype size() const { return m_size; }

    [[nodiscard]] Decompressed take()
    {
        if (!m_fault && m_size > m_limits.greatestOutput)
            fail(DecodeFault::tooLarge(0, m_limits.greatestOutput));
        m_bytes.resize(std::min(m_size, m_limits.greatestOutput));
        m_bytes.squeeze();
        return {std::move(m_bytes), std::move(m_fault)};
    }

private:
    const DecodeLimits m_limits;
    QByteArray m_bytes;
    qsizetype m_size = 0;
    DecodeFault m_fault;
};
