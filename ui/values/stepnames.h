#pragma once

#include "app/values/valuechain.h"
#include "ui/theme.h"

#include <QString>

/// What a step did, in a few words.
[[nodiscard]] QString stepName(const CompressionStep &step);
[[nodiscard]] QString stepName(const EnvelopeStep &step);
[[nodiscard]] QString stepName(const SerializationStep &step);
[[nodiscard]] QString primitiveName(Primitive primitive);
/// How sure a step is, in a word.
[[nodiscard]] QString certaintyName(Certainty certainty);
/// And as an icon with its tone.
[[nodiscard]] QString certaintyIcon(Certainty certainty);
[[nodiscard]] Tone certaintyTone(Certainty certainty);
/// All steps as a person reads them: "zlib, then Python pickle"; empty where none is chosen.
[[nodiscard]] QString stepNames(const ChosenSteps &steps);
