#pragma once

#include <QtGlobal>

#include <optional>

struct Contender;

/// How many instructions `contender` executes for `count` operations, from the first request to the last answer, in a process that has been
/// warmed up with `warmUp` of them; counted by valgrind's callgrind, which does not depend on how busy the machine is. None: valgrind could
/// not be run, or the contender failed.
std::optional<qint64> countInstructions(const Contender &contender, quint16 port, quint32 warmUp, quint32 count);

/// Prints how many each contender of the batches executes an operation. False: one could not be counted.
bool printInstructions(quint16 port);
