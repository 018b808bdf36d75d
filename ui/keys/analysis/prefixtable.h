#pragma once

#include "ui/keys/analysis/prefixmodel.h"

#include <QSortFilterProxyModel>
#include <QTableView>

/// Sorts prefixes; what stands for all lighter ones stays last.
class PrefixOrder : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
};

/// The prefixes of a folder as a table. Rows are told by those of its PrefixModel.
class PrefixTable : public QTableView
{
    Q_OBJECT

public:
    explicit PrefixTable(PrefixModel *model, QWidget *parent = nullptr);

    /// -1: none.
    [[nodiscard]] int currentRow() const;
    void setCurrentRow(int row);
    /// As wide as what is in the columns.
    void fitColumns();
    /// In which no column is cut.
    [[nodiscard]] int wantedWidth() const;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void openRequested(int row);
    void keysRequested(int row);
    void upRequested();
    void currentRowChanged(int row);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void fitRows();

    PrefixModel *m_model;
    PrefixOrder m_order;
};
