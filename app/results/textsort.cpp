#include "app/results/textsort.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace {

constexpr size_t wordSize = sizeof(quint64);

quint64 wordAt(const char *text, size_t size, size_t depth)
{
    if (size <= depth)
        return 0;
    if (size - depth >= wordSize)
        return qFromBigEndian<quint64>(text + depth);
    char padded[wordSize] = {};
    std::memcpy(padded, text + depth, size - depth);
    return qFromBigEndian<quint64>(padded);
}

/// How much of a word is there, and one more where the text goes on: of equal words the shorter is the smaller.
size_t extent(size_t size, size_t depth)
{
    return std::min(size - std::min(size, depth), wordSize + 1);
}

} // namespace

TextSort::TextSort(Qt::SortOrder order)
    : m_descending(order == Qt::DescendingOrder)
{
}

std::vector<int> TextSort::sorted(const SortWatch &watch)
{
    std::vector<Range> ranges{{m_entries.begin(), m_entries.end(), 0}};
    bool first = true;
    // A list instead of recursion: texts that differ late, each a little later than the last, must not exhaust the stack.
    while (!ranges.empty()) {
        if (watch.isCancelled && watch.isCancelled())
            return {};
        Range range = ranges.back();
        ranges.pop_back();
        deepen(range);
        if (std::exchange(first, false))
            givePage(range, watch);
        sortRange(range, ranges);
    }
    return rows(m_entries.begin(), m_entries.end());
}

void TextSort::deepen(Range &range)
{
    const Entry &first = *range.begin;
    size_t common = range.begin == range.end ? 0 : first.size;
    for (Place entry = range.begin; entry != range.end; ++entry) {
        common = std::min(common, entry->size);
        if (std::memcmp(entry->text + range.depth, first.text + range.depth, common - range.depth) == 0)
            continue;
        size_t same = range.depth;
        while (entry->text[same] == first.text[same])
            ++same;
        common = same;
        if (common == range.depth)
            break;
    }
    range.depth = std::max(range.depth, common);
    for (Place entry = range.begin; entry != range.end; ++entry)
        entry->word = wordAt(entry->text, entry->size, range.depth);
}

void TextSort::givePage(const Range &range, const SortWatch &watch)
{
    if (watch.pageSize <= 0 || range.end - range.begin <= watch.pageSize)
        return;
    const auto before = [this, depth = range.depth](const Entry &a, const Entry &b) {
        if (a.word != b.word)
            return (a.word < b.word) != m_descending;
        const size_t from = std::min({depth + wordSize, a.size, b.size});
        const int order = std::memcmp(a.text + from, b.text + from, std::min(a.size, b.size) - from);
        if (order != 0)
            return (order < 0) != m_descending;
        return a.size != b.size ? (a.size < b.size) != m_descending : a.row < b.row;
    };
    const Place end = range.begin + watch.pageSize;
    std::nth_element(range.begin, end, range.end, before);
    std::sort(range.begin, end, before);
    watch.firstPage(rows(range.begin, end));
}

void TextSort::sortRange(const Range &range, std::vector<Range> &rest)
{
    const size_t depth = range.depth;
    std::sort(range.begin, range.end, [this, depth](const Entry &a, const Entry &b) {
        if (a.word != b.word)
            return (a.word < b.word) != m_descending;
        const size_t left = extent(a.size, depth);
        const size_t right = extent(b.size, depth);
        return left != right ? (left < right) != m_descending : a.row < b.row;
    });
    for (Place begin = range.begin; begin != range.end;) {
        const bool goesOn = extent(begin->size, depth) > wordSize;
        Place end = begin + 1;
        while (end != range.end && end->word == begin->word && (extent(end->size, depth) > wordSize) == goesOn)
            ++end;
        if (goesOn && end - begin > 1)
            rest.push_back({begin, end, depth + wordSize});
        begin = end;
    }
}

std::vector<int> TextSort::rows(Place begin, Place end) const
{
    std::vector<int> result;
    result.reserve(size_t(end - begin));
    for (Place entry = begin; entry != end; ++entry)
        result.push_back(entry->row);
    return result;
}
