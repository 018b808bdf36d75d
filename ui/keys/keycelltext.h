#pragma once

#include "app/keyspace/keylisting.h"
#include "app/keyspace/slabchunks.h"

#include <QString>

/// What a cell of a table of keys shows.
enum class KeyCell { Key, Size, Ttl, Expiry, Idle, Fetched, Cas, Flags, SlabClass, Waste };
constexpr int keyCellCount = 10;

/// The text of a cell; of a long key only the beginning. What the server did not tell is empty.
[[nodiscard]] QString keyCellText(const KeyListing &listing, const ListedKey &key, const SlabChunks &chunks, KeyCell cell);
