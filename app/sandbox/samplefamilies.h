#pragma once

#include "connection/protocol/command.h"

#include <QRandomGenerator>

#include <span>

/// Items of one kind, as the caches of web applications are full of them: made up, but of realistic shape and size.
struct SampleFamily
{
    const char *prefix; ///< what its keys begin with
    int count;
    /// The item of this number (0 to count - 1); `key` comes with the prefix in it. The same numbers drawn give the same item.
    void (*fill)(int number, QRandomGenerator &random, Command &item);
};

[[nodiscard]] std::span<const SampleFamily> sampleFamilies();
