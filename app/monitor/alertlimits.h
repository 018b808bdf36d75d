#pragma once

#include <QString>

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>

/// What a person can be told of when it happens to a server.
enum class AlertKind : quint8 {
    HitRatio,
    Evictions,
    Connections,
    Memory,
    Latency,
    Gone,
    Restart,
};
constexpr size_t alertKindCount = size_t(AlertKind::Restart) + 1;

/// On which side of its limit something is bad.
enum class AlertSide : quint8 {
    Below,
    Above,
    NoLimit, ///< it is or it is not
};

/// What is to be known of a kind.
struct AlertRange
{
    const char *name; ///< by which it is kept
    AlertSide side;
    double usual; ///< what is offered at first
    double least;
    double most;
};

[[nodiscard]] const AlertRange &rangeOf(AlertKind kind);
/// A translated name: "Hit ratio".
[[nodiscard]] QString alertName(AlertKind kind);
/// A number with its unit, as in "80 %".
[[nodiscard]] QString alertNumberText(AlertKind kind, double number);

/// What a person wants to be told of, and from where on; at first nothing.
struct AlertLimits
{
    static constexpr std::chrono::seconds usualHold{30};
    static constexpr std::chrono::seconds longestHold{3'600};

    /// Percent, evictions a second, percent of the most allowed, percent, milliseconds; of those without a limit any number. None: not to
    /// be told.
    std::array<std::optional<double>, alertKindCount> limits{};
    std::chrono::seconds hold = usualHold; ///< how long it is so before it is told

    [[nodiscard]] const std::optional<double> &at(AlertKind kind) const { return limits[size_t(kind)]; }
    /// Brought into its range.
    void set(AlertKind kind, double limit);
    [[nodiscard]] bool isEmpty() const;

    bool operator==(const AlertLimits &) const = default;
};
