#pragma once

#include "connection/resultsegment.h"

/// Collects the outcomes of one asker in the order of its commands, in segments. The matcher fills it, the asker empties it.
class ResultSink
{
public:
    ResultSink() = default;
    virtual ~ResultSink();
    ResultSink(const ResultSink &) = delete;
    ResultSink &operator=(const ResultSink &) = delete;

    /// Makes ready for answers that lie in `block`; returns for how many there is room (more than 0) before it must be called again.
    [[nodiscard]] qsizetype prepareAnswers(const std::shared_ptr<ReadBlock> &block)
    {
        if (m_current.size() >= ResultSegment::usualSize || !m_current.takes(block.get()))
            startSegment();
        m_current.prepareAnswers(block);
        return ResultSegment::usualSize - m_current.size();
    }
    /// The outcome is an answer of `length` bytes, `offset` bytes into the block last prepared for.
    void addAnswer(Opcode opcode, quint16 status, quint32 offset, quint32 length)
    {
        m_current.appendAnswer(opcode, status, offset, length);
    }
    /// The outcomes of `count` commands follow from the silence of a quiet opcode.
    void addSilences(Opcode opcode, qsizetype count);
    /// There is no answer; `reason` says why, for people.
    void addWithout(Opcode opcode, Status status, Basis basis, const QString &reason);

    /// How many outcomes have come so far, taken ones included.
    [[nodiscard]] qint64 outcomeCount() const { return m_earlier + m_current.size(); }
    /// What has come since the last call, in order.
    [[nodiscard]] std::vector<ResultSegment> takeSegments();
    [[nodiscard]] const ResultSegment &lastSegment() const { return m_current; }

    /// Called at most once for each stretch of outcomes, after it: must not ask, emit or delete at once, but queue.
    virtual void wake() = 0;
    bool touched = false; ///< for the matcher: already in its list of sinks to wake

private:
    void startSegment();

    std::vector<ResultSegment> m_full;
    ResultSegment m_current;
    qint64 m_earlier = 0; ///< outcomes before those of m_current
};
