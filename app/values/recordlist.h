#pragma once

#include "app/values/valuetree.h"

#include <QHash>
#include <QList>
#include <Qt>

#include <atomic>
#include <vector>

/// Members of a value that have keys in common, as the rows of a table.
struct RecordList
{
    qint32 node = ValueTree::none; ///< what they are members of
    std::vector<qint32> records;
    QList<QByteArray> columns;             ///< their keys, in the order in which they come first
    QHash<QByteArray, qsizetype> columnOf; ///< the number of a column by its key
    bool isCut = false;                    ///< there are more columns

    /// More are not made: nobody could read them.
    static constexpr qsizetype mostColumns = 200;
};

/// Whether the members of `node` are at least two maps or objects of which some have a key in common; those that come first are looked at.
[[nodiscard]] bool isRecordList(const ValueTree &tree, qint32 node);
/// What of the value is such a list, without a look into those; of many the first.
[[nodiscard]] std::vector<qint32> findRecordLists(const ValueTree &tree);
/// A pure function, for any thread.
[[nodiscard]] RecordList readRecords(const ValueTree &tree, qint32 node, const std::atomic_bool *cancelled = nullptr);
/// The node for each column in a record, none where it lacks that; of a key that is there twice the first.
[[nodiscard]] std::vector<qint32> recordFields(const ValueTree &tree, const RecordList &list, qint32 record);

/// By what records are sorted.
struct RecordOrder
{
    static constexpr int none = -2;   ///< as they are stored
    static constexpr int byName = -1; ///< by position, or by key

    int column = none;
    Qt::SortOrder order = Qt::AscendingOrder;

    bool operator==(const RecordOrder &) const = default;
};

/// Numbers of records in that order: what is missing first, then null, then truth values, numbers, and texts by their bytes. Equal ones
/// stay as they are stored. A pure function, for any thread.
[[nodiscard]] std::vector<int> sortedRecords(const ValueTree &tree, const RecordList &list, const RecordOrder &order,
                                             const std::atomic_bool *cancelled = nullptr);

enum class RecordForm : quint8 { Csv, Tabs };
/// Records as lines with a line of column names above, what is in a container as JSON. Ends early after `most` bytes.
[[nodiscard]] QByteArray recordText(const ValueTree &tree, const RecordList &list, const std::vector<int> &rows, RecordForm form,
                                    qsizetype most);
