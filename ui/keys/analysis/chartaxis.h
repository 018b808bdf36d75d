#pragma once

#include <QList>
#include <QString>

/// What the bars of a diagram are as high as.
enum class BarMeasure { Bytes, Keys };

/// One bar of a diagram.
struct ChartBar
{
    QString name; ///< what falls into it: "1 KB to 2 KB"
    qint64 keys = 0;
    qint64 bytes = 0;
    QString filter; ///< the text of the filter that shows its keys

    [[nodiscard]] qint64 value(BarMeasure measure) const { return measure == BarMeasure::Bytes ? bytes : keys; }
    bool operator==(const ChartBar &) const = default;
};

/// A place on the axis below the bars that has a name.
struct ChartTick
{
    double position = 0; ///< in bars from the left: 1.5 is the middle of the second
    QString text;
    int level = 0; ///< the lower, the more it is worth its room

    bool operator==(const ChartTick &) const = default;
};

/// What a bar chart shows.
struct ChartBars
{
    QList<ChartBar> bars;
    QList<ChartTick> ticks;
    QString bytesPattern = QStringLiteral("%1"); ///< what the bytes are: "%1 left empty"

    [[nodiscard]] qint64 total(BarMeasure measure) const;
    bool operator==(const ChartBars &) const = default;
};

/// Round numbers above 0 and up to `highest` to label the axis beside the bars with, at most four.
[[nodiscard]] QList<qint64> axisValues(qint64 highest, BarMeasure measure);
[[nodiscard]] QString measureText(qint64 value, BarMeasure measure);
