#include "app/keyspace/keymatcher.h"

#include "app/results/bytesearch.h"

#include <QThread>
#include <QtConcurrentRun>

#include <algorithm>
#include <atomic>
#include <bit>
#include <functional>
#include <numeric>

namespace {

/// Parts of a listing for which another thread is worth the while.
constexpr size_t partsOfThread = 4;

/// The quicker a kind is looked at, the less; what takes long is asked of few keys only.
int costOf(const KeyTerm &term)
{
    switch (term.kind) {
    case KeyTerm::Kind::Text:
        return 1;
    case KeyTerm::Kind::Prefix:
    case KeyTerm::Kind::Exact:
        return 2;
    case KeyTerm::Kind::Glob:
        return 3;
    case KeyTerm::Kind::Expression:
        return 4;
    default:
        return 0;
    }
}

/// Calls `use` with what compares as `comparison` says.
template <typename Use> void withComparison(KeyTerm::Comparison comparison, const Use &use)
{
    switch (comparison) {
    case KeyTerm::Comparison::Less:
        return use(std::less<qint64>());
    case KeyTerm::Comparison::LessOrEqual:
        return use(std::less_equal<qint64>());
    case KeyTerm::Comparison::Equal:
        return use(std::equal_to<qint64>());
    case KeyTerm::Comparison::NotEqual:
        return use(std::not_equal_to<qint64>());
    case KeyTerm::Comparison::GreaterOrEqual:
        return use(std::greater_equal<qint64>());
    case KeyTerm::Comparison::Greater:
        return use(std::greater<qint64>());
    }
}

/// Whether a key that was told as `told` is as the comparison wants it.
template <typename ToldAt, typename NumberAt>
void compare(std::vector<char> &matches, const KeyTerm &term, const ToldAt &toldAt, const NumberAt &numberAt)
{
    withComparison(term.comparison, [&](auto holds) {
        const auto wanted = qint64(term.number);
        const bool negated = term.negated;
        for (size_t i = 0; i < matches.size(); ++i)
            matches[i] &= char((toldAt(qsizetype(i)) && holds(numberAt(qsizetype(i)), wanted)) != negated);
    });
}

/// Numbers of 64 bits, which are only the same or not, or greater.
void compareCas(std::vector<char> &matches, const KeyTerm &term, const KeySegment &segment)
{
    // So that unsigned numbers keep their order as signed ones.
    constexpr quint64 shift = quint64(1) << 63;
    KeyTerm shifted = term;
    shifted.number = term.number ^ shift;
    compare(
        matches, shifted, [&](qsizetype i) { return segment.cas(i) != 0; }, [&](qsizetype i) { return qint64(segment.cas(i) ^ shift); });
}

template <typename Holds> void demand(std::vector<char> &matches, bool negated, const Holds &holds)
{
    for (size_t i = 0; i < matches.size(); ++i) {
        if (matches[i])
            matches[i] = char(holds(qsizetype(i)) != negated);
    }
}

/// Whether a bit from `begin` to before `end` is set. There is a number more than the bits need.
bool hasBit(const std::vector<quint64> &bits, qsizetype begin, qsizetype end)
{
    quint64 found = 0;
    for (; begin < end; begin += 64) { // most keys are shorter: once
        const auto word = size_t(begin / 64);
        const auto shift = unsigned(begin % 64);
        const quint64 next = bits[word] >> shift | bits[word + 1] << 1U << (63 - shift);
        found |= next << unsigned(64 - std::min<qsizetype>(end - begin, 64));
    }
    return found != 0;
}

/// Which key of `segment` the byte at `place` is of; none before `from`.
qsizetype keyAt(const KeySegment &segment, qsizetype place, qsizetype from)
{
    qsizetype end = segment.size();
    while (from < end) {
        const qsizetype middle = (from + end) / 2;
        if (segment.keyEnd(middle) <= place)
            from = middle + 1;
        else
            end = middle;
    }
    return from;
}

/// The keys of `segment` that one of the places, which are few, is in with the `length` bytes from there on.
std::vector<char> keysOfPlaces(const KeySegment &segment, const std::vector<quint64> &places, qsizetype length)
{
    std::vector<char> keys(size_t(segment.size()), 0);
    qsizetype key = 0;
    for (size_t word = 0; word < places.size(); ++word) {
        for (quint64 left = places[word]; left != 0; left &= left - 1) {
            const qsizetype place = qsizetype(word * 64) + std::countr_zero(left);
            key = keyAt(segment, place, key);
            // What begins in one key and ends in the next is in neither.
            if (place + length <= segment.keyEnd(key))
                keys[size_t(key)] = 1;
        }
    }
    return keys;
}

} // namespace

KeyMatcher::KeyMatcher(const KeyFilter &filter)
    : m_terms(filter.terms())
{
    std::ranges::stable_sort(m_terms, {}, costOf);
    for (KeyTerm &term : m_terms) {
        if (term.kind == KeyTerm::Kind::Expression)
            term.expression = term.expression.unshared();
    }
}

void KeyMatcher::append(KeyMatches &matches, const KeyListing &listing, const KeyListing::Part &part, int from)
{
    const KeySegment &segment = *part.segment;
    m_matches.assign(size_t(segment.size()), 1);
    for (const KeyTerm &term : m_terms)
        apply(term, listing, segment);
    const auto begin = m_matches.begin() + std::max(from - part.first, 0);
    const auto end = m_matches.end();
    const auto count = std::count(begin, end, 1);
    std::vector<int> &indexes = matches.indexes;
    if (count * 16 < end - begin) {
        for (auto match = std::find(begin, end, 1); match != end; match = std::find(match + 1, end, 1)) {
            const auto i = match - m_matches.begin();
            indexes.push_back(part.first + int(i));
            matches.itemBytes += segment.itemSize(i);
        }
        return;
    }
    size_t next = indexes.size();
    indexes.resize(next + size_t(end - begin));
    for (auto i = begin - m_matches.begin(); i < segment.size(); ++i) { // without a branch, which nobody could foresee
        const auto isMatch = size_t(m_matches[size_t(i)]);
        indexes[next] = part.first + int(i);
        next += isMatch;
        matches.itemBytes += qint64(segment.itemSize(i) * isMatch);
    }
    indexes.resize(next);
}

void KeyMatcher::apply(const KeyTerm &term, const KeyListing &listing, const KeySegment &segment)
{
    switch (term.kind) {
    case KeyTerm::Kind::Text:
        applyText(term, segment);
        break;
    case KeyTerm::Kind::Prefix:
        demand(m_matches, term.negated, [&](qsizetype i) { return segment.key(i).startsWith(term.bytes); });
        break;
    case KeyTerm::Kind::Exact:
        demand(m_matches, term.negated, [&](qsizetype i) { return segment.key(i) == term.bytes; });
        break;
    case KeyTerm::Kind::Glob:
        demand(m_matches, term.negated, [&](qsizetype i) { return term.glob.matches(segment.key(i)); });
        break;
    case KeyTerm::Kind::Expression:
        demand(m_matches, term.negated, [&](qsizetype i) { return term.expression.isIn(segment.key(i)); });
        break;
    case KeyTerm::Kind::Size:
        compare(
            m_matches, term, [&](qsizetype i) { return segment.itemSize(i) != 0; },
            [&](qsizetype i) { return qint64(segment.itemSize(i)); });
        break;
    case KeyTerm::Kind::Ttl:
        compare(
            m_matches, term, [&](qsizetype i) { return segment.expiry(i) != ListedKey::never; },
            [&](qsizetype i) { return listing.ttl(segment.expiry(i)); });
        break;
    case KeyTerm::Kind::Idle:
        compare(
            m_matches, term, [&](qsizetype i) { return segment.lastAccess(i) != 0; },
            [&](qsizetype i) { return listing.idle(segment.lastAccess(i)); });
        break;
    case KeyTerm::Kind::Cas:
        compareCas(m_matches, term, segment);
        break;
    case KeyTerm::Kind::SlabClass:
        compare(
            m_matches, term, [](qsizetype) { return true; }, [&](qsizetype i) { return qint64(segment.slabClass(i)); });
        break;
    case KeyTerm::Kind::Flags:
        compare(
            m_matches, term, [&](qsizetype i) { return segment.flags(i).has_value(); },
            [&](qsizetype i) { return qint64(segment.flags(i).value_or(0)); });
        break;
    case KeyTerm::Kind::Read:
        demand(m_matches, term.negated, [&](qsizetype i) { return segment.isFetched(i); });
        break;
    case KeyTerm::Kind::NoTtl:
        demand(m_matches, term.negated, [&](qsizetype i) { return segment.expiry(i) == ListedKey::never; });
        break;
    }
}

void KeyMatcher::applyText(const KeyTerm &term, const KeySegment &segment)
{
    const ByteSearch search(term.bytes);
    const qsizetype count = search.mark(segment.keys(), m_places);
    if (count * 16 < segment.size()) { // from one to the next is quicker than to ask each key
        const std::vector<char> keys = keysOfPlaces(segment, m_places, search.length());
        for (size_t i = 0; i < m_matches.size(); ++i)
            m_matches[i] &= char(keys[i] ^ char(term.negated));
        return;
    }
    qsizetype begin = 0;
    for (size_t i = 0; i < m_matches.size(); ++i) {
        const qsizetype end = segment.keyEnd(qsizetype(i));
        m_matches[i] &= char(hasBit(m_places, begin, end - search.length() + 1) != term.negated);
        begin = end;
    }
}

KeyMatches matchingKeys(const KeyListing &listing, const KeyFilter &filter, int from, const std::function<bool()> &isCancelled)
{
    const std::vector<KeyListing::Part> &parts = listing.parts();
    const auto isBefore = [from](const KeyListing::Part &part) { return part.end() <= from; };
    const auto first = size_t(std::find_if_not(parts.begin(), parts.end(), isBefore) - parts.begin());
    std::vector<KeyMatches> found(parts.size() - first);
    std::atomic_size_t next = 0;
    const auto work = [&] {
        KeyMatcher matcher(filter);
        for (size_t i = next++; i < found.size() && !(isCancelled && isCancelled()); i = next++)
            matcher.append(found[i], listing, parts[first + i], from);
    };
    std::vector<QFuture<void>> others;
    const size_t threadCount = std::min(found.size() / partsOfThread, size_t(QThread::idealThreadCount()));
    while (others.size() + 1 < threadCount)
        others.push_back(QtConcurrent::run(work));
    work();
    for (QFuture<void> &other : others)
        other.waitForFinished();
    KeyMatches all;
    all.indexes.reserve(
        std::accumulate(found.begin(), found.end(), size_t(0), [](size_t sum, const auto &some) { return sum + some.indexes.size(); }));
    for (const KeyMatches &some : found) {
        all.indexes.insert(all.indexes.end(), some.indexes.begin(), some.indexes.end());
        all.itemBytes += some.itemBytes;
    }
    return all;
}
