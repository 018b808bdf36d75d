#pragma once

#include <QtGlobal>

/// Prints how many instructions each contender executes an operation, counted by valgrind's callgrind: a figure that does not depend on how
/// busy the machine is. False: valgrind could not be run, or a contender failed.
bool printInstructions(quint16 port);
