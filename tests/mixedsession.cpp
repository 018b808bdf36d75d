#include "tests/mixedsession.h"

#include "tests/servers/packets.h"

#include <QtEndian>

#include <algorithm>

namespace {

constexpr qsizetype headerSize = 24;
constexpr qsizetype bodyAt = 8;
constexpr qsizetype opaqueAt = 12;
constexpr qsizetype casAt = 16;

template <typename Change> QByteArray withChangedPackets(QByteArray bytes, Change change)
{
    for (qsizetype at = 0; at + headerSize <= bytes.size();) {
        change(bytes.data() + at);
        at += headerSize + qsizetype(qFromBigEndian<quint32>(bytes.constData() + at + bodyAt));
    }
    return bytes;
}

QByteArray withOpaque(const QByteArray &bytes, quint32 opaque)
{
    return withChangedPackets(bytes, [opaque](char *packet) { qToBigEndian(opaque, packet + opaqueAt); });
}

Ending endingOf(const Outcome &outcome)
{
    return {statusName(outcome.status), outcome.basis, withoutOpaques(outcome.bytes.toByteArray())};
}

Ending lost(bool written)
{
    return written ? Ending{"closed", Basis::NoAnswer, {}} : Ending{"not_connected", Basis::NotSent, {}};
}

} // namespace

QByteArray withoutOpaques(QByteArray answer)
{
    return withOpaque(answer, 0);
}

Ending withoutCas(Ending ending)
{
    ending.bytes = withChangedPackets(ending.bytes, [](char *packet) { qToBigEndian(quint64(0), packet + casAt); });
    return ending;
}

SessionPlan mixedSession()
{
    using enum Opcode;
    const QByteArray long300(300, 'd');
    SessionStage first;
    first.singles = {
        {{.opcode = Flush}, "success"},
        {{.opcode = Set, .key = "a", .value = "value of a", .flags = 7}, "success"},
        {{.opcode = Get, .key = "a"}, "success"},
        {{.opcode = Get, .key = "missing"}, "key_not_found"},
        {{.opcode = Add, .key = "a", .value = "another"}, "key_exists"},
        {{.opcode = Delete, .key = "missing"}, "key_not_found"},
        {{.opcode = GetK, .key = "a"}, "success"},
        {{.opcode = GetK, .key = "missing"}, "key_not_found"},
        {{.opcode = Increment, .key = "n", .delta = 5, .initial = 10}, "success"},
        {{.opcode = Touch, .key = "a", .expiry = 100}, "success"},
        {{.opcode = Noop}, "success"},
        {{.opcode = Version}, "success"},
        {{.opcode = SetQ, .key = "b", .value = "value of b"}, "success"},
        {{.opcode = GetQ, .key = "b"}, "success"},
        {{.opcode = GetQ, .key = "missing"}, "key_not_found"},
        {{.opcode = DeleteQ, .key = "missing"}, "key_not_found"},
        {{.opcode = Stat, .key = "sizes"}, "success"},
        {{.opcode = Stat, .key = "nosuch"}, "key_not_found"},
    };
    first.batch = {
        {{.opcode = SetQ, .key = "c", .value = "value of c"}, "success"},
        {{.opcode = SetQ, .key = "d", .value = long300}, "success"},
        {{.opcode = AddQ, .key = "c"}, "key_exists"},
        {{.opcode = GetKQ, .key = "c"}, "success"},
        {{.opcode = GetKQ, .key = "d"}, "success"},
        {{.opcode = GetKQ, .key = "missing"}, "key_not_found"},
        {{.opcode = GetQ, .key = "c"}, "success"},
        {{.opcode = GetQ, .key = "a"}, "success"},
        {{.opcode = GetQ, .key = "missing"}, "key_not_found"},
        {{.opcode = GetQ, .key = "d"}, "success"},
        {{.opcode = GetQ, .key = "missing"}, "key_not_found"},
        {{.opcode = Get}, "invalid_arguments"},
        {{.opcode = IncrementQ, .key = "n", .delta = 5}, "success"},
        {{.opcode = IncrementQ, .key = "a"}, "non_numeric"},
        {{.opcode = Get, .key = "n"}, "success"},
        {{.opcode = Stat, .key = "sizes"}, "success"},
        {{.opcode = AppendQ, .key = "c", .value = "…"}, "success"},
        {{.opcode = PrependQ, .key = "missing", .value = "…"}, "not_stored"},
        {{.opcode = ReplaceQ, .key = "missing"}, "key_not_found"},
        {{.opcode = Decrement, .key = "n"}, "success"},
    };
    SessionStage second;
    second.singles = {
        {{.opcode = Append, .key = "a", .value = ", and more"}, "success"},
        {{.opcode = Gat, .key = "a", .expiry = 100}, "success"},
        {{.opcode = GatK, .key = "a", .expiry = 100}, "success"},
        {{.opcode = GatKQ, .key = "b", .expiry = 100}, "success"},
        {{.opcode = Set, .key = "b", .cas = ~quint64(0)}, "key_exists"},
        {{.opcode = Increment, .key = "missing", .expiry = Command::doNotCreate}, "key_not_found"},
    };
    second.batch = {
        {{.opcode = DeleteQ, .key = "c"}, "success"},
        {{.opcode = GetKQ, .key = "c"}, "key_not_found"},
        {{.opcode = Touch, .key = "missing", .expiry = 100}, "key_not_found"},
        {{.opcode = GatQ, .key = "d", .expiry = 100}, "success"},
        {{.opcode = GatKQ, .key = "missing", .expiry = 100}, "key_not_found"},
        {{.opcode = FlushQ}, "success"},
    };
    return {first, second};
}

QList<PlannedCommand> commandsOf(const SessionPlan &plan)
{
    QList<PlannedCommand> commands;
    for (const SessionStage &stage : plan)
        commands += stage.singles + stage.batch;
    return commands;
}

SessionRun::SessionRun(Connection *connection, const SessionPlan &plan)
    : m_connection(connection)
    , m_plan(plan)
{
    const qsizetype count = commandsOf(plan).size();
    m_endings.resize(count);
    m_finishes.resize(count);
    ask();
}

void SessionRun::ask()
{
    const SessionStage &stage = m_plan.at(m_stage);
    m_unfinished = stage.singles.size() + (stage.batch.isEmpty() ? 0 : 1);
    for (qsizetype i = 0; i < stage.singles.size(); ++i) {
        const auto &reply = m_singles.emplace_back(m_connection->execute(stage.singles.at(i).command));
        connect(reply.get(), &CommandReply::finished, this, [this, reply = reply.get(), index = m_begin + i] {
            take(index, reply->outcome());
            finishOne();
        });
    }
    if (stage.batch.isEmpty())
        return;
    QList<Command> commands;
    for (const PlannedCommand &planned : stage.batch)
        commands += planned.command;
    const auto &batch = m_batches.emplace_back(m_connection->executeBatch(commands));
    connect(batch.get(), &BatchReply::finished, this,
            [this, batch = batch.get(), begin = m_begin + stage.singles.size(), end = m_begin + stage.singles.size() + commands.size()] {
                qsizetype index = begin;
                for (const ResultSegment &segment : batch->takeSegments()) {
                    for (qsizetype i = 0; i < segment.size() && index < end; ++i)
                        take(index++, segment.outcome(i));
                }
                if (index != end || batch->outcomeCount() != end - begin)
                    m_faults += "a batch of " + QByteArray::number(end - begin) + " has " + QByteArray::number(batch->outcomeCount());
                finishOne();
            });
}

void SessionRun::take(qsizetype index, const Outcome &outcome)
{
    if (++m_finishes[index] != 1)
        m_faults += "command " + QByteArray::number(index) + " finished again; ";
    m_endings[index] = endingOf(outcome);
}

void SessionRun::finishOne()
{
    if (--m_unfinished != 0)
        return;
    m_begin += m_plan.at(m_stage).singles.size() + m_plan.at(m_stage).batch.size();
    ++m_stage;
    if (!isOver())
        ask();
}

SessionRecording::SessionRecording(const SessionPlan &plan, const QByteArray &requests, const QByteArray &responses,
                                   const QList<Ending> &endings)
    : m_requestBytes(requests)
    , m_responses(responses)
    , m_endings(endings)
    , m_valid(mapRequests(commandsOf(plan)) && mapPackets())
{
}

/// A NOOP that is not the next command is a barrier.
bool SessionRecording::mapRequests(const QList<PlannedCommand> &commands)
{
    m_requestOf.fill(-1, commands.size());
    qsizetype next = 0;
    const auto skipRefused = [&] {
        while (next < commands.size() && m_endings.at(next).basis == Basis::NotSent)
            ++next;
    };
    for (qsizetype at = 0; at < m_requestBytes.size();) {
        const qsizetype length = requestLength(m_requestBytes.mid(at));
        if (length <= 0)
            return false;
        const RequestPacket request = requestsIn(m_requestBytes.mid(at, length)).constFirst();
        skipRefused();
        Request mapped{at, at + length, -1};
        if (next < commands.size() && quint8(commands.at(next).command.opcode) == request.opcode
            && commands.at(next).command.key == request.key) {
            mapped.command = next;
            m_requestOf[next++] = qsizetype(m_requests.size());
        } else if (Opcode(request.opcode) != Opcode::Noop) {
            return false;
        }
        m_requests.push_back(mapped);
        at += length;
    }
    skipRefused();
    return next == commands.size();
}

bool SessionRecording::mapPackets()
{
    qsizetype request = 0;
    for (qsizetype at = 0; at < m_responses.size();) {
        if (m_responses.size() - at < headerSize)
            return false;
        const char *header = m_responses.constData() + at;
        const auto isAnswered = [&] {
            const char *asked = m_requestBytes.constData() + m_requests[size_t(request)].begin;
            return std::equal(header + opaqueAt, header + casAt, asked + opaqueAt);
        };
        while (request < qsizetype(m_requests.size()) && !isAnswered())
            ++request;
        if (request == qsizetype(m_requests.size()))
            return false;
        if (!m_packets.empty() && m_packets.back().request == request)
            m_packets.back().isLast = false;
        const qsizetype end = at + headerSize + qsizetype(qFromBigEndian<quint32>(header + bodyAt));
        m_packets.push_back({at, end, request});
        at = end;
    }
    return !m_packets.empty() && m_packets.back().end == m_responses.size() && m_packets.back().request == qsizetype(m_requests.size()) - 1;
}

qsizetype SessionRecording::responsesTo(qsizetype requestBytes) const
{
    qsizetype bytes = 0;
    for (const Packet &packet : m_packets) {
        if (m_requests[size_t(packet.request)].end <= requestBytes)
            bytes = packet.end;
    }
    return bytes;
}

std::optional<QByteArray> SessionRecording::answer(qsizetype number, const QByteArray &request) const
{
    const Request &recorded = m_requests.at(size_t(number));
    if (withoutOpaques(request) != withoutOpaques(m_requestBytes.sliced(recorded.begin, recorded.end - recorded.begin)))
        return std::nullopt;
    QByteArray bytes;
    for (const Packet &packet : m_packets) {
        if (packet.request == number)
            bytes += m_responses.sliced(packet.begin, packet.end - packet.begin);
    }
    return withOpaque(bytes, qFromBigEndian<quint32>(request.constData() + opaqueAt));
}

std::optional<QByteArray> SessionRecording::answer(const QByteArray &request) const
{
    const auto found = std::ranges::find_if(m_requests, [&](const Request &recorded) {
        return m_requestBytes.sliced(recorded.begin, recorded.end - recorded.begin) == request;
    });
    return found == m_requests.end() ? std::nullopt : answer(found - m_requests.begin(), request);
}

QByteArray SessionRecording::difference(const QList<Ending> &endings, qsizetype responses, qsizetype written) const
{
    QList<bool> answered(qsizetype(m_requests.size()));
    qsizetype answeredEnd = 0; // every request before it was processed
    for (const Packet &packet : m_packets) {
        if (packet.end > responses)
            break;
        answered[packet.request] = packet.isLast;
        answeredEnd = packet.isLast ? packet.request + 1 : packet.request;
    }
    for (qsizetype i = 0; i < endings.size(); ++i) {
        const qsizetype request = m_requestOf.at(i);
        QList<Ending> right;
        if (request < 0) {
            // It has the place behind the command before it: refused where that was written, though it may also be that the writing failed.
            const qsizetype before = m_requestOf.at(i - 1);
            right += m_endings.at(i);
            if (m_requests[size_t(before)].begin >= written)
                right += lost(false);
        } else if (request < answeredEnd) {
            right += m_endings.at(i);
        } else {
            right += lost(m_requests[size_t(request)].begin < written);
        }
        if (!right.contains(endings.at(i)))
            return "command " + QByteArray::number(i) + " ended as " + endings.at(i).name + " and not as " + right.constFirst().name + ", "
                + QByteArray::number(responses) + " bytes of responses had come, " + QByteArray::number(written) + " were written";
    }
    return {};
}
