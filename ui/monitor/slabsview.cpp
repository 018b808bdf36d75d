#include "ui/monitor/slabsview.h"

#include "ui/monitor/slabbars.h"
#include "ui/monitor/stattable.h"
#include "ui/monitor/statwords.h"

#include <QVBoxLayout>

#include <limits>

namespace {

StatRow slabRow(const SlabClass &slabClass)
{
    StatRow row{.id = QByteArray::number(slabClass.number)};
    const auto add = [&row](QString (*text)(const std::optional<quint64> &), const std::optional<quint64> &amount) {
        row.cells += statCell(text(amount), amount);
    };
    row.cells += statCell(QString::number(slabClass.number), quint64(slabClass.number));
    add(amountText, slabClass.figure("chunk_size"));
    add(countText, slabClass.figure("total_pages"));
    add(amountText, slabClass.memory());
    add(amountText, slabClass.used());
    add(amountText, slabClass.waste());
    add(amountText, slabClass.free());
    add(countText, slabClass.figure("number"));
    add(countText, slabClass.figure("cmd_set"));
    add(countText, slabClass.figure("get_hits"));
    add(countText, slabClass.figure("evicted"));
    add(ageText, slabClass.figure("age_hot"));
    add(ageText, slabClass.figure("age_warm"));
    add(ageText, slabClass.figure("age"));
    return row;
}

using SlabPart = std::optional<quint64> (SlabClass::*)() const;

std::optional<quint64> sumOfParts(const SlabMemory &memory, SlabPart part)
{
    std::optional<quint64> sum;
    for (const SlabClass &slabClass : memory.classes) {
        const std::optional<quint64> amount = (slabClass.*part)();
        if (amount && *amount < std::numeric_limits<quint64>::max() / 2 - sum.value_or(0))
            sum = sum.value_or(0) + *amount;
    }
    return sum;
}

} // namespace

SlabsView::SlabsView(StatPoll *poll)
    : SlabsView(poll, new GroupPoll(poll, {"slabs", "items"}))
{
}

SlabsView::SlabsView(StatPoll *poll, GroupPoll *group)
    : GroupView(QStringLiteral("slabs"),
                {.name = tr("Slab classes"),
                 .empty = tr("No memory is in use"),
                 .emptyText = tr("As soon as something is stored, the classes of memory that it needs are here.")},
                {{tr("Class"), tr("Items go to the class with the smallest chunks that they fit into")},
                 {tr("Chunk"), tr("Room for one item of this class")},
                 {tr("Pages"), tr("Memory is given to a class in pages, usually of 1 MiB")},
                 {tr("Memory"), tr("All pages of the class")},
                 {tr("Used"), tr("Size of the items in it")},
                 {tr("Waste"), tr("Room in used chunks that is not filled")},
                 {tr("Free"), tr("Chunks that nothing is in")},
                 {tr("Items")},
                 {tr("Stores"), tr("Values that were sent to be stored in this class")},
                 {tr("Hits"), tr("Reads that found an item of this class")},
                 {tr("Evicted"), tr("Items that were thrown out before their time to make room")},
                 {tr("Oldest hot"), tr("Age of the oldest hot item, since its last use")},
                 {tr("Oldest warm"), tr("Age of the oldest warm item, since its last use")},
                 {tr("Oldest cold"), tr("Age of the oldest cold item, since its last use: the next to be evicted")}},
                poll, group)
    , m_bars(new SlabBars)
{
    group->setParent(this);
    dropSearch();
    column()->addWidget(m_bars);
    connect(m_bars, &SlabBars::currentChanged, this, [this](int slabClass) { table()->setCurrentId(QByteArray::number(slabClass)); });
    connect(table(), &StatTable::currentIdChanged, this, [this] { m_bars->setCurrent(table()->currentId().toInt()); });
}

void SlabsView::refresh()
{
    const SlabMemory memory = SlabMemory::of(group()->statistics("slabs"), group()->statistics("items"));
    QList<StatRow> shown;
    for (const SlabClass &slabClass : memory.classes)
        shown += slabRow(slabClass);
    m_bars->setMemory(memory);
    tell(summary(memory));
    showRows(shown);
}

QString SlabsView::summary(const SlabMemory &memory) const
{
    std::optional<quint64> pool;
    const TextStatistics &general = poll()->statistics();
    for (const TextStatistic &statistic : general) {
        if (statistic.name == "slab_global_page_pool")
            pool = statistic.value.toULongLong();
    }
    const auto total = memory.totals.constFind("total_malloced");
    const std::optional<quint64> taken = total == memory.totals.cend() ? std::nullopt : std::optional(*total);
    QString text = tr("Classes have %1 (the limit is %2): %3 hold items, %4 are lost in chunks that are not full, %5 are free.")
                       .arg(amountText(taken), amountText(poll()->latest().values[indexOf(Metric::MemoryLimit)]),
                            amountText(sumOfParts(memory, &SlabClass::used)), amountText(sumOfParts(memory, &SlabClass::waste)),
                            amountText(sumOfParts(memory, &SlabClass::free)));
    if (pool)
        text += QLatin1Char(' ') + tr("%Ln pages belong to no class.", nullptr, int(std::min<quint64>(*pool, 1'000'000)));
    return text;
}
