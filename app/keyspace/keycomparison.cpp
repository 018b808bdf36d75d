#include "app/keyspace/keycomparison.h"

KeyComparison KeyComparison::of(const KeyStore &before, const KeyListing &after, const std::function<bool()> &isCancelled)
{
    KeyComparison comparison;
    std::vector<bool> isThere(size_t(before.count()));
    for (const KeyListing::Part &part : after.parts()) {
        if (isCancelled && isCancelled())
            return comparison;
        const KeySegment &now = *part.segment;
        for (qsizetype i = 0; i < now.size(); ++i) {
            const int index = part.first + int(i);
            const std::optional<int> earlier = before.find(now.key(i));
            if (!earlier) {
                comparison.added.push_back(index);
                continue;
            }
            isThere[size_t(*earlier)] = true;
            const KeyListing::Place was = before.listing().placeOf(*earlier);
            const quint64 casBefore = was.segment->cas(was.index);
            const bool rewritten = casBefore != 0 && now.cas(i) != 0 && now.cas(i) != casBefore;
            if (rewritten)
                comparison.rewritten.push_back(index);
            else if (!now.isFetched(i))
                comparison.neverRead.push_back(index);
            const quint32 sizeBefore = was.segment->itemSize(was.index);
            if (sizeBefore != 0 && now.itemSize(i) > sizeBefore) {
                comparison.grown.push_back(index);
                comparison.grownBytes += now.itemSize(i) - sizeBefore;
            }
        }
    }
    for (size_t i = 0; i < isThere.size(); ++i) {
        if (!isThere[i])
            comparison.gone.push_back(int(i));
    }
    return comparison;
}
