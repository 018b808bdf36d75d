#pragma once

#include "connection/protocol/request.h"
#include "connection/responsematcher.h"

#include <memory>

class WireRecord;

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

    /// Its barriers are noted down in `record` from now on; null: nowhere.
    void setRecord(WireRecord *record) { m_record = record; }
    /// Servers before 1.6 keep in step after an unknown command, see mayDesync().
    void setServerKeepsStep(bool keepsStep) { m_riskyTraits = keepsStep ? 0 : extrasOrKey; }

    /// Appends `command` as it is. Its outcome goes to `sink`.
    void append(const Command &command, ResultSink *sink);
    /// Appends the commands that `next()` gives one after the other (as `const Command *`), all of the same `opcode`, until it gives none
    /// (null), or there are `most`, or they take `mostBytes` or a little more. One loop with all it needs at hand: most commands of a
    /// large batch come this way.
    template <typename Next> Q_ALWAYS_INLINE void appendAlike(Opcode opcode, ResultSink *sink, quint32 most, qsizetype mostBytes, Next next)
    {
        if (m_capacity == 0)
            grow(usualSize);
        const RequestShape shape = requestShapes[size_t(opcode)];
        PendingCommands::Stretch stretch = m_matcher->expectMany(opcode, most, sink, mayDesync(opcode));
        const qsizetype before = m_size;
        char *out = m_bytes.get() + before;
        char *full = out + mostBytes;
        char *end = m_bytes.get() + m_capacity;
        while (stretch.hasRoom() && out < full) {
            const Command *const command = next();
            if (!command)
                break;
            if (const qsizetype bound = requestSizeBound(*command); bound > end - out) {
                m_size = out - m_bytes.get();
                grow(bound);
                full = m_bytes.get() + before + mostBytes;
                out = m_bytes.get() + m_size;
                end = m_bytes.get() + m_capacity;
            }
            char *const begin = out;
            out = writeRequest(begin, shape, *command, opaqueOf(stretch.number()));
            stretch.add(out - begin);
        }
        m_size = out - m_bytes.get();
        m_bytesSinceBarrier += m_size - before;
        m_commandsSinceBarrier += stretch.count();
        m_matcher->expected(stretch);
    }
    void appendBarrier();
    /// Appends a command that nothing of its own asker follows, and the barrier that closes it where it may stay silent or has an end that
    /// only the next answer tells (STAT). After a QUIT nothing may follow.
    void appendAlone(const Command &command, ResultSink *sink);
    /// Appends one of many, with the barriers that it needs at once; the last of them is closed by appendEnd(). After a QUIT nothing may
    /// follow.
    void appendOfBatch(const Command &command, ResultSink *sink);
    /// Closes what is open.
    void appendEnd()
    {
        if (isOpen())
            appendBarrier();
    }

    /// Whether there are commands behind the last barrier, written already or not.
    [[nodiscard]] bool isOpen() const { return m_commandsSinceBarrier > 0; }
    /// Whether so much stands behind the last barrier that the outcomes of silent commands would come late.
    [[nodiscard]] bool isBarrierDue() const
    {
        return m_commandsSinceBarrier >= mostCommandsToBarrier || m_bytesSinceBarrier >= mostBytesToBarrier;
    }
    /// How many commands, or bytes of them, make it due.
    [[nodiscard]] quint32 commandsToBarrier() const { return mostCommandsToBarrier - m_commandsSinceBarrier; }
    [[nodiscard]] qint64 bytesToBarrier() const { return mostBytesToBarrier - m_bytesSinceBarrier; }

    [[nodiscard]] const char *bytes() const { return m_bytes.get(); }
    [[nodiscard]] qsizetype size() const { return m_size; }
    /// Where among the bytes the last barrier begins; 0 also if there is none.
    [[nodiscard]] qsizetype lastBarrierAt() const { return m_lastBarrierAt; }
    /// After the bytes were handed on.
    void clear();

private:
    static constexpr quint32 mostCommandsToBarrier = 2000;
    static constexpr qint64 mostBytesToBarrier = 1024 * 1024;
    static constexpr quint8 extrasOrKey = quint8(OpcodeTrait::WithKey) | quint8(OpcodeTrait::Expiring);

    /// memcached 1.6 answers an unknown opcode that has extras or a key, then takes as many bytes again from the next request. SASL
    /// commands and STAT are known to every server that does so.
    [[nodiscard]] bool mayDesync(Opcode opcode) const { return (opcodeTraits[size_t(opcode)] & m_riskyTraits) != 0; }
    void appendLoud(const Command &command, ResultSink *sink);
    void appendQuit(const Command &command, ResultSink *sink);
    void grow(qsizetype more);

    ResponseMatcher *m_matcher;
    WireRecord *m_record = nullptr;
    std::unique_ptr<char[]> m_bytes;
    qsizetype m_size = 0;
    qsizetype m_capacity = 0;
    qsizetype m_lastBarrierAt = 0;
    qint64 m_bytesSinceBarrier = 0;
    quint32 m_commandsSinceBarrier = 0;
    quint8 m_riskyTraits = extrasOrKey;
};
