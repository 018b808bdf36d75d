#include "app/wire/runwire.h"

#include "connection/protocol/opaque.h"
#include "connection/protocol/request.h"

#include <QtEndian>

#include <algorithm>
#include <utility>

namespace {

/// After so many results in a row without a request nothing more is looked for: the record has come to its end.
constexpr int mostFailures = 64;
constexpr qsizetype opaqueOffset = 12;

/// How far the command with `opaque` is behind that with `first`; negative: in front of it.
qint32 distance(quint32 first, quint32 opaque)
{
    return qint32(numberOf(opaque) - numberOf(first));
}

} // namespace

RunWire::RunWire(std::shared_ptr<const RunRecord> run)
    : m_run(std::move(run))
{
}

RunWire::Found RunWire::find(int number)
{
    Found found;
    const WireRecord *record = m_run->wire.get();
    if (!record)
        return found;
    align(number);
    if (size_t(number) >= m_requestOf.size())
        return found;
    const quint32 at = m_requestOf[size_t(number)];
    if (at == none)
        return found;
    found.request = packetAt(record->requests().bytes(), at);
    found.sentAt = record->requests().timeOf(at);
    walkAnswers();
    findAnswer(found, m_run->results.at(number).outcome().silent());
    return found;
}

void RunWire::align(int number)
{
    ResultCursor results(m_run->results);
    while (m_failures < mostFailures && int(m_requestOf.size()) <= number) {
        results.moveTo(int(m_requestOf.size()));
        const RunSegment &segment = results.segment();
        const qsizetype index = results.index();
        const Basis basis = segment.results.basis(index);
        quint32 place = none;
        if (basis != Basis::NotSent) {
            std::optional<quint32> opaque;
            if (const QByteArrayView answer = segment.results.answer(index); answer.size() >= WireHeader::size)
                opaque = qFromBigEndian<quint32>(answer.data() + opaqueOffset);
            place = nextRequest(segment.results.opcode(index), segment.requests.key(index), opaque);
            m_failures = place == none ? m_failures + 1 : 0;
        }
        m_requestOf.push_back(place);
    }
}

/// The next request that is not one of ours and fits; if there is none, nothing is passed over.
quint32 RunWire::nextRequest(Opcode opcode, QByteArrayView key, std::optional<quint32> opaque)
{
    const WireRecord &record = *m_run->wire;
    const QByteArray &bytes = record.requests().bytes();
    const bool keyed = requestShapes[size_t(opcode)].keyMask != 0;
    size_t stream = m_stream;
    size_t barrier = m_barrier;
    for (qsizetype at = m_requestAt; at < bytes.size();) {
        while (stream + 1 < record.streams().size() && record.streams()[stream + 1].requestsBegin <= at)
            barrier = record.streams()[++stream].barriersBegin;
        const WirePacket packet = packetAt(bytes, at);
        if (!packet.hasHeader())
            return none;
        const bool ours = barrier < record.barriers().size() && record.barriers()[barrier] == packet.header.opaque;
        barrier += ours ? 1 : 0;
        const qsizetype next = at + packet.available;
        if (!ours && packet.header.opcode == opcode && (!opaque || *opaque == packet.header.opaque)) {
            const auto begin = qsizetype(std::min<qint64>(packet.keyBegin(), packet.available));
            const QByteArrayView there =
                QByteArrayView(bytes).sliced(at + begin, std::min<qsizetype>(packet.header.keyLength, packet.available - begin));
            if (!keyed || (packet.header.keyLength == key.size() && key.startsWith(there))) {
                m_requestAt = next;
                m_barrier = barrier;
                m_stream = stream;
                return quint32(at);
            }
        }
        at = next;
    }
    return none;
}

void RunWire::walkAnswers()
{
    const QByteArray &bytes = m_run->wire->answers().bytes();
    const std::vector<WireRecord::Stream> &streams = m_run->wire->streams();
    while (m_answerAt + WireHeader::size <= bytes.size()) {
        // A connection that broke may have left half an answer.
        const auto stream = std::ranges::upper_bound(streams, m_answerAt, {}, &WireRecord::Stream::answersBegin);
        const qsizetype end = stream == streams.end() ? bytes.size() : stream->answersBegin;
        const WirePacket packet = packetAt(QByteArrayView(bytes).first(end), m_answerAt);
        if (packet.hasHeader() && (m_answers.empty() || m_answers.back() != m_answerAt))
            m_answers.push_back(quint32(m_answerAt));
        if (packet.available < packet.length() && stream == streams.end())
            break; // more of it may come
        m_answerAt += packet.available;
    }
}

size_t RunWire::streamOf(qsizetype requestOffset) const
{
    const std::vector<WireRecord::Stream> &streams = m_run->wire->streams();
    const auto next = std::ranges::upper_bound(streams, requestOffset, {}, &WireRecord::Stream::requestsBegin);
    return size_t(std::max<std::ptrdiff_t>(1, next - streams.begin())) - 1;
}

quint32 RunWire::answerOpaque(size_t index) const
{
    return qFromBigEndian<quint32>(m_run->wire->answers().bytes().constData() + m_answers[index] + opaqueOffset);
}

void RunWire::findAnswer(Found &found, bool silent) const
{
    const WireRecord &record = *m_run->wire;
    const size_t stream = streamOf(found.request->offset);
    const bool last = stream + 1 >= record.streams().size();
    const auto begin =
        std::ranges::lower_bound(m_answers, record.streams()[stream].answersBegin, {}, [](quint32 at) { return qsizetype(at); });
    const auto end = last ? m_answers.end()
                          : std::lower_bound(begin, m_answers.end(), record.streams()[stream + 1].answersBegin,
                                             [](quint32 at, qsizetype bound) { return qsizetype(at) < bound; });
    const quint32 asked = found.request->header.opaque;
    // Answers come in the order of their commands.
    auto answer = std::lower_bound(begin, end, silent ? 1 : 0, [this, asked](quint32 at, int least) {
        return distance(asked, qFromBigEndian<quint32>(m_run->wire->answers().bytes().constData() + at + opaqueOffset)) < least;
    });
    if (answer == end)
        return;
    const quint32 opaque = answerOpaque(size_t(answer - m_answers.begin()));
    if (!silent && opaque != asked)
        return;
    const QByteArrayView all(record.answers().bytes());
    const QByteArrayView bytes = last ? all : all.first(record.streams()[stream + 1].answersBegin);
    found.answer = packetAt(bytes, *answer);
    found.proves = silent;
    found.isBarrier = silent && std::ranges::find(record.barriers(), opaque) != record.barriers().end();
    WirePacket lastPacket = *found.answer;
    while (!silent && ++answer != end && answerOpaque(size_t(answer - m_answers.begin())) == asked)
        lastPacket = packetAt(bytes, *answer);
    if (lastPacket.available == lastPacket.length())
        found.answeredAt = record.answers().timeOf(lastPacket.offset + lastPacket.available - 1);
}
