#include "app/monitor/countertrail.h"

#include <array>
#include <cmath>
#include <limits>

namespace {

constexpr double untold = std::numeric_limits<double>::quiet_NaN();
constexpr qsizetype longestWord = 1'024; // bytes of a name or a value

double numberIn(const QByteArray &text)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? number : untold;
}

} // namespace

void CounterTrail::append(qint64 time, const TextStatistics &statistics)
{
    m_texts.clear();
    Step next{.time = time, .numbers = std::vector<double>(size_t(m_places.size()), untold)};
    for (const TextStatistic &statistic : statistics) {
        if (statistic.name.isEmpty() || statistic.name.size() > longestWord || statistic.value.size() > longestWord)
            continue;
        const auto place = m_places.value(statistic.name, m_places.size());
        if (place == m_places.size()) {
            if (m_places.size() >= mostNames)
                continue;
            m_places.insert(statistic.name, place);
            next.numbers.push_back(untold);
        }
        next.numbers[size_t(place)] = numberIn(statistic.value);
        m_texts.insert(statistic.name, statistic.value);
    }
    if (!m_steps.empty() && (time <= m_steps.back().time || !goesOn(next)))
        m_steps.clear();
    const size_t count = m_steps.size();
    if (count >= 2 && m_steps[count - 1].time - m_steps[count - 2].time < step)
        m_steps.back() = std::move(next);
    else
        m_steps.push_back(std::move(next));
    while (m_steps.back().time - m_steps.front().time > longest)
        m_steps.pop_front();
}

void CounterTrail::clear()
{
    *this = {};
}

/// Whether no counter that only grows has become less. Not every group has them.
bool CounterTrail::goesOn(const Step &next) const
{
    const auto numberAt = [this](const Step &of, const char *name) {
        const qsizetype place = m_places.value(name, -1);
        return place < 0 || size_t(place) >= of.numbers.size() ? untold : of.numbers[size_t(place)];
    };
    const Step &last = m_steps.back();
    constexpr std::array growing{"uptime", "total_connections", "cmd_get", "cmd_set", "total_items", "bytes_read"};
    for (const char *name : growing) {
        if (numberAt(next, name) < numberAt(last, name)) // no with what is not told
            return false;
    }
    const double before = numberAt(last, "pid");
    const double now = numberAt(next, "pid");
    return std::isnan(before) || std::isnan(now) || before == now;
}

std::optional<double> CounterTrail::number(const QByteArray &name) const
{
    const double number = numberIn(m_texts.value(name));
    return std::isnan(number) ? std::nullopt : std::optional(number);
}

std::optional<CounterGrowth> CounterTrail::growth(const QByteArray &name, qint64 within) const
{
    const qsizetype place = m_places.value(name, -1);
    const std::optional<double> now = number(name);
    if (place < 0 || !now)
        return {};
    for (const Step &earlier : m_steps) {
        if (time() - earlier.time > within)
            continue;
        const double before = size_t(place) < earlier.numbers.size() ? earlier.numbers[size_t(place)] : untold;
        if (std::isnan(before))
            continue;
        if (earlier.time == time() || before > *now)
            return {};
        return CounterGrowth{.amount = *now - before, .time = time() - earlier.time};
    }
    return {};
}
