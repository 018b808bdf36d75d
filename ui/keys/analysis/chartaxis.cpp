#include "ui/keys/analysis/chartaxis.h"

#include "ui/amounttext.h"

#include <QLocale>

#include <algorithm>
#include <limits>

namespace {

constexpr qint64 mostValues = 4;
constexpr qint64 largestUnit = qint64(1) << 40; // a TB

/// The next round step: 1, 2, 5, 10, 20, …; of bytes 100 B are followed by 256 B, 512 B and 1 KB, so that four of them are 1 KB too.
qint64 nextStep(qint64 step, qint64 unit, BarMeasure measure)
{
    if (measure == BarMeasure::Bytes && unit < largestUnit && step >= unit * 100)
        return step == unit * 100 ? unit * 256 : step * 2;
    qint64 lead = step / unit;
    while (lead >= 10)
        lead /= 10;
    return lead == 2 ? step / 2 * 5 : step * 2;
}

} // namespace

qint64 ChartBars::total(BarMeasure measure) const
{
    qint64 sum = 0;
    for (const ChartBar &bar : bars)
        sum += bar.value(measure);
    return sum;
}

QList<qint64> axisValues(qint64 highest, BarMeasure measure)
{
    QList<qint64> values;
    qint64 step = 1;
    qint64 unit = 1;
    while (highest / step > mostValues && step < std::numeric_limits<qint64>::max() / 4) {
        step = nextStep(step, unit, measure);
        if (measure == BarMeasure::Bytes && step == unit * 1'024)
            unit = step;
    }
    const qint64 count = std::min(mostValues, highest / step);
    for (qint64 i = 1; i <= count; ++i)
        values.append(i * step);
    return values;
}

QString measureText(qint64 value, BarMeasure measure)
{
    return measure == BarMeasure::Bytes ? byteText(value) : QLocale().toString(value);
}
