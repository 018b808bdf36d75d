#pragma once

#include "app/values/valuechain.h"

/// Steps that a person chose, as they are kept in a file: words that stay the same whatever language the program speaks.
struct ChosenWords
{
    QString compression{};   ///< as "zlib", or "zlib+4" with a prefix of 4 bytes; empty: not chosen
    QString serialization{}; ///< as "pickle", or "number:big-signed"; empty: not chosen
    QString envelope{};      ///< as "rails-entry", or "own:name" for a decoder of the person's own; empty: not chosen

    bool operator==(const ChosenWords &) const = default;
};

[[nodiscard]] ChosenWords chosenWords(const ChosenSteps &steps);
/// The steps of those words, Chosen and without a reason; a word that is none says nothing. Of a person's own decoder there is the name
/// only.
[[nodiscard]] ChosenSteps chosenSteps(const ChosenWords &words);
