#pragma once

#include "app/keyspace/keytree.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <vector>

/// By what the children of a folder are put in order: by their names, or the heaviest first.
enum class KeyTreeOrder { Name, Bytes, Keys };

/// What of a tree is open and looked at, so that it can be so again in a tree that was built anew.
struct KeyTreePlace
{
    struct Opened
    {
        QByteArray prefix;
        int rows = 0; ///< that were seen of it
    };

    std::vector<Opened> opened;      ///< ascending by prefix; that of all keys, which is always open, among them
    std::vector<QByteArray> anchors; ///< keys and prefixes that are to be seen wherever they stand now

    /// Whether a folder stands for one that was open, or for one on the way there, although others may be put together in it now.
    /// `parentLength`: the bytes of `prefix` that are its parent's.
    [[nodiscard]] bool opens(QByteArrayView prefix, qsizetype parentLength) const;
    /// How many rows of it were seen; 0: it was not open.
    [[nodiscard]] int rowsOf(QByteArrayView prefix) const;
};

/// The folders of a tree that were looked into, each with as many of its children as are seen: what a view needs at hand of a tree that may
/// be far larger. Folders are told by their number; 0 is that of all keys.
class KeyTreeFolders
{
public:
    struct Child
    {
        KeyTree::Node node;
        int folder = -1; ///< -1: not looked into
    };
    struct Folder
    {
        KeyTree::Node node;
        int parent = -1;
        int row = 0;                 ///< in its parent
        std::vector<Child> children; ///< in order; those that are seen and maybe more
        int shown = 0;               ///< how many are seen
        qint64 shownKeys = 0;
        qint64 shownBytes = 0;
        bool hasMoreRow = false; ///< a last row that stands for what is not seen
        bool isAwaited = false;  ///< its children are being put in order
        bool isOrdered = false;  ///< `children` are all that there will be

        /// Whether some of the rest can be shown; what is too light to be put in order cannot.
        [[nodiscard]] bool canShowMore() const { return !isAwaited && (!isOrdered || shown < int(children.size())); }
    };
    /// Asked now and then; what was begun is of no use once it says so.
    using IsCancelled = std::function<bool()>;

    /// What a folder shows at first.
    static constexpr int portion = 1'000;
    static constexpr int largestPortion = 16'000;
    /// By weight no more children of one folder are put in order; the lighter ones are left out.
    static constexpr size_t mostOrdered = 50'000;
    /// A folder with more keys is put in order by weight in a thread of its own.
    static constexpr int mostOrderedAtOnce = 100'000;

    KeyTreeFolders(std::shared_ptr<const KeyTree> tree, KeyTreeOrder order);
    /// With the folders of `place` looked into. For any thread.
    [[nodiscard]] static std::shared_ptr<KeyTreeFolders> make(std::shared_ptr<const KeyTree> tree, KeyTreeOrder order,
                                                              const KeyTreePlace &place, const IsCancelled &isCancelled = {});
    /// The heaviest children of `folder`, the heaviest first. A pure function, for any thread.
    [[nodiscard]] static std::vector<Child> heaviest(const KeyTree &tree, const KeyTree::Node &folder, KeyTreeOrder order,
                                                     const IsCancelled &isCancelled = {});

    [[nodiscard]] const std::shared_ptr<const KeyTree> &tree() const { return m_tree; }
    [[nodiscard]] KeyTreeOrder order() const { return m_order; }
    [[nodiscard]] const Folder &at(int folder) const { return m_folders[size_t(folder)]; }
    [[nodiscard]] int rowCount(int folder) const { return at(folder).shown + int(at(folder).hasMoreRow); }
    /// The number of the folder that is the child at `row`; -1: it was not looked into.
    [[nodiscard]] int folderAt(int folder, int row) const { return at(folder).children[size_t(row)].folder; }
    /// The same, a new one without children if there is none.
    int enter(int folder, int row);
    /// Whether its children can be had without a thread.
    [[nodiscard]] bool isQuick(int folder) const;

    // In steps, as a model tells of rows before they change.
    /// Has the next children ready, up to `most`, and tells how many.
    int prepare(int folder, int most);
    /// Whether nothing is left once the next `count` children are seen.
    [[nodiscard]] bool isLast(int folder, int count) const;
    /// Whether more can be shown then.
    [[nodiscard]] bool hasMore(int folder, int count) const;
    /// Makes the next `count` children be seen.
    void show(int folder, int count);
    void setMoreRow(int folder, bool there) { m_folders[size_t(folder)].hasMoreRow = there; }
    void setAwaited(int folder, bool awaited) { m_folders[size_t(folder)].isAwaited = awaited; }
    void setHeaviest(int folder, std::vector<Child> children);
    /// How many more to show of a folder: the more were seen, the more.
    [[nodiscard]] int nextPortion(int folder) const;

private:
    void fill(int folder, int rows, const std::vector<int> &anchors, const IsCancelled &isCancelled);

    std::shared_ptr<const KeyTree> m_tree;
    KeyTreeOrder m_order;
    std::vector<Folder> m_folders;
};
