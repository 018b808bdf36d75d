#pragma once

#include "app/itemdump/itemreport.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

/// What became of each key of a dump or a restore, or of those that fared alike.
class ItemReportModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { KeyColumn, FateColumn, ReasonColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// `report` grows no more. Shows all of it.
    void setReport(const std::shared_ptr<const ItemReport> &report);
    /// Only keys with this fate; none: all.
    void show(std::optional<ItemFate> fate);
    [[nodiscard]] const ItemReport *report() const { return m_report.get(); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    [[nodiscard]] static QString words(ItemFate fate);

private:
    [[nodiscard]] int indexAt(int row) const { return m_isAll ? row : m_rows[size_t(row)]; }

    std::shared_ptr<const ItemReport> m_report;
    std::vector<int> m_rows;
    bool m_isAll = true;
};
