#pragma once

#include "connection/protocol/opcode.h"

#include <deque>
#include <vector>

class ResultSink;

/// The commands of one connection that have no outcome yet, oldest first. They are numbered as they come, and neighbours that are alike
/// are kept as one run: a batch of a million of the same kind costs little more than its bytes.
class PendingCommands
{
public:
    struct Run
    {
        ResultSink *sink = nullptr; ///< where the outcomes go; null: nobody wants them
        quint32 count = 0;          ///< commands, at least 1 in a run that is kept
        Opcode opcode = Opcode::Noop;
        bool sent = false;      ///< false: they are not sent, and keep their place among those that are
        bool mayDesync = false; ///< `unknown_command` to one of them makes 1.6 swallow bytes of the next request
    };

    explicit PendingCommands(quint32 firstNumber);

    /// Commands that are alike on their way in: see beginStretch().
    class Stretch
    {
    public:
        [[nodiscard]] bool hasRoom() const { return m_number != m_end; }
        /// Of the next to be added.
        [[nodiscard]] quint32 number() const { return m_number; }
        [[nodiscard]] quint32 count() const { return m_number - m_first; }
        /// Adds one of `size` bytes on the wire.
        void add(qint64 size)
        {
            m_bytesSoFar += size;
            m_ends[m_number & m_mask] = m_bytesSoFar;
            ++m_number;
        }

    private:
        friend class PendingCommands;
        Run m_kind;
        qint64 *m_ends = nullptr;
        qint64 m_bytesSoFar = 0;
        quint32 m_mask = 0;
        quint32 m_first = 0;
        quint32 m_number = 0;
        quint32 m_end = 0;
    };

    /// Room for `most` commands like `kind` (whose count does not matter). They are appended by endStretch(), before which nothing else
    /// may be done here.
    [[nodiscard]] Stretch beginStretch(const Run &kind, quint32 most)
    {
        while (m_count + qsizetype(most) > qsizetype(m_ends.size()))
            growRing();
        Stretch stretch;
        stretch.m_kind = kind;
        stretch.m_ends = m_ends.data();
        stretch.m_mask = quint32(m_ends.size() - 1);
        stretch.m_bytesSoFar = m_bytesSoFar;
        stretch.m_first = stretch.m_number = nextNumber();
        stretch.m_end = stretch.m_first + most;
        return stretch;
    }
    void endStretch(const Stretch &stretch);
    /// Appends one command like `kind`, of `size` bytes on the wire; returns its number.
    quint32 append(const Run &kind, qint64 size);
    /// What append() will return.
    [[nodiscard]] quint32 nextNumber() const { return m_headNumber + quint32(m_count); }

    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    [[nodiscard]] qsizetype count() const { return m_count; }
    /// Bytes of their requests.
    [[nodiscard]] qint64 bytes() const { return m_bytesSoFar - m_headBegin; }

    /// The oldest, with those behind it that are like it. There must be one.
    [[nodiscard]] const Run &head() const { return m_runs.front(); }
    [[nodiscard]] quint32 headNumber() const { return m_headNumber; }
    /// Where the request of the oldest begins and ends in all that was ever asked, in bytes.
    [[nodiscard]] qint64 headBegin() const { return m_headBegin; }
    [[nodiscard]] qint64 headEnd() const { return endOf(m_headNumber); }
    /// The run of the command `distance` places behind the oldest; `distance` is less than count().
    [[nodiscard]] const Run &runAt(quint32 distance) const;

    /// Removes the `count` oldest; not more than head().count.
    void remove(quint32 count);
    /// Nobody wants the outcomes meant for `sink` any more.
    void forget(const ResultSink *sink);

private:
    [[nodiscard]] qint64 endOf(quint32 number) const { return m_ends[number & (m_ends.size() - 1)]; }
    void growRing();

    std::deque<Run> m_runs;
    std::vector<qint64> m_ends; ///< of each request in all that was ever asked, by number; as many as a power of two
    quint32 m_headNumber;
    qsizetype m_count = 0;
    qint64 m_bytesSoFar = 0;
    qint64 m_headBegin = 0;
};
