#pragma once

#include "app/values/compression.h"

/// An LZ4 frame (lz4_Frame_format.md), by liblz4.
[[nodiscard]] Decompressed decompressLz4Frame(QByteArrayView bytes, const DecodeLimits &limits);
/// An LZ4 block without a frame (lz4_Block_format.md), whose size is not known beforehand.
[[nodiscard]] Decompressed decompressLz4Block(QByteArrayView bytes, const DecodeLimits &limits);
