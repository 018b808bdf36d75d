#pragma once

#include "tests/benchmarks/workload.h"

#include <QString>

#include <array>
#include <optional>

/// One client doing one kind of batch.
struct Contender
{
    const char *name; ///< as on the command line
    const char *title;
    bool (*measure)(quint16 port, quint32 count, Measurement *measurement);
};

/// The sets come first, so that the gets hit.
enum class ContenderId { RawSets, LibmemcachedSets, SlabscopeSets, RawGets, RawKeepingGets, LibmemcachedGets, SlabscopeGets };
inline constexpr size_t contenderCount = 7;
extern const std::array<Contender, contenderCount> contenders;

/// Measures one contender in a process of its own, so that no memory or cache of its allocator is left over from another. None, with a
/// line on standard error, when that failed or any answer was wrong.
std::optional<Measurement> measureInChild(const Contender &contender, quint16 port, quint32 count);

/// What that process does: measures and writes what came of it to standard output. Returns the exit status.
int measureHere(const QString &name, quint16 port, quint32 count);
