#pragma once

#include "app/keychange/keyreport.h"

#include <QAbstractTableModel>

#include <atomic>
#include <vector>

/// Keys that a run has not changed, and why.
class KeyReportModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { KeyColumn, ReasonColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setReport(const KeyReport &report, std::vector<int> &&positions);
    [[nodiscard]] const std::vector<int> &positions() const { return m_positions; }
    /// A line for each of these keys: the key, a tab, why. Looks at `stop` now and then, and then returns something incomplete.
    [[nodiscard]] static QString lines(const KeyReport &report, const std::vector<int> &positions, const std::atomic_bool &stop);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    KeyReport m_report;
    std::vector<int> m_positions;
};
