#include "app/itemedit/valuedifference.h"

#include "app/results/jsontext.h"
#include "app/values/textencoding.h"
#include "app/values/valuejson.h"

namespace {

/// Bytes of a text that is compared line by line; the lines of a longer one would take more memory than they are worth.
constexpr qsizetype longestMeaning = qsizetype(16) * 1024 * 1024;

std::optional<QByteArray> meaningOf(const DiffSide &side, const DecodeLimits &limits)
{
    std::optional<QByteArray> text;
    if (side.reading)
        text = meaningText(*side.reading, limits);
    else
        text = meaningText(readValue(side.stored, side.flags, side.library, limits, side.steps), limits);
    return text && text->size() < longestMeaning ? text : std::nullopt;
}

} // namespace

ChosenSteps stepsOf(const SharedReading &reading)
{
    if (!reading)
        return {};
    return {reading->compression, reading->serialization, reading->envelope};
}

std::optional<QByteArray> meaningText(const ValueReading &reading, const DecodeLimits &limits)
{
    if (reading.compressionFault || (reading.wrapping && reading.envelopeFault))
        return {};
    // A reading may have but borrowed its bytes, and the text goes further than it.
    const auto own = [&reading] { return QByteArrayView(reading.bytes).toByteArray(); };
    switch (reading.serialization.serialization) {
    case Serialization::Bytes:
        return {};
    case Serialization::Text: {
        const TextEncoding encoding = guessTextEncoding(reading.bytes);
        if (encoding == TextEncoding::Utf8 && !isText(reading.bytes))
            return {};
        return encoding == TextEncoding::Utf8 ? own() : inUtf8(reading.bytes, encoding, limits.cancelled);
    }
    case Serialization::Integer:
    case Serialization::Real:
    case Serialization::Boolean:
        return own();
    default:
        break;
    }
    if (reading.value.fault || reading.value.tree.isEmpty())
        return isText(reading.bytes) ? std::optional(own()) : std::nullopt;
    return jsonText(reading.value.tree, reading.value.tree.root(), JsonLayout::Indented, limits);
}

ValueDifference compareValues(const DiffSide &before, const DiffSide &after, const std::atomic_bool *cancelled)
{
    const DecodeLimits reading{.greatestOutput = longestMeaning, .cancelled = cancelled};
    const DiffLimits limits{.cancelled = cancelled};
    ValueDifference difference;
    const std::optional<QByteArray> one = meaningOf(before, reading);
    const std::optional<QByteArray> other = one ? meaningOf(after, reading) : std::nullopt;
    if (one && other)
        difference.meaning = compareLines(*one, *other, limits);
    difference.bytes = compareBytes(before.stored, after.stored, limits);
    return difference;
}
