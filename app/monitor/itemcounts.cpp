#include "app/monitor/itemcounts.h"

#include "connection/text/textline.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

namespace {

constexpr quint64 sizeStep = 32; // bytes: a server counts items by so much
constexpr quint64 mostOfAny = std::numeric_limits<quint64>::max() / 4;
constexpr size_t mostSizes = 100'000; // with items of 1 MiB at most there are 32,768

/// How many rows there are if `width` bytes are put together.
qsizetype rowCountOf(const std::map<quint64, quint64> &counts, quint64 width)
{
    qsizetype rows = 0;
    quint64 last = std::numeric_limits<quint64>::max();
    for (const auto &[size, items] : counts) {
        const quint64 row = (size - 1) / width;
        rows += row == last ? 0 : 1;
        last = row;
    }
    return rows;
}

/// Cuts the last word off `line`, and the space before it.
QByteArrayView lastWord(QByteArrayView &line)
{
    const qsizetype space = line.lastIndexOf(' ');
    const QByteArrayView word = line.sliced(space + 1);
    line = line.first(qMax<qsizetype>(space, 0));
    return word;
}

std::optional<PrefixCount> prefixCount(QByteArrayView line)
{
    constexpr QByteArrayView begin = "PREFIX ";
    if (!line.startsWith(begin))
        return {};
    constexpr std::array<QByteArrayView, 4> names{"del", "set", "hit", "get"};
    std::array<quint64, 4> numbers{};
    for (size_t i = 0; i < names.size(); ++i) {
        const std::optional<quint64> number = unsignedNumber(lastWord(line));
        if (!number || lastWord(line) != names[i])
            return {};
        numbers[i] = *number;
    }
    const QByteArray prefix = line.size() > begin.size() ? line.sliced(begin.size()).toByteArray() : QByteArray();
    return PrefixCount{.prefix = prefix, .gets = numbers[3], .hits = numbers[2], .sets = numbers[1], .deletes = numbers[0]};
}

} // namespace

SizeCounts SizeCounts::of(const TextStatistics &statistics)
{
    SizeCounts sizes;
    std::map<quint64, quint64> counts;
    for (const TextStatistic &statistic : statistics) {
        if (statistic.name == "sizes_status" && statistic.value == "disabled")
            sizes.isTracked = false;
        const std::optional<quint64> size = unsignedNumber(statistic.name);
        const std::optional<quint64> items = unsignedNumber(statistic.value);
        if (!size || !items || *size == 0 || *size >= mostOfAny || *items == 0 || *items >= mostOfAny - sizes.items
            || counts.size() >= mostSizes)
            continue;
        counts[*size] += *items;
        sizes.items += *items;
    }
    quint64 width = sizeStep;
    while (rowCountOf(counts, width) > mostRows)
        width *= 2;
    for (const auto &[size, items] : counts) {
        const quint64 from = (size - 1) / width * width;
        if (sizes.rows.isEmpty() || sizes.rows.constLast().from != from)
            sizes.rows.append({.from = from, .to = from + width});
        sizes.rows.last().items += items;
    }
    return sizes;
}

std::optional<double> PrefixCount::hitRatio() const
{
    return gets > 0 ? std::optional(std::min(1.0, double(hits) / double(gets))) : std::nullopt;
}

PrefixCounts PrefixCounts::of(const TextStatistics &statistics)
{
    if (statistics.size() == 1)
        return of(QByteArrayView(statistics.constFirst().value));
    QByteArray text;
    for (const TextStatistic &statistic : statistics)
        text += statistic.value + '\n';
    return of(QByteArrayView(text));
}

PrefixCounts PrefixCounts::of(QByteArrayView text)
{
    PrefixCounts counts;
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        QByteArrayView line = end < 0 ? text : text.first(end);
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
        if (line.endsWith('\r'))
            line.chop(1);
        const std::optional<PrefixCount> count = prefixCount(line);
        if (count && counts.rows.size() < mostRows)
            counts.rows.append(*count);
        else if (count)
            ++counts.left;
    }
    return counts;
}
