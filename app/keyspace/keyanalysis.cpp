#include "app/keyspace/keyanalysis.h"

#include <algorithm>
#include <bit>

namespace {

constexpr size_t addedBetweenChecks = 64 * 1024;
constexpr qint64 hour = 3'600; // seconds

void add(KeyWeight &weight, const KeyListing &listing, const KeySegment &segment, qsizetype index)
{
    const qint64 bytes = segment.itemSize(index);
    ++weight.keys;
    weight.bytes += bytes;
    if (!segment.isFetched(index)) {
        ++weight.unreadKeys;
        weight.unreadBytes += bytes;
    }
    if (segment.expiry(index) == ListedKey::never) {
        ++weight.lastingKeys;
        weight.lastingBytes += bytes;
    }
    if (const qint64 idle = listing.idle(segment.lastAccess(index)); idle != KeyListing::untold) {
        ++weight.idleTold;
        weight.idleSeconds += idle;
    }
}

void add(KeyBar &bar, qint64 bytes)
{
    ++bar.keys;
    bar.bytes += bytes;
}

bool isHeavier(const PrefixWeight &a, const PrefixWeight &b)
{
    return a.weight.bytes != b.weight.bytes ? a.weight.bytes > b.weight.bytes : a.node.begin < b.node.begin;
}

/// Leaves the `most` heaviest.
void lighten(std::vector<PrefixWeight> &weights, size_t most, KeyWeight &rest)
{
    if (weights.size() <= most)
        return;
    const auto end = weights.begin() + qsizetype(most);
    std::nth_element(weights.begin(), end, weights.end(), isHeavier);
    for (auto lighter = end; lighter != weights.end(); ++lighter)
        rest += lighter->weight;
    weights.erase(end, weights.end());
}

} // namespace

KeyWeight &KeyWeight::operator+=(const KeyWeight &other)
{
    keys += other.keys;
    bytes += other.bytes;
    unreadKeys += other.unreadKeys;
    unreadBytes += other.unreadBytes;
    lastingKeys += other.lastingKeys;
    lastingBytes += other.lastingBytes;
    idleTold += other.idleTold;
    idleSeconds += other.idleSeconds;
    return *this;
}

size_t KeyAnalysis::barOf(quint64 number)
{
    return std::min(size_t(std::bit_width(number)), barCount - 1);
}

KeyAnalysis KeyAnalysis::of(const KeyListing &listing, const std::vector<int> &indexes, const SlabChunks &chunks,
                            const std::function<bool()> &isCancelled)
{
    KeyAnalysis analysis;
    KeyCursor cursor(listing);
    for (size_t i = 0; i < indexes.size(); ++i) {
        if (i % addedBetweenChecks == 0 && isCancelled && isCancelled())
            break;
        cursor.moveTo(indexes[i]);
        const KeySegment &segment = cursor.segment();
        const qsizetype index = cursor.index();
        const quint32 size = segment.itemSize(index);
        add(analysis.all, listing, segment, index);
        if (size != 0)
            add(analysis.sizes[barOf(size)], size);
        if (size >= largeSize)
            add(analysis.large, size);
        if (const qint64 ttl = listing.ttl(segment.expiry(index)); ttl != ListedKey::never) {
            add(analysis.ttls[barOf(quint64(ttl))], size);
            const auto hours = size_t(ttl / hour);
            add(hours < hourCount ? analysis.hours[hours] : analysis.later, size);
        }
        if (const qint64 idle = listing.idle(segment.lastAccess(index)); idle != KeyListing::untold) {
            add(analysis.idles[barOf(quint64(idle))], size);
            if (idle >= staleTime)
                add(analysis.stale, size);
        }
        ClassWeight &slabClass = analysis.classes[segment.slabClass(index) % SlabChunks::classCount];
        ++slabClass.keys;
        slabClass.bytes += size;
        if (const std::optional<quint32> waste = chunks.waste(size, segment.slabClass(index))) {
            ++slabClass.wastingKeys;
            slabClass.waste += *waste;
        }
    }
    return analysis;
}

std::vector<PrefixWeight> weighPrefixes(const KeyTree &tree, const KeyTree::Node &folder, size_t most, KeyWeight &rest,
                                        const std::function<bool()> &isCancelled)
{
    constexpr int portion = 4'096;
    std::vector<PrefixWeight> weights;
    PrefixWeight loose{.node = folder, .prefix = {}, .weight = {}};
    KeyCursor cursor(tree.listing());
    rest = {};
    size_t seen = 0;
    for (int from = folder.begin; from < folder.end;) {
        const std::vector<KeyTree::Node> nodes = tree.children(folder, from, portion);
        for (const KeyTree::Node &node : nodes) {
            PrefixWeight own{.node = node, .prefix = {}, .weight = {}};
            KeyWeight &weight = node.isFolder ? own.weight : loose.weight;
            for (int position = node.begin; position < node.end; ++position) {
                if (++seen % addedBetweenChecks == 0 && isCancelled && isCancelled())
                    return {};
                cursor.moveTo(tree.index(position));
                add(weight, tree.listing(), cursor.segment(), cursor.index());
            }
            if (node.isFolder)
                weights.push_back(std::move(own));
        }
        // Not all at once: there may be as many folders as keys.
        if (weights.size() > 2 * most + portion)
            lighten(weights, most, rest);
        from = nodes.back().end;
    }
    if (loose.weight.keys > 0)
        weights.push_back(std::move(loose));
    lighten(weights, most, rest);
    std::ranges::sort(weights, isHeavier);
    for (PrefixWeight &weight : weights) {
        if (weight.node != folder)
            weight.prefix = tree.prefix(weight.node).toByteArray();
    }
    return weights;
}
