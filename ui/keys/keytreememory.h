#pragma once

#include "ui/keys/keytreefolders.h"

#include <QByteArray>
#include <QSet>

class KeyTreeModel;
class QModelIndex;
class QTreeView;

/// What is open, selected and looked at in a view of a tree of keys, so that it is so again when another tree stands in its place.
class KeyTreeMemory
{
public:
    KeyTreeMemory() = default;
    KeyTreeMemory(const KeyTreeModel &model, const QTreeView &view);

    /// What is open and looked at.
    [[nodiscard]] static KeyTreePlace placeIn(const KeyTreeModel &model, const QTreeView &view);
    void restore(KeyTreeModel &model, QTreeView &view) const;

    /// More rows are not selected again.
    static constexpr int mostSelected = 5'000;

private:
    /// A row by what stays the same.
    struct Row
    {
        QByteArray prefix;
        bool isFolder = false;

        bool operator==(const Row &) const = default;
        friend size_t qHash(const Row &row, size_t seed) { return qHash(row.prefix, seed) ^ size_t(row.isFolder); }
    };

    [[nodiscard]] static Row rowAt(const KeyTreeModel &model, const QModelIndex &index);
    void openAgain(KeyTreeModel &model, QTreeView &view, const QModelIndex &folder) const;
    void selectAgain(const KeyTreeModel &model, QTreeView &view) const;

    KeyTreePlace m_place;
    Row m_current;
    Row m_top;
    QSet<Row> m_selected;
    int m_horizontal = 0;
    int m_vertical = 0;
};
