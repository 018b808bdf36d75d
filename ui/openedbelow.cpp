#include "ui/openedbelow.h"

#include <QTreeView>

#include <vector>

OpenedBelow openAllBelowRow(QTreeView *view, const QModelIndex &top)
{
    constexpr size_t mostOpened = 1'000;
    constexpr int mostRows = 20'000;
    QAbstractItemModel *model = view->model();
    view->collapse(top);
    std::vector<QModelIndex> folders{top};
    int rows = 0;
    bool isCut = false;
    for (size_t i = 0; i < folders.size() && !isCut; ++i) {
        if (model->canFetchMore(folders[i]))
            model->fetchMore(folders[i]);
        const int count = model->rowCount(folders[i]);
        rows += count;
        for (int row = 0; row < count && !isCut; ++row) {
            const QModelIndex child = model->index(row, 0, folders[i]);
            if (!model->hasChildren(child))
                continue;
            isCut = rows >= mostRows || folders.size() >= mostOpened;
            if (!isCut)
                folders.push_back(child);
        }
    }
    // The inner ones first: a view that has an outer one open works out all its rows for each change.
    for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder)
        view->expand(*folder);
    return {int(folders.size()), isCut};
}
