#pragma once

#include "app/keyspace/keystore.h"

#include <functional>
#include <vector>

/// What became of a server's keys between two listings: indexes in ascending order, those of the earlier listing for the keys that are
/// gone, those of the later one for all others. A key can be in several lists.
struct KeyComparison
{
    std::vector<int> added;
    std::vector<int> gone;
    std::vector<int> rewritten; ///< with another CAS; not known on a server without CAS
    std::vector<int> grown;     ///< with a larger item
    std::vector<int> neverRead; ///< not rewritten, and read by nobody up to now
    qint64 grownBytes = 0;      ///< by how much all these together

    bool operator==(const KeyComparison &) const = default;

    /// A pure function, for any thread, as long as nothing is added to `before`; what is returned once `isCancelled` is of no use.
    [[nodiscard]] static KeyComparison of(const KeyStore &before, const KeyListing &after, const std::function<bool()> &isCancelled = {});
};
