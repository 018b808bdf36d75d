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
    /// As wide as what is in the columns. Where that is wider than the table, the prefixes yield first and then the bars, until the person
    /// has made a column wider or narrower.
    void fitColumns();
    /// In which no column is cut, and nothing has to yield.
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
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void fitRows();
    void yield();
    void noteResized(int column, int before, int now);

    PrefixModel *m_model;
    PrefixOrder m_order;
    QList<int> m_widths; ///< of the columns, if there is room; empty: the person has chosen others
    bool m_isYielding = false;
};
