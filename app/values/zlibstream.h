#pragma once

#include "app/values/compression.h"

enum class ZlibForm : quint8 { Zlib, Gzip, Deflate };

/// zlib (RFC 1950), gzip (RFC 1952, all its members) or bare deflate (RFC 1951), by zlib.
[[nodiscard]] Decompressed inflateStream(ZlibForm form, QByteArrayView bytes, const DecodeLimits &limits);
