#include "ui/largetable.h"

#include "ui/fixedfont.h"
#include "ui/rowselection.h"

#include <QHeaderView>

#include <algorithm>

LargeTable::LargeTable(QAbstractItemModel *model, QWidget *parent)
    : QTableView(parent)
{
    setModel(model);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    fitRows();
    QHeaderView *header = horizontalHeader();
    // One of its own: with ours it would ask each of a million selected rows, for every column that it paints.
    header->setSelectionModel(new QItemSelectionModel(model, header));
    header->setHighlightSections(false);
    header->setMinimumSectionSize(fontMetrics().averageCharWidth() * 4);
    LargeTable::restoreColumns({});
}

void LargeTable::fitRows()
{
    const QFontMetrics fixed(fixedFont());
    verticalHeader()->setDefaultSectionSize(std::max(fixed.height(), fontMetrics().height()) + 6);
    viewport()->update();
}

void LargeTable::restoreColumns(const QByteArray &state)
{
    QHeaderView *header = horizontalHeader();
    if (state.isEmpty() || !header->restoreState(state) || header->hiddenSectionCount() == header->count()) {
        for (int section = 0; section < header->count(); ++section)
            header->showSection(section);
    }
    header->setSectionsMovable(true);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
}

qint64 LargeTable::selectedCount() const
{
    qint64 count = 0;
    const QItemSelection ranges = selectionModel()->selection();
    for (const QItemSelectionRange &range : ranges)
        count += range.height();
    return count;
}

std::vector<int> LargeTable::selectedRows(qint64 most) const
{
    QItemSelection ranges = selectionModel()->selection();
    std::ranges::sort(ranges, {}, &QItemSelectionRange::top);
    std::vector<int> rows;
    rows.reserve(size_t(std::min(most, selectedCount())));
    for (const QItemSelectionRange &range : std::as_const(ranges)) {
        for (int row = range.top(); row <= range.bottom() && qint64(rows.size()) < most; ++row)
            rows.push_back(row);
    }
    return rows;
}

/// Qt would look through a million rows for each letter.
void LargeTable::keyboardSearch(const QString & /*search*/) {}

int LargeTable::columnToGoTo() const
{
    return currentIndex().isValid() ? currentIndex().column() : std::max(0, horizontalHeader()->logicalIndexAt(0));
}

QItemSelectionModel::SelectionFlags LargeTable::selectionCommand(const QModelIndex &index, const QEvent *event) const
{
    return rowSelectionCommand(event, selectionModel()->selection()).value_or(QTableView::selectionCommand(index, event));
}
