#pragma once

#include <QString>

#include <array>
#include <cstddef>

/// From where on something is worth a piece of advice. A person can change each.
enum class AdviceLimit : quint8 {
    RecentTime,
    FewestGets,
    LowHitRatio,
    HitRatioFall,
    SetsPerGet,
    ExpiredUnread,
    WaveItems,
    WaveShare,
    Evictions,
    UnreadEvictions,
    IdleClassAge,
    IdleClassFree,
    UnusedMemory,
    UnusedUptime,
    WastedMemory,
    LargeItems,
    Connections,
    NewConnections,
    CommandsPerConnection,
    ConnectionYields,
    CpuTime,
    Latency,
    RestartTime,
};
constexpr size_t adviceLimitCount = size_t(AdviceLimit::RestartTime) + 1;

/// What the number of a limit counts.
enum class AdviceUnit : quint8 { Plain, Percent, PercentPoints, PerSecond, PerMinute, Milliseconds, Minutes, Hours };

/// What is to be known of a limit.
struct AdviceLimitRange
{
    const char *name; ///< by which it is kept
    const char *text; ///< see adviceLimitText()
    AdviceUnit unit;
    double usual;
    double least;
    double most;
};

[[nodiscard]] const AdviceLimitRange &rangeOf(AdviceLimit limit);
/// A translated sentence without its number: "Hit ratio is low below".
[[nodiscard]] QString adviceLimitText(AdviceLimit limit);

/// The limits that a person has chosen; at first the usual ones.
class AdviceLimits
{
public:
    AdviceLimits();

    [[nodiscard]] double operator[](AdviceLimit limit) const { return m_values[size_t(limit)]; }
    /// What is beyond its range is brought into it; what is no number changes nothing.
    void set(AdviceLimit limit, double value);

    bool operator==(const AdviceLimits &) const = default;

private:
    std::array<double, adviceLimitCount> m_values{};
};
