#pragma once

#include "app/values/compression.h"

/// Snappy without a frame (google/snappy, format_description.txt), by libsnappy.
[[nodiscard]] Decompressed decompressSnappy(QByteArrayView bytes, const DecodeLimits &limits);
