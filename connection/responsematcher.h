#pragma once

#include "connection/pendingcommands.h"
#include "connection/protocol/opaque.h"
#include "connection/protocol/response.h"
#include "connection/readblock.h"
#include "connection/resultsink.h"

#include <QString>

#include <deque>
#include <vector>

/// Gives every command that goes over one connection exactly one outcome: by its opaque where the server answers, by the silence before a
/// later answer where it does not. Knows no socket: it is told what is sent and fed what comes.
class ResponseMatcher
{
public:
    enum class Result {
        Fine,
        Malformed,      ///< what came is no answer to what was asked: see fault(); the connection cannot be used any more
        Desynchronised, ///< an `unknown_command` after which 1.6 servers lose step: nothing behind it can be trusted
    };

    /// `maximumBody` and `blockCapacity` in bytes; an answer that is longer than a block gets one of its own. `first`: the number of the
    /// first command.
    explicit ResponseMatcher(quint32 maximumBody, qsizetype blockCapacity = ReadBlock::usualCapacity, quint32 first = firstNumber);

    /// The opaque for the next request, of `size` bytes on the wire, whose outcome goes to `sink` (null: nobody wants it). `mayDesync`: an
    /// `unknown_command` to it makes 1.6 swallow bytes of the next request.
    quint32 expect(Opcode opcode, qsizetype size, ResultSink *sink, bool mayDesync)
    {
        return opaqueOf(m_pending.append({sink, 1, opcode, true, mayDesync}, size));
    }
    /// The same for up to `most` commands that are alike: their numbers and sizes are noted down in the stretch, which comes back by
    /// expected() before anything else happens here.
    [[nodiscard]] PendingCommands::Stretch expectMany(Opcode opcode, quint32 most, ResultSink *sink, bool mayDesync)
    {
        return m_pending.beginStretch({sink, 0, opcode, true, mayDesync}, most);
    }
    void expected(const PendingCommands::Stretch &stretch) { m_pending.endStretch(stretch); }
    /// What expect() will return.
    [[nodiscard]] quint32 nextOpaque() const { return opaqueOf(m_pending.nextNumber()); }
    /// Keeps the place of a command that is not sent among those that are.
    void expectNothing(Opcode opcode, Status status, const QString &reason, ResultSink *sink);
    /// Nobody wants the outcomes meant for `sink` any more.
    void forget(ResultSink *sink);

    /// Where the next bytes from the server go, and how many fit (more than 0); followed by `received(n)`.
    [[nodiscard]] char *space();
    [[nodiscard]] qsizetype spaceLeft() const;
    /// Takes note of `count` bytes that came to space(), and settles what they answer. Sinks are woken before it returns.
    [[nodiscard]] Result received(qsizetype count);
    /// The connection came to a clean end after the system had taken `taken` bytes of the requests: a QUITQ among them, with everything
    /// before it answered, has succeeded.
    void endOfStream(qint64 taken);
    /// Nothing comes any more. `taken`: how many request bytes the system took, counted from the first request on. What was written ends
    /// with `lost` (Closed or TimedOut), the rest as not_connected, both with `reason`.
    void endAll(qint64 taken, Status lost, const QString &reason);

    /// Commands without an outcome, barriers included, and the bytes of their requests.
    [[nodiscard]] qsizetype pendingCount() const { return m_pending.count(); }
    [[nodiscard]] qint64 pendingBytes() const { return m_pending.bytes(); }
    /// Answers received so far.
    [[nodiscard]] qint64 answerCount() const { return m_answerCount; }
    /// Bytes received that are no whole answer yet.
    [[nodiscard]] QByteArrayView unparsed() const;
    /// What was wrong, for people, after Malformed.
    [[nodiscard]] const QString &fault() const { return m_fault; }

private:
    struct Unsent
    {
        Status status;
        QString reason;
    };

    void settleUsual();
    Result settle(const ResponseHeader &header, const char *packet);
    [[nodiscard]] bool passOver(quint32 distance);
    void settleHead(quint16 status, const char *bytes, qsizetype length);
    void settleUnsent();
    void touch(ResultSink *sink)
    {
        if (!sink->touched) {
            sink->touched = true;
            m_touched.push_back(sink);
        }
    }
    void wakeTouched();
    void makeRoom(qsizetype needed);
    Result malformed(const QString &fault);

    const quint32 m_maximumBody;
    const qsizetype m_blockCapacity;
    const qsizetype m_leastRoom; ///< bytes: a block with less left is not read into
    PendingCommands m_pending;
    qint64 m_answerCount = 0;
    std::deque<Unsent> m_unsent; ///< of the pending commands that are not sent, oldest first
    std::vector<ResultSink *> m_touched;

    std::shared_ptr<ReadBlock> m_block;
    qsizetype m_filled = 0;
    qsizetype m_parsed = 0;          ///< where the first packet starts that has not come whole
    qsizetype m_statisticsFrom = -1; ///< where the first packet of an unfinished STAT at the head starts
    QString m_fault;
};
