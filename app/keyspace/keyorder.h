#pragma once

#include "app/keyspace/keylisting.h"
#include "app/keyspace/slabchunks.h"

#include <Qt>

#include <functional>
#include <vector>

/// What is known of a listed key.
enum class KeyColumn { Key, Size, Ttl, Idle, Fetched, Cas, Flags, SlabClass, Waste };

/// In which order keys are seen: by a column, or, without one, as they came.
struct KeyOrder
{
    int column = -1; ///< a KeyColumn, or -1
    Qt::SortOrder order = Qt::AscendingOrder;

    [[nodiscard]] bool isArrival() const { return column < 0; }
    bool operator==(const KeyOrder &) const = default;
};

/// `indexes`, which ascend, in the order of `order`. Keys are compared as bytes; what never expires is left longest, and what was not told
/// comes first; equal ones keep the order in which they came either way. A pure function, for any thread; what is returned once
/// `isCancelled` is of no use.
[[nodiscard]] std::vector<int> sortedKeys(const KeyListing &listing, std::vector<int> indexes, const KeyOrder &order,
                                          const SlabChunks &chunks = {}, const std::function<bool()> &isCancelled = {});
