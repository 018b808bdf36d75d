#include "app/values/envelopereading.h"

#include "app/values/bytelook.h"

#include <algorithm>
#include <span>

namespace {

struct EnvelopeReadingWords
{
    Q_DECLARE_TR_FUNCTIONS(EnvelopeReading)
};

/// Those that are found by their bytes. The others are found by what is decoded.
constexpr Envelope byBytes[] = {Envelope::Rails71, Envelope::Rails70, Envelope::DjangoSigned};

bool isAmong(std::span<const Envelope> envelopes, Envelope sought)
{
    return std::find(envelopes.begin(), envelopes.end(), sought) != envelopes.end();
}

QString whyFound(Envelope envelope)
{
    switch (envelope) {
    case Envelope::RailsEntry:
        return EnvelopeReadingWords::tr("The value is an object of ActiveSupport::Cache::Entry.");
    case Envelope::Rails70:
        return EnvelopeReadingWords::tr("The bytes begin as Rails 7.0 begins its entries, and a list of up to three follows.");
    case Envelope::Rails71:
        return EnvelopeReadingWords::tr("The bytes begin with the signature of Rails since 7.1.");
    case Envelope::SymfonyItem:
        return EnvelopeReadingWords::tr("The key in the value is packed as Symfony packs the expiry of its items.");
    case Envelope::DjangoSigned:
        return EnvelopeReadingWords::tr("The text is a value, a time and a signature, as Django signs values.");
    case Envelope::None:
        break;
    }
    return {};
}

/// What is in the wrapping; with a fault, none of it.
Decompressed unwrapped(const Wrapping &wrapping, const QByteArray &bytes, const DecodeLimits &limits)
{
    QByteArray value = bytes.mid(wrapping.begin, wrapping.size);
    if (wrapping.form == Wrapping::Form::Base64) {
        const auto decoded = QByteArray::fromBase64Encoding(value, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return {{}, DecodeFault::malformed(wrapping.begin, EnvelopeReadingWords::tr("The base64 cannot be read."))};
        value = *decoded;
    }
    if (wrapping.compression == Compression::None)
        return {value, {}};
    return decompress(wrapping.compression, value, limits);
}

SerializationStep saidBy(Envelope envelope, Serialization serialization)
{
    return {serialization, Primitive::None, Certainty::Certain,
            EnvelopeReadingWords::tr("The %1 says that it is %2.").arg(envelopeName(envelope), serializationName(serialization))};
}

void decodeContent(ValueReading &reading, const Wrapping &wrapping, const ChosenSteps &chosen, const DecodeLimits &limits)
{
    std::optional<SerializationStep> step = chosen.serialization;
    if (!step && wrapping.serialization)
        step = saidBy(reading.envelope.envelope, *wrapping.serialization);
    if (step) {
        reading.serialization = *step;
        reading.value = deserialize(step->serialization, step->primitive, reading.bytes, limits);
    }
    const bool isPlain = step && (step->serialization == Serialization::Text || step->serialization == Serialization::Bytes);
    if (step && (chosen.serialization || !isPlain))
        return;
    ByteLook look = lookAtBytes(reading.bytes, step ? LookFor::Structure : LookFor::Anything, limits);
    if (step && look.step.serialization == Serialization::Bytes)
        return;
    reading.serialization = look.step;
    reading.value = std::move(look.value);
}

/// Whether what came of it bears out that it was one.
bool isBorneOut(const ValueReading &reading)
{
    const DecodeFault::Kind fault = reading.value.fault.kind;
    const bool isWhole = fault == DecodeFault::Kind::None || fault == DecodeFault::Kind::TooDeep || fault == DecodeFault::Kind::TooMany
        || fault == DecodeFault::Kind::TooLarge || fault == DecodeFault::Kind::Cancelled;
    // A text in base64 can be anything; what Django signs is JSON, or what else an application serialized.
    const Serialization found = reading.serialization.serialization;
    return isWhole
        && (reading.envelope.envelope != Envelope::DjangoSigned || (found != Serialization::Bytes && found != Serialization::Text));
}

bool readOne(ValueReading &reading, Envelope envelope, const Wrapping &wrapping, const ChosenSteps &chosen, const DecodeLimits &limits)
{
    Decompressed content = unwrapped(wrapping, reading.bytes, limits);
    const bool isChosen = chosen.envelope.has_value();
    if (content.fault && !isChosen) {
        reading.isEnvelopeCut = reading.isEnvelopeCut || content.fault.kind == DecodeFault::Kind::TooLarge;
        return false;
    }
    ValueReading inner;
    inner.compression = reading.compression;
    inner.compressionFault = reading.compressionFault;
    inner.damage = reading.damage;
    inner.envelope = isChosen ? *chosen.envelope : EnvelopeStep{envelope, {}, Certainty::Likely, whyFound(envelope)};
    inner.envelopeFault = content.fault;
    inner.envelopeFacts = wrapping.facts;
    inner.wrapping = wrapping;
    inner.bytes = std::move(content.bytes);
    decodeContent(inner, wrapping, chosen, limits);
    if (const std::optional<EnvelopeContent> inside = contentOf(envelope, inner.value.tree); envelope == Envelope::Rails70) {
        if (!inside || inner.value.tree.at(inside->node).type == ValueType::Reference) {
            if (!isChosen)
                return false;
        } else {
            narrowTo(inner.value.tree, *inside);
            inner.envelopeFacts = inside->facts;
        }
    }
    if (!isChosen && !isBorneOut(inner))
        return false;
    inner.wrapped = reading.bytes;
    reading = std::move(inner);
    return true;
}

} // namespace

bool readWrapped(ValueReading &reading, const ChosenSteps &chosen, const DecodeLimits &limits)
{
    if (chosen.envelope) {
        reading.envelope = *chosen.envelope;
        if (!isAmong(byBytes, chosen.envelope->envelope))
            return false;
        const std::optional<Wrapping> wrapping = wrappingOf(chosen.envelope->envelope, reading.bytes);
        if (wrapping)
            return readOne(reading, chosen.envelope->envelope, *wrapping, chosen, limits);
        if (chosen.envelope->envelope == Envelope::Rails70) // the list alone
            return false;
        reading.envelopeFault = DecodeFault::malformed(
            0, EnvelopeReadingWords::tr("The value does not begin like this: %1.").arg(envelopeName(chosen.envelope->envelope)));
        return false;
    }
    for (const Envelope envelope : byBytes) {
        const std::optional<Wrapping> wrapping = wrappingOf(envelope, reading.bytes);
        if (wrapping && readOne(reading, envelope, *wrapping, chosen, limits))
            return true;
    }
    reading.envelope.reason = EnvelopeReadingWords::tr("Nothing that a framework puts around its values was found.");
    return false;
}

void readAsEnvelope(ValueReading &reading, const ChosenSteps &chosen, const DecodeLimits &limits)
{
    for (const Envelope envelope : {Envelope::RailsEntry, Envelope::SymfonyItem, Envelope::Rails70}) {
        if (chosen.envelope ? chosen.envelope->envelope != envelope : envelope == Envelope::Rails70) // any list of up to three is one
            continue;
        const bool isPossible =
            !reading.value.fault && (envelope != Envelope::Rails70 || reading.serialization.serialization == Serialization::Marshal);
        const std::optional<EnvelopeContent> content = isPossible ? contentOf(envelope, reading.value.tree) : std::nullopt;
        const bool isOther = content && content->wrapping && readOne(reading, envelope, *content->wrapping, chosen, limits);
        if (isOther)
            return;
        if (!content || content->wrapping || reading.value.tree.at(content->node).type == ValueType::Reference) {
            if (chosen.envelope)
                reading.envelopeFault =
                    DecodeFault::malformed(0, EnvelopeReadingWords::tr("The decoded value is not this: %1.").arg(envelopeName(envelope)));
            continue;
        }
        if (!chosen.envelope)
            reading.envelope = {envelope, {}, Certainty::Certain, whyFound(envelope)};
        reading.envelopeFacts = content->facts;
        narrowTo(reading.value.tree, *content);
        return;
    }
}

ChosenSteps stepsOfBytes(const ValueReading &reading)
{
    const bool isOwn = !reading.envelope.decoder.name.isEmpty();
    // Of Rails 7.0's a part is in front of the bytes, and a part is in them.
    const bool isOutside = reading.wrapping && reading.envelope.envelope != Envelope::Rails70;
    ChosenSteps steps;
    steps.compression = CompressionStep{};
    steps.serialization = reading.serialization;
    steps.envelope = isOwn || isOutside ? EnvelopeStep{} : reading.envelope;
    return steps;
}
