#pragma once

#include "app/values/decodefault.h"
#include "app/values/decodelimits.h"

#include <QByteArray>
#include <QByteArrayView>

enum class Compression : quint8 { None, Zlib, Gzip, Deflate, Zstd, Lz4Frame, Lz4Block, Snappy, Brotli, FastLz, Lzf };

/// What decompressing yields; with a fault, what came before it.
struct Decompressed
{
    QByteArray bytes;
    DecodeFault fault{};
};

/// The same for each: no more than limits.greatestOutput bytes, whatever sizes the input claims, and no memory for them before they come.
[[nodiscard]] Decompressed decompress(Compression compression, QByteArrayView bytes, const DecodeLimits &limits);
/// Its name, as people of the field write it.
[[nodiscard]] QString compressionName(Compression compression);
/// Which one the first bytes say (zlib, gzip, zstd, LZ4 frame), or None. Those without such a mark are never guessed.
[[nodiscard]] Compression markedCompression(QByteArrayView bytes);
