#include "app/run/steppedrun.h"

#include "connection/protocol/request.h"

namespace {
using namespace std::chrono_literals;
constexpr auto flushDelay = 20ms;     // outcomes are handed out at least so often
constexpr int unsentAtOneGo = 10'000; // commands
} // namespace

SteppedRun::SteppedRun(Connection *connection, CommandFeed *feed, Checking checking, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_feed(feed)
    , m_checking(checking)
{
    m_stepTimer.setSingleShot(true);
    m_flushTimer.setSingleShot(true);
    m_connectTimer.setSingleShot(true);
    connect(&m_stepTimer, &QTimer::timeout, this, &SteppedRun::step);
    connect(&m_flushTimer, &QTimer::timeout, this, &SteppedRun::flush);
    connect(&m_connectTimer, &QTimer::timeout, this,
            [this] { endRest(Status::NotConnected, tr("The connection did not come back in time.")); });
    connect(m_connection, &Connection::stateChanged, this, &SteppedRun::followConnection);
    connect(m_feed, &CommandFeed::readable, this, &SteppedRun::stepSoon);
}

SteppedRun::~SteppedRun() = default;

void SteppedRun::start(const QElapsedTimer &since)
{
    m_since = since;
    stepSoon();
}

void SteppedRun::cancel()
{
    m_feed->stop();
    endRest(Status::Cancelled, tr("Cancelled before it was sent."));
    // Also when the rest had ended before: a dry stream that is read no further is at its end.
    stepSoon();
}

void SteppedRun::stepSoon()
{
    if (!m_finished)
        m_stepTimer.start(0ms);
}

void SteppedRun::step()
{
    for (int unsent = 0; !m_reply && !m_finished; ++unsent) {
        if (unsent == unsentAtOneGo) {
            stepSoon();
            return;
        }
        if (!m_taken) {
            switch (m_feed->next(m_current, m_restStatus == Status::Success)) {
            case SourceState::Next:
                m_taken = true;
                m_line = m_feed->lineNumber();
                break;
            case SourceState::Waiting:
                flush();
                return;
            case SourceState::End:
                finish();
                return;
            }
        }
        if (m_restStatus != Status::Success) {
            appendUnsent(m_restStatus, m_restReason);
        } else if (m_current.refusal != Status::Success) {
            appendUnsent(m_current.refusal, m_current.reason);
        } else {
            switch (connectionState()) {
            case Connected::Yes:
                execute();
                break;
            case Connected::Awaited:
                flush();
                return;
            case Connected::GivenUp:
                appendUnsent(m_restStatus, m_restReason);
                break;
            }
        }
    }
}

SteppedRun::Connected SteppedRun::connectionState()
{
    const Connection::State state = m_connection->state();
    if (m_connection->isReady() && !m_quitSent) {
        m_connectTimer.stop();
        m_feed->setClockOffset(m_connection->server().clockOffset);
        return Connected::Yes;
    }
    if (state == Connection::State::Disconnected || state == Connection::State::Failed) {
        endRest(Status::NotConnected, m_connection->error().text);
        return Connected::GivenUp;
    }
    const auto patience = m_connection->options().connectTimeout;
    if (patience > 0ms && !m_connectTimer.isActive())
        m_connectTimer.start(patience);
    return Connected::Awaited;
}

void SteppedRun::execute()
{
    m_quitSent = loudForm(m_current.command.opcode) == Opcode::Quit;
    m_reply = m_connection->execute(m_current.command, m_checking);
    connect(m_reply.get(), &CommandReply::finished, this, &SteppedRun::takeOutcome);
}

void SteppedRun::takeOutcome()
{
    m_lastReply = std::move(m_reply);
    const Outcome outcome = m_lastReply->outcome();
    if (outcome.sent())
        m_bytesWritten += requestSize(m_current.command) + (isQuiet(outcome.opcode) ? requestSize({}) : 0);
    else
        m_quitSent = false;
    append(outcome);
    // The server hangs up behind this answer, perhaps a moment later: the next command must not go down with it.
    if (outcome.sent() && outcome.status == Status::InvalidArguments) {
        m_reply = m_connection->execute({.opcode = Opcode::Noop});
        connect(m_reply.get(), &CommandReply::finished, this, [this] {
            m_lastReply = std::move(m_reply);
            step();
        });
        return;
    }
    step();
}

void SteppedRun::append(const Outcome &outcome)
{
    if (!m_builder.takes(outcome))
        flush();
    m_builder.append(m_line, m_current.command.key, outcome);
    ++m_outcomeCount;
    m_taken = false;
    if (!m_flushTimer.isActive())
        m_flushTimer.start(flushDelay);
}

void SteppedRun::appendUnsent(Status status, const QString &reason)
{
    Outcome outcome;
    outcome.opcode = m_current.command.opcode;
    outcome.status = status;
    outcome.reason = reason;
    append(outcome);
}

void SteppedRun::flush()
{
    m_flushTimer.stop();
    if (!m_builder.isEmpty())
        emit segmentReady(m_builder.take(std::chrono::milliseconds(m_since.elapsed())));
}

void SteppedRun::followConnection(Connection::State state)
{
    switch (state) {
    case Connection::State::Connecting:
    case Connection::State::Securing:
    case Connection::State::Authenticating:
        m_connecting = true;
        break;
    case Connection::State::Ready:
        m_connecting = false;
        stepSoon();
        break;
    case Connection::State::WaitingToRetry:
        if (m_connecting) {
            endRest(Status::NotConnected, m_connection->error().text);
        } else if (m_quitSent) {
            // We asked for this loss: the server is well, and there is nothing to wait for.
            QMetaObject::invokeMethod(m_connection, &Connection::retryNow, Qt::QueuedConnection);
        }
        break;
    case Connection::State::Disconnected:
    case Connection::State::Failed:
        endRest(Status::NotConnected, m_connection->error().text);
        break;
    }
    if (state != Connection::State::Ready)
        m_quitSent = false;
}

void SteppedRun::endRest(Status status, const QString &reason)
{
    if (m_restStatus != Status::Success)
        return;
    m_restStatus = status;
    m_restReason = reason;
    m_connectTimer.stop();
    stepSoon();
}

void SteppedRun::finish()
{
    m_finished = true;
    m_stepTimer.stop();
    m_connectTimer.stop();
    flush();
    emit finished();
}
