#include "app/values/valuechain.h"

#include "app/values/bytelook.h"
#include "app/values/bytereader.h"

namespace {

/// Gives the sentences here their context.
class ValueChain
{
    Q_DECLARE_TR_FUNCTIONS(ValueChain)
};

/// php-memcached's own: what it compressed has its size before it, which a guess can be held against.
bool lookForSizedBytes(const QByteArray &stored, quint32 flags, const DecodeLimits &limits, CompressionStep &step, Decompressed &result)
{
    const std::optional<CompressionStep> said = compressionByFlags(ClientLibrary::PhpMemcached, flags & 0xff);
    if (!said || said->compression == Compression::None || stored.size() <= said->prefixSize)
        return false;
    result = decompress(said->compression, QByteArrayView(stored).sliced(said->prefixSize), limits);
    if (result.fault || qFromLittleEndian<quint32>(stored.data()) != quint64(result.bytes.size()))
        return false;
    step = {said->compression, said->prefixSize, Certainty::Likely,
            ValueChain::tr("The flags could be php-memcached's for %1, and the bytes decompress to the size that is before them.")
                .arg(compressionName(said->compression))};
    return true;
}

/// By looking: only what decompresses to its end, with its checksum, is taken for compressed.
CompressionStep lookForCompression(const QByteArray &stored, quint32 flags, const DecodeLimits &limits, Decompressed &result)
{
    const Compression marked = markedCompression(stored);
    if (marked != Compression::None) {
        result = decompress(marked, stored, limits);
        const DecodeFault::Kind fault = result.fault.kind;
        if (!result.fault || fault == DecodeFault::Kind::TooLarge || fault == DecodeFault::Kind::Cancelled)
            return {marked, 0, Certainty::Certain,
                    ValueChain::tr("The bytes begin like %1 and decompress whole.").arg(compressionName(marked))};
    }
    if (CompressionStep sized; lookForSizedBytes(stored, flags, limits, sized, result))
        return sized;
    result = {stored, {}};
    return {.certainty = Certainty::Guess, .reason = ValueChain::tr("The bytes do not begin like anything compressed.")};
}

void decompressStored(ValueReading &reading, const QByteArray &stored, const DecodeLimits &limits)
{
    const CompressionStep &step = reading.compression;
    if (step.compression == Compression::None) {
        reading.bytes = stored;
        return;
    }
    if (stored.size() < step.prefixSize) {
        reading.bytes = stored;
        reading.compressionFault = DecodeFault::cutShort(stored.size());
        return;
    }
    Decompressed result = decompress(step.compression, QByteArrayView(stored).sliced(step.prefixSize), limits);
    reading.bytes = std::move(result.bytes);
    reading.compressionFault = std::move(result.fault);
    // php-memcached's size of what it compressed (php_memcached.c, s_compress_value).
    if (step.prefixSize == 4 && !reading.compressionFault && qFromLittleEndian<quint32>(stored.data()) != quint64(reading.bytes.size()))
        reading.compressionFault = DecodeFault::malformed(0, ValueChain::tr("The value has another size than it says."));
}

/// Bytes and texts of a library can be what an application encoded by itself.
void lookInside(ValueReading &reading, const DecodeLimits &limits)
{
    ByteLook look = lookAtBytes(reading.bytes, LookFor::Structure, limits);
    if (look.step.serialization == Serialization::Bytes)
        return;
    look.step.reason = reading.serialization.reason + QLatin1Char(' ') + look.step.reason;
    reading.serialization = look.step;
    reading.value = std::move(look.value);
}

} // namespace

ValueReading readValue(const QByteArray &stored, quint32 flags, ClientLibrary library, const DecodeLimits &limits,
                       const ChosenSteps &chosen)
{
    ValueReading reading;
    const std::optional<CompressionStep> compression = chosen.compression ? chosen.compression : compressionByFlags(library, flags);
    if (compression) {
        reading.compression = *compression;
        decompressStored(reading, stored, limits);
    } else {
        Decompressed result;
        reading.compression = lookForCompression(stored, flags, limits, result);
        reading.bytes = std::move(result.bytes);
        reading.compressionFault = std::move(result.fault);
    }

    const std::optional<SerializationStep> serialization =
        chosen.serialization ? chosen.serialization : serializationByFlags(library, flags);
    if (!serialization) {
        ByteLook look = lookAtBytes(reading.bytes, LookFor::Anything, limits);
        reading.serialization = look.step;
        reading.value = std::move(look.value);
        return reading;
    }
    reading.serialization = *serialization;
    reading.value = deserialize(serialization->serialization, serialization->primitive, reading.bytes, limits);
    const bool isPlain = serialization->serialization == Serialization::Bytes || serialization->serialization == Serialization::Text;
    if (isPlain && !chosen.serialization)
        lookInside(reading, limits);
    return reading;
}
