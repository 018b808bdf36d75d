#include "connection/resultsegment.h"

#include <algorithm>

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
    const Record &record = m_records[size_t(index)];
    return record.basis == Basis::Answer ? Status(record.status) : unpackStatus(record.status);
}

Outcome ResultSegment::outcome(qsizetype index) const
{
    const Record &record = m_records[size_t(index)];
    if (record.basis == Basis::Answer)
        return answeredOutcome(record.opcode, Status(record.status), {m_block->bytes() + record.offset, qsizetype(record.length)});

    Outcome outcome;
    outcome.opcode = record.opcode;
    outcome.status = unpackStatus(record.status);
    outcome.basis = record.basis;
    if (record.basis != Basis::Silence)
        outcome.reason = m_reasons[record.offset];
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
    if (m_records.size() + size_t(count) > m_records.capacity())
        growRecords(count);
    m_records.insert(m_records.end(), size_t(count), Record{0, 0, packStatus(status), opcode, Basis::Silence});
}

void ResultSegment::appendWithout(Opcode opcode, Status status, Basis basis, const QString &reason)
{
    // Whole batches end for one reason: it is kept once.
    if (m_reasons.empty() || m_reasons.back() != reason)
        m_reasons.push_back(reason);
    m_records.push_back({quint32(m_reasons.size() - 1), 0, packStatus(status), opcode, basis});
}

/// In few steps: what grows by doubling copies as much again, and leaves half of it unused.
void ResultSegment::growRecords(qsizetype atLeast)
{
    constexpr size_t step = 16;
    const size_t wanted = std::min(std::max(m_records.capacity(), size_t(1)) * step, size_t(usualSize));
    m_records.reserve(std::max(wanted, m_records.size() + size_t(atLeast)));
}
