#include "app/monitor/stattrail.h"

#include <cmath>
#include <limits>

namespace {

constexpr double notTold = std::numeric_limits<double>::quiet_NaN();

} // namespace

void StatTrail::append(const TextStatistics &statistics, qint64 time)
{
    if (!m_times.empty() && time <= m_times.back())
        return;
    m_times.push_back(time);
    const bool isFull = m_times.size() > mostSamples;
    if (isFull)
        m_times.pop_front();
    for (std::deque<double> &numbers : m_numbers) {
        numbers.push_back(notTold);
        if (isFull)
            numbers.pop_front();
    }
    for (const TextStatistic &statistic : statistics) {
        const std::optional<double> number = statNumber(statistic.value);
        if (!number)
            continue;
        auto track = m_numbers.find(statistic.name);
        if (track == m_numbers.end()) {
            if (m_numbers.size() >= mostNames)
                continue;
            track = m_numbers.insert(statistic.name, std::deque<double>(m_times.size(), notTold));
        }
        track->back() = *number;
    }
}

void StatTrail::clear()
{
    m_times.clear();
    m_numbers.clear();
}

double StatTrail::change(const std::deque<double> &numbers, size_t index, StatMotion motion) const
{
    const double amount = numbers[index] - numbers[index - 1];
    if (motion == StatMotion::Counter && amount < 0) // set back, or the server was started anew
        return notTold;
    return amount * 1'000 / double(m_times[index] - m_times[index - 1]);
}

std::optional<double> StatTrail::perSecond(const QByteArray &name, StatMotion motion) const
{
    const auto track = m_numbers.constFind(name);
    if (track == m_numbers.cend() || m_times.size() < 2)
        return {};
    const double now = change(*track, m_times.size() - 1, motion);
    return std::isnan(now) ? std::nullopt : std::optional(now);
}

std::vector<double> StatTrail::points(const QByteArray &name, StatMotion motion) const
{
    const auto track = m_numbers.constFind(name);
    if (track == m_numbers.cend())
        return {};
    if (motion == StatMotion::Gauge)
        return {track->cbegin(), track->cend()};
    std::vector<double> changes;
    for (size_t i = 1; i < m_times.size(); ++i)
        changes.push_back(change(*track, i, motion));
    return changes;
}
