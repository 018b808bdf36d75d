#pragma once

#include <algorithm>
#include <memory>
#include <vector>

/// Keys of a listing, by their indexes, that are known to be gone since it was made.
struct GoneKeys
{
    std::vector<bool> marks{}; ///< may be shorter than the listing: it may have grown
    int count = 0;             ///< of those that are marked

    [[nodiscard]] bool contains(int index) const { return size_t(index) < marks.size() && marks[size_t(index)]; }
    /// Whether one of those from `begin` to before `end` is among them.
    [[nodiscard]] bool containsAny(int begin, int end) const
    {
        const auto at = [this](int index) { return marks.begin() + std::min(std::ptrdiff_t(index), std::ptrdiff_t(marks.size())); };
        return std::find(at(begin), at(end), true) != at(end);
    }
    /// One within `marks`.
    void set(int index, bool isGone)
    {
        if (marks[size_t(index)] != isGone)
            count += isGone ? 1 : -1;
        marks[size_t(index)] = isGone;
    }
};

/// Null: none.
using SharedGoneKeys = std::shared_ptr<const GoneKeys>;
