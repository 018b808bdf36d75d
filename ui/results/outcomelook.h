#pragma once

#include "connection/resultsegment.h"
#include "ui/theme.h"

#include <QString>

/// The kinds of outcome that a person tells apart at a glance.
enum class OutcomeKind {
    Success,
    Miss,    ///< not found: proper, but no success
    Failure, ///< the server said no
    NotSent,
    Unknown, ///< sent, but no answer came
};
constexpr int outcomeKindCount = 5;

[[nodiscard]] OutcomeKind outcomeKind(Status status, Basis basis);
[[nodiscard]] Tone outcomeTone(OutcomeKind kind);
[[nodiscard]] QString outcomeIconName(OutcomeKind kind);
/// In a few words: "Not found, silent".
[[nodiscard]] QString outcomeWords(Status status, Basis basis);
/// How it is known, in a sentence.
[[nodiscard]] QString basisSentence(Opcode opcode, Basis basis);
