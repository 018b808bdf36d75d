#pragma once

#include <QItemSelection>

#include <optional>
#include <vector>

class ResultsModel;
class QItemSelectionModel;

/// Which results are selected, so that they are again once they stand in other rows.
class RowMemory
{
public:
    /// More separate stretches than these are not selected again: each costs the table time with every cell that it draws.
    static constexpr qsizetype mostRanges = 500;

    RowMemory(const ResultsModel &model, const QItemSelectionModel &selection);

    /// The number of the result that was looked at, -1: none.
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] bool isEmpty() const { return m_selected.empty(); }
    /// What of it is seen in the rows as they are now; nothing if it lies too scattered.
    [[nodiscard]] QItemSelection selection(const ResultsModel &model) const;

private:
    int m_current = -1;
    std::vector<bool> m_selected; ///< by number; empty: none
};
