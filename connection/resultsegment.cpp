#include "connection/resultsegment.h"

#include <utility>

namespace {

/// Our own statuses lie above 16 bits; a record without an answer keeps them above all that we say of unsent commands otherwise.
constexpr quint16 ownStatuses = 0xff00;

quint16 packStatus(Status status)
{
    return status < Status::Refused ? quint16(status) : quint16(ownStatuses + (quint32(status) - quint32(Status::Refused)));
}

Status unpackStatus(quint16 packed)
{
    return packed < ownStatuses ? Status(packed) : Status(quint32(Status::Refused) + (packed - ownStatuses));
}

} // namespace

Status ResultSegment::status(qsizetype index) const
{
    const Record &found = record(index);
    return found.basis == Basis::Answer ? Status(found.status) : unpackStatus(found.status);
}

Outcome ResultSegment::outcome(qsizetype index) const
{
    const Record &found = record(index);
    if (found.basis == Basis::Answer)
        return answeredOutcome(found.opcode, Status(found.status), {m_block->bytes() + found.offset, qsizetype(found.length)});

    Outcome outcome;
    outcome.opcode = found.opcode;
    outcome.status = unpackStatus(found.status);
    outcome.basis = found.basis;
    if (found.basis != Basis::Silence)
        outcome.reason = m_reasons[found.offset];
    return outcome;
}

qsizetype ResultSegment::byteSize() const
{
    qsizetype size = qsizetype(m_records.capacity() * sizeof(Record) + m_reasons.capacity() * sizeof(QString));
    for (const Record &record : m_records)
        size += record.length;
    for (const QString &reason : m_reasons)
        size += reason.size() * qsizetype(sizeof(QChar));
    return size;
}

void ResultSegment::appendSilences(Opcode opcode, qsizetype count)
{
    const Status status = has(opcode, OpcodeTrait::Read) ? Status::KeyNotFound : Status::Success;
    const Record silence{0, 0, packStatus(status), opcode, Basis::Silence};
    if (isEmpty() || (m_silences > 0 && m_silence.opcode == opcode)) {
        m_silence = silence;
        m_silences += count;
        return;
    }
    spellOutSilences();
    m_records.insert(m_records.end(), size_t(count), silence);
}

/// From here on they are among others.
void ResultSegment::spellOutSilences()
{
    m_records.insert(m_records.end(), size_t(std::exchange(m_silences, 0)), m_silence);
}

void ResultSegment::appendWithout(Opcode opcode, Status status, Basis basis, const QString &reason)
{
    // Whole batches end for one reason: it is kept once.
    spellOutSilences();
    if (m_reasons.empty() || m_reasons.back() != reason)
        m_reasons.push_back(reason);
    m_records.push_back({quint32(m_reasons.size() - 1), 0, packStatus(status), opcode, basis});
}

void ResultSegment::squeeze()
{
    if (m_records.capacity() - m_records.size() > m_records.size() / 8)
        m_records.shrink_to_fit();
}
