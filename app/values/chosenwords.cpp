#include "app/values/chosenwords.h"

#include <array>

namespace {

// In the order of the enumerations.
constexpr std::array compressionWords{"none",      "zlib",   "gzip",   "deflate", "zstd", "lz4-frame",
                                      "lz4-block", "snappy", "brotli", "fastlz",  "lzf"};
constexpr std::array serializationWords{"bytes", "text",        "integer",  "real",   "boolean", "json", "messagepack", "cbor",    "bson",
                                        "php",   "php-session", "igbinary", "pickle", "marshal", "java", "storable",    "protobuf"};
constexpr std::array primitiveWords{
    "none",          "null",          "shortened-int",   "shortened-long", "shortened-time",   "big-signed", "big-time",   "big-real",
    "big-character", "little-signed", "little-unsigned", "little-real",    "little-character", "truth",      "dotnet-time"};
constexpr std::array envelopeWords{"none", "rails-entry", "rails-7.0", "rails-7.1", "symfony", "django-signed"};
static_assert(envelopeWords.size() == size_t(Envelope::DjangoSigned) + 1);
static_assert(compressionWords.size() == size_t(Compression::Lzf) + 1);
static_assert(serializationWords.size() == size_t(Serialization::BinaryNumber));
static_assert(primitiveWords.size() == size_t(Primitive::DotNetTime) + 1);

constexpr QLatin1String number("number:");
constexpr QLatin1String own("own:");     // a decoder of the person's own, by its name
constexpr qsizetype greatestPrefix = 16; // bytes; php-memcached's has 4

/// -1: it is none of them.
template <size_t Count> int placeOf(QStringView word, const std::array<const char *, Count> &words)
{
    for (size_t i = 0; i < Count; ++i) {
        if (word == QLatin1String(words.at(i)))
            return int(i);
    }
    return -1;
}

} // namespace

ChosenWords chosenWords(const ChosenSteps &steps)
{
    ChosenWords words;
    if (const std::optional<CompressionStep> &step = steps.compression) {
        words.compression = QLatin1String(compressionWords.at(size_t(step->compression)));
        if (step->prefixSize > 0)
            words.compression += QLatin1Char('+') + QString::number(step->prefixSize);
    }
    if (const std::optional<EnvelopeStep> &step = steps.envelope) {
        words.envelope =
            step->decoder.name.isEmpty() ? QString(QLatin1String(envelopeWords.at(size_t(step->envelope)))) : own + step->decoder.name;
    }
    if (const std::optional<SerializationStep> &step = steps.serialization) {
        words.serialization = step->serialization == Serialization::BinaryNumber
            ? number + QLatin1String(primitiveWords.at(size_t(step->primitive)))
            : QString(QLatin1String(serializationWords.at(size_t(step->serialization))));
    }
    return words;
}

ChosenSteps chosenSteps(const ChosenWords &words)
{
    ChosenSteps steps;
    const qsizetype plus = words.compression.indexOf(QLatin1Char('+'));
    const int compression = placeOf(QStringView(words.compression).left(plus < 0 ? words.compression.size() : plus), compressionWords);
    const int prefix = plus < 0 ? 0 : QStringView(words.compression).sliced(plus + 1).toInt();
    if (compression >= 0 && prefix >= 0 && prefix <= greatestPrefix)
        steps.compression = CompressionStep{Compression(compression), prefix, Certainty::Chosen};
    if (words.envelope.startsWith(own) && words.envelope.size() <= own.size() + OwnDecoder::longestName)
        steps.envelope = EnvelopeStep{Envelope::None, {.name = words.envelope.mid(own.size())}, Certainty::Chosen};
    else if (const int envelope = placeOf(words.envelope, envelopeWords); envelope >= 0)
        steps.envelope = EnvelopeStep{Envelope(envelope), {}, Certainty::Chosen};
    if (words.serialization.startsWith(number)) {
        const int primitive = placeOf(QStringView(words.serialization).sliced(number.size()), primitiveWords);
        if (primitive > 0)
            steps.serialization = SerializationStep{Serialization::BinaryNumber, Primitive(primitive), Certainty::Chosen};
    } else if (const int serialization = placeOf(words.serialization, serializationWords); serialization >= 0) {
        steps.serialization = SerializationStep{Serialization(serialization), Primitive::None, Certainty::Chosen};
    }
    return steps;
}
