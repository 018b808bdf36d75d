#pragma once

#include "app/results/runresults.h"

#include <Qt>

#include <functional>
#include <vector>

/// What is shown of a result, from left to right at first.
enum class ResultColumn { Line, Command, Key, Outcome, Value, Flags, Cas, Time };

/// In which order results are seen: by a column, or, without one, that of the script.
struct RowOrder
{
    int column = -1; ///< a ResultColumn, or -1
    Qt::SortOrder order = Qt::AscendingOrder;

    [[nodiscard]] bool isScripts() const { return column < 0; }
    bool operator==(const RowOrder &) const = default;
};

/// What goes on while much is sorted.
struct SortWatch
{
    qsizetype pageSize = 0; ///< 0: no first page is wanted
    /// Takes the first `pageSize` rows, as soon as they are known.
    std::function<void(std::vector<int> &&)> firstPage;
    /// Whether nobody wants the result any more; what is returned then is of no use.
    std::function<bool()> isCancelled;
};

/// `rows`, numbers of `results` in ascending order, in the order of `order`. Keys, values and messages are compared as bytes, commands by
/// their name, outcomes by kind and then by status; what is not there comes first. Equal ones keep the order of the script either way.
[[nodiscard]] std::vector<int> sortedRows(const RunResults &results, std::vector<int> rows, const RowOrder &order,
                                          const SortWatch &watch = {});
