#include "app/keyspace/keychanges.h"

#include "app/keyspace/keycomparison.h"

#include <iterator>

KeyChanges KeyChanges::between(const KeyStore &before, const KeyListing &after, const std::function<bool()> &isCancelled)
{
    KeyComparison comparison = KeyComparison::of(before, after, isCancelled);
    KeyChanges changes;
    changes.added = std::move(comparison.added);
    std::ranges::set_union(comparison.rewritten, comparison.grown, std::back_inserter(changes.changed));
    changes.goneCount = qint64(comparison.gone.size());
    for (const int index : comparison.gone) {
        if (changes.gone.size() == mostGoneNamed)
            break;
        changes.gone += before.listing().key(index).toByteArray();
    }
    return changes;
}
