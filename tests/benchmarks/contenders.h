#pragma once

#include "tests/benchmarks/workload.h"

#include <QStringList>

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

/// Measures one contender in a process of its own, so that no memory or cache of its allocator is left over from another. None, with a
/// line on standard error, when that failed or any answer was wrong.
std::optional<Measurement> measureInChild(const Contender &contender, quint16 port, quint32 count);

/// The arguments for such a process, of this program: an unmeasured batch of `warmUp` operations, then one of `count` that is measured.
QStringList measuringArguments(const Contender &contender, quint16 port, quint32 warmUp, quint32 count);
/// What that process does with what follows "--measure": measures and writes what came of it to standard output. Returns the exit status.
int measureHere(const QStringList &arguments);
