#pragma once

#include <QtGlobal>

enum class ItemCas { Kept, None };
enum class ItemFlags { Some, None };

/// Bytes of a whole item as a metadump tells them, worked out from what other commands tell (memcached's items.c, ITEM_ntotal, on a machine
/// of 64 bits): header, CAS, key with its NUL, flags where there are any, value with its line end.
[[nodiscard]] constexpr qint64 wholeItemSize(qint64 keyLength, qint64 valueLength, ItemCas cas, ItemFlags flags)
{
    return 48 + (cas == ItemCas::Kept ? 8 : 0) + keyLength + 1 + (flags == ItemFlags::Some ? 4 : 0) + valueLength + 2;
}
