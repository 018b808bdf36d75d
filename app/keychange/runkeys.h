#pragma once

#include "app/keyspace/keylisting.h"

#include <QByteArrayView>

#include <memory>
#include <vector>

/// The keys of a run, in its order. Cheap to copy, and safe to read in any thread.
struct RunKeys
{
    KeyListing listing{};
    std::shared_ptr<const std::vector<int>> indexes{}; ///< of the listing; null: all of it

    [[nodiscard]] int size() const { return indexes ? int(indexes->size()) : listing.size(); }
    [[nodiscard]] int indexAt(int position) const { return indexes ? (*indexes)[size_t(position)] : position; }
    [[nodiscard]] QByteArrayView at(int position) const { return listing.key(indexAt(position)); }
};
