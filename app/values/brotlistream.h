#pragma once

#include "app/values/compression.h"

/// Brotli (RFC 7932), by libbrotlidec.
[[nodiscard]] Decompressed decompressBrotli(QByteArrayView bytes, const DecodeLimits &limits);
