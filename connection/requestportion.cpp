#include "connection/requestportion.h"

#include "connection/wirerecord.h"

#include <algorithm>
#include <cstring>

void RequestPortion::append(const Command &command, ResultSink *sink)
{
    const qsizetype bound = requestSizeBound(command);
    if (m_size + bound > m_capacity)
        grow(bound);
    char *const begin = m_bytes.get() + m_size;
    const qsizetype size = writeRequest(begin, requestShapes[size_t(command.opcode)], command, m_matcher->nextOpaque()) - begin;
    m_matcher->expect(command.opcode, size, sink, mayDesync(command.opcode));
    m_size += size;
    m_bytesSinceBarrier += size;
    ++m_commandsSinceBarrier;
}

void RequestPortion::appendBarrier()
{
    if (m_record)
        m_record->addBarrier(m_matcher->nextOpaque());
    appendLoud({.opcode = Opcode::Noop}, nullptr);
}

/// Appends a command that is always answered, and so is a barrier itself.
void RequestPortion::appendLoud(const Command &command, ResultSink *sink)
{
    m_lastBarrierAt = m_size;
    append(command, sink);
    m_commandsSinceBarrier = 0;
    m_bytesSinceBarrier = 0;
}

void RequestPortion::appendAlone(const Command &command, ResultSink *sink)
{
    if (loudForm(command.opcode) == Opcode::Quit) {
        appendQuit(command, sink);
    } else if (isQuiet(command.opcode) || command.opcode == Opcode::Stat) {
        append(command, sink);
        appendBarrier();
    } else {
        appendLoud(command, sink);
    }
}

void RequestPortion::appendOfBatch(const Command &command, ResultSink *sink)
{
    if (loudForm(command.opcode) == Opcode::Quit) {
        appendQuit(command, sink);
        return;
    }
    append(command, sink);
    if (command.opcode == Opcode::Stat)
        appendBarrier();
}

/// Appends a QUIT or QUITQ behind a barrier, if there are commands that need one.
void RequestPortion::appendQuit(const Command &command, ResultSink *sink)
{
    appendEnd();
    // QUITQ is silent, but its silence ends with the connection.
    appendLoud(command, sink);
}

void RequestPortion::clear()
{
    m_size = 0;
    m_lastBarrierAt = 0;
    // What one large value needed is not kept for good.
    if (m_capacity > 4 * usualSize) {
        m_bytes.reset();
        m_capacity = 0;
    }
}

void RequestPortion::grow(qsizetype more)
{
    const qsizetype capacity = std::max(usualSize + usualSize / 4, m_size + more);
    auto larger = std::make_unique_for_overwrite<char[]>(size_t(capacity));
    if (m_size > 0)
        std::memcpy(larger.get(), m_bytes.get(), size_t(m_size));
    m_bytes = std::move(larger);
    m_capacity = capacity;
}
