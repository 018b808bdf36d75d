#include "app/monitor/statpoll.h"

#include "app/monitor/placeid.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace {

constexpr qint64 headerSize = 24;
constexpr qint64 requestSize = 2 * headerSize; // bytes of a STAT without a key, and of the NOOP that a connection sends behind it
constexpr int missedIntervals = 3;             // after so many without an answer there is a gap
constexpr std::chrono::milliseconds shortestBeat{10};
constexpr int beatsOfWait = 16; // the longer an answer takes, the less it matters when exactly it came

} // namespace

StatPoll::StatPoll(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(usualInterval);
    m_second.setInterval(firstStep);
    m_second.setSingleShot(true);
    m_beat.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &StatPoll::ask);
    connect(&m_second, &QTimer::timeout, this, &StatPoll::ask);
    connect(&m_beat, &QTimer::timeout, this, &StatPoll::beat);
    connect(&m_connection, &Connection::stateChanged, this, &StatPoll::follow);
}

StatPoll::~StatPoll()
{
    m_connection.disconnect(this); // its end is none that we want to hear of
}

void StatPoll::start(const ConnectionOptions &options)
{
    if (placeId(options) != m_place)
        forget();
    m_place = placeId(options);
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
    m_second.stop();
    m_beat.stop();
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
    m_groups.clear(); // what the last connection owed
    m_beat.stop();
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
    if (m_goesOn && m_asked.elapsed() < firstStep.count() / 2)
        return; // from so short a time no rate can be told
    m_reply = m_connection.execute({.opcode = Opcode::Stat});
    m_behind = m_groupCount + 1;
    m_hasWaited = !m_groups.empty();
    beginQuestion();
    connect(m_reply.get(), &CommandReply::finished, this, &StatPoll::take);
}

/// The server turns to it now.
void StatPoll::beginQuestion()
{
    m_askedAt = timeOfNow();
    m_asked.start();
    m_lastBeat = 0;
    m_beaten.start();
    m_beat.start(shortestBeat);
}

void StatPoll::beat()
{
    m_lastBeat = m_beaten.restart();
    m_beat.start(std::max(shortestBeat, std::chrono::milliseconds(m_asked.elapsed() / beatsOfWait)));
}

/// Microseconds; none: the answer may have been there before this thread had the time to look. Where it was busy, the beat that is overdue
/// comes before the answer that is.
std::optional<quint64> StatPoll::latency() const
{
    const qint64 longest = std::max(m_lastBeat, m_beaten.elapsed());
    if (m_hasWaited || longest > 2 * m_beat.interval())
        return {};
    return quint64(m_asked.nsecsElapsed() / 1'000);
}

std::unique_ptr<CommandReply> StatPoll::askGroup(const QByteArray &group)
{
    std::unique_ptr<CommandReply> reply = m_connection.execute({.opcode = Opcode::Stat, .key = group});
    m_groups.insert(++m_groupCount);
    connect(reply.get(), &CommandReply::finished, this, [this, reply = reply.get(), number = m_groupCount, length = group.size()] {
        endGroup(number);
        const Outcome outcome = reply->outcome();
        if (outcome.basis == Basis::Answer)
            noteTraffic(requestSize + length, outcome.bytes.size() + headerSize);
    });
    return reply;
}

/// Answers come in order: with the last of those before it our question is the next.
void StatPoll::endGroup(quint64 number)
{
    const bool wasBefore = m_groups.erase(number) > 0 && number < m_behind;
    const bool isNext = m_groups.empty() || *m_groups.begin() >= m_behind;
    if (wasBefore && isNext && m_reply && !m_reply->isFinished())
        beginQuestion();
}

void StatPoll::leave(std::unique_ptr<CommandReply> reply)
{
    CommandReply *left = reply.release();
    if (!left)
        return;
    left->setParent(this);
    if (left->isFinished())
        left->deleteLater(); // it may be the one that is just telling so
    else
        connect(left, &CommandReply::finished, left, &QObject::deleteLater);
}

void StatPoll::noteTraffic(qint64 read, qint64 written)
{
    m_furtherRead += read;
    m_furtherWritten += written;
}

void StatPoll::take()
{
    const std::optional<quint64> waited = latency();
    m_beat.stop();
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
    StatSample sample = StatSample::of(m_statistics, m_askedAt);
    sample.values[indexOf(Metric::Latency)] = waited;
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
    if (!std::exchange(m_goesOn, true))
        m_second.start();
    emit sampled();
}

/// Goes on where our clock is set back.
qint64 StatPoll::timeOfNow()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (now > m_latest.time)
        m_shift = 0;
    else if (now + m_shift <= m_latest.time)
        m_shift = m_latest.time + m_timer.interval() - now;
    return now + m_shift;
}
