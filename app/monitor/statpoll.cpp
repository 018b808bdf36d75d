#include "app/monitor/statpoll.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace {

constexpr qint64 headerSize = 24;
constexpr qint64 requestSize = 2 * headerSize; // bytes of a STAT without a key, and of the NOOP that a connection sends behind it
constexpr int missedIntervals = 3;             // after so many without an answer there is a gap

} // namespace

StatPoll::StatPoll(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(usualInterval);
    connect(&m_timer, &QTimer::timeout, this, &StatPoll::ask);
    connect(&m_connection, &Connection::stateChanged, this, &StatPoll::follow);
}

StatPoll::~StatPoll()
{
    m_connection.disconnect(this); // its end is none that we want to hear of
}

void StatPoll::start(const ConnectionOptions &options)
{
    if (options.place() != m_place)
        forget();
    m_place = options.place();
    m_goesOn = false;
    m_error = {};
    ConnectionOptions own = options;
    own.access = Access::ReadOnly;
    m_timer.start();
    m_connection.open(own);
}

void StatPoll::stop()
{
    m_timer.stop();
    m_goesOn = false;
    m_reply.reset();
    m_connection.close();
}

void StatPoll::adopt(const QString &place, const StatRecord &record)
{
    m_place = place;
    if (std::max(record.time, record.history.end()) > QDateTime::currentMSecsSinceEpoch())
        return; // a clock was set back since, and what came now would be before it
    m_history = record.history;
    m_statistics = record.statistics;
    m_latest = record.time > 0 ? StatSample::of(record.statistics, record.time) : StatSample();
    m_goesOn = false;
    emit stateChanged();
}

StatRecord StatPoll::record() const
{
    StatRecord record{.time = m_latest.time, .statistics = m_statistics, .history = m_history};
    for (const TextStatistic &statistic : m_statistics) {
        if (statistic.name == "version")
            record.version = QString::fromUtf8(statistic.value);
    }
    return record;
}

void StatPoll::forget()
{
    m_history.clear();
    m_statistics.clear();
    m_latest = {};
    m_shift = 0;
    m_place.clear();
    emit stateChanged();
}

void StatPoll::setInterval(std::chrono::milliseconds interval)
{
    m_timer.setInterval(std::clamp(interval, shortestInterval, longestInterval));
}

void StatPoll::follow(Connection::State state)
{
    if (state == Connection::State::Ready) {
        m_error = {};
        m_goesOn = false; // logging in is traffic too
        ask();
    } else if (m_connection.error()) {
        m_error = m_connection.error();
    }
    emit stateChanged();
}

/// One at a time: a server that takes long is not asked more often for it.
void StatPoll::ask()
{
    if (!m_connection.isReady() || (m_reply && !m_reply->isFinished()))
        return;
    m_asked.start();
    m_groupReplies.removeIf([](const QPointer<CommandReply> &reply) { return !reply || reply->isFinished(); });
    m_isBehind = !m_groupReplies.isEmpty();
    m_reply = m_connection.execute({.opcode = Opcode::Stat});
    connect(m_reply.get(), &CommandReply::finished, this, &StatPoll::take);
}

std::unique_ptr<CommandReply> StatPoll::askGroup(const QByteArray &group)
{
    std::unique_ptr<CommandReply> reply = m_connection.execute({.opcode = Opcode::Stat, .key = group});
    m_groupReplies.append(reply.get());
    connect(reply.get(), &CommandReply::finished, this, [this, reply = reply.get(), length = group.size()] {
        const Outcome outcome = reply->outcome();
        if (outcome.basis == Basis::Answer)
            noteTraffic(requestSize + length, outcome.bytes.size() + headerSize);
    });
    return reply;
}

void StatPoll::noteTraffic(qint64 read, qint64 written)
{
    m_furtherRead += read;
    m_furtherWritten += written;
}

void StatPoll::take()
{
    const Outcome &outcome = m_reply->outcome();
    if (!outcome.succeeded()) {
        m_goesOn = false;
        if (outcome.basis == Basis::Answer) { // it has none for us: one of a managed service, for example
            m_error = {Error::Code::NotPermitted, outcome.message()};
            emit stateChanged();
        }
        return;
    }
    m_error = {};
    m_statistics.clear();
    const QList<Statistic> statistics = outcome.statistics();
    m_statistics.reserve(statistics.size());
    for (const Statistic &statistic : statistics)
        m_statistics.append({statistic.name.toByteArray(), statistic.value.toByteArray()});
    StatSample sample = StatSample::of(m_statistics, timeOfNow());
    if (!m_isBehind) // or else it is the time of a longer answer too
        sample.values[indexOf(Metric::Latency)] = quint64(m_asked.nsecsElapsed() / 1'000);
    if (m_goesOn && sample.time - m_latest.time <= missedIntervals * interval().count()) {
        MetricValues own;
        own[indexOf(Metric::BytesRead)] = quint64(requestSize + m_furtherRead);
        own[indexOf(Metric::BytesWritten)] = quint64(m_answered + m_furtherWritten);
        m_history.append(StatInterval::between(m_latest, sample, own));
    } else if (m_latest.time > 0) {
        m_history.noteEvent(sample.time, StatInterval::between(m_latest, sample).event);
    }
    m_answered = outcome.bytes.size() + headerSize;
    m_cost = requestSize + m_answered + std::exchange(m_furtherRead, 0) + std::exchange(m_furtherWritten, 0);
    m_latest = sample;
    m_goesOn = true;
    emit sampled();
}

/// Goes on where our clock is set back.
qint64 StatPoll::timeOfNow()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (now + m_shift <= m_latest.time)
        m_shift = m_latest.time + m_timer.interval() - now;
    return now + m_shift;
}
