#include "app/monitor/advicelimits.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace {

// In the order of AdviceLimit.
constexpr std::array ranges{
    AdviceLimitRange{"recentTime", QT_TRANSLATE_NOOP("AdviceLimit", "What is recent: the last"), AdviceUnit::Minutes, 5, 1, 30},
    AdviceLimitRange{"fewestGets", QT_TRANSLATE_NOOP("AdviceLimit", "Gets that a hit ratio is judged from, at least"), AdviceUnit::Plain,
                     100, 1, 1e9},
    AdviceLimitRange{"lowHitRatio", QT_TRANSLATE_NOOP("AdviceLimit", "The hit ratio is low below"), AdviceUnit::Percent, 50, 0, 100},
    AdviceLimitRange{"hitRatioFall", QT_TRANSLATE_NOOP("AdviceLimit", "The hit ratio has fallen by"), AdviceUnit::PercentPoints, 10, 1,
                     100},
    AdviceLimitRange{"setsPerGet", QT_TRANSLATE_NOOP("AdviceLimit", "Much is stored: sets for each get"), AdviceUnit::Plain, 2, 0.1, 1e6},
    AdviceLimitRange{"expiredUnread", QT_TRANSLATE_NOOP("AdviceLimit", "Much is stored for nothing: expired without a read"),
                     AdviceUnit::Percent, 50, 1, 100},
    AdviceLimitRange{"waveItems", QT_TRANSLATE_NOOP("AdviceLimit", "A wave of expiring items has at least"), AdviceUnit::Plain, 1'000, 1,
                     1e9},
    AdviceLimitRange{"waveShare", QT_TRANSLATE_NOOP("AdviceLimit", "A wave has this much of an hour's expired items"), AdviceUnit::Percent,
                     50, 1, 100},
    AdviceLimitRange{"evictions", QT_TRANSLATE_NOOP("AdviceLimit", "Evictions are many from"), AdviceUnit::PerMinute, 60, 0.1, 1e9},
    AdviceLimitRange{"unreadEvictions", QT_TRANSLATE_NOOP("AdviceLimit", "Many of them were never read from"), AdviceUnit::Percent, 50, 1,
                     100},
    AdviceLimitRange{"idleClassAge",
                     QT_TRANSLATE_NOOP("AdviceLimit", "A slab class idles whose oldest item is older than that of a starved one, times"),
                     AdviceUnit::Plain, 10, 2, 1e6},
    AdviceLimitRange{"idleClassFree", QT_TRANSLATE_NOOP("AdviceLimit", "A slab class idles that is free by"), AdviceUnit::Percent, 50, 1,
                     100},
    AdviceLimitRange{"unusedMemory", QT_TRANSLATE_NOOP("AdviceLimit", "The memory limit is too high if never used beyond"),
                     AdviceUnit::Percent, 50, 1, 100},
    AdviceLimitRange{"unusedUptime", QT_TRANSLATE_NOOP("AdviceLimit", "and the server has been up for"), AdviceUnit::Hours, 24, 0, 8'760},
    AdviceLimitRange{"wastedMemory", QT_TRANSLATE_NOOP("AdviceLimit", "Much memory is lost between items from"), AdviceUnit::Percent, 25, 1,
                     100},
    AdviceLimitRange{"largeItems", QT_TRANSLATE_NOOP("AdviceLimit", "Items are near the largest size from"), AdviceUnit::Percent, 75, 1,
                     100},
    AdviceLimitRange{"connections", QT_TRANSLATE_NOOP("AdviceLimit", "Connections are many from, of the most allowed"), AdviceUnit::Percent,
                     80, 1, 100},
    AdviceLimitRange{"newConnections", QT_TRANSLATE_NOOP("AdviceLimit", "New connections are many from"), AdviceUnit::PerSecond, 20, 0.1,
                     1e9},
    AdviceLimitRange{"commandsPerConnection", QT_TRANSLATE_NOOP("AdviceLimit", "and each is used for fewer commands than"),
                     AdviceUnit::Plain, 10, 1, 1e6},
    AdviceLimitRange{"connectionYields", QT_TRANSLATE_NOOP("AdviceLimit", "Interrupted long batches are many from"), AdviceUnit::PerSecond,
                     100, 0.1, 1e9},
    AdviceLimitRange{"cpuTime", QT_TRANSLATE_NOOP("AdviceLimit", "The worker threads are busy from"), AdviceUnit::Percent, 80, 1, 100},
    AdviceLimitRange{"latency", QT_TRANSLATE_NOOP("AdviceLimit", "Answers are slow from"), AdviceUnit::Milliseconds, 250, 1, 60'000},
    AdviceLimitRange{"restartTime", QT_TRANSLATE_NOOP("AdviceLimit", "Restarts are told for"), AdviceUnit::Hours, 24, 1, 24},
};
static_assert(ranges.size() == adviceLimitCount);

} // namespace

const AdviceLimitRange &rangeOf(AdviceLimit limit)
{
    return ranges[size_t(limit)];
}

QString adviceLimitText(AdviceLimit limit)
{
    return QCoreApplication::translate("AdviceLimit", rangeOf(limit).text);
}

AdviceLimits::AdviceLimits()
{
    for (size_t i = 0; i < adviceLimitCount; ++i)
        m_values[i] = ranges[i].usual;
}

void AdviceLimits::set(AdviceLimit limit, double value)
{
    if (std::isfinite(value))
        m_values[size_t(limit)] = std::clamp(value, rangeOf(limit).least, rangeOf(limit).most);
}
