#include "ui/keys/analysis/keybars.h"

#include "ui/amounttext.h"
#include "ui/keys/analysis/analysisreport.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace {

class Texts
{
    Q_DECLARE_TR_FUNCTIONS(KeyBars)

public:
    static QString range(const QString &from, const QString &to) { return tr("%1 to %2", "sizes or times").arg(from, to); }
    static QString atLeast(const QString &from) { return tr("%1 or more").arg(from); }
    static QString later() { return tr("later"); }
    static QString now() { return tr("now"); }
    static QString hours(int count) { return tr("%1 h", "hours").arg(count); }
    static QString within(const QString &to) { return tr("Within %1").arg(to); }
    static QString inFrom(const QString &from, const QString &to) { return tr("In %1 to %2", "times").arg(from, to); }
    static QString after(const QString &from) { return tr("After %1").arg(from); }
    static QString leftEmpty() { return tr("%1 left empty", "bytes"); }
    static QString slabClass(int number) { return tr("Slab class %1").arg(number); }
    static QString slabClass(int number, const QString &chunk)
    {
        return tr("Slab class %1, chunks of %2").arg(QString::number(number), chunk);
    }
};

using AmountText = QString (*)(qint64);

struct NamedValue
{
    qint64 value;
    int level;
};

/// Powers of two from 1 B to 2 GB: the whole units first.
constexpr auto sizeValues = [] {
    std::array<NamedValue, 32> values{};
    for (int i = 0; i < 32; ++i)
        values[size_t(i)] = {qint64(1) << i, i % 10 == 0 ? 0 : i % 5 == 0 ? 1 : i % 2 == 0 ? 2 : 3};
    return values;
}();
constexpr qint64 minute = 60;
constexpr qint64 hour = 3'600;
constexpr qint64 day = 86'400;
constexpr std::array<NamedValue, 17> timeValues{{{1, 0},
                                                 {5, 2},
                                                 {15, 1},
                                                 {30, 3},
                                                 {minute, 0},
                                                 {5 * minute, 2},
                                                 {15 * minute, 1},
                                                 {30 * minute, 3},
                                                 {hour, 0},
                                                 {3 * hour, 2},
                                                 {6 * hour, 1},
                                                 {12 * hour, 3},
                                                 {day, 0},
                                                 {3 * day, 2},
                                                 {7 * day, 1},
                                                 {30 * day, 0},
                                                 {365 * day, 0}}};

struct Doubling
{
    const KeyAnalysis::Histogram &histogram;
    QLatin1String field; ///< of a filter
    AmountText text;
    const NamedValue *values;
    size_t valueCount;
};

ChartBars doublingBars(const Doubling &doubling, const QString &within)
{
    const KeyAnalysis::Histogram &histogram = doubling.histogram;
    ChartBars chart;
    size_t first = 0;
    size_t end = histogram.size();
    while (first < end && histogram.at(first).keys == 0)
        ++first;
    while (end > first && histogram.at(end - 1).keys == 0)
        --end;
    for (size_t bar = first; bar < end; ++bar) {
        const auto from = qint64(KeyAnalysis::barBegin(bar));
        const bool isLast = bar + 1 == histogram.size();
        const qint64 to = isLast ? 0 : qint64(KeyAnalysis::barBegin(bar + 1));
        QString term = QStringLiteral("%1>=%2").arg(doubling.field).arg(from);
        if (!isLast)
            term += QStringLiteral(" %1<%2").arg(doubling.field).arg(to);
        const QString name = isLast ? Texts::atLeast(doubling.text(from))
            : to - from <= 1        ? doubling.text(from)
                                    : Texts::range(doubling.text(from), doubling.text(to));
        chart.bars.append({name, histogram.at(bar).keys, histogram.at(bar).bytes, narrowed(within, term)});
    }
    for (size_t i = 0; i < doubling.valueCount; ++i) {
        const NamedValue &named = doubling.values[i];
        // Bars double: their edges stand evenly on a scale of logarithms.
        const double position = std::log2(double(named.value)) + 1 - double(first);
        if (position >= 0 && position <= double(end - first))
            chart.ticks.append({position, doubling.text(named.value), named.level});
    }
    return chart;
}

} // namespace

ChartBars sizeBars(const KeyAnalysis &analysis, const QString &within)
{
    return doublingBars({analysis.sizes, QLatin1String("size"), byteText, sizeValues.data(), sizeValues.size()}, within);
}

ChartBars ttlBars(const KeyAnalysis &analysis, const QString &within)
{
    return doublingBars({analysis.ttls, QLatin1String("ttl"), durationText, timeValues.data(), timeValues.size()}, within);
}

ChartBars idleBars(const KeyAnalysis &analysis, const QString &within)
{
    return doublingBars({analysis.idles, QLatin1String("idle"), durationText, timeValues.data(), timeValues.size()}, within);
}

ChartBars expiryBars(const KeyAnalysis &analysis, const QString &within)
{
    ChartBars chart;
    const auto hours = int(KeyAnalysis::hourCount);
    for (int i = 0; i < hours; ++i) {
        const KeyBar &bar = analysis.hours.at(size_t(i));
        const QString to = Texts::hours(i + 1);
        const QString name = i == 0 ? Texts::within(to) : Texts::inFrom(QString::number(i), to);
        const QString term = i == 0 ? QStringLiteral("ttl<1h") : QStringLiteral("ttl>=%1h ttl<%2h").arg(i).arg(i + 1);
        chart.bars.append({name, bar.keys, bar.bytes, narrowed(within, term)});
    }
    chart.bars.append({Texts::after(Texts::hours(hours)), analysis.later.keys, analysis.later.bytes,
                       narrowed(within, QStringLiteral("ttl>=%1h").arg(hours))});
    if (chart.total(BarMeasure::Keys) == 0)
        return {};
    chart.ticks.append({0, Texts::now(), 0});
    for (int i = 6; i < hours; i += 6)
        chart.ticks.append({double(i), Texts::hours(i), i % 24 == 0 ? 0 : i % 12 == 0 ? 1 : 2});
    chart.ticks.append({hours + 0.5, Texts::later(), 0});
    return chart;
}

ChartBars wasteBars(const KeyAnalysis &analysis, const SlabChunks &chunks, const QString &within)
{
    ChartBars chart;
    const auto isWasting = [&analysis](size_t slabClass) { return analysis.classes.at(slabClass).wastingKeys > 0; };
    size_t first = 1;
    size_t end = analysis.classes.size();
    while (first < end && !isWasting(first))
        ++first;
    while (end > first && !isWasting(end - 1))
        --end;
    for (size_t i = first; i < end; ++i) {
        const KeyAnalysis::ClassWeight &weight = analysis.classes.at(i);
        const quint32 chunk = chunks.chunkSize(quint8(i));
        const QString name = chunk == 0 ? Texts::slabClass(int(i)) : Texts::slabClass(int(i), byteText(chunk));
        chart.bars.append({name, weight.keys, weight.waste, narrowed(within, QStringLiteral("class=%1").arg(i))});
        const int level = i % 10 == 0 ? 0 : i % 5 == 0 ? 1 : i % 2 == 0 ? 2 : 3;
        chart.ticks.append({double(i - first) + 0.5, QString::number(i), level});
    }
    chart.bytesPattern = Texts::leftEmpty();
    return chart;
}
