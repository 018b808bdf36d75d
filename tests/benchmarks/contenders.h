#pragma once

#include "tests/benchmarks/contender.h"

#include <array>

/// The sets come first, so that the gets hit.
enum class ContenderId {
    RawSets,
    RawKeepingSets,
    LibmemcachedSets,
    SlabscopeSets,
    RawGets,
    RawKeepingGets,
    LibmemcachedGets,
    LibmemcachedKeepingGets,
    SlabscopeGets
};
inline constexpr size_t contenderCount = 9;
extern const std::array<Contender, contenderCount> contenders;
