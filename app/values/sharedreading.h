#pragma once

#include "app/values/valuechain.h"

#include <memory>
#include <utility>

/// A reading for as many as look at it. The tree points into its bytes, so both live together.
using SharedReading = std::shared_ptr<const ValueReading>;

/// Moving a reading leaves its bytes where they are. `owner` keeps alive what they are a part of, if they are not its own.
[[nodiscard]] inline SharedReading shareReading(ValueReading &&reading, std::shared_ptr<const void> owner = {})
{
    struct Kept
    {
        std::shared_ptr<const void> owner; // goes last
        ValueReading reading;
    };
    const auto kept = std::make_shared<const Kept>(Kept{std::move(owner), std::move(reading)});
    return {kept, &kept->reading};
}
