#pragma once

#include "app/results/bytesearch.h"
#include "app/results/runresults.h"

#include <functional>
#include <vector>

/// One command of two runs.
struct ComparedRow
{
    enum Difference : quint8 {
        Outcome = 0x01, ///< how it ended, or how that is known
        Value = 0x02,   ///< also a number, statistics or the server's words
        Flags = 0x04,
        Cas = 0x08,
        OnlyBefore = 0x10,
        OnlyAfter = 0x20,
    };
    static constexpr quint8 allDifferences = 0x3f;

    int before = -1; ///< number in the earlier run; -1: not there
    int after = -1;
    quint8 differences = 0; ///< of Difference; 0: the same

    bool operator==(const ComparedRow &) const = default;
};

/// Pairs the commands of two runs, and says what differs. First those with the same opcode and key on the same line are a pair; of the
/// rest, as after a line was put in, the first of an opcode and a key goes with the first of the same, and so on. In the order of the later
/// run, with those that are only in the earlier one where they were. Empty when `isCancelled` says so.
[[nodiscard]] std::vector<ComparedRow> comparedRows(const RunResults &before, const RunResults &after,
                                                    const std::function<bool()> &isCancelled = {});

/// The indexes of those that differ in one of `differences` and have what `search` seeks in their command, their key or one of their
/// values.
[[nodiscard]] std::vector<int> matchingComparisons(const std::vector<ComparedRow> &rows, const RunResults &before, const RunResults &after,
                                                   quint8 differences, const ByteSearch &search,
                                                   const std::function<bool()> &isCancelled = {});
