#include "app/keyspace/keytree.h"

#include <algorithm>
#include <limits>

namespace {

constexpr size_t keysBetweenChecks = 64 * 1024;

// Lengths within a key fit a byte.
static_assert(KeySegment::longestKey <= std::numeric_limits<quint8>::max());

int sharedLength(QByteArrayView a, QByteArrayView b)
{
    const qsizetype most = std::min(a.size(), b.size());
    return int(std::mismatch(a.begin(), a.begin() + most, b.begin()).first - a.begin());
}

bool isLess(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b) < 0;
}

} // namespace

std::shared_ptr<const KeyTree> KeyTree::build(const KeyListing &listing, std::vector<int> sorted, const QByteArray &delimiters,
                                              const std::function<bool()> &isCancelled)
{
    const std::shared_ptr<KeyTree> tree(new KeyTree);
    tree->m_listing = listing;
    tree->m_sorted = std::move(sorted);
    for (const char delimiter : delimiters)
        tree->m_isDelimiter[uchar(delimiter)] = true;
    const size_t count = tree->m_sorted.size();
    tree->m_sizes.resize(count);
    tree->m_folderLengths.resize(count);
    tree->m_sharedLengths.resize(count);
    tree->m_sums.reserve(count / sumSpacing + 1);
    qint64 sum = 0;
    QByteArrayView before;
    for (size_t i = 0; i < count; ++i) {
        if (i % keysBetweenChecks == 0 && isCancelled && isCancelled())
            return {};
        if (i % sumSpacing == 0)
            tree->m_sums.push_back(sum);
        const KeyListing::Place place = listing.placeOf(tree->m_sorted[i]);
        const QByteArrayView key = place.segment->key(place.index);
        tree->m_sizes[i] = place.segment->itemSize(place.index);
        sum += tree->m_sizes[i];
        tree->m_folderLengths[i] = quint8(tree->lastDelimiterEnd(key, key.size()));
        tree->m_sharedLengths[i] = quint8(tree->lastDelimiterEnd(key, std::min<int>(sharedLength(before, key), tree->m_folderLengths[i])));
        before = key;
    }
    return tree;
}

KeyTree::Node KeyTree::root() const
{
    return {.begin = 0, .end = size(), .length = 0, .isFolder = true, .bytes = bytes(0, size())};
}

std::vector<KeyTree::Node> KeyTree::children(const Node &folder, int from, int most) const
{
    std::vector<Node> nodes;
    for (int at = from; at < folder.end && int(nodes.size()) < most; at = nodes.back().end) {
        nodes.push_back(childAt(folder, at));
        measure(nodes.back());
    }
    return nodes;
}

/// Most of a million children are lighter than what was found before them, and are dropped at once.
std::vector<KeyTree::Node> KeyTree::heaviestChildren(const Node &folder, Weight weight, size_t most,
                                                     const std::function<bool()> &isCancelled) const
{
    const auto weightOf = [weight](const Node &node) {
        return weight == Weight::Bytes ? node.bytes : node.isFolder ? qint64(node.count()) : 0;
    };
    const auto isHeavier = [&weightOf](const Node &a, const Node &b) {
        const qint64 one = weightOf(a);
        const qint64 other = weightOf(b);
        return one != other ? one > other : a.begin < b.begin;
    };
    std::vector<Node> heaviest;
    qint64 tooLight = -1;
    size_t seen = 0;
    for (int at = folder.begin; at < folder.end;) {
        if (seen++ % keysBetweenChecks == 0 && isCancelled && isCancelled())
            return {};
        const Node child = childAt(folder, at);
        at = child.end;
        if (weightOf(child) <= tooLight)
            continue;
        heaviest.push_back(child);
        if (heaviest.size() == 2 * most) {
            const auto lightest = heaviest.begin() + qsizetype(most) - 1;
            std::ranges::nth_element(heaviest, lightest, isHeavier);
            tooLight = weightOf(*lightest);
            heaviest.resize(most);
        }
    }
    std::ranges::sort(heaviest, isHeavier);
    heaviest.resize(std::min(heaviest.size(), most));
    for (Node &child : heaviest)
        measure(child);
    return heaviest;
}

QByteArrayView KeyTree::prefix(const Node &node) const
{
    return node.length == 0 ? QByteArrayView() : key(node.begin).first(node.length);
}

std::optional<KeyTree::Node> KeyTree::find(QByteArrayView prefix) const
{
    const int begin = lowerBound(prefix);
    if (begin == size() || !key(begin).startsWith(prefix))
        return {};
    const auto hasPrefix = [this, prefix](int index) { return m_listing.key(index).startsWith(prefix); };
    const auto end = int(std::partition_point(m_sorted.begin() + begin, m_sorted.end(), hasPrefix) - m_sorted.begin());
    return Node{.begin = begin, .end = end, .length = int(prefix.size()), .isFolder = true, .bytes = bytes(begin, end)};
}

std::optional<int> KeyTree::position(QByteArrayView sought) const
{
    const int at = lowerBound(sought);
    return at < size() && key(at) == sought ? std::optional(at) : std::nullopt;
}

qint64 KeyTree::byteSize() const
{
    return qint64(m_sorted.capacity() * sizeof(int) + m_sizes.capacity() * sizeof(quint32) + m_sums.capacity() * sizeof(qint64)
                  + m_folderLengths.capacity() + m_sharedLengths.capacity());
}

qint64 KeyTree::bytesBefore(int position) const
{
    if (m_sums.empty())
        return 0;
    const size_t block = std::min(size_t(position / sumSpacing), m_sums.size() - 1);
    qint64 sum = m_sums[block];
    for (size_t i = block * sumSpacing; i < size_t(position); ++i)
        sum += m_sizes[i];
    return sum;
}

int KeyTree::lowerBound(QByteArrayView sought) const
{
    const auto at = std::ranges::lower_bound(m_sorted, sought, isLess, [this](int index) { return m_listing.key(index); });
    return int(at - m_sorted.begin());
}

/// A folder is all keys up to the next delimiter, and then as much more as they have in common, so that none holds nothing but another: its
/// keys are those that share a delimiter behind the parent's, and it ends at the last that all of them share.
KeyTree::Node KeyTree::childAt(const Node &folder, int begin) const
{
    int length = m_folderLengths[size_t(begin)];
    if (length <= folder.length)
        return {.begin = begin, .end = begin + 1, .length = 0, .isFolder = false, .bytes = m_sizes[size_t(begin)]};
    qint64 sum = m_sizes[size_t(begin)]; // of a million small folders this is far less work than bytes() for each
    int end = begin + 1;
    for (; end < folder.end && m_sharedLengths[size_t(end)] > folder.length; ++end) {
        length = std::min<int>(length, m_sharedLengths[size_t(end)]);
        sum += m_sizes[size_t(end)];
    }
    return {.begin = begin, .end = end, .length = length, .isFolder = true, .bytes = sum};
}

void KeyTree::measure(Node &child) const
{
    if (!child.isFolder)
        child.length = int(key(child.begin).size());
}

int KeyTree::lastDelimiterEnd(QByteArrayView key, qsizetype most) const
{
    while (most > 0 && !m_isDelimiter[uchar(key[most - 1])])
        --most;
    return int(most);
}
