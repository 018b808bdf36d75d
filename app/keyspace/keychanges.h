#pragma once

#include "app/keyspace/keystore.h"

#include <QByteArrayList>

#include <algorithm>
#include <functional>
#include <vector>

/// What became of a server's keys since the listing before, as far as it is shown beside them.
struct KeyChanges
{
    /// What happened to a key of the later listing.
    enum class Mark { None, New, Changed };
    static constexpr int mostGoneNamed = 100;

    std::vector<int> added;   ///< ascending indexes of the later listing
    std::vector<int> changed; ///< rewritten or grown, the same
    qint64 goneCount = 0;     ///< keys of the earlier that are not there any more
    QByteArrayList gone;      ///< the first of them

    [[nodiscard]] Mark markOf(int index) const
    {
        if (std::ranges::binary_search(added, index))
            return Mark::New;
        return std::ranges::binary_search(changed, index) ? Mark::Changed : Mark::None;
    }
    [[nodiscard]] bool isEmpty() const { return added.empty() && changed.empty() && goneCount == 0; }
    bool operator==(const KeyChanges &) const = default;

    /// A pure function, for any thread, as long as nothing is added to `before`; what is returned once `isCancelled` is of no use.
    [[nodiscard]] static KeyChanges between(const KeyStore &before, const KeyListing &after, const std::function<bool()> &isCancelled = {});
};
