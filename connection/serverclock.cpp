#include "connection/serverclock.h"

#include <QDateTime>

#include <limits>

namespace {

/// The number that `value` is, from 0 to `largest`.
std::optional<qint64> numberIn(QByteArrayView value, qint64 largest)
{
    bool good = false;
    const qint64 number = value.toByteArray().toLongLong(&good);
    return good && number >= 0 && number <= largest ? std::optional(number) : std::nullopt;
}

} // namespace

ServerClock::ServerClock(const TextStatistics &statistics)
{
    for (const TextStatistic &statistic : statistics)
        read(statistic.name, statistic.value);
}

void ServerClock::read(QByteArrayView name, QByteArrayView value)
{
    constexpr qint64 latest = std::numeric_limits<quint32>::max();
    if (name == "time") {
        m_time = numberIn(value, latest).value_or(0);
    } else if (name == "pid") {
        m_pid = numberIn(value, latest).value_or(0);
    } else if (name == "uptime") {
        const std::optional<qint64> uptime = numberIn(value, latest);
        m_uptimeTold = uptime.has_value();
        m_uptime = uptime.value_or(0);
    }
}

std::optional<std::chrono::seconds> ServerClock::offset() const
{
    if (m_time == 0)
        return {};
    return std::chrono::seconds(m_time - QDateTime::currentSecsSinceEpoch());
}

ServerProcess ServerClock::process() const
{
    return {.pid = m_pid, .start = m_time > 0 && m_uptimeTold ? m_time - m_uptime : 0};
}
