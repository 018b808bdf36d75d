#pragma once

#include "app/results/roworder.h"

#include <QByteArrayView>

/// Orders rows by bytes: eight of them at a time as one number, and only where these are equal the next eight.
class TextSort
{
public:
    explicit TextSort(Qt::SortOrder order);

    void reserve(size_t count) { m_entries.reserve(count); }
    /// `text` must stay where it is; `row` is higher than those before.
    void append(QByteArrayView text, int row) { m_entries.push_back({0, text.isNull() ? "" : text.data(), size_t(text.size()), row}); }
    [[nodiscard]] std::vector<int> sorted(const SortWatch &watch);

private:
    struct Entry
    {
        quint64 word; ///< the eight bytes that are compared now, big-endian, zeros behind the end
        const char *text;
        size_t size;
        int row;
    };
    using Place = std::vector<Entry>::iterator;
    struct Range
    {
        Place begin;
        Place end;
        size_t depth; ///< bytes that all have in common
    };

    /// Moves `range` past all that its texts have in common, and takes up their next eight bytes.
    static void deepen(Range &range);
    void givePage(const Range &range, const SortWatch &watch);
    void sortRange(const Range &range, std::vector<Range> &rest);
    [[nodiscard]] std::vector<int> rows(Place begin, Place end) const;

    bool m_descending;
    std::vector<Entry> m_entries;
};
