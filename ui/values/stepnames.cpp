#include "ui/values/stepnames.h"

#include <QCoreApplication>

namespace {

class StepNames
{
    Q_DECLARE_TR_FUNCTIONS(StepNames)
};

} // namespace

QString stepName(const CompressionStep &step)
{
    if (step.compression == Compression::None)
        return StepNames::tr("not compressed");
    return step.prefixSize > 0 ? StepNames::tr("%1 after its size").arg(compressionName(step.compression))
                               : compressionName(step.compression);
}

QString stepName(const EnvelopeStep &step)
{
    return step.decoder.name.isEmpty() ? envelopeName(step.envelope) : StepNames::tr("Own: %1").arg(step.decoder.name);
}

QString stepName(const SerializationStep &step)
{
    return step.serialization == Serialization::BinaryNumber ? primitiveName(step.primitive) : serializationName(step.serialization);
}

QString primitiveName(Primitive primitive)
{
    switch (primitive) {
    case Primitive::None:
        break;
    case Primitive::Null:
        return StepNames::tr("Nothing (null)");
    case Primitive::ShortenedInt:
        return StepNames::tr("Shortened int, big-endian");
    case Primitive::ShortenedLong:
        return StepNames::tr("Shortened long, big-endian");
    case Primitive::ShortenedTime:
        return StepNames::tr("Shortened time, big-endian");
    case Primitive::BigSigned:
        return StepNames::tr("Whole number, big-endian");
    case Primitive::BigTime:
        return StepNames::tr("Time, big-endian");
    case Primitive::BigReal:
        return StepNames::tr("Floating point, big-endian");
    case Primitive::BigCharacter:
        return StepNames::tr("Character, big-endian");
    case Primitive::LittleSigned:
        return StepNames::tr("Whole number, little-endian");
    case Primitive::LittleUnsigned:
        return StepNames::tr("Whole number from 0, little-endian");
    case Primitive::LittleReal:
        return StepNames::tr("Floating point, little-endian");
    case Primitive::LittleCharacter:
        return StepNames::tr("Character, little-endian");
    case Primitive::Truth:
        return StepNames::tr("True or false, one byte");
    case Primitive::DotNetTime:
        return StepNames::tr("Time of .NET");
    }
    return serializationName(Serialization::BinaryNumber);
}

QString certaintyName(Certainty certainty)
{
    switch (certainty) {
    case Certainty::Chosen:
        return StepNames::tr("chosen");
    case Certainty::Certain:
        return StepNames::tr("certain");
    case Certainty::Likely:
        return StepNames::tr("likely");
    case Certainty::Guess:
        break;
    }
    return StepNames::tr("a guess");
}

QString certaintyIcon(Certainty certainty)
{
    switch (certainty) {
    case Certainty::Chosen:
        return QStringLiteral("pencil");
    case Certainty::Certain:
        return QStringLiteral("circle-check");
    case Certainty::Likely:
        return QStringLiteral("circle-dashed");
    case Certainty::Guess:
        break;
    }
    return QStringLiteral("circle-question-mark");
}

Tone certaintyTone(Certainty certainty)
{
    switch (certainty) {
    case Certainty::Certain:
        return Tone::Good;
    case Certainty::Guess:
        return Tone::Notice;
    case Certainty::Chosen:
    case Certainty::Likely:
        break;
    }
    return Tone::Plain;
}

QString stepNames(const ChosenSteps &steps)
{
    QString names = steps.compression ? stepName(*steps.compression) : QString();
    const auto add = [&names](const QString &name) { names = names.isEmpty() ? name : StepNames::tr("%1, then %2").arg(names, name); };
    if (steps.envelope)
        add(stepName(*steps.envelope));
    if (steps.serialization)
        add(stepName(*steps.serialization));
    return names;
}
