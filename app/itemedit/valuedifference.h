#pragma once

#include "app/itemedit/difference.h"
#include "app/values/sharedreading.h"

#include <optional>

/// A value that is compared with another one.
struct DiffSide
{
    QByteArray stored{};
    quint32 flags = 0;
    ClientLibrary library = ClientLibrary::Unknown; ///< that wrote it
    SharedReading reading{};                        ///< null: it is read when it is compared
    ChosenSteps steps{};                            ///< by these
};

/// The steps of a reading, to read another value in the same way.
[[nodiscard]] ChosenSteps stepsOf(const SharedReading &reading);

/// What a value means, as text in UTF-8: its text, or where it has parts, indented JSON. None: it means nothing but its bytes, or could not
/// be read to its end.
[[nodiscard]] std::optional<QByteArray> meaningText(const ValueReading &reading, const DecodeLimits &limits);

/// What differs in two values: in what they mean, and in their stored bytes.
struct ValueDifference
{
    std::shared_ptr<const Difference> meaning{}; ///< null: one of them means nothing but its bytes
    std::shared_ptr<const Difference> bytes{};
};

/// For a thread of its own.
[[nodiscard]] ValueDifference compareValues(const DiffSide &before, const DiffSide &after, const std::atomic_bool *cancelled);
