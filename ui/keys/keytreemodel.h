#pragma once

#include "app/keyspace/keylisting.h"
#include "ui/keys/keytreefolders.h"
#include "ui/keys/keytreetext.h"

#include <QAbstractItemModel>
#include <QFutureWatcher>
#include <QIcon>

#include <atomic>
#include <optional>
#include <vector>

/// Listed keys as a tree of folders for a view. The tree is built in another thread, and the one before stays until it is there. Of a
/// folder as many children are there as were asked for; a last row stands for the rest.
class KeyTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    using Column = KeyTreeText::Column;
    /// Of KeyTreeText::Share, the part of all bytes, from 0 to 1, as a double; invalid: not told.
    static constexpr int ShareRole = Qt::UserRole;

    using Indexes = std::shared_ptr<const std::vector<int>>;

    explicit KeyTreeModel(QObject *parent = nullptr);
    ~KeyTreeModel() override;

    /// `shown`: indexes of `listing` that are to be seen, in any order; null: all. `place` is looked into from the first. What is asked for
    /// while a tree is being built takes its place; only more keys of the same listing wait until it is there, so that one is seen while
    /// they come.
    void setKeys(const KeyListing &listing, const Indexes &shown, const KeyTreePlace &place = {});
    /// Each byte is one; none: no folders.
    void setDelimiters(const QByteArray &delimiters, const KeyTreePlace &place = {});
    void setOrder(KeyTreeOrder order, const KeyTreePlace &place = {});
    [[nodiscard]] const QByteArray &delimiters() const { return m_delimiters; }
    [[nodiscard]] KeyTreeOrder order() const { return m_order; }

    [[nodiscard]] bool isBuilding() const { return m_isBuilding; }
    /// The tree that is seen; none before the first.
    [[nodiscard]] std::shared_ptr<const KeyTree> tree() const { return m_folders ? m_folders->tree() : nullptr; }

    /// The folder or the key of a row; none for the row that stands for the rest. That of all keys for an invalid index.
    [[nodiscard]] std::optional<KeyTree::Node> node(const QModelIndex &index) const;
    /// What all keys of a row begin with, of a key all of it.
    [[nodiscard]] QByteArrayView prefix(const QModelIndex &index) const;
    /// Whether the row stands for what is not seen of its folder.
    [[nodiscard]] bool isMoreRow(const QModelIndex &index) const;
    /// Shows the next children of a folder in front of its last row, if that stands for some that can be shown.
    void showMore(const QModelIndex &folder);
    /// Whether there are any.
    [[nodiscard]] bool canShowMore(const QModelIndex &folder) const;
    /// Whether its children can be had at once.
    [[nodiscard]] bool isQuick(const QModelIndex &folder) const;
    enum class Lookup { AsShown, ShowingMore };
    /// The row of a key, or of a folder by its prefix; where it is not there, that of the innermost folder on the way.
    [[nodiscard]] QModelIndex find(QByteArrayView prefix, Lookup lookup = Lookup::AsShown);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void buildingChanged();
    /// Another tree takes the place of the one that is seen.
    void aboutToRearrange();
    void rearranged();

private:
    using Folders = std::shared_ptr<KeyTreeFolders>;
    using Flag = std::shared_ptr<std::atomic<bool>>;
    struct Question
    {
        KeyListing listing;
        Indexes shown;
        KeyTreePlace place;
    };
    struct Ordered
    {
        int folder = -1;
        std::vector<KeyTreeFolders::Child> children;
    };

    void build(const KeyTreePlace &place);
    void cancel();
    void takeTree();
    void orderNext();
    void takeOrdered();
    void reveal(int folder, const QModelIndex &parent, int most);

    /// The number of the folder that `index` is; 0 for an invalid one, -1 for one that was not looked into, a key or the last row.
    [[nodiscard]] int folderOf(const QModelIndex &index) const;
    /// The number of the folder that `index` is in.
    [[nodiscard]] static int ownerOf(const QModelIndex &index) { return int(index.internalId()); }
    [[nodiscard]] QModelIndex indexOfFolder(int folder) const;
    [[nodiscard]] QModelIndex childWith(const QModelIndex &parent, int position, Lookup lookup);
    [[nodiscard]] static QIcon icon(const KeyTreeFolders::Folder &folder, const std::optional<KeyTree::Node> &node);

    QByteArray m_delimiters{":"};
    KeyTreeOrder m_order = KeyTreeOrder::Name;
    Question m_question;            ///< of the tree that is seen or being built
    std::optional<Question> m_next; ///< waits for the one that is being built
    Folders m_folders;              ///< none before the first tree
    QByteArray m_builtDelimiters;   ///< of the tree that is seen
    bool m_hasKeys = false;         ///< it was told of some
    bool m_isBuilt = false;         ///< the tree that is seen is that of m_question
    bool m_isBuilding = false;
    Flag m_cancelled;
    QFutureWatcher<Folders> m_building;
    std::vector<int> m_awaited; ///< folders whose children are to be put in order; the first is at work
    Flag m_orderCancelled;
    QFutureWatcher<Ordered> m_ordering;
};
