#pragma once

#include <QtGlobal>

#include <atomic>

/// How much a decoder may make of a value, and whether it shall stop. The bytes of a value are anybody's: no decoder goes past these,
/// whatever its input claims.
struct DecodeLimits
{
    qsizetype greatestOutput = qsizetype(256) * 1024 * 1024; ///< bytes: what a decompression yields, or the text of a tree
    int greatestDepth = 1'000;                               ///< containers in containers
    int greatestNodes = 4'000'000;                           ///< parts of a tree, the keys of maps among them
    const std::atomic_bool *cancelled = nullptr;             ///< set by another thread to stop; outlives the decoding

    [[nodiscard]] bool isCancelled() const { return cancelled && cancelled->load(std::memory_order_relaxed); }
};
