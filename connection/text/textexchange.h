#pragma once

#include "connection/error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>
#include <functional>

class TextReply;

/// One question over a text connection: what is written, and how what comes back is read, up to the end of the answer. Shared by the
/// connection, which runs it, and the reply, which looks at what it found: so the answer is read to its end whoever still wants it.
class TextExchange
{
public:
    enum class Progress {
        Open,      ///< more of the answer is to come
        Complete,  ///< the answer is whole
        Refused,   ///< the server answered with the refusal(); the connection is in step
        Malformed, ///< what came makes no sense, see refusal(): the connection cannot be trusted any more
    };
    /// How the answer is best read.
    enum class Flow {
        Lines, ///< as soon as there is something
        Bulk,  ///< much at a time: reads are put together
    };

    TextExchange() = default;
    virtual ~TextExchange();
    Q_DISABLE_COPY_MOVE(TextExchange)

    /// Why a server of this version (empty: it does not say) cannot be asked this; none: it can.
    [[nodiscard]] virtual Error objection(const QByteArray & /*version*/) const { return {}; }
    /// What is to be written next, asked for again whenever all before it was taken; empty: nothing before more was read.
    [[nodiscard]] virtual QByteArray nextPortion() = 0;
    /// Takes all of `bytes` but the beginning of a line that has not come whole, and returns how many bytes it took; stops at the end of
    /// the answer.
    [[nodiscard]] virtual qsizetype take(QByteArrayView bytes) = 0;
    [[nodiscard]] Progress progress() const { return m_progress; }
    [[nodiscard]] const Error &refusal() const { return m_refusal; }
    [[nodiscard]] virtual Flow flow() const { return Flow::Lines; }
    /// How long the server may be silent, where a request may take `requestTimeout`; 0: for ever.
    [[nodiscard]] virtual std::chrono::milliseconds patience(std::chrono::milliseconds requestTimeout) const { return requestTimeout; }

    /// Whether it is not over with the refusal(): whoever runs the connection asks it again.
    [[nodiscard]] virtual bool isToBeAskedAgain() const { return false; }

    /// Nothing more will come; `error` says why, none where the answer is whole.
    void finish(const Error &error);
    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// What it ended with; meaningful once finished.
    [[nodiscard]] const Error &error() const { return m_error; }

    /// Nobody wants the answer any more: what still comes is read and thrown away.
    void abandon();
    [[nodiscard]] bool isAbandoned() const { return m_abandoned; }
    /// What is called when it is abandoned.
    void setAbandonedCall(std::function<void()> call) { m_abandonedCall = std::move(call); }
    /// Who is told of results and of the end; null: nobody.
    void setReply(TextReply *reply) { m_reply = reply; }

protected:
    void setProgress(Progress progress) { m_progress = progress; }
    void refuse(const Error &refusal);
    /// A line makes no sense, or refuses the question.
    void refuseLine(QByteArrayView line);
    void fail(const Error &error);
    /// Asks anew: what came so far was no answer.
    void restart() { m_progress = Progress::Open; }
    /// There is something to take.
    void wake();
    virtual void discard() {}
    /// Makes ready to be taken what came before an end that may be no good one.
    virtual void closeResults() {}

private:
    TextReply *m_reply = nullptr;
    std::function<void()> m_abandonedCall;
    Error m_refusal;
    Error m_error;
    Progress m_progress = Progress::Open;
    bool m_finished = false;
    bool m_abandoned = false;
};
