#include "ui/keys/keymemory.h"

#include "app/keyspace/keyview.h"
#include "ui/keys/keytablemodel.h"

#include <QTableView>

KeyMemory::KeyMemory(const KeyTableModel &model, const QTableView &table)
    : m_listing(model.view().listing())
{
    if (const int top = table.rowAt(0); top > 0)
        m_top = model.keyAt(top).key.toByteArray();
    if (const QModelIndex current = table.currentIndex(); current.isValid()) {
        m_current = model.keyAt(current.row()).key.toByteArray();
        m_currentColumn = current.column();
        m_currentVisible = table.viewport()->rect().intersects(table.visualRect(current));
    }
    const QItemSelection ranges = table.selectionModel()->selection();
    if (ranges.isEmpty())
        return;
    m_selected.resize(size_t(m_listing.size()));
    for (const QItemSelectionRange &range : ranges) {
        m_selectedCount += range.height();
        for (int row = range.top(); row <= range.bottom(); ++row)
            m_selected[size_t(model.view().index(row))] = true;
    }
}

bool KeyMemory::isSameListing(const KeyTableModel &model) const
{
    const KeyListing &now = model.view().listing();
    return !m_listing.isEmpty() && !now.isEmpty() && now.time() == m_listing.time()
        && now.parts().front().segment == m_listing.parts().front().segment;
}

std::optional<int> KeyMemory::currentRow(const KeyTableModel &model) const
{
    return m_current ? model.rowOf(*m_current) : std::nullopt;
}

std::optional<int> KeyMemory::topRow(const KeyTableModel &model) const
{
    return m_top ? model.rowOf(*m_top) : std::nullopt;
}

/// By index in the listing that is seen now.
std::vector<bool> KeyMemory::selectedNow(const KeyTableModel &model) const
{
    if (isSameListing(model))
        return m_selected;
    if (m_selectedCount > mostSought)
        return {};
    std::vector<bool> selected(size_t(model.view().listing().size()));
    for (size_t index = 0; index < m_selected.size(); ++index) {
        if (!m_selected[index])
            continue;
        if (const std::optional<int> now = model.indexOf(m_listing.key(int(index))))
            selected[size_t(*now)] = true;
    }
    return selected;
}

QItemSelection KeyMemory::selection(const KeyTableModel &model) const
{
    QItemSelection selection;
    if (m_selectedCount == 0)
        return selection;
    const std::vector<bool> selected = selectedNow(model);
    const KeyView &view = model.view();
    const auto wasSelected = [&selected, &view](int row) {
        const auto index = size_t(view.index(row));
        return index < selected.size() && selected[index];
    };
    const int count = selected.empty() ? 0 : model.rowCount();
    for (int row = 0; row < count; ++row) {
        if (!wasSelected(row))
            continue;
        const int begin = row;
        while (row + 1 < count && wasSelected(row + 1))
            ++row;
        if (selection.size() == mostRanges)
            return {};
        selection.append(QItemSelectionRange(model.index(begin, 0), model.index(row, keyCellCount - 1)));
    }
    return selection;
}
