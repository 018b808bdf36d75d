#include "ui/monitor/itemsview.h"

#include "app/monitor/slabmemory.h"
#include "app/monitor/statfield.h"
#include "ui/escapedtext.h"
#include "ui/monitor/stattable.h"
#include "ui/monitor/statwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <span>

namespace {

/// A column of the table (protocol.txt, "Item statistics").
struct ItemField
{
    const char *name;
    StatForm form;
    const char *title;
    const char *meaning;
};

std::span<const ItemField> itemFields()
{
    using enum StatForm;
    static constexpr ItemField fields[] = {
        {"number", Count, QT_TRANSLATE_NOOP("ItemField", "Items"),
         QT_TRANSLATE_NOOP("ItemField", "Items that are stored now, expired ones that nobody noticed included")},
        {"number_hot", Count, QT_TRANSLATE_NOOP("ItemField", "Hot"), QT_TRANSLATE_NOOP("ItemField", "Of these, stored lately")},
        {"number_warm", Count, QT_TRANSLATE_NOOP("ItemField", "Warm"), QT_TRANSLATE_NOOP("ItemField", "Of these, read at least twice")},
        {"number_cold", Count, QT_TRANSLATE_NOOP("ItemField", "Cold"),
         QT_TRANSLATE_NOOP("ItemField", "Of these, not read for long: they are evicted first")},
        {"number_temp", Count, QT_TRANSLATE_NOOP("ItemField", "Temporary"),
         QT_TRANSLATE_NOOP("ItemField", "Of these, with a short life and kept apart")},
        {"age_hot", Seconds, QT_TRANSLATE_NOOP("ItemField", "Oldest hot"),
         QT_TRANSLATE_NOOP("ItemField", "Age of the oldest hot item, since its last use")},
        {"age_warm", Seconds, QT_TRANSLATE_NOOP("ItemField", "Oldest warm"),
         QT_TRANSLATE_NOOP("ItemField", "Age of the oldest warm item, since its last use")},
        {"age", Seconds, QT_TRANSLATE_NOOP("ItemField", "Oldest cold"),
         QT_TRANSLATE_NOOP("ItemField", "Age of the oldest cold item, since its last use: the next to be evicted")},
        {"mem_requested", Bytes, QT_TRANSLATE_NOOP("ItemField", "Size"), QT_TRANSLATE_NOOP("ItemField", "Size of all items of the class")},
        {"evicted", Count, QT_TRANSLATE_NOOP("ItemField", "Evicted"),
         QT_TRANSLATE_NOOP("ItemField", "Items that were thrown out before their time to make room")},
        {"evicted_nonzero", Count, QT_TRANSLATE_NOOP("ItemField", "Evicted with a lifetime"),
         QT_TRANSLATE_NOOP("ItemField", "Of these, items that would have expired some day")},
        {"evicted_time", Seconds, QT_TRANSLATE_NOOP("ItemField", "Last evicted after"),
         QT_TRANSLATE_NOOP("ItemField", "How long nobody had used the item that was evicted last")},
        {"evicted_unfetched", Count, QT_TRANSLATE_NOOP("ItemField", "Evicted unread"),
         QT_TRANSLATE_NOOP("ItemField", "Items that were evicted without ever having been read")},
        {"evicted_active", Count, QT_TRANSLATE_NOOP("ItemField", "Evicted in use"),
         QT_TRANSLATE_NOOP("ItemField", "Items that were evicted although they had been read lately")},
        {"expired_unfetched", Count, QT_TRANSLATE_NOOP("ItemField", "Expired unread"),
         QT_TRANSLATE_NOOP("ItemField", "Items that expired without ever having been read")},
        {"outofmemory", Count, QT_TRANSLATE_NOOP("ItemField", "Out of memory"),
         QT_TRANSLATE_NOOP("ItemField", "Stores that failed as no memory could be freed")},
        {"tailrepairs", Count, QT_TRANSLATE_NOOP("ItemField", "Repairs"),
         QT_TRANSLATE_NOOP("ItemField", "Items that seemed in use for ever and were freed by force: a fault of the server where it grows")},
        {"reclaimed", Count, QT_TRANSLATE_NOOP("ItemField", "Reclaimed"),
         QT_TRANSLATE_NOOP("ItemField", "Items that took the place of an expired one")},
        {"crawler_reclaimed", Count, QT_TRANSLATE_NOOP("ItemField", "Found expired"),
         QT_TRANSLATE_NOOP("ItemField", "Expired items that the search for them removed")},
        {"crawler_items_checked", Count, QT_TRANSLATE_NOOP("ItemField", "Looked at"),
         QT_TRANSLATE_NOOP("ItemField", "Items that the search for expired ones has looked at")},
        {"lrutail_reflocked", Count, QT_TRANSLATE_NOOP("ItemField", "In use at the end"),
         QT_TRANSLATE_NOOP("ItemField", "Times that the item to be evicted next was in use, and another was looked for")},
        {"moves_to_cold", Count, QT_TRANSLATE_NOOP("ItemField", "Became cold"),
         QT_TRANSLATE_NOOP("ItemField", "Hot or warm items that became cold")},
        {"moves_to_warm", Count, QT_TRANSLATE_NOOP("ItemField", "Became warm"),
         QT_TRANSLATE_NOOP("ItemField", "Cold items that became warm as they were read")},
        {"moves_within_lru", Count, QT_TRANSLATE_NOOP("ItemField", "Stayed"),
         QT_TRANSLATE_NOOP("ItemField", "Hot and warm items that were read and may stay longer")},
        {"direct_reclaims", Count, QT_TRANSLATE_NOOP("ItemField", "Waited for memory"),
         QT_TRANSLATE_NOOP("ItemField", "Times that a client had to wait because no memory had been freed in advance")},
        {"hits_to_hot", Count, QT_TRANSLATE_NOOP("ItemField", "Hits of hot"), QT_TRANSLATE_NOOP("ItemField", "Reads of hot items")},
        {"hits_to_warm", Count, QT_TRANSLATE_NOOP("ItemField", "Hits of warm"), QT_TRANSLATE_NOOP("ItemField", "Reads of warm items")},
        {"hits_to_cold", Count, QT_TRANSLATE_NOOP("ItemField", "Hits of cold"), QT_TRANSLATE_NOOP("ItemField", "Reads of cold items")},
        {"hits_to_temp", Count, QT_TRANSLATE_NOOP("ItemField", "Hits of temporary"),
         QT_TRANSLATE_NOOP("ItemField", "Reads of items with a short life")},
    };
    return fields;
}

const ItemField *itemField(QByteArrayView name)
{
    const std::span<const ItemField> fields = itemFields();
    const auto found = std::ranges::find_if(fields, [name](const ItemField &field) { return name == QByteArrayView(field.name); });
    return found == fields.end() ? nullptr : &*found;
}

QList<StatColumn> itemColumns(const QByteArrayList &names)
{
    QList<StatColumn> columns{{QCoreApplication::translate("ItemField", "Class"), {}}};
    for (const QByteArray &name : names) {
        const ItemField *field = itemField(name);
        columns += field ? StatColumn{QCoreApplication::translate("ItemField", field->title),
                                      QCoreApplication::translate("ItemField", "%1 (%2)")
                                          .arg(QCoreApplication::translate("ItemField", field->meaning), QLatin1String(field->name))}
                         : StatColumn{escapedText(name), {}};
    }
    return columns;
}

} // namespace

ItemsView::ItemsView(StatPoll *poll)
    : ItemsView(poll, new GroupPoll(poll, {"items"}))
{
}

ItemsView::ItemsView(StatPoll *poll, GroupPoll *group)
    : GroupView(QStringLiteral("items"),
                {.name = tr("Items by slab class"),
                 .empty = tr("There are no items"),
                 .emptyText = tr("As soon as something is stored, its slab class is here.")},
                itemColumns({}), poll, group)
{
    group->setParent(this);
    dropSearch();
}

void ItemsView::refresh()
{
    const SlabMemory memory = SlabMemory::of({}, group()->statistics("items"));
    rows()->setColumns(itemColumns(memory.itemFields));
    QList<StatRow> shown;
    for (const SlabClass &slabClass : memory.classes) {
        StatRow row{.id = QByteArray::number(slabClass.number)};
        row.cells += statCell(QString::number(slabClass.number), quint64(slabClass.number));
        for (const QByteArray &name : memory.itemFields) {
            const ItemField *field = itemField(name);
            const std::optional<quint64> figure = slabClass.figure(name.constData());
            row.cells +=
                statCell(figure ? statText(QByteArray::number(*figure), field ? field->form : StatForm::Count) : countText(figure), figure);
        }
        shown += row;
    }
    tell(tr("All classes: %1 items, %2 evicted (%3 of them never read), %4 expired without having been read.")
             .arg(countText(memory.sum("number")), countText(memory.sum("evicted")), countText(memory.sum("evicted_unfetched")),
                  countText(memory.sum("expired_unfetched"))));
    showRows(shown);
}
