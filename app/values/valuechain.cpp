#include "app/values/valuechain.h"

#include "app/results/jsontext.h"
#include "app/values/bytelook.h"
#include "app/values/bytereader.h"
#include "app/values/envelopereading.h"

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
    const auto size = qFromLittleEndian<quint32>(stored.data());
    // Of what is larger than may be made of it now the beginning is there, and as much as it says would have been too much.
    const bool isCut = result.fault.kind == DecodeFault::Kind::TooLarge && qsizetype(size) > limits.greatestOutput;
    if (!isCut && (result.fault || size != quint64(result.bytes.size())))
        return false;
    step = {said->compression, said->prefixSize, Certainty::Likely,
            ValueChain::tr("The flags could be php-memcached's for %1, and the bytes decompress to the size that is before them.")
                .arg(compressionName(said->compression))};
    return true;
}

/// By looking: only what decompresses to its end, with its checksum, is taken for compressed.
CompressionStep lookForCompression(const QByteArray &stored, quint32 flags, const DecodeLimits &limits, Decompressed &result,
                                   DecodeFault &damage)
{
    const Compression marked = markedCompression(stored);
    if (marked != Compression::None) {
        result = decompress(marked, stored, limits);
        const DecodeFault::Kind fault = result.fault.kind;
        if (!result.fault || fault == DecodeFault::Kind::TooLarge || fault == DecodeFault::Kind::Cancelled)
            return {marked, 0, Certainty::Certain,
                    ValueChain::tr("The bytes begin like %1 and decompress whole.").arg(compressionName(marked))};
    }
    // A text that happens to begin so is a text.
    const bool isDamaged = marked != Compression::None && !isText(stored);
    const DecodeFault why = result.fault;
    if (CompressionStep sized; lookForSizedBytes(stored, flags, limits, sized, result))
        return sized;
    result = {stored, {}};
    if (isDamaged) {
        damage = why;
        damage.text = why.kind == DecodeFault::Kind::CutShort
            ? ValueChain::tr("The value begins like %1, but ends too early, at byte %L2.").arg(compressionName(marked)).arg(why.offset)
            : ValueChain::tr("The value begins like %1, but is damaged at byte %L2.").arg(compressionName(marked)).arg(why.offset);
        return {.certainty = Certainty::Guess, .reason = damage.text};
    }
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

void readSerialized(ValueReading &reading, const std::optional<SerializationStep> &step, bool isChosen, const DecodeLimits &limits)
{
    if (!step) {
        ByteLook look = lookAtBytes(reading.bytes, LookFor::Anything, limits);
        reading.serialization = look.step;
        reading.value = std::move(look.value);
        return;
    }
    reading.serialization = *step;
    reading.value = deserialize(step->serialization, step->primitive, reading.bytes, limits);
    const bool isPlain = step->serialization == Serialization::Bytes || step->serialization == Serialization::Text;
    if (isPlain && !isChosen)
        lookInside(reading, limits);
}

} // namespace

ValueReading readValue(const QByteArray &stored, quint32 flags, ClientLibrary library, const DecodeLimits &limits,
                       const ChosenSteps &chosen)
{
    ValueReading reading;
    const bool isOwn = chosen.envelope && !chosen.envelope->decoder.name.isEmpty();
    const std::optional<CompressionStep> compression = chosen.compression ? chosen.compression : compressionByFlags(library, flags);
    if (isOwn && chosen.envelope->decoder.input == OwnDecoder::Input::Stored) {
        reading.compression.reason = ValueChain::tr("Your decoder reads the bytes as they are stored.");
        reading.bytes = stored;
    } else if (compression) {
        reading.compression = *compression;
        decompressStored(reading, stored, limits);
    } else {
        Decompressed result;
        reading.compression = lookForCompression(stored, flags, limits, result, reading.damage);
        reading.bytes = std::move(result.bytes);
        reading.compressionFault = std::move(result.fault);
    }
    if (isOwn) {
        reading.envelope = *chosen.envelope;
        return reading;
    }
    if (readWrapped(reading, chosen, limits))
        return reading;
    readSerialized(reading, chosen.serialization ? chosen.serialization : serializationByFlags(library, flags), bool(chosen.serialization),
                   limits);
    readAsEnvelope(reading, chosen, limits);
    return reading;
}

ValueReading readMade(ValueReading reading, const QByteArray &made, const DecodeLimits &limits, const ChosenSteps &chosen)
{
    reading.wrapped = std::exchange(reading.bytes, made);
    readSerialized(reading, chosen.serialization, bool(chosen.serialization), limits);
    return reading;
}

Decoded decodedLike(const ValueReading &reading, const QByteArray &bytes, const DecodeLimits &limits)
{
    Decoded decoded = deserialize(reading.serialization.serialization, reading.serialization.primitive, bytes, limits);
    if (decoded.fault)
        return decoded;
    if (const std::optional<EnvelopeContent> content = contentOf(reading.envelope.envelope, decoded.tree); content && !content->wrapping)
        narrowTo(decoded.tree, *content);
    return decoded;
}
