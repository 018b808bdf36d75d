#pragma once

#include "tests/benchmarks/workload.h"

#include <QStringList>

#include <optional>
#include <span>

/// One client doing one kind of work.
struct Contender
{
    const char *name; ///< as on the command line
    const char *title;
    bool (*measure)(quint16 port, quint32 count, Measurement *measurement);
};

/// A contender written in C.
template <int (*measure)(uint16_t, uint32_t, Measurement *)> bool fromC(quint16 port, quint32 count, Measurement *measurement)
{
    return measure(port, count, measurement) != 0;
}

/// Measures one contender in a process of its own, so that no memory or cache of its allocator is left over from another. None, with a
/// line on standard error, when that failed or any answer was wrong.
std::optional<Measurement> measureInChild(const Contender &contender, quint16 port, quint32 count);

/// The arguments for such a process, of this program: an unmeasured batch of `warmUp` operations, then one of `count` that is measured.
QStringList measuringArguments(const Contender &contender, quint16 port, quint32 warmUp, quint32 count);
/// What that process does with the whole arguments of the program: measures one of `contenders` and writes what came of it to standard
/// output. Returns the exit status; none: the arguments ask for nothing of this.
std::optional<int> measureHere(std::span<const Contender> contenders, const QStringList &arguments);
