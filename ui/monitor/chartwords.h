#pragma once

#include "app/monitor/stathistory.h"

#include <QList>
#include <QString>

/// What the numbers of a chart are.
enum class ChartUnit : quint8 {
    PerSecond,
    BytesPerSecond,
    Share, ///< 0 to 1
    Count,
    Bytes,
    Microseconds,
};

/// One line of a chart.
struct ChartSeries
{
    enum class Kind : quint8 { Metric, HitRatio };

    Kind kind = Kind::Metric;
    Metric metric = Metric::Gets;
    QString name{};
    double factor = 1; ///< what the numbers of the metric are multiplied with

    /// On average; none: not known.
    [[nodiscard]] std::optional<double> mean(const StatStretch &stretch) const;
    [[nodiscard]] std::optional<double> least(const StatStretch &stretch) const;
    [[nodiscard]] std::optional<double> most(const StatStretch &stretch) const;
    /// As "hitRatio": what it is in settings and in files.
    [[nodiscard]] QString word() const;
};

struct Chart
{
    QString title{};
    ChartUnit unit = ChartUnit::PerSecond;
    QList<ChartSeries> series{};
};

/// What is shown of a server, in order.
[[nodiscard]] QList<Chart> serverCharts();

/// A number of a chart for people: "1,204/s", "3.4 MiB/s", "97.3 %", "0.21 ms".
[[nodiscard]] QString chartText(double value, ChartUnit unit);
/// The largest power of 1024 in which `most` bytes are one or more; 1 at least.
[[nodiscard]] double byteUnit(double most);
/// The same beside an axis with a number at each `step` up to `top`: all in one unit, with as many digits behind the point as the step has.
[[nodiscard]] QString axisText(double value, double step, double top, ChartUnit unit);
/// As chartText(), or a dash where it is not known.
[[nodiscard]] QString chartText(const std::optional<double> &value, ChartUnit unit);
