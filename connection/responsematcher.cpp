#include "connection/responsematcher.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>
#include <tuple>

namespace {

/// The statistics of one STAT together; real servers send some tens of kilobytes.
constexpr qsizetype statisticsLimit = 16 * 1024 * 1024;
/// Reading into less than this part of a block costs more system calls than moving on to the next one.
constexpr qsizetype leastRoomParts = 64;

/// Whether an answer to `opcode`, if it is a success, has the parts that it must have (protocol-binary.txt, section 4).
inline bool hasRightParts(Opcode opcode, const ResponseHeader &header)
{
    constexpr quint8 read = quint8(OpcodeTrait::Read);
    constexpr quint8 counter = quint8(OpcodeTrait::Counter);
    const quint8 traits = opcodeTraits[size_t(opcode)];
    if (header.status != 0 || (traits & (read | counter)) == 0)
        return true;
    if (traits & read)
        return header.extrasLength == 4 && (header.keyLength > 0) == ((traits & quint8(OpcodeTrait::Keyed)) != 0);
    const qsizetype valueLength = qsizetype(header.bodyLength) - header.keyLength - header.extrasLength;
    return header.extrasLength == 0 && header.keyLength == 0 && (valueLength == 8 || isQuiet(opcode));
}

/// How a success begins: the first eight bytes of its header, as a number.
struct UsualStart
{
    quint64 mask;   ///< the bits that are always the same
    quint64 bits;   ///< what these are
    quint64 someOf; ///< of these, one at least is set
};

/// Knows what hasRightParts() asks of all opcodes but the counters'.
UsualStart usualStart(Opcode opcode)
{
    constexpr quint64 keyLength = quint64(0xffff) << 32;
    constexpr quint64 extrasLength = quint64(0xff) << 24;
    constexpr quint64 status = 0xffff;
    UsualStart usual{quint64(0xffff) << 48 | status, quint64(ResponseHeader::magic) << 56 | quint64(opcode) << 48, ~quint64(0)};
    if (has(opcode, OpcodeTrait::Read)) {
        const bool keyed = has(opcode, OpcodeTrait::Keyed);
        usual.mask |= extrasLength | (keyed ? 0 : keyLength);
        usual.bits |= quint64(4) << 24;
        usual.someOf = keyed ? keyLength : ~quint64(0);
    }
    return usual;
}

struct ResponseMatcherWords
{
    Q_DECLARE_TR_FUNCTIONS(ResponseMatcher)
};

} // namespace

ResponseMatcher::ResponseMatcher(quint32 maximumBody, qsizetype blockCapacity, quint32 first)
    : m_maximumBody(maximumBody)
    , m_blockCapacity(blockCapacity)
    , m_leastRoom(blockCapacity / leastRoomParts)
    , m_pending(first)
    , m_block(std::make_shared<ReadBlock>(m_blockCapacity))
{
}

void ResponseMatcher::expectNothing(Opcode opcode, Status status, const QString &reason, ResultSink *sink)
{
    m_pending.append({sink, 1, opcode, false, false}, 0);
    m_unsent.push_back({status, reason});
    if (m_pending.count() == 1) {
        settleUnsent();
        wakeTouched();
    }
}

void ResponseMatcher::forget(ResultSink *sink)
{
    m_pending.forget(sink);
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
        settleUsual();
        const QByteArrayView rest = unparsed();
        ResponseHeader header;
        const ParseState state = parseHeader(rest, m_maximumBody, header);
        if (state == ParseState::Malformed) {
            result = malformed(
                ResponseMatcherWords::tr(quint8(rest.front()) != ResponseHeader::magic
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

/// Settles the successes that come whole and in turn to the commands of the first run. Most answers of a large batch are such, and take few
/// steps each. What is anything else is left to settle().
void ResponseMatcher::settleUsual()
{
    if (m_pending.isEmpty())
        return;
    const PendingCommands::Run head = m_pending.head();
    if (!head.sink || !head.sent || head.opcode == Opcode::Stat || has(head.opcode, OpcodeTrait::Counter))
        return;
    const UsualStart usual = usualStart(head.opcode);
    const char *const begin = m_block->bytes();
    const char *const end = begin + m_filled;
    const char *at = begin + m_parsed;
    quint32 opaque = opaqueOf(m_pending.headNumber());
    const quint32 maximumBody = m_maximumBody;
    qsizetype room = 0;
    quint32 count = 0;
    while (count < head.count && end - at >= ResponseHeader::size) {
        const auto start = qFromBigEndian<quint64>(at);
        const auto bodyAndOpaque = qFromBigEndian<quint64>(at + 8);
        const auto body = quint32(bodyAndOpaque >> 32);
        const qsizetype length = ResponseHeader::size + qsizetype(body);
        if ((start & usual.mask) != usual.bits || (start & usual.someOf) == 0 || quint32(bodyAndOpaque) != opaque || body > maximumBody
            || (start >> 32 & 0xffff) + (start >> 24 & 0xff) > body || length > end - at)
            break;
        if (room == 0)
            room = head.sink->prepareAnswers(m_block);
        --room;
        head.sink->addAnswer(head.opcode, 0, quint32(at - begin), quint32(length));
        at += length;
        opaque += opaqueStep;
        ++count;
    }
    if (count == 0)
        return;
    touch(head.sink);
    m_pending.remove(count);
    m_answerCount += count;
    m_parsed = at - begin;
    settleUnsent();
}

void ResponseMatcher::settleHead(quint16 status, const char *bytes, qsizetype length)
{
    const PendingCommands::Run &head = m_pending.head();
    if (head.sink) {
        std::ignore = head.sink->prepareAnswers(m_block);
        head.sink->addAnswer(head.opcode, status, quint32(bytes - m_block->bytes()), quint32(length));
        touch(head.sink);
    }
    m_statisticsFrom = -1;
    m_pending.remove(1);
}

ResponseMatcher::Result ResponseMatcher::settle(const ResponseHeader &header, const char *packet)
{
    const quint32 distance = numberOf(header.opaque) - m_pending.headNumber();
    if (qint64(distance) >= m_pending.count())
        return malformed(ResponseMatcherWords::tr("an answer came that nobody asked for"));
    const PendingCommands::Run asked = m_pending.runAt(distance);
    if (!asked.sent || asked.opcode != header.opcode || !hasRightParts(asked.opcode, header))
        return malformed(ResponseMatcherWords::tr("an answer does not fit what was asked"));
    if (distance > 0 && !passOver(distance))
        return malformed(ResponseMatcherWords::tr("the answer to an earlier command is missing"));

    ++m_answerCount;
    const qsizetype from = packet - m_block->bytes();
    if (header.opcode == Opcode::Stat) {
        if (m_statisticsFrom < 0)
            m_statisticsFrom = from;
        if (m_parsed - m_statisticsFrom > statisticsLimit)
            return malformed(ResponseMatcherWords::tr("the statistics have no end"));
        if (header.status == 0 && header.bodyLength > 0)
            return Result::Fine;
        settleHead(header.status, m_block->bytes() + m_statisticsFrom, m_parsed - m_statisticsFrom);
    } else {
        settleHead(header.status, packet, header.packetLength());
    }
    settleUnsent();
    if (asked.mayDesync && Status(header.status) == Status::UnknownCommand)
        return Result::Desynchronised;
    return Result::Fine;
}

/// Settles the `distance` oldest, to which no answer will come any more. False if one of them owed an answer.
bool ResponseMatcher::passOver(quint32 distance)
{
    while (distance > 0) {
        const PendingCommands::Run head = m_pending.head();
        quint32 count = 1;
        if (head.sent && isQuiet(head.opcode)) {
            count = std::min(distance, head.count);
            if (head.sink)
                head.sink->addSilences(head.opcode, count);
            m_pending.remove(count);
        } else if (!head.sent) {
            const Unsent &unsent = m_unsent.front();
            if (head.sink)
                head.sink->addWithout(head.opcode, unsent.status, Basis::NotSent, unsent.reason);
            m_unsent.pop_front();
            m_pending.remove(count);
        } else if (m_statisticsFrom >= 0) {
            // A STAT whose end is missing: some of its groups have none (sizes_enable before 1.6.24).
            const char *end = m_block->bytes() + m_parsed;
            const char *from = m_block->bytes() + m_statisticsFrom;
            ResponseHeader later;
            qsizetype length = 0;
            while (from + length < end) {
                if (parseHeader({from + length, end - from - length}, m_maximumBody, later) != ParseState::Complete
                    || later.opaque != opaqueOf(m_pending.headNumber()))
                    break;
                length += later.packetLength();
            }
            settleHead(0, from, length);
        } else {
            return false;
        }
        if (head.sink)
            touch(head.sink);
        distance -= count;
    }
    return true;
}

/// Gives those at the head that are not sent their outcome: it was only their turn that they waited for.
void ResponseMatcher::settleUnsent()
{
    while (!m_pending.isEmpty() && !m_pending.head().sent)
        std::ignore = passOver(m_pending.head().count);
}

void ResponseMatcher::endOfStream(qint64 taken)
{
    settleUnsent();
    while (!m_pending.isEmpty() && m_pending.head().opcode == Opcode::QuitQ && m_pending.headEnd() <= taken) {
        std::ignore = passOver(1);
        settleUnsent();
    }
    wakeTouched();
}

void ResponseMatcher::endAll(qint64 taken, Status lost, const QString &reason)
{
    settleUnsent();
    while (!m_pending.isEmpty()) {
        const PendingCommands::Run &head = m_pending.head();
        const bool written = m_pending.headBegin() < taken;
        if (head.sink) {
            head.sink->addWithout(head.opcode, written ? lost : Status::NotConnected, written ? Basis::NoAnswer : Basis::NotSent, reason);
            touch(head.sink);
        }
        m_pending.remove(1);
        settleUnsent();
    }
    m_statisticsFrom = -1;
    wakeTouched();
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
