#include "app/monitor/clientplace.h"
#include "app/monitor/itemcounts.h"
#include "app/monitor/slabmemory.h"
#include "app/monitor/stattrail.h"
#include "connection/text/textline.h"

#include <cstdlib>

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

TextStatistics statisticsIn(const QByteArray &text)
{
    TextStatistics statistics;
    const QByteArrayList lines = text.split('\n');
    for (const QByteArray &line : lines)
        statistics.append(parseStatistic(line).statistic);
    return statistics;
}

void checkMemory(const TextStatistics &statistics)
{
    const SlabMemory memory = SlabMemory::of(statistics, statistics);
    require(memory.classes.size() < size_t(SlabMemory::mostClasses) && memory.itemFields.size() <= SlabMemory::mostFigures);
    int last = 0;
    for (const SlabClass &slabClass : memory.classes) {
        require(slabClass.number > last && slabClass.figures.size() <= SlabMemory::mostFigures);
        last = slabClass.number;
        const std::optional<quint64> waste = slabClass.waste();
        require(!waste || (slabClass.used() && slabClass.figure("chunk_size")));
        static_cast<void>(slabClass.memory());
        static_cast<void>(slabClass.free());
    }
    static_cast<void>(memory.sum("number"));
}

void checkCounts(const TextStatistics &statistics, const QByteArray &text)
{
    const SizeCounts sizes = SizeCounts::of(statistics);
    require(sizes.rows.size() <= SizeCounts::mostRows);
    quint64 items = 0;
    quint64 end = 0;
    for (const SizeCount &row : sizes.rows) {
        require(row.from >= end && row.to > row.from && row.items > 0);
        end = row.to;
        items += row.items;
    }
    require(items == sizes.items);
    const PrefixCounts prefixes = PrefixCounts::of(text);
    require(prefixes.rows.size() <= PrefixCounts::mostRows && prefixes.left >= 0);
    for (const PrefixCount &row : prefixes.rows)
        require(row.hitRatio().value_or(0) >= 0 && row.hitRatio().value_or(0) <= 1);
}

void checkTrail(const TextStatistics &statistics)
{
    StatTrail trail;
    qint64 time = 0;
    for (qsizetype i = 0; i < statistics.size(); i += 3)
        trail.append(statistics.mid(i, 3), time += 1'000);
    for (const TextStatistic &statistic : statistics) {
        require(trail.points(statistic.name, StatMotion::Gauge).size() <= StatTrail::mostSamples);
        require(trail.perSecond(statistic.name, StatMotion::Counter).value_or(0) >= 0);
        static_cast<void>(statMeaning(statistic.name));
        static_cast<void>(settingMeaning(statistic.name));
        static_cast<void>(usualSetting(statistic.name, statistic.value));
        require(isSameSetting(statistic.value, statistic.value));
        static_cast<void>(clientPlace(statistic.value));
    }
}

} // namespace

/// What a server tells in lines of statistics, put together to tables.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    constexpr size_t longest = 20'000;
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(std::min(size, longest)));
    const TextStatistics statistics = statisticsIn(text);
    checkMemory(statistics);
    checkCounts(statistics, text);
    checkTrail(statistics);
    return 0;
}
