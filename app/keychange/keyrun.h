#pragma once

#include "app/keychange/keyoutcomes.h"
#include "app/keychange/runkeys.h"
#include "app/keychange/sendingpace.h"
#include "app/keyspace/looktally.h"
#include "connection/connection.h"
#include "connection/text/textchannel.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>

/// Sends one command for each of many keys, as one pipelined batch, at most so many a second. Where it matters what a key is just then,
/// looks at it before, in portions and without trace. The connection must outlive it; whoever receives its signals must not delete it at
/// once: deleteLater().
class KeyRun : public QObject
{
    Q_OBJECT

public:
    /// Whether all the keys are looked at before, and what of them is wanted.
    enum class Look { None, Metadata, Value };

    ~KeyRun() override;

    /// Begins; nothing is emitted before it returns.
    void start();
    /// What was written runs to its true outcome; of the rest nothing is sent.
    void cancel();
    [[nodiscard]] bool isFinished() const { return m_finished; }
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }
    [[nodiscard]] const RunKeys &keys() const { return m_keys; }
    [[nodiscard]] int count() const { return m_outcomes.size(); }
    [[nodiscard]] const KeyOutcomes &outcomes() const { return m_outcomes; }
    /// Commands that were written.
    [[nodiscard]] int sentCount() const { return m_sent; }
    /// What looking at the keys has added to the server's counters.
    [[nodiscard]] const LookTally &looks() const { return m_looks; }
    /// Why it ended before its end; none: it did not, or was cancelled.
    [[nodiscard]] const Error &error() const { return m_error; }

signals:
    /// There are more outcomes; some milliseconds apart.
    void progressed();
    /// Once.
    void finished();

protected:
    /// A key that is about to be sent, or was.
    struct Candidate
    {
        int position = 0;
        int entry = -1;                 ///< of the undo journal; -1: none
        quint64 cas = 0;                ///< as seen when it was looked at
        std::optional<qint64> expiry{}; ///< likewise, as a listing says it; none: not known
        quint64 given = 0;              ///< the CAS that the server told when it was done; 0: none
    };

    KeyRun(Connection *connection, const RunKeys &keys, int perSecond, Look look, QObject *parent);

    /// So many keys will be made ready, about.
    void expect(int count) { m_outcomes = KeyOutcomes(count); }
    /// The keys, where they were not known from the beginning.
    void setKeys(const RunKeys &keys);
    /// Makes ready what there is to be until `deadline`; false: there is more to do.
    [[nodiscard]] virtual bool prepare(const QDeadlineTimer &deadline);
    /// Why it cannot begin; none: it can.
    [[nodiscard]] virtual Error objection() const;
    /// Bytes that looking at it will bring, about.
    [[nodiscard]] virtual qint64 bytesOf(int position) const;
    /// What was found at it: what goes on to be sent, or nothing; then it has been settled or refused, or stays unsent.
    [[nodiscard]] virtual std::optional<Candidate> judge(int position, PeekedItem &&item);
    /// Whether keys that cannot be looked at, since the server never lets us, are sent all the same. After any other error they stay
    /// unsent.
    [[nodiscard]] virtual bool goesUnseen() const { return false; }
    /// Whether the key at `position` has to wait for the outcomes of those before it; for runs that do not look.
    [[nodiscard]] virtual bool isHeldBack(int position) const;
    /// Makes the command, whose key is there; false: it was settled instead.
    [[nodiscard]] virtual bool compose(const Candidate &candidate, Command &command) = 0;
    /// It has its outcome, or was never sent.
    virtual void noteEnd(const Candidate &candidate, KeyOutcome outcome);
    /// Before finished().
    virtual void wrapUp();

    /// Takes no more keys: what is on its way goes on.
    void stopTaking() { m_taking = false; }
    void settle(int position, KeyOutcome outcome) { m_outcomes.settle(position, outcome); }
    void refuse(int position, const QString &reason) { m_outcomes.refuse(position, reason); }
    [[nodiscard]] Connection *connection() const { return m_connection; }
    /// Seconds since the epoch by the server's clock.
    [[nodiscard]] qint64 serverTime() const;

private:
    void prepareOn();
    void send();
    [[nodiscard]] SourceState source(SourcedCommand &sourced);
    [[nodiscard]] bool takeNext(Candidate &candidate);
    [[nodiscard]] bool isAtEnd() const;
    void lookOn();
    void takeItems();
    void endLook();
    void refuseTooLong(const QString &reason);
    void takeOutcomes();
    void takeMore();
    void settleOn();
    void endOnceSettled();
    void settleOutcome(const Candidate &candidate, const ResultSegment &results, qsizetype index);
    void end();

    Connection *m_connection;
    RunKeys m_keys;
    KeyOutcomes m_outcomes;
    SendingPace m_pace;
    Look m_look;
    int m_portion; ///< keys that are looked at together
    std::unique_ptr<TextChannel> m_channel;
    std::unique_ptr<PeekReply> m_peek;
    std::unique_ptr<BatchReply> m_batch;
    std::deque<ResultSegment> m_results; ///< of those in flight, as far as they are not settled
    qsizetype m_settled = 0;             ///< of the first of them
    std::deque<Candidate> m_ready;       ///< looked at, to be sent
    std::deque<Candidate> m_inFlight;    ///< given to the batch, without an outcome
    QElapsedTimer m_clock;
    QTimer m_paceTimer;
    LookTally m_looks;
    QString m_lossReason;
    Error m_error;
    int m_next = 0;   ///< position that is sent or looked at next
    int m_judged = 0; ///< position of the next item that is found
    int m_sent = 0;
    bool m_taking = true;
    bool m_isSettling = false; ///< the rest is settled a moment later
    bool m_isOver = false;     ///< the batch has ended
    bool m_lost = false;
    bool m_cancelled = false;
    bool m_finished = false;
};
