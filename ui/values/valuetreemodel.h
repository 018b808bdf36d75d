#pragma once

#include "app/values/sharedreading.h"

#include <QAbstractItemModel>
#include <QHash>

#include <vector>

/// The parts of a value as a tree for a view: the whole of it is the only row at the top. Members are looked up when their container is
/// opened; of very many, ranges of them are rows first, so that no container takes long to open and each member can be reached.
class ValueTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Value, Type, ColumnCount };

    explicit ValueTreeModel(QObject *parent = nullptr);

    void setReading(const SharedReading &reading);
    /// A tree of the same shape with other texts: all rows stay. False: it is not, or too large to be looked through.
    [[nodiscard]] bool exchangeReading(const SharedReading &reading);
    static constexpr qint32 mostCompared = 500'000; ///< parts
    [[nodiscard]] const SharedReading &reading() const { return m_reading; }

    /// The part that a row is; of a range the container that it is of; none for an invalid index.
    [[nodiscard]] qint32 node(const QModelIndex &index) const;
    /// Whether the row stands for a range of members.
    [[nodiscard]] bool isRange(const QModelIndex &index) const;
    /// The row of a part of the value, whose containers are opened on the way; invalid where it is not among the members of any.
    [[nodiscard]] QModelIndex indexOf(qint32 node);

    /// Whether texts can be changed; then edited() tells what a person wants them to be.
    enum class Editing { No, Yes };
    void setEditing(Editing editing) { m_editing = editing; }
    [[nodiscard]] bool isEditable() const { return m_editing == Editing::Yes; }
    /// The part that a cell's text is of: that of a name is a part too, or none.
    [[nodiscard]] qint32 editedNode(const QModelIndex &index) const;
    /// Why a cell cannot be changed, a sentence; empty: it can.
    [[nodiscard]] QString whyNotEditable(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Members that are rows of one container, and those in a range.
    static constexpr int mostInFolder = 10'000;
    /// Bytes of a name and a value in a row; the tool tip has more.
    static constexpr qsizetype longestName = 200;
    static constexpr qsizetype longestValue = 400;

signals:
    void edited(qint32 node, const QByteArray &text);

private:
    /// Rows that were looked up, below one row.
    struct Folder
    {
        qint32 node = ValueTree::none; ///< whose members they are
        int parent = -1;               ///< the number of the folder that the row is in
        int row = 0;
        bool isOfRanges = false;
        std::vector<qint32> members; ///< or the first of each range
    };

    [[nodiscard]] const ValueTree &tree() const { return m_reading->value.tree; }
    [[nodiscard]] const Folder &owner(const QModelIndex &index) const { return m_folders[size_t(index.internalId())]; }
    /// The number of the folder below a row, 0 for an invalid index; -1 where none was looked up.
    [[nodiscard]] int folderOf(const QModelIndex &index) const;
    [[nodiscard]] std::pair<int, int> range(const Folder &folder, int row) const;
    [[nodiscard]] QString rangeText(const QModelIndex &index) const;
    [[nodiscard]] QString cell(const QModelIndex &index) const;
    [[nodiscard]] bool isVerbatim(const QModelIndex &index) const;

    SharedReading m_reading;
    Editing m_editing = Editing::No;
    std::vector<Folder> m_folders;
    QHash<quint64, int> m_below; ///< the number of a folder by that of its parent and the row
};
