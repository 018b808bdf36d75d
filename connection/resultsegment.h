#pragma once

#include "connection/outcome.h"
#include "connection/readblock.h"

#include <memory>
#include <vector>

/// An immutable run of outcomes in the order of their commands: the answers' bytes as they came, in blocks shared with neighbouring
/// segments, and 12 bytes of reference a command, or none while all are silences of the same opcode, as in a batch of quiet stores. Cheap
/// to move, never copied.
class ResultSegment
{
public:
    /// Where an outcome is. `offset` counts bytes into the block; for an outcome with words of ours it is the index of these.
    struct Record
    {
        quint32 offset = 0;
        quint32 length = 0; ///< bytes of the answer; 0 without one
        quint16 status = 0; ///< a wire code, or 0xff00 plus the distance from Status::Refused, see packStatus()
        Opcode opcode = Opcode::Noop;
        Basis basis = Basis::NotSent;
    };
    static_assert(sizeof(Record) == 12);

    /// After so many outcomes a sink starts another segment.
    static constexpr qsizetype usualSize = 65'536;

    ResultSegment() = default;
    ResultSegment(ResultSegment &&) noexcept = default;
    ResultSegment &operator=(ResultSegment &&) noexcept = default;

    [[nodiscard]] qsizetype size() const { return m_silences + qsizetype(m_records.size()); }
    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    /// The outcome of the command at `index` (0 to size() - 1). Its bytes live as long as this segment.
    [[nodiscard]] Outcome outcome(qsizetype index) const;
    [[nodiscard]] Opcode opcode(qsizetype index) const { return record(index).opcode; }
    [[nodiscard]] Basis basis(qsizetype index) const { return record(index).basis; }
    [[nodiscard]] Status status(qsizetype index) const;
    /// The answer as it came, headers included; empty without one. Those of a segment lie in one block, in order.
    [[nodiscard]] QByteArrayView answer(qsizetype index) const
    {
        const Record &found = record(index);
        return found.basis == Basis::Answer ? QByteArrayView(m_block->bytes() + found.offset, qsizetype(found.length)) : QByteArrayView();
    }
    /// Our words where the command was not sent or got no answer; otherwise none.
    [[nodiscard]] const QString *reason(qsizetype index) const
    {
        const Record &found = record(index);
        return found.basis == Basis::NotSent || found.basis == Basis::NoAnswer ? &m_reasons[found.offset] : nullptr;
    }
    /// Bytes held: references, words and the answers (a block shared with a neighbour counts only for what is referred to here).
    [[nodiscard]] qsizetype byteSize() const;

    // For whoever fills it, in order.
    /// Before answers that lie in `block`, which takes() says fits.
    void prepareAnswers(const std::shared_ptr<ReadBlock> &block)
    {
        if (!m_block)
            m_block = block;
        if (m_silences > 0)
            spellOutSilences();
    }
    /// An answer of `length` bytes, `offset` bytes into the block prepared for.
    void appendAnswer(Opcode opcode, quint16 status, quint32 offset, quint32 length)
    {
        m_records.push_back({offset, length, status, opcode, Basis::Answer});
    }
    /// `count` silent quiet commands with the same opcode.
    void appendSilences(Opcode opcode, qsizetype count);
    /// Gives back what was reserved for more.
    void squeeze();
    void appendWithout(Opcode opcode, Status status, Basis basis, const QString &reason);
    /// Whether an answer in `block` can be appended: a segment refers to one block only.
    [[nodiscard]] bool takes(const ReadBlock *block) const { return !m_block || m_block.get() == block; }

private:
    [[nodiscard]] const Record &record(qsizetype index) const { return m_silences > 0 ? m_silence : m_records[size_t(index)]; }
    void spellOutSilences();

    std::shared_ptr<const ReadBlock> m_block;
    std::vector<Record> m_records;
    Record m_silence;         ///< while nothing but silences of one opcode has come: each of them
    qsizetype m_silences = 0; ///< how many; then m_records is empty
    std::vector<QString> m_reasons;
};
