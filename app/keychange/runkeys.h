#pragma once

#include "app/keyspace/keylisting.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <vector>

/// The keys of a run, in its order: some of a listing, or a list of their own. Cheap to copy, and safe to read in any thread.
struct RunKeys
{
    KeyListing listing{};
    std::shared_ptr<const std::vector<int>> indexes{}; ///< of the listing
    std::shared_ptr<const std::vector<QByteArray>> own{};

    [[nodiscard]] int size() const { return own ? int(own->size()) : indexes ? int(indexes->size()) : 0; }
    [[nodiscard]] QByteArrayView at(int position) const
    {
        return own ? QByteArrayView((*own)[size_t(position)]) : listing.key((*indexes)[size_t(position)]);
    }
};
