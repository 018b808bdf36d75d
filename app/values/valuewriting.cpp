#include "app/values/valuewriting.h"

#include "app/results/jsontext.h"
#include "app/values/recompression.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

namespace {

struct ValueWritingWords
{
    Q_DECLARE_TR_FUNCTIONS(ValueWriting)
};

/// php-memcached's size of what it compressed (php_memcached.c, s_compress_value), the only prefix there is.
constexpr qsizetype sizePrefix = 4;

/// The decompressed bytes of a changed value, in the envelope that it was in.
WrittenValue wrappedValue(const ValueReading &reading, const QByteArray &bytes, const DecodeLimits &limits)
{
    if (!reading.wrapping)
        return {bytes, {}};
    const Wrapping &wrapping = *reading.wrapping;
    const QString name = envelopeName(reading.envelope.envelope);
    const bool isAscii = std::all_of(bytes.begin(), bytes.end(), [](char byte) { return quint8(byte) < 0x80; });
    if (wrapping.content == Wrapping::Content::Ascii && !isAscii)
        return {{}, ValueWritingWords::tr("The %1 says that the value is ASCII, which the new one is not.").arg(name)};
    if (wrapping.content == Wrapping::Content::Utf8 && !isText(bytes))
        return {{}, ValueWritingWords::tr("The %1 says that the value is a text, which the new one is not.").arg(name)};
    const QByteArray body = wrapping.compression == Compression::None ? bytes : compressed(wrapping.compression, bytes);
    if (wrapping.compression != Compression::None) {
        const Decompressed again = decompress(wrapping.compression, body, limits);
        if (again.fault || again.bytes != bytes)
            return {{}, ValueWritingWords::tr("The value cannot be compressed with %1.").arg(compressionName(wrapping.compression))};
    }
    const std::optional<QByteArray> wrapped = wrappedAgain(wrapping, reading.wrapped, body);
    if (!wrapped)
        return {{}, ValueWritingWords::tr("The value is too large for a %1.").arg(name)};
    return {*wrapped, {}};
}

/// What was put into an envelope anew is in it when it is read, and the envelope says what it said.
bool isReadAgain(const ValueReading &reading, const QByteArray &wrapped, const QByteArray &bytes, const DecodeLimits &limits)
{
    ChosenSteps steps;
    steps.compression = CompressionStep{};
    steps.envelope = reading.envelope;
    const ValueReading again = readValue(wrapped, 0, ClientLibrary::Unknown, limits, steps);
    return !again.envelopeFault && again.bytes == bytes && again.envelopeFacts == reading.envelopeFacts;
}

} // namespace

QString whyNotWritable(const ValueReading &reading)
{
    if (!reading.envelope.decoder.name.isEmpty())
        return ValueWritingWords::tr("Your decoder “%1” reads the value, and there is no way back through it.")
            .arg(reading.envelope.decoder.name);
    if (reading.compressionFault)
        return ValueWritingWords::tr("The value could not be decompressed whole, so nothing could be compressed in its place.");
    if (reading.compression.prefixSize != 0 && reading.compression.prefixSize != sizePrefix)
        return ValueWritingWords::tr("What stands before the compressed bytes is not known, so it could not be written again.");
    if (reading.wrapping && reading.envelopeFault)
        return ValueWritingWords::tr("What is in the %1 could not be read whole, so nothing could be put in its place.")
            .arg(envelopeName(reading.envelope.envelope));
    if (reading.wrapping && reading.wrapping->form != Wrapping::Form::Raw)
        return ValueWritingWords::tr("Django signs the value with a secret key of the application, which would not accept a changed one.");
    return {};
}

WrittenValue writeValue(const QByteArray &stored, const ValueReading &reading, const QByteArray &bytes, const DecodeLimits &limits)
{
    if (bytes == reading.bytes)
        return {stored, {}};
    if (const QString why = whyNotWritable(reading); !why.isEmpty())
        return {{}, why};
    const CompressionStep &step = reading.compression;
    const WrittenValue whole = wrappedValue(reading, bytes, limits);
    if (!whole.isWritten())
        return whole;
    if (reading.wrapping && !isReadAgain(reading, whole.stored, bytes, limits))
        return {{},
                ValueWritingWords::tr("The value would not be the same when it is read from the %1 again.")
                    .arg(envelopeName(reading.envelope.envelope))};
    if (step.compression == Compression::None)
        return whole;
    const QString name = compressionName(step.compression);
    if (quint64(whole.stored.size()) > std::numeric_limits<quint32>::max())
        return {{}, ValueWritingWords::tr("The value is too large for %1.").arg(name)};
    QByteArray written(step.prefixSize, '\0');
    if (step.prefixSize == sizePrefix)
        qToLittleEndian(quint32(whole.stored.size()), written.data());
    const QByteArray body = compressed(step.compression, whole.stored);
    const Decompressed again = decompress(step.compression, body, limits);
    if (again.fault.kind == DecodeFault::Kind::Cancelled)
        return {{}, again.fault.text};
    if (again.fault || again.bytes != whole.stored)
        return {
            {},
            ValueWritingWords::tr("The value cannot be compressed with %1: store it without compression, or leave it as it is.").arg(name)};
    return {written + body, {}};
}
