#include "app/monitor/slabmemory.h"

#include "connection/text/textline.h"

#include <algorithm>
#include <limits>
#include <map>

namespace {

constexpr quint64 greatest = std::numeric_limits<quint64>::max();

std::optional<quint64> product(const std::optional<quint64> &one, const std::optional<quint64> &other)
{
    if (!one || !other || (*one != 0 && *other > greatest / *one))
        return {};
    return *one * *other;
}

std::optional<quint64> numberIn(const QHash<QByteArray, quint64> &figures, const char *name)
{
    const auto found = figures.constFind(QByteArray::fromRawData(name, qsizetype(qstrlen(name))));
    return found == figures.cend() ? std::nullopt : std::optional(*found);
}

/// "5:chunk_size", or of items "items:5:number".
struct FigureName
{
    int slabClass = 0; ///< 0: of none
    QByteArrayView name{};
};

FigureName figureName(QByteArrayView text, QByteArrayView begin)
{
    if (!text.startsWith(begin))
        return {};
    text = text.sliced(begin.size());
    const qsizetype colon = text.indexOf(':');
    if (colon <= 0)
        return {};
    const std::optional<quint32> number = unsignedNumber32(text.first(colon));
    const QByteArrayView name = text.sliced(colon + 1);
    return number && *number > 0 && *number < quint32(SlabMemory::mostClasses) && !name.isEmpty() ? FigureName{int(*number), name}
                                                                                                  : FigureName();
}

} // namespace

std::optional<quint64> SlabClass::figure(const char *name) const
{
    return numberIn(figures, name);
}

std::optional<quint64> SlabClass::memory() const
{
    return product(product(figure("chunk_size"), figure("chunks_per_page")), figure("total_pages"));
}

std::optional<quint64> SlabClass::used() const
{
    if (figure("used_chunks") == std::optional<quint64>(0)) // of a class without items nothing is told
        return 0;
    return figure("mem_requested");
}

std::optional<quint64> SlabClass::free() const
{
    return product(figure("chunk_size"), figure("free_chunks"));
}

std::optional<quint64> SlabClass::waste() const
{
    const std::optional<quint64> taken = product(figure("chunk_size"), figure("used_chunks"));
    const std::optional<quint64> filled = used();
    return taken && filled && *filled <= *taken ? std::optional(*taken - *filled) : std::nullopt;
}

SlabMemory SlabMemory::of(const TextStatistics &slabs, const TextStatistics &items)
{
    SlabMemory memory;
    std::map<int, SlabClass> classes;
    const auto note = [&classes](const FigureName &name, quint64 number) {
        SlabClass &slabClass = classes[name.slabClass];
        if (slabClass.figures.size() < mostFigures)
            slabClass.figures.insert(name.name.toByteArray(), number);
    };
    for (const TextStatistic &statistic : slabs) {
        const std::optional<quint64> number = unsignedNumber(statistic.value);
        if (!number)
            continue;
        if (const FigureName name = figureName(statistic.name, {}); name.slabClass > 0)
            note(name, *number);
        else if (!statistic.name.contains(':') && memory.totals.size() < mostFigures)
            memory.totals.insert(statistic.name, *number);
    }
    for (const TextStatistic &statistic : items) {
        const std::optional<quint64> number = unsignedNumber(statistic.value);
        const FigureName name = figureName(statistic.name, "items:");
        if (!number || name.slabClass == 0)
            continue;
        note(name, *number);
        if (const QByteArray field = name.name.toByteArray(); memory.itemFields.size() < mostFigures && !memory.itemFields.contains(field))
            memory.itemFields += field;
    }
    for (auto &[number, slabClass] : classes) {
        slabClass.number = number;
        memory.classes.push_back(std::move(slabClass));
    }
    return memory;
}

std::optional<quint64> SlabMemory::sum(const char *name) const
{
    std::optional<quint64> sum;
    for (const SlabClass &slabClass : classes) {
        if (const std::optional<quint64> number = slabClass.figure(name))
            sum = *number > greatest - sum.value_or(0) ? greatest : sum.value_or(0) + *number;
    }
    return sum;
}
