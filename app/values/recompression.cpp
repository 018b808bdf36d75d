#include "app/values/recompression.h"

#include <brotli/encode.h>
#include <lz4.h>
#include <lz4frame.h>
#include <snappy.h>
#include <zlib.h>
#include <zstd.h>

#include <limits>

namespace {

QByteArray deflated(QByteArrayView bytes, int windowBits)
{
    constexpr int memoryLevel = 8;   // zlib's own default
    constexpr qsizetype ofGzip = 18; // header and trailer, which compressBound() leaves out
    if (quint64(bytes.size()) > std::numeric_limits<uInt>::max())
        return {};
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, memoryLevel, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray output(qsizetype(deflateBound(&stream, uLong(bytes.size()))) + ofGzip, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data())); // zlib's own older const
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(output.data());
    stream.avail_out = uInt(output.size());
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    output.truncate(whole ? qsizetype(stream.total_out) : 0);
    deflateEnd(&stream);
    return output;
}

QByteArray zstdCompressed(QByteArrayView bytes)
{
    QByteArray output(qsizetype(ZSTD_compressBound(size_t(bytes.size()))), Qt::Uninitialized);
    const size_t size = ZSTD_compress(output.data(), size_t(output.size()), bytes.data(), size_t(bytes.size()), ZSTD_CLEVEL_DEFAULT);
    output.truncate(ZSTD_isError(size) ? 0 : qsizetype(size));
    return output;
}

QByteArray lz4Framed(QByteArrayView bytes)
{
    LZ4F_preferences_t preferences{};
    preferences.frameInfo.contentSize = quint64(bytes.size());
    preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
    QByteArray output(qsizetype(LZ4F_compressFrameBound(size_t(bytes.size()), &preferences)), Qt::Uninitialized);
    const size_t size = LZ4F_compressFrame(output.data(), size_t(output.size()), bytes.data(), size_t(bytes.size()), &preferences);
    output.truncate(LZ4F_isError(size) ? 0 : qsizetype(size));
    return output;
}

QByteArray lz4Block(QByteArrayView bytes)
{
    if (bytes.size() > LZ4_MAX_INPUT_SIZE)
        return {};
    QByteArray output(LZ4_compressBound(int(bytes.size())), Qt::Uninitialized);
    output.truncate(LZ4_compress_default(bytes.data(), output.data(), int(bytes.size()), int(output.size())));
    return output;
}

QByteArray snappyBlock(QByteArrayView bytes)
{
    if (quint64(bytes.size()) > std::numeric_limits<quint32>::max())
        return {};
    QByteArray output(qsizetype(snappy::MaxCompressedLength(size_t(bytes.size()))), Qt::Uninitialized);
    size_t size = 0;
    snappy::RawCompress(bytes.data(), size_t(bytes.size()), output.data(), &size);
    output.truncate(qsizetype(size));
    return output;
}

QByteArray brotliCompressed(QByteArrayView bytes)
{
    constexpr int quality = 5; // far faster than the highest, which is the default, and little larger
    size_t size = BrotliEncoderMaxCompressedSize(size_t(bytes.size()));
    if (size == 0)
        return {};
    QByteArray output(qsizetype(size), Qt::Uninitialized);
    const auto done =
        BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_DEFAULT_MODE, size_t(bytes.size()),
                              reinterpret_cast<const uint8_t *>(bytes.data()), &size, reinterpret_cast<uint8_t *>(output.data()));
    output.truncate(done ? qsizetype(size) : 0);
    return output;
}

} // namespace

QByteArray compressed(Compression compression, QByteArrayView bytes)
{
    constexpr int gzip = 16; // deflateInit2() in zlib.h
    switch (compression) {
    case Compression::None:
        break;
    case Compression::Zlib:
        return deflated(bytes, MAX_WBITS);
    case Compression::Gzip:
        return deflated(bytes, MAX_WBITS + gzip);
    case Compression::Deflate:
        return deflated(bytes, -MAX_WBITS);
    case Compression::Zstd:
        return zstdCompressed(bytes);
    case Compression::Lz4Frame:
        return lz4Framed(bytes);
    case Compression::Lz4Block:
        return lz4Block(bytes);
    case Compression::Snappy:
        return snappyBlock(bytes);
    case Compression::Brotli:
        return brotliCompressed(bytes);
    case Compression::FastLz:
    case Compression::Lzf:
        return compressedByCopies(bytes);
    }
    return bytes.toByteArray();
}
