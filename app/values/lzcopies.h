#pragma once

#include "app/values/compression.h"

/// FastLZ in both its levels (github.com/ariya/FastLZ, README: "Block format"), as php-memcached compresses with.
[[nodiscard]] Decompressed decompressFastLz(QByteArrayView bytes, const DecodeLimits &limits);
/// LZF without a header (liblzf, lzf_d.c: the control byte's three high bits are a length, 0 for literals).
[[nodiscard]] Decompressed decompressLzf(QByteArrayView bytes, const DecodeLimits &limits);
