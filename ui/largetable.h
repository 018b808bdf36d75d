#pragma once

#include <QTableView>

#include <vector>

/// A table of up to millions of rows, all of one height, of which whole rows are selected. Its columns can be moved and sorted by: a click
/// on a header sorts, a second turns the order, a third brings back the one in which the rows came.
class LargeTable : public QTableView
{
    Q_OBJECT

public:
    explicit LargeTable(QAbstractItemModel *model, QWidget *parent = nullptr);

    /// After a change of the font of keys and values.
    void fitRows();
    /// The columns as saved by horizontalHeader()->saveState(); the rows are not sorted by what was sorted then.
    void restoreColumns(const QByteArray &state);
    [[nodiscard]] qint64 selectedCount() const;
    /// The first `most` of the selected rows, from the top.
    [[nodiscard]] std::vector<int> selectedRows(qint64 most) const;

public slots:
    void keyboardSearch(const QString &search) override;

protected:
    /// The current column; where there is none the leftmost that is seen, so that a narrow table stays where it is.
    [[nodiscard]] int columnToGoTo() const;
    [[nodiscard]] QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index, const QEvent *event) const override;
};
