#pragma once

#include "app/values/compression.h"

/// Compresses as the library of that name does by default, so that decompress() and any other reader of that format yields the same bytes.
/// What cannot be compressed, for want of memory or because the format has no room for so much, comes to an empty array.
[[nodiscard]] QByteArray compressed(Compression compression, QByteArrayView bytes);
/// The same with FastLZ (of its first level) and LZF, which write alike and of which Debian has no library for the former.
[[nodiscard]] QByteArray compressedByCopies(QByteArrayView bytes);
