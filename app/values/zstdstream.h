#pragma once

#include "app/values/compression.h"

/// Zstandard (RFC 8878, all frames), by libzstd.
[[nodiscard]] Decompressed decompressZstd(QByteArrayView bytes, const DecodeLimits &limits);
