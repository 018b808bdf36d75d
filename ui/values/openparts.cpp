#include "ui/values/openparts.h"

#include "ui/values/valuetreerows.h"

#include <vector>

/// The rows that many members come in have the path of what they are in.
QByteArray OpenParts::place(const ValueTreeModel &model, const QModelIndex &row)
{
    const QByteArray path = model.reading()->value.tree.path(model.node(row));
    return model.isRange(row) ? path + '#' + QByteArray::number(row.row()) : path;
}

void OpenParts::note(const ValueTreeRows &rows)
{
    forget();
    const auto *model = static_cast<const ValueTreeModel *>(rows.model());
    const QModelIndex top = model->index(0, 0);
    if (!top.isValid())
        return;
    if (rows.currentIndex().isValid())
        m_current = place(*model, rows.currentIndex().siblingAtColumn(0));
    std::vector<QModelIndex> open;
    if (rows.isExpanded(top) || !model->hasChildren(top)) // which would be open if it had any
        open.push_back(top);
    int seen = 0;
    for (size_t i = 0; i < open.size(); ++i) {
        m_open.insert(place(*model, open[i]));
        const int count = model->rowCount(open[i]);
        seen += count;
        if (seen > mostRows)
            return forget();
        for (int row = 0; row < count; ++row) {
            const QModelIndex child = model->index(row, 0, open[i]);
            if (rows.isExpanded(child))
                open.push_back(child);
        }
    }
}

void OpenParts::restore(ValueTreeRows *rows) const
{
    auto *model = static_cast<ValueTreeModel *>(rows->model());
    const QModelIndex top = model->index(0, 0);
    QModelIndex current = top;
    std::vector<QModelIndex> open;
    if (m_open.contains(place(*model, top)))
        open.push_back(top);
    int seen = 0;
    for (size_t i = 0; i < open.size() && seen <= mostRows; ++i) {
        model->fetchMore(open[i]);
        const int count = model->rowCount(open[i]);
        seen += count;
        for (int row = 0; row < count; ++row) {
            const QModelIndex child = model->index(row, 0, open[i]);
            const QByteArray path = place(*model, child);
            if (path == m_current)
                current = child;
            if (m_open.contains(path) && model->hasChildren(child))
                open.push_back(child);
        }
    }
    // The inner ones first: a view that has an outer one open works out all its rows for each change.
    for (auto row = open.rbegin(); row != open.rend(); ++row)
        rows->expand(*row);
    rows->setCurrentIndex(current);
}
