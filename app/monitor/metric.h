#pragma once

#include <QByteArrayView>
#include <QString>

#include <array>
#include <cstddef>
#include <optional>
#include <span>

/// What is watched of a server over time.
enum class Metric : quint8 {
    Gets,
    GetHits,
    GetMisses,
    Sets,
    Touches,
    Deletes,
    Arithmetic, ///< increments and decrements
    CasStores,
    Flushes,
    BytesRead,    ///< by the server, from the network
    BytesWritten, ///< by the server, to the network
    Evictions,
    ExpiredUnread, ///< items that expired without ever having been read
    Reclaimed,     ///< expired items whose memory was taken back
    Connected,     ///< connections that were accepted
    Rejected,      ///< connections that were not
    CpuTime,       ///< microseconds that the server worked, in user and system mode
    Items,
    MemoryUsed,  ///< bytes of all items
    MemoryLimit, ///< bytes
    Connections,
    Latency, ///< microseconds from a question of ours to its answer
};
constexpr size_t metricCount = size_t(Metric::Latency) + 1;
constexpr size_t indexOf(Metric metric)
{
    return size_t(metric);
}

/// What is known of each metric: a number, or none.
using MetricValues = std::array<std::optional<quint64>, metricCount>;

/// A counter grows as long as the server runs, and what counts is by how much; a gauge is what it is just then.
enum class MetricKind : quint8 { Counter, Gauge };

[[nodiscard]] MetricKind kindOf(Metric metric);
/// The statistics of the server's general ones (protocol.txt, "General-purpose statistics") that it is the sum of; none: it is not of them.
[[nodiscard]] std::span<const char *const> statisticsOf(Metric metric);
/// As "getHits": in files, which keep it from one version of the program to the next.
[[nodiscard]] QByteArrayView metricWord(Metric metric);
/// None: there is no such word.
[[nodiscard]] std::optional<Metric> metricOf(QByteArrayView word);
/// As "Hits": a translated name.
[[nodiscard]] QString metricName(Metric metric);
