#pragma once

#include "app/run/runsegment.h"
#include "connection/readblock.h"

#include <memory>

/// Makes a segment of outcomes that came one at a time: copies their bytes into blocks of its own.
class SegmentBuilder
{
public:
    static constexpr qsizetype blockCapacity = 256 * 1024; ///< bytes; an answer that is longer has a block to itself

    /// Whether `outcome` still fits; otherwise take() first. An empty builder takes everything.
    [[nodiscard]] bool takes(const Outcome &outcome) const;
    void append(qint64 line, QByteArrayView key, const Outcome &outcome);
    [[nodiscard]] bool isEmpty() const { return m_segment.results.isEmpty(); }
    /// `arrived`: since the start of the run.
    [[nodiscard]] std::shared_ptr<const RunSegment> take(std::chrono::milliseconds arrived = {});

private:
    static constexpr qsizetype mostOutcomes = 16 * 1024;

    RunSegment m_segment;
    std::shared_ptr<ReadBlock> m_block;
    qsizetype m_used = 0;
};
