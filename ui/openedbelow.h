#pragma once

class QModelIndex;
class QTreeView;

/// What came of opening all below a row.
struct OpenedBelow
{
    int opened = 0;
    bool isCut = false; ///< there is more than may be opened
};

/// Opens a row and the rows below it that have some of their own, level by level, up to a bound: a view with more would be slow.
OpenedBelow openAllBelowRow(QTreeView *view, const QModelIndex &top);
