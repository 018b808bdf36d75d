#include "ui/monitor/chartwords.h"

#include "ui/amounttext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace {

QString chartTr(const char *text)
{
    return QCoreApplication::translate("MonitorCharts", text);
}

ChartSeries seriesOf(Metric metric, double factor = 1)
{
    return {.metric = metric, .name = metricName(metric), .factor = factor};
}

/// Of what a server says it need not be a number of ours.
qint64 wholeNumber(double value)
{
    constexpr double most = 9e18;
    return std::llround(std::clamp(value, -most, most));
}

/// Three digits that count, and no zeros at the end behind the point.
QString shortNumber(double value)
{
    constexpr double least = 0.01;
    if (value > 0 && value < least)
        return chartTr("<%1").arg(QLocale().toString(least, 'g', 3));
    return value >= 100 ? QLocale().toString(value, 'f', 0) : QLocale().toString(value, 'g', 3);
}

/// How many digits behind the point tell `step` as it is.
int digitsOf(double step)
{
    constexpr int most = 4;
    constexpr double tolerance = 1e-6;
    int digits = 0;
    for (; digits < most && std::abs(step - std::round(step)) > tolerance * step; ++digits)
        step *= 10;
    return digits;
}

QString axisNumber(double value, double step)
{
    return QLocale().toString(value, 'f', digitsOf(step));
}

} // namespace

std::optional<double> ChartSeries::mean(const StatStretch &stretch) const
{
    if (kind == Kind::HitRatio)
        return stretch.hitRatio();
    const std::optional<double> value = stretch.mean(metric);
    return value ? std::optional(*value * factor) : std::nullopt;
}

std::optional<double> ChartSeries::least(const StatStretch &stretch) const
{
    const MetricStretch &all = stretch.metrics[indexOf(metric)];
    return kind == Kind::Metric && all.isKnown() ? std::optional(all.least * factor) : std::nullopt;
}

std::optional<double> ChartSeries::most(const StatStretch &stretch) const
{
    const MetricStretch &all = stretch.metrics[indexOf(metric)];
    return kind == Kind::Metric && all.isKnown() ? std::optional(all.most * factor) : std::nullopt;
}

QString ChartSeries::word() const
{
    return kind == Kind::HitRatio ? QStringLiteral("hitRatio") : QString::fromLatin1(metricWord(metric));
}

QList<Chart> serverCharts()
{
    constexpr double microsecond = 1e-6;
    return {
        {chartTr("Commands"),
         ChartUnit::PerSecond,
         {seriesOf(Metric::Gets), seriesOf(Metric::Sets), seriesOf(Metric::Deletes), seriesOf(Metric::Touches),
          seriesOf(Metric::Arithmetic), seriesOf(Metric::CasStores), seriesOf(Metric::Flushes)}},
        {chartTr("Hit ratio"), ChartUnit::Share, {{.kind = ChartSeries::Kind::HitRatio, .name = chartTr("Hits of all gets")}}},
        {chartTr("Gets"), ChartUnit::PerSecond, {seriesOf(Metric::GetHits), seriesOf(Metric::GetMisses)}},
        {chartTr("Network"), ChartUnit::BytesPerSecond, {seriesOf(Metric::BytesRead), seriesOf(Metric::BytesWritten)}},
        {chartTr("Items that went"),
         ChartUnit::PerSecond,
         {seriesOf(Metric::Evictions), seriesOf(Metric::ExpiredUnread), seriesOf(Metric::Reclaimed)}},
        {chartTr("Items"), ChartUnit::Count, {seriesOf(Metric::Items)}},
        {chartTr("Memory of items"), ChartUnit::Bytes, {seriesOf(Metric::MemoryUsed), seriesOf(Metric::MemoryLimit)}},
        {chartTr("Processor of the server, of one core"), ChartUnit::Share, {seriesOf(Metric::CpuTime, microsecond)}},
        {chartTr("Connections"), ChartUnit::Count, {seriesOf(Metric::Connections)}},
        {chartTr("Connections made"), ChartUnit::PerSecond, {seriesOf(Metric::Connected), seriesOf(Metric::Rejected)}},
        {chartTr("Latency of our question"), ChartUnit::Microseconds, {seriesOf(Metric::Latency)}},
    };
}

QString chartText(double value, ChartUnit unit)
{
    switch (unit) {
    case ChartUnit::PerSecond:
        return chartTr("%1/s").arg(shortNumber(value));
    case ChartUnit::BytesPerSecond:
        return chartTr("%1/s").arg(byteText(wholeNumber(value)));
    case ChartUnit::Share: // of one processor there may be several
        return value > 1 ? chartTr("%1 %").arg(QLocale().toString(value * 100, 'f', 0)) : fineShareText(value);
    case ChartUnit::Count:
        return QLocale().toString(wholeNumber(value));
    case ChartUnit::Bytes:
        return byteText(wholeNumber(value));
    case ChartUnit::Microseconds:
        return chartTr("%1 ms").arg(shortNumber(value / 1'000));
    }
    return {};
}

double byteUnit(double most)
{
    constexpr double largest = 4; // TiB
    return std::pow(1'024.0, std::clamp(std::floor(std::log2(std::max(1.0, most)) / 10), 0.0, largest));
}

QString axisText(double value, double step, double top, ChartUnit unit)
{
    constexpr double percent = 100;
    constexpr double millisecond = 1'000; // microseconds
    switch (unit) {
    case ChartUnit::PerSecond:
        return chartTr("%1/s").arg(axisNumber(value, step));
    case ChartUnit::Share:
        return chartTr("%1 %").arg(axisNumber(value * percent, step * percent));
    case ChartUnit::Microseconds:
        return chartTr("%1 ms").arg(axisNumber(value / millisecond, step / millisecond));
    case ChartUnit::Count:
        return chartText(value, unit);
    case ChartUnit::Bytes:
    case ChartUnit::BytesPerSecond:
        break;
    }
    const double bytes = byteUnit(top);
    // The unit as it is told of that many bytes.
    const QString text = byteText(qint64(bytes)).replace(QLocale().toString(1), axisNumber(value / bytes, step / bytes));
    return unit == ChartUnit::Bytes ? text : chartTr("%1/s").arg(text);
}

QString chartText(const std::optional<double> &value, ChartUnit unit)
{
    return value ? chartText(*value, unit) : QStringLiteral("–");
}
