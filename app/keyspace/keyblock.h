#pragma once

#include "connection/text/keysegment.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// The keys of a segment as a row of bytes, column by column, and back: what a file of keys holds in compressed form.
///     1 byte     1: there are flags
///     n bytes    length of each key, 1 to 250
///     the keys end to end
///     4n bytes   expiry, 0 for never;  4n last access;  8n CAS;  4n size;  n slab class;  n marks;  4n flags, where there are some
/// A number is little-endian and cut apart: the lowest bytes of all n come first, then the next ones, which compresses best.
[[nodiscard]] QByteArray writeKeyBlock(const KeySegment &segment);
/// None: these are not the bytes of a block of `count` keys.
[[nodiscard]] std::optional<KeySegment> readKeyBlock(QByteArrayView bytes, qsizetype count);

/// Bytes of the largest block.
constexpr qsizetype largestKeyBlock = 1 + KeySegment::usualSize * (1 + KeySegment::longestKey + 26);
