#include "app/keychange/keyrun.h"

#include "app/keyspace/itemlook.h"
#include "connection/retire.h"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace {

/// Keys that are looked at together: enough that the way to the server does not count, little enough for a quick cancel, and that little
/// time passes from the look to the deed.
constexpr int largestPortion = 512;
/// With a limit, so that no key waits for long between the two.
constexpr int portionsPerSecond = 10;
constexpr qint64 portionBytes = 8 * 1024 * 1024;
/// For so long it makes its keys ready at a stretch.
constexpr auto longestStretch = 4ms;
/// Keys that are settled for the clock once.
constexpr qsizetype settledAtOnce = 64;

} // namespace

KeyRun::KeyRun(Connection *connection, const RunKeys &keys, int perSecond, Look look, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_keys(keys)
    , m_outcomes(keys.size())
    , m_pace(perSecond)
    , m_look(look)
    , m_portion(perSecond > 0 ? std::clamp(perSecond / portionsPerSecond, 1, largestPortion) : largestPortion)
{
    m_paceTimer.setSingleShot(true);
}

KeyRun::~KeyRun() = default;

Error KeyRun::objection() const
{
    if (m_connection->options().access == Access::ReadOnly)
        return {Error::Code::NotPermitted, tr("Nothing was sent: this connection is read-only.")};
    return {};
}

void KeyRun::setKeys(const RunKeys &keys)
{
    m_keys = keys;
    m_outcomes = KeyOutcomes(keys.size());
}

bool KeyRun::prepare(const QDeadlineTimer &)
{
    return true;
}

qint64 KeyRun::bytesOf(int) const
{
    return 0;
}

std::optional<KeyRun::Candidate> KeyRun::judge(int position, PeekedItem &&)
{
    return Candidate{.position = position};
}

bool KeyRun::isHeldBack(int) const
{
    return false;
}

void KeyRun::noteEnd(const Candidate &, KeyOutcome) {}

void KeyRun::wrapUp() {}

qint64 KeyRun::serverTime() const
{
    return m_connection->server().time();
}

void KeyRun::start()
{
    m_clock.start();
    m_error = objection();
    if (m_error) {
        QMetaObject::invokeMethod(this, &KeyRun::end, Qt::QueuedConnection);
        return;
    }
    prepareOn();
}

void KeyRun::prepareOn()
{
    if (m_cancelled)
        end();
    else if (prepare(QDeadlineTimer(longestStretch)))
        send();
    else
        QMetaObject::invokeMethod(this, &KeyRun::prepareOn, Qt::QueuedConnection);
}

void KeyRun::send()
{
    if (m_look != Look::None)
        m_channel = std::make_unique<TextChannel>(m_connection->options());
    m_batch = m_connection->executeBatch([this](SourcedCommand &sourced) { return source(sourced); });
    connect(&m_paceTimer, &QTimer::timeout, m_batch.get(), &BatchReply::resume);
    connect(m_batch.get(), &BatchReply::resultsReady, this, &KeyRun::takeOutcomes);
    connect(m_batch.get(), &BatchReply::finished, this, &KeyRun::endOnceSettled);
    lookOn();
}

void KeyRun::cancel()
{
    if (m_finished || m_cancelled)
        return;
    m_cancelled = true;
    m_taking = false;
    if (m_peek)
        m_peek->cancel();
    if (m_batch) {
        m_batch->cancel();
        m_batch->resume(); // where it waits, this is its end
    }
}

/// Whether no more will ever come.
bool KeyRun::isAtEnd() const
{
    if (m_cancelled || m_lost)
        return true;
    if (m_look == Look::None)
        return !m_taking || m_next == count();
    return m_ready.empty() && !m_peek && (!m_taking || m_next == count());
}

bool KeyRun::takeNext(Candidate &candidate)
{
    if (m_look == Look::None) {
        candidate = {.position = m_next++};
        return true;
    }
    if (m_ready.empty())
        return false;
    candidate = m_ready.front();
    m_ready.pop_front();
    return true;
}

SourceState KeyRun::source(SourcedCommand &sourced)
{
    m_lost = m_lost || (!m_cancelled && !m_batch->isSending());
    if (isAtEnd())
        return SourceState::End;
    if ((m_look != Look::None && m_ready.empty()) || m_paceTimer.isActive() || (m_look == Look::None && isHeldBack(m_next)))
        return SourceState::Waiting;
    if (!m_pace.take(std::chrono::nanoseconds(m_clock.nsecsElapsed()))) {
        m_paceTimer.start(m_pace.pause());
        return SourceState::Waiting;
    }
    Candidate candidate;
    if (!takeNext(candidate))
        return SourceState::Waiting;
    if (compose(candidate, sourced.command)) {
        ++m_sent;
    } else {
        sourced.refusal = Status::Refused; // it keeps its place, and counts for nothing
        m_pace.giveBack();
    }
    m_inFlight.push_back(candidate);
    return SourceState::Next;
}

void KeyRun::lookOn()
{
    if (m_look == Look::None || m_peek || !m_taking || m_lost || m_next == count() || int(m_ready.size()) >= m_portion)
        return;
    QList<QByteArray> names;
    qint64 bytes = 0;
    m_judged = m_next;
    while (m_next < count() && names.size() < m_portion && bytes < portionBytes) {
        bytes += bytesOf(m_next);
        names.append(m_keys.at(m_next++).toByteArray());
    }
    m_peek = m_channel->peek(names, m_look == Look::Value ? PeekParts::WithValue : PeekParts::Metadata);
    connect(m_peek.get(), &PeekReply::resultsReady, this, &KeyRun::takeItems);
    connect(m_peek.get(), &PeekReply::finished, this, &KeyRun::endLook);
}

void KeyRun::takeItems()
{
    for (PeekedItem &item : m_peek->takeItems()) {
        const int position = m_judged++;
        m_looks.count(item.state);
        if (!m_taking) // it stays unsent
            continue;
        if (const std::optional<Candidate> candidate = judge(position, std::move(item)))
            m_ready.push_back(*candidate);
    }
    m_batch->resume();
    emit progressed();
}

void KeyRun::endLook()
{
    const Error error = retire(m_peek, this)->error();
    if (error.code == Error::Code::TooLarge && m_taking) {
        refuseTooLong(error.text);
    } else {
        m_looks.lose(m_next - m_judged, error.code);
        if (error && !m_cancelled && goesUnseen() && (meansNoPeeking(error.code) || error.code == Error::Code::CommandRefused)) {
            while (m_judged < m_next)
                m_ready.push_back({.position = m_judged++});
        } else if (error && !m_cancelled && error.code != Error::Code::TooLarge) {
            m_error = error;
            m_taking = false;
        }
    }
    lookOn();
    m_batch->resume(); // if only to hear that this was the end
}

/// The value of the item that comes next is longer than we take. What was asked for behind it is asked for anew.
void KeyRun::refuseTooLong(const QString &reason)
{
    const int position = m_judged++;
    m_looks.count(PeekedItem::State::Hit);
    m_looks.lose(m_next - m_judged, Error::Code::Stopped);
    m_next = m_judged;
    if (const std::optional<Candidate> candidate =
            judge(position, {.state = PeekedItem::State::Refused, .answer = {}, .value = {}, .reason = reason}))
        m_ready.push_back(*candidate);
}

void KeyRun::takeOutcomes()
{
    takeMore();
    if (!m_isSettling)
        settleOn();
}

void KeyRun::takeMore()
{
    for (ResultSegment &results : m_batch->takeSegments())
        m_results.push_back(std::move(results));
}

/// In stretches: what a fast server answers in one breath lets go of many values.
void KeyRun::settleOn()
{
    const QDeadlineTimer deadline(longestStretch);
    m_isSettling = false;
    while (!m_results.empty() && !m_isSettling) {
        const ResultSegment &results = m_results.front();
        while (m_settled < results.size() && !m_isSettling) {
            const Candidate candidate = m_inFlight.front();
            m_inFlight.pop_front();
            settleOutcome(candidate, results, m_settled++);
            m_isSettling = m_settled % settledAtOnce == 0 && deadline.hasExpired();
        }
        if (m_settled == results.size()) {
            m_results.pop_front();
            m_settled = 0;
        }
    }
    const bool isLast = m_isOver && !m_isSettling;
    if (m_isSettling)
        QMetaObject::invokeMethod(this, &KeyRun::settleOn, Qt::QueuedConnection);
    lookOn();
    m_batch->resume(); // what was held back
    emit progressed();
    if (isLast)
        end();
}

void KeyRun::endOnceSettled()
{
    m_isOver = true;
    takeMore();
    if (!m_isSettling)
        settleOn();
}

void KeyRun::settleOutcome(const Candidate &candidate, const ResultSegment &results, qsizetype index)
{
    const Basis basis = results.basis(index);
    const Status status = results.status(index);
    KeyOutcome outcome = KeyOutcome::Refused;
    if (basis == Basis::NotSent && m_outcomes.at(candidate.position) != KeyOutcome::NotSent) {
        noteEnd(candidate, m_outcomes.at(candidate.position)); // not composed: settled before
        return;
    }
    m_sent -= basis == Basis::NotSent ? 1 : 0;
    if (basis == Basis::NotSent && status != Status::Refused && status != Status::InvalidArguments) {
        outcome = KeyOutcome::NotSent;
    } else if (basis == Basis::NoAnswer) {
        outcome = KeyOutcome::Unknown;
        m_lossReason = *results.reason(index);
    } else if (status == Status::Success) {
        outcome = KeyOutcome::Done;
    } else if (status == Status::KeyExists || status == Status::NotStored) {
        outcome = KeyOutcome::Changed;
    } else if (status == Status::KeyNotFound) {
        outcome = KeyOutcome::Gone;
    }
    if (outcome == KeyOutcome::Refused)
        refuse(candidate.position, results.outcome(index).message());
    else if (outcome != KeyOutcome::NotSent)
        settle(candidate.position, outcome);
    Candidate ended = candidate;
    ended.given = outcome == KeyOutcome::Done && basis == Basis::Answer ? results.outcome(index).cas : 0;
    noteEnd(ended, outcome);
}

void KeyRun::end()
{
    if (m_peek) { // after a loss
        m_looks.lose(m_next - m_judged, Error::Code::ClosedByServer);
        retire(m_peek, this);
    }
    if (m_keys.size() != m_outcomes.size()) // they were never made ready
        setKeys({});
    m_paceTimer.stop();
    for (const Candidate &candidate : std::exchange(m_ready, {}))
        noteEnd(candidate, KeyOutcome::NotSent);
    if (!m_error && (m_lost || m_outcomes.count(KeyOutcome::Unknown) > 0)) {
        const QString reason = m_lossReason.isEmpty() ? m_connection->error().text : m_lossReason;
        m_error = {Error::Code::ClosedByServer, reason.isEmpty() ? tr("The connection is at its end.") : reason};
    }
    wrapUp();
    m_finished = true;
    emit finished();
}
