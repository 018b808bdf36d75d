#include "app/monitor/serveralerts.h"

#include "app/monitor/statpoll.h"

#include <QDateTime>

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

ServerAlerts::ServerAlerts(const StatPoll *poll, QObject *parent)
    : QObject(parent)
    , m_poll(poll)
{
    m_absence.setInterval(1s);
    connect(poll, &StatPoll::sampled, this, &ServerAlerts::sample);
    connect(poll, &StatPoll::stateChanged, this, &ServerAlerts::follow);
    connect(&m_absence, &QTimer::timeout, this, &ServerAlerts::watchAbsence);
}

void ServerAlerts::setLimits(const AlertLimits &limits)
{
    if (limits == m_watch.limits())
        return;
    m_watch.setLimits(limits);
    if (!m_watch.isAnyRaised())
        m_hasUnseenState = false;
    emit limitsChanged();
    emit changed();
}

QList<AlertKind> ServerAlerts::raised() const
{
    QList<AlertKind> kinds;
    for (size_t i = 0; i < alertKindCount; ++i) {
        if (m_watch.isRaised(AlertKind(i)))
            kinds.append(AlertKind(i));
    }
    return kinds;
}

void ServerAlerts::markSeen()
{
    if (!isUnseen())
        return;
    m_hasUnseenState = false;
    m_hasUnseenEvent = false;
    emit changed();
}

void ServerAlerts::clearLog()
{
    m_log.clear();
    m_hasUnseenState = false;
    m_hasUnseenEvent = false;
    emit changed();
}

QString ServerAlerts::unseenText() const
{
    const auto last = std::find_if(m_log.crbegin(), m_log.crend(), [this](const Alert &alert) { return isOpen(alert); });
    return last == m_log.crend() ? QString() : last->text();
}

/// Whether it is among what nobody has seen.
bool ServerAlerts::isOpen(const Alert &alert) const
{
    return (m_hasUnseenEvent && alert.turn == Alert::Turn::Happened)
        || (m_hasUnseenState && alert.turn == Alert::Turn::Raised && m_watch.isRaised(alert.kind));
}

/// What was told of another server is nobody's concern here.
void ServerAlerts::followPlace()
{
    if (m_poll->place() == m_place)
        return;
    m_place = m_poll->place();
    m_watch.clear();
    m_absence.stop();
    m_lastMark = -1;
    clearLog();
}

/// Whoever hangs up does not want to hear of it.
void ServerAlerts::follow()
{
    followPlace();
    if (!m_poll->isAsking()) {
        m_absence.stop();
        m_lastMark = -1;
        m_hasUnseenState = false;
        if (!m_watch.isAnyRaised())
            return;
        m_watch.clear();
        emit changed();
    } else if (m_poll->state() == Connection::State::Ready) {
        m_absence.stop();
    } else if (!m_poll->statistics().isEmpty() && !m_absence.isActive()) {
        m_absence.start();
        watchAbsence();
    }
}

void ServerAlerts::watchAbsence()
{
    AlertValues absent;
    absent[size_t(AlertKind::Gone)] = 1;
    tell(m_watch.take(QDateTime::currentMSecsSinceEpoch(), absent));
}

void ServerAlerts::sample()
{
    followPlace();
    const qint64 time = m_poll->latest().time;
    if (m_poll->history().end() != time) // a gap
        m_watch.interrupt();
    const std::deque<StatMark> &marks = m_poll->history().marks();
    const qint64 lastMark = marks.empty() ? 0 : marks.back().time;
    if (m_lastMark >= 0 && lastMark > m_lastMark && marks.back().event == StatEvent::Restart)
        takeRestart(time);
    m_lastMark = lastMark;
    tell(m_watch.take(time, values()));
}

void ServerAlerts::takeRestart(qint64 time)
{
    m_watch.beginAnew();
    m_hasUnseenState = m_hasUnseenState && m_watch.isAnyRaised();
    emit changed();
    tell(m_watch.note(time, AlertKind::Restart));
}

/// What clients do is judged over the time that a person allows, once all of it is measured.
AlertValues ServerAlerts::values() const
{
    constexpr double fewestGets = 20; // that a ratio is made from
    constexpr double percent = 100;
    constexpr double millisecond = 1'000; // microseconds
    const StatSample &latest = m_poll->latest();
    const StatHistory &history = m_poll->history();
    const auto now = [&latest](Metric metric) { return latest.values[indexOf(metric)]; };
    AlertValues values;
    values[size_t(AlertKind::Gone)] = 0;
    if (const std::optional<quint64> latency = now(Metric::Latency))
        values[size_t(AlertKind::Latency)] = double(*latency) / millisecond;
    const std::optional<quint64> used = now(Metric::MemoryUsed);
    const std::optional<quint64> limit = now(Metric::MemoryLimit);
    if (used && limit && *limit > 0)
        values[size_t(AlertKind::Memory)] = percent * double(*used) / double(*limit);
    const std::optional<quint64> connections = now(Metric::Connections);
    for (const TextStatistic &statistic : m_poll->statistics()) {
        const double most = statistic.name == "max_connections" ? statistic.value.toDouble() : 0;
        if (connections && most > 0)
            values[size_t(AlertKind::Connections)] = percent * double(*connections) / most;
    }
    if (history.end() != latest.time)
        return values;
    const qint64 span = std::max<qint64>(1, std::chrono::milliseconds(limits().hold).count());
    qint64 from = latest.time - span;
    for (const StatMark &mark : history.marks()) {
        if (mark.event == StatEvent::Restart) // what was before it, was another one
            from = std::max(from, mark.time);
    }
    const StatStretch stretch = history.sum(from, latest.time);
    const auto isWhole = [&](Metric metric) { return stretch.metrics[indexOf(metric)].measured >= span; };
    if (isWhole(Metric::Evictions))
        values[size_t(AlertKind::Evictions)] = stretch.mean(Metric::Evictions);
    const MetricStretch &gets = stretch.metrics[indexOf(Metric::Gets)];
    if (const std::optional<double> ratio = stretch.hitRatio(); ratio && isWhole(Metric::GetHits) && gets.amount >= fewestGets)
        values[size_t(AlertKind::HitRatio)] = percent * *ratio;
    return values;
}

void ServerAlerts::tell(const QList<Alert> &alerts)
{
    if (alerts.isEmpty())
        return;
    for (const Alert &alert : alerts)
        keep(alert);
    emit changed();
    for (const Alert &alert : alerts)
        emit told(alert);
}

void ServerAlerts::keep(const Alert &alert)
{
    m_log.push_back(alert);
    if (m_log.size() > mostKept)
        m_log.pop_front();
    if (alert.turn == Alert::Turn::Happened)
        m_hasUnseenEvent = true;
    else if (alert.turn == Alert::Turn::Raised)
        m_hasUnseenState = true;
    else if (!m_watch.isAnyRaised())
        m_hasUnseenState = false;
}
