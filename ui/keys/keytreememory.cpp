#include "ui/keys/keytreememory.h"

#include "ui/keys/keytreemodel.h"

#include <QScrollBar>
#include <QTreeView>

#include <algorithm>

namespace {

void addOpened(const KeyTreeModel &model, const QTreeView &view, const QModelIndex &folder, std::vector<KeyTreePlace::Opened> &opened)
{
    const int rows = model.rowCount(folder);
    opened.push_back({model.prefix(folder).toByteArray(), std::max(rows, 1)});
    for (int row = 0; row < rows; ++row) {
        const QModelIndex child = model.index(row, 0, folder);
        if (model.hasChildren(child) && view.isExpanded(child))
            addOpened(model, view, child, opened);
    }
}

} // namespace

KeyTreeMemory::KeyTreeMemory(const KeyTreeModel &model, const QTreeView &view)
    : m_place(placeIn(model, view))
    , m_current(rowAt(model, view.currentIndex()))
    , m_top(rowAt(model, view.indexAt({0, 0})))
    , m_horizontal(view.horizontalScrollBar()->value())
    , m_vertical(view.verticalScrollBar()->value())
{
    const QItemSelection selection = view.selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom() && m_selected.size() < mostSelected; ++row)
            m_selected.insert(rowAt(model, model.index(row, 0, range.parent())));
    }
    m_selected.remove(Row());
}

KeyTreePlace KeyTreeMemory::placeIn(const KeyTreeModel &model, const QTreeView &view)
{
    KeyTreePlace place;
    if (!model.tree())
        return place;
    addOpened(model, view, {}, place.opened);
    std::ranges::sort(place.opened, {}, &KeyTreePlace::Opened::prefix);
    for (const QModelIndex &index : {view.currentIndex(), view.indexAt({0, 0})}) {
        if (index.isValid() && !model.isMoreRow(index))
            place.anchors.push_back(model.prefix(index).toByteArray());
    }
    return place;
}

void KeyTreeMemory::restore(KeyTreeModel &model, QTreeView &view) const
{
    openAgain(model, view, {});
    const QModelIndex current = model.find(m_current.prefix);
    if (current.isValid())
        view.selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    if (!m_selected.isEmpty())
        selectAgain(model, view);
    const QModelIndex top = model.find(m_top.prefix);
    // The rows are laid out now: without them the scroll bars have no length.
    view.doItemsLayout();
    if (m_vertical > 0 && top.isValid() && rowAt(model, top) == m_top)
        view.scrollTo(top, QAbstractItemView::PositionAtTop);
    else
        view.verticalScrollBar()->setValue(m_vertical);
    view.horizontalScrollBar()->setValue(m_horizontal);
}

KeyTreeMemory::Row KeyTreeMemory::rowAt(const KeyTreeModel &model, const QModelIndex &index)
{
    const std::optional<KeyTree::Node> node = index.isValid() ? model.node(index) : std::nullopt;
    return node ? Row{model.prefix(index).toByteArray(), node->isFolder} : Row();
}

void KeyTreeMemory::openAgain(KeyTreeModel &model, QTreeView &view, const QModelIndex &folder) const
{
    const qsizetype length = model.prefix(folder).size();
    for (int row = 0; row < model.rowCount(folder); ++row) {
        const QModelIndex child = model.index(row, 0, folder);
        if (!model.hasChildren(child) || !m_place.opens(model.prefix(child), length))
            continue;
        model.fetchMore(child);
        view.expand(child);
        openAgain(model, view, child);
    }
}

void KeyTreeMemory::selectAgain(const KeyTreeModel &model, QTreeView &view) const
{
    QItemSelection selection;
    std::vector<QModelIndex> folders{QModelIndex()};
    for (size_t i = 0; i < folders.size(); ++i) {
        const QModelIndex folder = folders[i];
        const int count = model.rowCount(folder);
        int begin = -1;
        for (int row = 0; row <= count; ++row) {
            const QModelIndex child = model.index(row, 0, folder);
            const bool selected = row < count && m_selected.contains(rowAt(model, child));
            if (selected && begin < 0)
                begin = row;
            if (!selected && begin >= 0) {
                selection.select(model.index(begin, 0, folder), model.index(row - 1, KeyTreeText::ColumnCount - 1, folder));
                begin = -1;
            }
            if (row < count && model.hasChildren(child) && view.isExpanded(child))
                folders.push_back(child);
        }
    }
    view.selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}
