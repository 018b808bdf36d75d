#include "app/monitor/statsample.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

using Numbers = QHash<QByteArray, quint64>;

/// Whole numbers, and the seconds of "rusage_user 12.345678" in microseconds.
std::optional<quint64> readNumber(const QByteArray &text)
{
    bool isNumber = false;
    const quint64 whole = text.toULongLong(&isNumber);
    if (isNumber)
        return whole;
    constexpr double microseconds = 1e6;
    const double number = text.contains('.') ? text.toDouble(&isNumber) * microseconds : -1;
    if (!isNumber || !(number >= 0) || number >= double(std::numeric_limits<qint64>::max()))
        return {};
    return quint64(std::llround(number));
}

std::optional<quint64> numberAt(const Numbers &numbers, const char *name)
{
    const auto found = numbers.constFind(QByteArray::fromRawData(name, qsizetype(qstrlen(name))));
    return found == numbers.cend() ? std::nullopt : std::optional(*found);
}

/// The sum of those that this version of the server has; nothing if it has none.
std::optional<quint64> sumOf(Metric metric, const Numbers &numbers)
{
    std::optional<quint64> sum;
    for (const char *name : statisticsOf(metric)) {
        if (const std::optional<quint64> number = numberAt(numbers, name))
            sum = sum.value_or(0) + *number;
    }
    return sum;
}

constexpr quint64 over32Bits = quint64(1) << 32;

/// How far a counter has come that is less than before; none: it was set back.
std::optional<quint64> wrapped(quint64 before, quint64 after, quint64 largest)
{
    // One that runs over was near its end and is near its beginning.
    if (before <= largest - largest / 4 || before > largest || after > largest / 4)
        return {};
    return largest - before + after + 1;
}

/// Where all counters are set back, what one tells is what came since: hardly a little more than it was before.
bool wentOn(quint64 before, quint64 after)
{
    return before > 0 && after >= before && after - before < before;
}

} // namespace

StatSample StatSample::of(const TextStatistics &statistics, qint64 time)
{
    Numbers numbers;
    numbers.reserve(statistics.size());
    for (const TextStatistic &statistic : statistics) {
        if (const std::optional<quint64> number = readNumber(statistic.value))
            numbers.insert(statistic.name, *number);
    }
    StatSample sample{.time = time, .uptime = numberAt(numbers, "uptime"), .process = numberAt(numbers, "pid")};
    for (size_t i = 0; i < metricCount; ++i)
        sample.values[i] = sumOf(Metric(i), numbers);
    return sample;
}

StatInterval StatInterval::between(const StatSample &first, const StatSample &second, const MetricValues &own)
{
    StatInterval interval{.begin = first.time, .end = second.time};
    const bool isOlder = first.uptime && second.uptime && *second.uptime < *first.uptime;
    if (isOlder || first.process != second.process)
        interval.event = StatEvent::Restart;
    bool hasRunOver = false;
    bool hasGoneOn = false;
    for (size_t i = 0; i < metricCount; ++i) {
        const std::optional<quint64> &after = second.values[i];
        if (kindOf(Metric(i)) == MetricKind::Gauge) {
            interval.amounts[i] = after;
            continue;
        }
        const std::optional<quint64> &before = first.values[i];
        if (!before || !after || interval.event == StatEvent::Restart)
            continue;
        std::optional<quint64> amount;
        if (*after >= *before)
            amount = *after - *before;
        else if (!(amount = wrapped(*before, *after, over32Bits - 1)) && !(amount = wrapped(*before, *after, ~quint64(0))))
            interval.event = StatEvent::Reset;
        else
            hasRunOver = true;
        // The system counts the time of the processor, and nobody sets that back.
        hasGoneOn = hasGoneOn || (Metric(i) != Metric::CpuTime && wentOn(*before, *after));
        if (amount)
            interval.amounts[i] = *amount - std::min(*amount, own[i].value_or(0));
    }
    if (hasRunOver && !hasGoneOn)
        interval.event = StatEvent::Reset;
    // What was set back with the others may have grown beyond what it was.
    if (interval.event == StatEvent::Reset) {
        for (size_t i = 0; i < metricCount; ++i) {
            if (kindOf(Metric(i)) == MetricKind::Counter)
                interval.amounts[i].reset();
        }
    }
    return interval;
}
