#include "app/values/compression.h"

#include "app/values/brotlistream.h"
#include "app/values/lz4stream.h"
#include "app/values/lzcopies.h"
#include "app/values/snappyblock.h"
#include "app/values/zlibstream.h"
#include "app/values/zstdstream.h"

Decompressed decompress(Compression compression, QByteArrayView bytes, const DecodeLimits &limits)
{
    switch (compression) {
    case Compression::None:
        break;
    case Compression::Zlib:
        return inflateStream(ZlibForm::Zlib, bytes, limits);
    case Compression::Gzip:
        return inflateStream(ZlibForm::Gzip, bytes, limits);
    case Compression::Deflate:
        return inflateStream(ZlibForm::Deflate, bytes, limits);
    case Compression::Zstd:
        return decompressZstd(bytes, limits);
    case Compression::Lz4Frame:
        return decompressLz4Frame(bytes, limits);
    case Compression::Lz4Block:
        return decompressLz4Block(bytes, limits);
    case Compression::Snappy:
        return decompressSnappy(bytes, limits);
    case Compression::Brotli:
        return decompressBrotli(bytes, limits);
    case Compression::FastLz:
        return decompressFastLz(bytes, limits);
    case Compression::Lzf:
        return decompressLzf(bytes, limits);
    }
    return {bytes.toByteArray(), {}};
}

QString compressionName(Compression compression)
{
    switch (compression) {
    case Compression::None:
        break;
    case Compression::Zlib:
        return QStringLiteral("zlib");
    case Compression::Gzip:
        return QStringLiteral("gzip");
    case Compression::Deflate:
        return QStringLiteral("deflate");
    case Compression::Zstd:
        return QStringLiteral("zstd");
    case Compression::Lz4Frame:
        return QStringLiteral("LZ4");
    case Compression::Lz4Block:
        return QCoreApplication::translate("Compression", "LZ4 block");
    case Compression::Snappy:
        return QStringLiteral("Snappy");
    case Compression::Brotli:
        return QStringLiteral("Brotli");
    case Compression::FastLz:
        return QStringLiteral("FastLZ");
    case Compression::Lzf:
        return QStringLiteral("LZF");
    }
    return QCoreApplication::translate("Compression", "None");
}

Compression markedCompression(QByteArrayView bytes)
{
    // RFC 1950, section 2.2: method 8, a window of up to 32 kB, no dictionary, and both bytes together a multiple of 31.
    if (bytes.size() >= 8 && (quint8(bytes[0]) & 0x8f) == 0x08 && (quint8(bytes[1]) & 0x20) == 0
        && (quint8(bytes[0]) * 256 + quint8(bytes[1])) % 31 == 0)
        return Compression::Zlib;
    if (bytes.startsWith("\x1f\x8b\x08"))
        return Compression::Gzip;
    if (bytes.startsWith("\x28\xb5\x2f\xfd"))
        return Compression::Zstd;
    if (bytes.startsWith("\x04\x22\x4d\x18"))
        return Compression::Lz4Frame;
    return Compression::None;
}
