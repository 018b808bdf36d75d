#pragma once

#include "tests/benchmarks/contenders.h"

#include <array>
#include <vector>

/// The measurements of each contender, one a round.
using Rounds = std::array<std::vector<Measurement>, contenderCount>;

/// Prints the median and the spread of everything.
void printFigures(const Rounds &rounds, quint32 count);
/// Prints what was to be reached, what was, and PASS or MISS. Ratios are the median of each round's own ratio.
void printGoals(const Rounds &rounds);
