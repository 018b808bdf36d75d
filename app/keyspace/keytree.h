#pragma once

#include "app/keyspace/keylisting.h"

#include <QByteArray>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

/// Listed keys as a tree of folders, each named by what its keys begin with up to a delimiter. Sorted by key, the keys of a folder stand
/// side by side; so a folder is no more than where they begin and end, and its children are found when they are asked for, in portions.
/// It takes 11 bytes a key at most. Immutable, for any thread.
class KeyTree
{
public:
    /// A folder or a key. Positions are those of the sorted keys.
    struct Node
    {
        int begin = 0;
        int end = 0;
        int length = 0; ///< bytes that all its keys begin with, the delimiter included; of a key: all of it
        bool isFolder = false;
        qint64 bytes = 0; ///< of all items in it, as far as they were told

        [[nodiscard]] int count() const { return end - begin; }
        bool operator==(const Node &) const = default;
    };

    /// `sorted`: indexes of the keys, ascending by key (KeyColumn::Key), all of the listing or those that a filter let through.
    /// `delimiters`: each byte of it is one; none: a tree without folders. No tree if it is cancelled.
    [[nodiscard]] static std::shared_ptr<const KeyTree> build(const KeyListing &listing, std::vector<int> sorted,
                                                              const QByteArray &delimiters, const std::function<bool()> &isCancelled = {});

    /// The folder of all keys.
    [[nodiscard]] Node root() const;
    /// Up to `most` children of `folder` in the order of their keys: those from position `from` on, where the one before ended, or the
    /// folder's beginning. A folder in which there is nothing but another is left out, and the other stands in its place. There are no more
    /// once a child ends where the folder does.
    [[nodiscard]] std::vector<Node> children(const Node &folder, int from, int most) const;
    /// By what a child is the heavier one: its bytes, or how many keys a folder has; a key weighs nothing then.
    enum class Weight { Bytes, Keys };
    /// The `most` heaviest children of `folder`, the heaviest first, and of those that weigh the same the ones that come first. What is
    /// returned once `isCancelled` is of no use.
    [[nodiscard]] std::vector<Node> heaviestChildren(const Node &folder, Weight weight, size_t most,
                                                     const std::function<bool()> &isCancelled = {}) const;

    /// The index in the listing of the key at a position.
    [[nodiscard]] int index(int position) const { return m_sorted[size_t(position)]; }
    [[nodiscard]] int size() const { return int(m_sorted.size()); }
    [[nodiscard]] const KeyListing &listing() const { return m_listing; }
    /// What all keys of a node begin with.
    [[nodiscard]] QByteArrayView prefix(const Node &node) const;
    /// The part of it that comes behind its parent's.
    [[nodiscard]] QByteArrayView name(const Node &parent, const Node &node) const { return prefix(node).sliced(parent.length); }

    /// The folder of all keys that begin with `prefix`; none: there are no such keys.
    [[nodiscard]] std::optional<Node> find(QByteArrayView prefix) const;
    /// The position of exactly this key.
    [[nodiscard]] std::optional<int> position(QByteArrayView key) const;
    /// Bytes of the items from one position up to another.
    [[nodiscard]] qint64 bytes(int begin, int end) const { return bytesBefore(end) - bytesBefore(begin); }

    /// Bytes of memory that it holds beside the listing.
    [[nodiscard]] qint64 byteSize() const;

private:
    KeyTree() = default;

    static constexpr int sumSpacing = 256;

    [[nodiscard]] QByteArrayView key(int position) const { return m_listing.key(index(position)); }
    [[nodiscard]] qint64 bytesBefore(int position) const;
    /// The first position whose key is not less.
    [[nodiscard]] int lowerBound(QByteArrayView key) const;
    /// The child of `folder` that begins at `begin`. The length of a key is left open: to know it is far more work than all the rest.
    [[nodiscard]] Node childAt(const Node &folder, int begin) const;
    void measure(Node &child) const;
    /// Where in `key` the last delimiter ends that does so up to `most`; 0: none.
    [[nodiscard]] int lastDelimiterEnd(QByteArrayView key, qsizetype most) const;

    KeyListing m_listing;
    std::array<bool, 256> m_isDelimiter{};
    std::vector<int> m_sorted;
    std::vector<quint32> m_sizes;        ///< of the items, in this order
    std::vector<qint64> m_sums;          ///< of the sizes in front of each 256th position
    std::vector<quint8> m_folderLengths; ///< of each key, where its last delimiter ends
    std::vector<quint8> m_sharedLengths; ///< the same in what it has in common with the key before
};
