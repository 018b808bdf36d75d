#pragma once

#include "connection/outcome.h"

/// The kinds of outcome that a person tells apart at a glance.
enum class OutcomeKind {
    Success,
    Miss,    ///< not found: proper, but no success
    Failure, ///< the server said no
    NotSent,
    Unknown, ///< sent, but no answer came
};
constexpr int outcomeKindCount = 5;

[[nodiscard]] constexpr OutcomeKind outcomeKind(Status status, Basis basis)
{
    if (basis == Basis::NotSent)
        return OutcomeKind::NotSent;
    if (basis == Basis::NoAnswer)
        return OutcomeKind::Unknown;
    return status == Status::Success ? OutcomeKind::Success : status == Status::KeyNotFound ? OutcomeKind::Miss : OutcomeKind::Failure;
}

/// Whether a person who looks for errors means it.
[[nodiscard]] constexpr bool isError(OutcomeKind kind)
{
    return kind == OutcomeKind::Failure || kind == OutcomeKind::NotSent || kind == OutcomeKind::Unknown;
}
