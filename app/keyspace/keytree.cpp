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
    tree->m_shared.resize(count);
    tree->m_folderLengths.resize(count);
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
        tree->m_shared[i] = quint8(sharedLength(before, key));
        tree->m_folderLengths[i] = quint8(tree->lastDelimiterEnd(key, key.size()));
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
        if (m_folderLengths[size_t(at)] > folder.length)
            nodes.push_back(folderAt(at, folder.end, folder.length));
        else
            nodes.push_back({.begin = at, .end = at + 1, .length = int(key(at).size()), .isFolder = false, .bytes = m_sizes[size_t(at)]});
    }
    return nodes;
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
    int end = begin + 1;
    while (end < size() && m_shared[size_t(end)] >= prefix.size())
        ++end;
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
                  + m_shared.capacity() + m_folderLengths.capacity());
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

/// The folder that begins at `begin` within one that ends at `end`: all keys up to the next delimiter, and then as much more as they have
/// in common, so that no folder holds nothing but another.
KeyTree::Node KeyTree::folderAt(int begin, int end, int parentLength) const
{
    const QByteArrayView first = key(begin);
    int length = parentLength;
    while (!m_isDelimiter[uchar(first[length])])
        ++length;
    ++length;
    int shared = m_folderLengths[size_t(begin)];
    qint64 sum = m_sizes[size_t(begin)]; // of a million small folders this is far less work than bytes() for each
    int at = begin + 1;
    for (; at < end && m_shared[size_t(at)] >= length; ++at) {
        shared = std::min<int>(shared, m_shared[size_t(at)]);
        sum += m_sizes[size_t(at)];
    }
    return {.begin = begin, .end = at, .length = lastDelimiterEnd(first, shared), .isFolder = true, .bytes = sum};
}

int KeyTree::lastDelimiterEnd(QByteArrayView key, qsizetype most) const
{
    while (most > 0 && !m_isDelimiter[uchar(key[most - 1])])
        --most;
    return int(most);
}
