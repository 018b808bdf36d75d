#include "app/monitor/metric.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

struct Description
{
    Metric metric;
    const char *word; ///< in files
    MetricKind kind;
    const char *name;
    std::array<const char *, 4> statistics; ///< the rest of it null
    int count;
};

constexpr auto counter = MetricKind::Counter;
constexpr auto gauge = MetricKind::Gauge;

// In the order of Metric.
constexpr std::array descriptions{
    Description{Metric::Gets, "gets", counter, QT_TRANSLATE_NOOP("Metric", "Gets"), {"cmd_get"}, 1},
    Description{Metric::GetHits, "getHits", counter, QT_TRANSLATE_NOOP("Metric", "Hits"), {"get_hits"}, 1},
    Description{Metric::GetMisses, "getMisses", counter, QT_TRANSLATE_NOOP("Metric", "Misses"), {"get_misses"}, 1},
    Description{Metric::Sets, "sets", counter, QT_TRANSLATE_NOOP("Metric", "Sets"), {"cmd_set"}, 1},
    Description{Metric::Touches, "touches", counter, QT_TRANSLATE_NOOP("Metric", "Touches"), {"cmd_touch"}, 1},
    Description{Metric::Deletes, "deletes", counter, QT_TRANSLATE_NOOP("Metric", "Deletes"), {"delete_hits", "delete_misses"}, 2},
    Description{Metric::Arithmetic,
                "arithmetic",
                counter,
                QT_TRANSLATE_NOOP("Metric", "Incr, decr"),
                {"incr_hits", "incr_misses", "decr_hits", "decr_misses"},
                4},
    Description{Metric::CasStores, "casStores", counter, QT_TRANSLATE_NOOP("Metric", "CAS"), {"cas_hits", "cas_misses", "cas_badval"}, 3},
    Description{Metric::Flushes, "flushes", counter, QT_TRANSLATE_NOOP("Metric", "Flushes"), {"cmd_flush"}, 1},
    Description{Metric::BytesRead, "bytesRead", counter, QT_TRANSLATE_NOOP("Metric", "Bytes in"), {"bytes_read"}, 1},
    Description{Metric::BytesWritten, "bytesWritten", counter, QT_TRANSLATE_NOOP("Metric", "Bytes out"), {"bytes_written"}, 1},
    Description{Metric::Evictions, "evictions", counter, QT_TRANSLATE_NOOP("Metric", "Evictions"), {"evictions"}, 1},
    Description{Metric::ExpiredUnread, "expiredUnread", counter, QT_TRANSLATE_NOOP("Metric", "Expired unread"), {"expired_unfetched"}, 1},
    Description{Metric::Reclaimed, "reclaimed", counter, QT_TRANSLATE_NOOP("Metric", "Reclaimed"), {"reclaimed", "crawler_reclaimed"}, 2},
    Description{Metric::Connected, "connected", counter, QT_TRANSLATE_NOOP("Metric", "New connections"), {"total_connections"}, 1},
    Description{Metric::Rejected, "rejected", counter, QT_TRANSLATE_NOOP("Metric", "Rejected connections"), {"rejected_connections"}, 1},
    Description{Metric::CpuTime, "cpuTime", counter, QT_TRANSLATE_NOOP("Metric", "Processor time"), {"rusage_user", "rusage_system"}, 2},
    Description{Metric::Items, "items", gauge, QT_TRANSLATE_NOOP("Metric", "Items"), {"curr_items"}, 1},
    Description{Metric::MemoryUsed, "memoryUsed", gauge, QT_TRANSLATE_NOOP("Metric", "Memory used"), {"bytes"}, 1},
    Description{Metric::MemoryLimit, "memoryLimit", gauge, QT_TRANSLATE_NOOP("Metric", "Memory limit"), {"limit_maxbytes"}, 1},
    Description{Metric::Connections, "connections", gauge, QT_TRANSLATE_NOOP("Metric", "Connections"), {"curr_connections"}, 1},
    Description{Metric::Latency, "latency", gauge, QT_TRANSLATE_NOOP("Metric", "Latency"), {}, 0},
};
static_assert(descriptions.size() == metricCount);

constexpr bool isInOrder()
{
    for (size_t i = 0; i < descriptions.size(); ++i) {
        if (indexOf(descriptions[i].metric) != i)
            return false;
    }
    return true;
}
static_assert(isInOrder());

const Description &descriptionOf(Metric metric)
{
    return descriptions[indexOf(metric)];
}

} // namespace

MetricKind kindOf(Metric metric)
{
    return descriptionOf(metric).kind;
}

std::span<const char *const> statisticsOf(Metric metric)
{
    const Description &description = descriptionOf(metric);
    return {description.statistics.data(), size_t(description.count)};
}

QByteArrayView metricWord(Metric metric)
{
    return descriptionOf(metric).word;
}

std::optional<Metric> metricOf(QByteArrayView word)
{
    const auto found = std::ranges::find_if(descriptions, [word](const Description &description) { return word == description.word; });
    return found == descriptions.end() ? std::nullopt : std::optional(found->metric);
}

QString metricName(Metric metric)
{
    return QCoreApplication::translate("Metric", descriptionOf(metric).name);
}
