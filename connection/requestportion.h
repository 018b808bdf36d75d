#pragma once

#include "connection/protocol/request.h"
#include "connection/responsematcher.h"

#include <memory>

/// The requests that go out next, as bytes, each of them announced to the matcher; and the barriers among them: NOOPs of ours whose answer
/// proves that everything before has been carried out, so that a silence has an end.
class RequestPortion
{
public:
    /// A portion is full at this size, though a larger request fits all the same.
    static constexpr qsizetype usualSize = 256 * 1024;

    /// `matcher` must outlive it.
    explicit RequestPortion(ResponseMatcher *matcher)
        : m_matcher(matcher)
    {
    }

    /// Servers before 1.6 keep in step after an unknown command, see mayDesync().
    void setServerKeepsStep(bool keepsStep) { m_riskyTraits = keepsStep ? 0 : extrasOrKey; }

    /// Appends `command` as it is. Its outcome goes to `sink`. Inline, as all that is done for each of a million commands.
    Q_ALWAYS_INLINE void append(const Command &command, ResultSink *sink)
    {
        const qsizetype bound = requestSizeBound(command);
        if (m_size + bound > m_capacity)
            grow(bound);
        char *const begin = m_bytes.get() + m_size;
        const qsizetype size = writeRequest(begin, command, m_matcher->nextOpaque()) - begin;
        m_matcher->expect(command.opcode, size, sink, mayDesync(command.opcode));
        m_size += size;
        m_bytesSinceBarrier += size;
        ++m_commandsSinceBarrier;
    }
    void appendBarrier();
    /// Appends a command that is always answered, and so is a barrier itself.
    void appendLoud(const Command &command, ResultSink *sink);
    /// Appends a QUIT or QUITQ behind a barrier, if there are commands that need one: nothing may follow it.
    void appendQuit(const Command &command, ResultSink *sink);

    /// Whether there are commands behind the last barrier, written already or not.
    [[nodiscard]] bool isOpen() const { return m_commandsSinceBarrier > 0; }
    /// Whether so much stands behind the last barrier that the outcomes of silent commands would come late.
    [[nodiscard]] bool isBarrierDue() const
    {
        constexpr int mostCommands = 2000;
        constexpr qint64 mostBytes = 1024 * 1024;
        return m_commandsSinceBarrier >= mostCommands || m_bytesSinceBarrier >= mostBytes;
    }

    [[nodiscard]] const char *bytes() const { return m_bytes.get(); }
    [[nodiscard]] qsizetype size() const { return m_size; }
    /// Where among the bytes the last barrier begins; 0 also if there is none.
    [[nodiscard]] qsizetype lastBarrierAt() const { return m_lastBarrierAt; }
    /// After the bytes were handed on.
    void clear();

private:
    static constexpr quint8 extrasOrKey = quint8(OpcodeTrait::WithKey) | quint8(OpcodeTrait::Expiring);

    /// memcached 1.6 answers an unknown opcode that has extras or a key, then takes as many bytes again from the next request. SASL
    /// commands and STAT are known to every server that does so.
    [[nodiscard]] bool mayDesync(Opcode opcode) const { return (opcodeTraits[size_t(opcode)] & m_riskyTraits) != 0; }
    void grow(qsizetype more);

    ResponseMatcher *m_matcher;
    std::unique_ptr<char[]> m_bytes;
    qsizetype m_size = 0;
    qsizetype m_capacity = 0;
    qsizetype m_lastBarrierAt = 0;
    qint64 m_bytesSinceBarrier = 0;
    int m_commandsSinceBarrier = 0;
    quint8 m_riskyTraits = extrasOrKey;
};
