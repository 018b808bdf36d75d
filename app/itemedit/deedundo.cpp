#include "app/itemedit/deedundo.h"

#include "connection/text/keysegment.h"

#include <algorithm>
#include <utility>

namespace {

/// What is removed again is gone then whatever its TTL: so long it is kept.
UndoEntry removal(const ItemDeed &deed, UndoEntry::After after)
{
    return {.key = deed.key,
            .cas = deed.after.cas,
            .expiry = deed.after.expiry.value_or(ListedKey::never),
            .way = UndoEntry::Way::Remove,
            .after = after};
}

UndoEntry former(const ItemDeed &deed, UndoEntry::Way way)
{
    return {.key = deed.key,
            .value = deed.before.value,
            .cas = deed.after.cas,
            .formerCas = deed.before.cas,
            .expiry = deed.before.expiry.value_or(ListedKey::never),
            .set = deed.after.expiry.value_or(ListedKey::never),
            .flags = deed.before.flags,
            .way = way};
}

bool canBeTakenBack(const ItemDeed &deed)
{
    if (!deed.isKnown)
        return false;
    if (deed.kind == ItemDeed::Kind::Created)
        return deed.after.cas != 0;
    const bool whole = deed.before.expiry && qint64(deed.before.value.size()) == deed.before.size;
    return whole && (deed.kind == ItemDeed::Kind::Deleted || deed.after.cas != 0);
}

} // namespace

DeedUndo undoOf(const std::vector<ItemDeed> &deeds)
{
    DeedUndo undo;
    if (deeds.empty() || !std::all_of(deeds.begin(), deeds.end(), canBeTakenBack))
        return undo;
    const auto is = [](ItemDeed::Kind kind) { return [kind](const ItemDeed &deed) { return deed.kind == kind; }; };
    const auto deleted = std::find_if(deeds.begin(), deeds.end(), is(ItemDeed::Kind::Deleted));
    const auto created = std::find_if(deeds.begin(), deeds.end(), is(ItemDeed::Kind::Created));
    if (deleted != deeds.end() && created != deeds.end()) {
        undo.kind = UndoStep::Kind::Rename;
        undo.entries = {former(*deleted, UndoEntry::Way::PutBack), removal(*created, UndoEntry::After::Previous)};
        return undo;
    }
    undo.kind = created != deeds.end() ? UndoStep::Kind::Add : UndoStep::Kind::Change;
    for (const ItemDeed &deed : deeds) {
        if (deed.kind == ItemDeed::Kind::Created)
            undo.entries.push_back(removal(deed, UndoEntry::After::Nothing));
        else
            undo.entries.push_back(former(deed, deed.kind == ItemDeed::Kind::Deleted ? UndoEntry::Way::PutBack : UndoEntry::Way::Restore));
    }
    return undo;
}

std::vector<ItemDeed> deedsOf(const std::vector<UndoneItem> &items)
{
    std::vector<ItemDeed> deeds;
    deeds.reserve(items.size());
    for (const UndoneItem &item : items) {
        ItemDeed deed{.key = item.key};
        if (item.way == UndoEntry::Way::Remove)
            deed.kind = ItemDeed::Kind::Deleted;
        else if (item.way == UndoEntry::Way::Restore)
            deed.kind = ItemDeed::Kind::Rewritten;
        if (item.way != UndoEntry::Way::Remove)
            deed.after = {.size = item.size, .flags = item.flags, .cas = item.cas, .expiry = item.expiry};
        deeds.push_back(std::move(deed));
    }
    return deeds;
}
