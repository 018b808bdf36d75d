#include "app/values/valuewriting.h"

#include "app/values/recompression.h"

#include <QtEndian>

#include <limits>

namespace {

struct ValueWritingWords
{
    Q_DECLARE_TR_FUNCTIONS(ValueWriting)
};

/// php-memcached's size of what it compressed (php_memcached.c, s_compress_value), the only prefix there is.
constexpr qsizetype sizePrefix = 4;

} // namespace

QString whyNotWritable(const ValueReading &reading)
{
    if (reading.compressionFault)
        return ValueWritingWords::tr("The value could not be decompressed whole, so nothing could be compressed in its place.");
    if (reading.compression.prefixSize != 0 && reading.compression.prefixSize != sizePrefix)
        return ValueWritingWords::tr("What stands before the compressed bytes is not known, so it could not be written again.");
    return {};
}

WrittenValue writeValue(const QByteArray &stored, const ValueReading &reading, const QByteArray &bytes, const DecodeLimits &limits)
{
    if (bytes == reading.bytes)
        return {stored, {}};
    if (const QString why = whyNotWritable(reading); !why.isEmpty())
        return {{}, why};
    const CompressionStep &step = reading.compression;
    if (step.compression == Compression::None)
        return {bytes, {}};
    const QString name = compressionName(step.compression);
    if (quint64(bytes.size()) > std::numeric_limits<quint32>::max())
        return {{}, ValueWritingWords::tr("The value is too large for %1.").arg(name)};
    QByteArray written(step.prefixSize, '\0');
    if (step.prefixSize == sizePrefix)
        qToLittleEndian(quint32(bytes.size()), written.data());
    const QByteArray body = compressed(step.compression, bytes);
    const Decompressed again = decompress(step.compression, body, limits);
    if (again.fault.kind == DecodeFault::Kind::Cancelled)
        return {{}, again.fault.text};
    if (again.fault || again.bytes != bytes)
        return {
            {},
            ValueWritingWords::tr("The value cannot be compressed with %1: store it without compression, or leave it as it is.").arg(name)};
    return {written + body, {}};
}
