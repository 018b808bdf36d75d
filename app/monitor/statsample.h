#pragma once

#include "app/monitor/metric.h"
#include "connection/text/textstatistics.h"

#include <QtGlobal>

/// What a server's general statistics told at one time.
struct StatSample
{
    qint64 time = 0; ///< milliseconds since the epoch by our clock, when it was asked for
    MetricValues values{};
    std::optional<quint64> uptime{};  ///< seconds
    std::optional<quint64> process{}; ///< its number on its machine

    /// What cannot be read as a number is not known, and what is told twice counts once. Fields of other names are passed over.
    [[nodiscard]] static StatSample of(const TextStatistics &statistics, qint64 time);

    bool operator==(const StatSample &) const = default;
};

/// What became of a server between two samples.
enum class StatEvent : quint8 {
    None,
    Restart, ///< it is another process, which counts from 0
    Reset,   ///< somebody set its counters back
};

/// By how much each counter grew between two samples, and what each gauge is at the second.
struct StatInterval
{
    qint64 begin = 0; ///< milliseconds since the epoch
    qint64 end = 0;
    MetricValues amounts{};
    StatEvent event = StatEvent::None;

    [[nodiscard]] qint64 length() const { return end - begin; }
    /// `own`: by how much our own requests have made the counters grow meanwhile. A counter that was set back is not known; one of 32 bits
    /// that ran over goes on, as do 64-bit ones, where another counter shows that they were not all set back.
    [[nodiscard]] static StatInterval between(const StatSample &first, const StatSample &second, const MetricValues &own = {});
};
