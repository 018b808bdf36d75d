#include "app/monitor/alertwatch.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace {

/// From where on what has been beyond `limit` is well.
double wellFrom(AlertKind kind, double limit)
{
    const AlertRange &range = rangeOf(kind);
    if (range.side == AlertSide::Below)
        return std::min(range.most, limit * (1 + AlertWatch::margin));
    return limit * (1 - AlertWatch::margin);
}

bool isBad(AlertKind kind, double value, double limit)
{
    switch (rangeOf(kind).side) {
    case AlertSide::Below:
        return value < limit;
    case AlertSide::Above:
        return value > limit;
    case AlertSide::NoLimit:
        break;
    }
    return value > 0;
}

bool isWell(AlertKind kind, double value, double limit)
{
    switch (rangeOf(kind).side) {
    case AlertSide::Below:
        return value >= wellFrom(kind, limit);
    case AlertSide::Above:
        return value <= wellFrom(kind, limit);
    case AlertSide::NoLimit:
        break;
    }
    return value <= 0;
}

/// Over the time that it has to last, as a single answer tells nothing of a quiet server.
bool isAveraged(AlertKind kind)
{
    return kind == AlertKind::HitRatio || kind == AlertKind::Evictions;
}

/// What was not known for so long has begun anew; a server is asked once a minute at least.
constexpr std::chrono::milliseconds longestUnknown = std::chrono::minutes(3);

} // namespace

QString Alert::text() const
{
    const QString now = alertNumberText(kind, value);
    const QString bound = alertNumberText(kind, limit);
    if (kind == AlertKind::Restart)
        return QCoreApplication::translate("Alert", "The server was restarted: its cache is empty.");
    if (kind == AlertKind::Gone)
        return turn == Turn::Recovered ? QCoreApplication::translate("Alert", "The server answers again.")
                                       : QCoreApplication::translate("Alert", "The server does not answer.");
    if (turn == Turn::Recovered)
        return QCoreApplication::translate("Alert", "%1 is well again: %2, with %3 as the limit.").arg(alertName(kind), now, bound);
    return rangeOf(kind).side == AlertSide::Below
        ? QCoreApplication::translate("Alert", "%1 is low: %2, below %3.").arg(alertName(kind), now, bound)
        : QCoreApplication::translate("Alert", "%1: %2, above %3.").arg(alertName(kind), now, bound);
}

void AlertWatch::setLimits(const AlertLimits &limits)
{
    for (size_t i = 0; i < alertKindCount; ++i) {
        if (limits.limits[i] != m_limits.limits[i])
            m_states[i] = {};
    }
    m_limits = limits;
}

QList<Alert> AlertWatch::take(qint64 time, const AlertValues &values)
{
    QList<Alert> alerts;
    for (size_t i = 0; i < alertKindCount; ++i) {
        const auto kind = AlertKind(i);
        const std::optional<double> &limit = m_limits.limits[i];
        if (!limit || !values[i])
            continue;
        State &state = m_states[i];
        if (time - std::exchange(state.known, time) > std::max<std::chrono::milliseconds>(longestUnknown, m_limits.hold).count())
            state.since = 0;
        const bool turns = state.isRaised ? isWell(kind, *values[i], *limit) : isBad(kind, *values[i], *limit);
        if (!turns) {
            state.since = 0;
            continue;
        }
        if (state.since == 0 || state.since > time) // a clock that was set back
            state.since = time;
        if (!isAveraged(kind) && time - state.since < std::chrono::milliseconds(m_limits.hold).count())
            continue;
        state = {.isRaised = !state.isRaised, .known = time, .since = 0};
        alerts.append({.time = time,
                       .kind = kind,
                       .turn = state.isRaised ? Alert::Turn::Raised : Alert::Turn::Recovered,
                       .value = *values[i],
                       .limit = *limit});
    }
    return alerts;
}

void AlertWatch::interrupt()
{
    for (size_t i = 0; i < alertKindCount; ++i) {
        if (AlertKind(i) != AlertKind::Gone)
            m_states[i].since = 0;
    }
}

void AlertWatch::beginAnew()
{
    for (size_t i = 0; i < alertKindCount; ++i) {
        if (isAveraged(AlertKind(i)))
            m_states[i] = {};
    }
}

QList<Alert> AlertWatch::note(qint64 time, AlertKind kind) const
{
    if (!m_limits.at(kind))
        return {};
    return {{.time = time, .kind = kind, .turn = Alert::Turn::Happened}};
}

bool AlertWatch::isAnyRaised() const
{
    return std::ranges::any_of(m_states, &State::isRaised);
}

void AlertWatch::clear()
{
    m_states = {};
}
