#pragma once

#include "app/keyspace/keylisting.h"

#include <memory>
#include <vector>

/// Some keys of a listing. Their indexes mean other keys in any other listing, so that the two are carried together.
struct KeyChoice
{
    using Indexes = std::shared_ptr<const std::vector<int>>;

    KeyListing listing{};
    Indexes indexes{}; ///< null: all of the listing

    [[nodiscard]] qint64 count() const { return indexes ? qint64(indexes->size()) : listing.size(); }
};
