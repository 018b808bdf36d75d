#pragma once

#include "app/values/clientlibrary.h"
#include "app/values/compression.h"
#include "app/values/envelope.h"
#include "app/values/owndecoder.h"
#include "app/values/serialization.h"

#include <QByteArray>

#include <optional>

/// How sure a step of a chain is.
enum class Certainty : quint8 {
    Chosen,  ///< a person said so
    Certain, ///< the library's own flags say so, or a checksum
    Likely,  ///< the bytes begin so and decode whole
    Guess,   ///< nothing speaks against it
};

/// From the stored bytes to decompressed ones. `reason` is a translated sentence that says why.
struct CompressionStep
{
    Compression compression = Compression::None;
    qsizetype prefixSize = 0; ///< bytes before the compressed ones: php-memcached's size
    Certainty certainty = Certainty::Guess;
    QString reason{};
};

/// From decompressed bytes to what they mean.
struct SerializationStep
{
    Serialization serialization = Serialization::Bytes;
    Primitive primitive = Primitive::None;
    Certainty certainty = Certainty::Guess;
    QString reason{};
};

/// From decompressed bytes to what is in an envelope, or what a command of a person's own makes of them.
struct EnvelopeStep
{
    Envelope envelope = Envelope::None;
    OwnDecoder decoder{}; ///< without a name: none
    Certainty certainty = Certainty::Guess;
    QString reason{};

    [[nodiscard]] bool isNone() const { return envelope == Envelope::None && decoder.name.isEmpty(); }
};

/// What a person chose instead of what would be.
struct ChosenSteps
{
    std::optional<CompressionStep> compression;
    std::optional<SerializationStep> serialization;
    std::optional<EnvelopeStep> envelope{};
};

/// What a library's flags say about the compression; nothing where it has no say.
[[nodiscard]] std::optional<CompressionStep> compressionByFlags(ClientLibrary library, quint32 flags);
/// What they say about the serialization; nothing where the library leaves it to the application.
[[nodiscard]] std::optional<SerializationStep> serializationByFlags(ClientLibrary library, quint32 flags);
/// The flags of a library in words, as "pickle, zlib"; empty for a library that has none.
[[nodiscard]] QString flagWords(ClientLibrary library, quint32 flags);

/// A value as it was read, step by step. Where a step failed, those after it worked on what it yielded.
struct ValueReading
{
    CompressionStep compression;
    DecodeFault compressionFault;
    DecodeFault damage; ///< of what begins like something compressed, and was taken as it is because of this
    EnvelopeStep envelope;
    DecodeFault envelopeFault;
    bool isEnvelopeCut = false; ///< what may be an envelope was passed over, as what is in it is larger than DecodeLimits allow
    EnvelopeFacts envelopeFacts;
    std::optional<Wrapping> wrapping; ///< the value in the envelope is bytes of its own; none: it is a part of the tree
    QByteArray wrapped;               ///< decompressed, with the envelope; empty where `bytes` are that
    QByteArray bytes;                 ///< of the value itself where they are its own; what the tree points into
    SerializationStep serialization;
    Decoded value; ///< of an envelope whose value is a part of the tree, that part
};

/// Reads a value: by what was chosen, else by the library's flags, else by looking at the bytes. Pure and slow for large values, so not for
/// the GUI thread. It runs no decoder of a person's own: where one is chosen, ends after the decompression, or before it where the decoder
/// wants the stored bytes, with these as `bytes`.
[[nodiscard]] ValueReading readValue(const QByteArray &stored, quint32 flags, ClientLibrary library, const DecodeLimits &limits,
                                     const ChosenSteps &chosen = {});
/// Reads on from what a decoder of a person's own made of the bytes.
[[nodiscard]] ValueReading readMade(ValueReading reading, const QByteArray &made, const DecodeLimits &limits, const ChosenSteps &chosen);
/// Decodes other bytes in the way of a reading's last step.
[[nodiscard]] Decoded decodedLike(const ValueReading &reading, const QByteArray &bytes, const DecodeLimits &limits);
