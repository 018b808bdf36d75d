#include "ui/results/rowmemory.h"

#include "ui/results/resultsmodel.h"

#include <QItemSelectionModel>

RowMemory::RowMemory(const ResultsModel &model, const QItemSelectionModel &selection)
{
    if (selection.currentIndex().isValid())
        m_current = model.numberAt(selection.currentIndex().row());
    const QItemSelection ranges = selection.selection();
    if (ranges.isEmpty())
        return;
    m_selected.resize(size_t(model.results().size()));
    for (const QItemSelectionRange &range : ranges) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            m_selected[size_t(model.numberAt(row))] = true;
    }
}

QItemSelection RowMemory::selection(const ResultsModel &model) const
{
    QItemSelection selection;
    if (isEmpty())
        return selection;
    const auto wasSelected = [this, &model](int row) {
        const auto number = size_t(model.numberAt(row));
        return number < m_selected.size() && m_selected[number];
    };
    const int last = ResultsModel::ColumnCount - 1;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (!wasSelected(row))
            continue;
        const int begin = row;
        while (row + 1 < model.rowCount() && wasSelected(row + 1))
            ++row;
        if (selection.size() == mostRanges)
            return {};
        selection.append(QItemSelectionRange(model.index(begin, 0), model.index(row, last)));
    }
    return selection;
}
