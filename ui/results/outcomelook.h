#pragma once

#include "app/results/outcomekind.h"
#include "ui/theme.h"

#include <QString>

[[nodiscard]] Tone outcomeTone(OutcomeKind kind);
[[nodiscard]] QString outcomeIconName(OutcomeKind kind);
/// In a few words: "Not found, silent".
[[nodiscard]] QString outcomeWords(Status status, Basis basis);
/// How it is known, in a sentence.
[[nodiscard]] QString basisSentence(Opcode opcode, Basis basis);
