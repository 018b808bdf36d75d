#pragma once

#include "app/watch/topcounts.h"

#include <QAbstractTableModel>

#include <vector>

/// The most frequent keys or prefixes of a watch, or the prefixes that are evicted, as a table that sorts itself. A row stays that of its
/// key while it moves.
class WatchTopModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Shows { Keys, Prefixes, Evictions };
    enum class Cell { Name, Count, Error, HitRatio, Hits, Misses, Stores, Bytes, Unread, Share };

    explicit WatchTopModel(Shows shows, QObject *parent = nullptr);

    void setEntries(const std::vector<TopCounts::Entry> &entries);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    [[nodiscard]] Shows shows() const { return m_shows; }
    [[nodiscard]] const TopCounts::Entry &entryAt(int row) const { return m_entries[size_t(row)]; }
    [[nodiscard]] Cell cellAt(int column) const { return m_cells[size_t(column)]; }

private:
    [[nodiscard]] QString text(const TopCounts::Entry &entry, Cell cell) const;
    [[nodiscard]] double number(const TopCounts::Entry &entry, Cell cell) const;
    void order(std::vector<TopCounts::Entry> &entries) const;

    Shows m_shows;
    std::vector<Cell> m_cells;
    std::vector<TopCounts::Entry> m_entries;
    int m_column = 1;
    Qt::SortOrder m_order = Qt::DescendingOrder;
};
