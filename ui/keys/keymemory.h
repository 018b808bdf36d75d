#pragma once

#include "app/keyspace/keylisting.h"

#include <QByteArray>
#include <QItemSelection>

#include <optional>
#include <vector>

class KeyTableModel;
class QTableView;

/// What is looked at and selected in a table of keys, so that it is again once the keys stand in other rows, or come from another listing.
class KeyMemory
{
public:
    /// More separate stretches than these are not selected again: each costs the table time with every cell that it draws.
    static constexpr qsizetype mostRanges = 500;
    /// More keys than these are not looked for in another listing.
    static constexpr int mostSought = 20'000;

    KeyMemory(const KeyTableModel &model, const QTableView &table);

    /// Whether the keys are those of the listing that was seen, so that each has its index still.
    [[nodiscard]] bool isSameListing(const KeyTableModel &model) const;
    /// The rows now; none: it is not seen any more, or there was none.
    [[nodiscard]] std::optional<int> currentRow(const KeyTableModel &model) const;
    [[nodiscard]] std::optional<int> topRow(const KeyTableModel &model) const;
    [[nodiscard]] QItemSelection selection(const KeyTableModel &model) const;
    [[nodiscard]] int currentColumn() const { return m_currentColumn; }
    [[nodiscard]] bool wasAtTop() const { return !m_top; }
    [[nodiscard]] bool wasCurrentVisible() const { return m_currentVisible; }

private:
    [[nodiscard]] std::vector<bool> selectedNow(const KeyTableModel &model) const;

    KeyListing m_listing;
    std::optional<QByteArray> m_current;
    std::optional<QByteArray> m_top;
    std::vector<bool> m_selected; ///< by index in m_listing; empty: none
    int m_selectedCount = 0;
    int m_currentColumn = 0;
    bool m_currentVisible = false;
};
