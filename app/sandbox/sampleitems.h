#pragma once

#include "connection/commandsource.h"

/// Some thousand items worth looking at: made-up ones under a dozen prefixes, and recorded ones of many client libraries. The same each
/// time, less what the clock does to those that expire.
class SampleItems
{
public:
    /// Gives them one by one as quiet stores, for an empty server.
    [[nodiscard]] static CommandSource source();
    /// How many there are.
    [[nodiscard]] static qsizetype count();
};
