#include "connection/responsematcher.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>
#include <tuple>

namespace {

/// The first opaque reads as two line ends to a server that speaks text only, so that it answers at once instead of waiting for one.
constexpr quint32 firstOpaque = 0x0d0a0d0a;
constexpr size_t firstRingSize = 64;
/// The statistics of one STAT together; real servers send some tens of kilobytes.
constexpr qsizetype statisticsLimit = 16 * 1024 * 1024;
/// Reading into less than this part of a block costs more system calls than moving on to the next one.
constexpr qsizetype leastRoomParts = 64;

/// Whether a success has the parts that its opcode's answer must have (protocol-binary.txt, section 4).
bool hasRightParts(const ResponseHeader &header)
{
    constexpr quint8 read = quint8(OpcodeTrait::Read);
    constexpr quint8 counter = quint8(OpcodeTrait::Counter);
    const quint8 traits = opcodeTraits[size_t(header.opcode)];
    if (header.status != 0 || (traits & (read | counter)) == 0)
        return true;
    if (traits & read)
        return header.extrasLength == 4 && (header.keyLength > 0) == ((traits & quint8(OpcodeTrait::Keyed)) != 0);
    const qsizetype valueLength = qsizetype(header.bodyLength) - header.keyLength - header.extrasLength;
    return header.extrasLength == 0 && header.keyLength == 0 && (valueLength == 8 || isQuiet(header.opcode));
}

QString translated(const char *text)
{
    return QCoreApplication::translate("ResponseMatcher", text);
}

} // namespace

ResponseMatcher::ResponseMatcher(quint32 maximumBody, qsizetype blockCapacity)
    : m_maximumBody(maximumBody)
    , m_blockCapacity(blockCapacity)
    , m_leastRoom(blockCapacity / leastRoomParts)
    , m_ring(firstRingSize)
    , m_mask(firstRingSize - 1)
    , m_headOpaque(firstOpaque)
    , m_block(std::make_shared<ReadBlock>(m_blockCapacity))
{
}

void ResponseMatcher::expectNothing(Opcode opcode, Status status, const QString &reason, ResultSink *sink)
{
    append({sink, 0, opcode, false, false});
    m_unsent.push_back({status, reason});
    if (m_count == 1) {
        settleUnsent();
        wakeTouched();
    }
}

void ResponseMatcher::forget(ResultSink *sink)
{
    for (quint32 i = 0; i < quint32(m_count); ++i) {
        if (Pending &pending = pendingAt(i); pending.sink == sink)
            pending.sink = nullptr;
    }
    std::erase(m_touched, sink);
}

char *ResponseMatcher::space()
{
    if (m_block->capacity() - m_filled < m_leastRoom)
        makeRoom(0);
    return m_block->bytes() + m_filled;
}

qsizetype ResponseMatcher::spaceLeft() const
{
    return m_block->capacity() - m_filled;
}

QByteArrayView ResponseMatcher::unparsed() const
{
    return {m_block->bytes() + m_parsed, m_filled - m_parsed};
}

ResponseMatcher::Result ResponseMatcher::received(qsizetype count)
{
    m_filled += count;
    Result result = Result::Fine;
    while (result == Result::Fine) {
        const QByteArrayView rest = unparsed();
        ResponseHeader header;
        const ParseState state = parseHeader(rest, m_maximumBody, header);
        if (state == ParseState::Malformed) {
            result = malformed(translated(quint8(rest.front()) != ResponseHeader::magic
                                              ? QT_TRANSLATE_NOOP("ResponseMatcher", "an answer does not begin as the binary protocol's do")
                                              : QT_TRANSLATE_NOOP("ResponseMatcher", "an answer gives impossible lengths")));
            break;
        }
        if (state == ParseState::Incomplete)
            break;
        if (rest.size() < header.packetLength()) {
            if (m_parsed + header.packetLength() > m_block->capacity())
                makeRoom(header.packetLength());
            break;
        }
        m_parsed += header.packetLength();
        result = settle(header, rest.data());
    }
    wakeTouched();
    return result;
}

inline void ResponseMatcher::settleHead(quint16 status, const char *bytes, qsizetype length)
{
    const Pending &head = pendingAt(0);
    if (head.sink) {
        head.sink->addAnswer(head.opcode, status, m_block, bytes, quint32(length));
        touch(head.sink);
    }
    m_statisticsFrom = -1;
    m_settledBytes += head.size;
    ++m_headOpaque;
    --m_count;
}

ResponseMatcher::Result ResponseMatcher::settle(const ResponseHeader &header, const char *packet)
{
    const quint32 distance = header.opaque - m_headOpaque;
    if (qint64(distance) >= m_count)
        return malformed(translated(QT_TRANSLATE_NOOP("ResponseMatcher", "an answer came that nobody asked for")));
    const Pending asked = pendingAt(distance);
    if (!asked.sent || asked.opcode != header.opcode || !hasRightParts(header))
        return malformed(translated(QT_TRANSLATE_NOOP("ResponseMatcher", "an answer does not fit what was asked")));
    if (distance > 0 && !passOver(distance))
        return malformed(translated(QT_TRANSLATE_NOOP("ResponseMatcher", "the answer to an earlier command is missing")));

    ++m_answerCount;
    const qsizetype from = packet - m_block->bytes();
    if (header.opcode == Opcode::Stat) {
        if (m_statisticsFrom < 0)
            m_statisticsFrom = from;
        if (m_parsed - m_statisticsFrom > statisticsLimit)
            return malformed(translated(QT_TRANSLATE_NOOP("ResponseMatcher", "the statistics have no end")));
        if (header.status == 0 && header.bodyLength > 0)
            return Result::Fine;
        settleHead(header.status, m_block->bytes() + m_statisticsFrom, m_parsed - m_statisticsFrom);
    } else {
        settleHead(header.status, packet, header.packetLength());
    }
    if (m_count > 0 && !pendingAt(0).sent)
        settleUnsent();
    if (asked.mayDesync && Status(header.status) == Status::UnknownCommand)
        return Result::Desynchronised;
    return Result::Fine;
}

/// Settles the `distance` oldest, to which no answer will come any more. False if one of them owed an answer.
bool ResponseMatcher::passOver(quint32 distance)
{
    while (distance > 0) {
        const Pending &head = pendingAt(0);
        if (head.sent && isQuiet(head.opcode)) {
            distance -= passOverSilences(distance);
            continue;
        }
        --distance;
        if (!head.sent) {
            const Unsent &unsent = m_unsent.front();
            if (head.sink) {
                head.sink->addWithout(head.opcode, unsent.status, Basis::NotSent, unsent.reason);
                touch(head.sink);
            }
            popHead();
        } else if (m_statisticsFrom >= 0) {
            // A STAT whose end is missing: some of its groups have none (sizes_enable before 1.6.24).
            const char *end = m_block->bytes() + m_parsed;
            const char *from = m_block->bytes() + m_statisticsFrom;
            ResponseHeader later;
            qsizetype length = 0;
            while (from + length < end) {
                if (parseHeader({from + length, end - from - length}, m_maximumBody, later) != ParseState::Complete
                    || later.opaque != m_headOpaque)
                    break;
                length += later.packetLength();
            }
            settleHead(0, from, length);
        } else {
            return false;
        }
    }
    return true;
}

/// Settles the silent command at the head, and those behind it that are like it, up to `most`; returns how many.
quint32 ResponseMatcher::passOverSilences(quint32 most)
{
    const Pending first = pendingAt(0);
    quint32 count = 0;
    do {
        m_settledBytes += pendingAt(count).size;
        ++count;
    } while (count < most && pendingAt(count).sink == first.sink && pendingAt(count).opcode == first.opcode && pendingAt(count).sent);
    if (first.sink) {
        first.sink->addSilences(first.opcode, count);
        touch(first.sink);
    }
    m_headOpaque += count;
    m_count -= count;
    return count;
}

void ResponseMatcher::settleUnsent()
{
    quint32 unsent = 0;
    while (qsizetype(unsent) < m_count && !pendingAt(unsent).sent)
        ++unsent;
    if (unsent > 0)
        std::ignore = passOver(unsent);
}

void ResponseMatcher::endOfStream(qint64 taken)
{
    settleUnsent();
    const auto isTaken = [this, taken] { return m_settledBytes + pendingAt(0).size <= taken; };
    while (m_count > 0 && pendingAt(0).opcode == Opcode::QuitQ && isTaken()) {
        std::ignore = passOver(1);
        settleUnsent();
    }
    wakeTouched();
}

void ResponseMatcher::endAll(qint64 taken, Status lost, const QString &reason)
{
    while (m_count > 0) {
        const Pending &head = pendingAt(0);
        if (!head.sent) {
            std::ignore = passOver(1);
            continue;
        }
        const bool written = m_settledBytes < taken;
        if (head.sink) {
            head.sink->addWithout(head.opcode, written ? lost : Status::NotConnected, written ? Basis::NoAnswer : Basis::NotSent, reason);
            touch(head.sink);
        }
        popHead();
    }
    m_statisticsFrom = -1;
    wakeTouched();
}

void ResponseMatcher::growRing()
{
    std::vector<Pending> larger(m_ring.size() * 2);
    const quint32 mask = quint32(larger.size() - 1);
    for (quint32 i = 0; i < quint32(m_count); ++i)
        larger[(m_headOpaque + i) & mask] = pendingAt(i);
    m_ring = std::move(larger);
    m_mask = mask;
}

void ResponseMatcher::popHead()
{
    const Pending &head = pendingAt(0);
    m_settledBytes += head.size;
    if (!head.sent)
        m_unsent.pop_front();
    ++m_headOpaque;
    --m_count;
}

void ResponseMatcher::wakeTouched()
{
    for (ResultSink *sink : m_touched) {
        sink->touched = false;
        sink->wake();
    }
    m_touched.clear();
}

/// Continues in a block with room for a packet of `needed` bytes, taking along what is not settled yet.
void ResponseMatcher::makeRoom(qsizetype needed)
{
    const qsizetype from = m_statisticsFrom >= 0 ? m_statisticsFrom : m_parsed;
    const qsizetype kept = m_filled - from;
    // Statistics without an end in sight are moved on whole: each time to twice the room, lest they be copied over and over.
    const qsizetype wanted = std::max(m_statisticsFrom >= 0 ? 2 * kept : kept, m_parsed - from + needed) + m_leastRoom;
    const qsizetype capacity = std::max(m_blockCapacity, wanted);
    if (capacity <= m_block->capacity() && m_block.use_count() == 1) {
        std::memmove(m_block->bytes(), m_block->bytes() + from, size_t(kept));
    } else {
        auto next = std::make_shared<ReadBlock>(capacity);
        std::memcpy(next->bytes(), m_block->bytes() + from, size_t(kept));
        m_block = std::move(next);
    }
    m_parsed -= from;
    m_filled = kept;
    if (m_statisticsFrom >= 0)
        m_statisticsFrom = 0;
}

ResponseMatcher::Result ResponseMatcher::malformed(const QString &fault)
{
    m_fault = fault;
    return Result::Malformed;
}
