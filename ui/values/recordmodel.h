#pragma once

#include "app/values/recordlist.h"
#include "app/values/sharedreading.h"

#include <QAbstractTableModel>
#include <QCache>

/// Records of a value as a table for a view: a column for each key, and in front of them the position or the key of the record.
class RecordModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit RecordModel(QObject *parent = nullptr);

    /// Null: nothing. As they are stored.
    void setRecords(const SharedReading &reading, RecordList &&list);
    /// Numbers of records in the order in which they are seen.
    void setRows(std::vector<int> &&rows);
    [[nodiscard]] const SharedReading &reading() const { return m_reading; }
    [[nodiscard]] const std::shared_ptr<const RecordList> &list() const { return m_list; }
    [[nodiscard]] int recordAt(int row) const { return m_rows[size_t(row)]; }
    /// What a cell shows; none where the record lacks it. Of the first column the record.
    [[nodiscard]] qint32 node(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] const ValueTree &tree() const { return m_reading->value.tree; }
    [[nodiscard]] QString cell(qint32 node) const;

    SharedReading m_reading;
    std::shared_ptr<const RecordList> m_list;
    std::vector<int> m_rows;
    mutable QCache<int, std::vector<qint32>> m_fields; ///< of the records that are seen, by their number
};
