#pragma once

#include "ui/keys/keytreefolders.h"

#include <QCoreApplication>
#include <QString>
#include <QVariant>

/// What the columns of a tree of keys say.
class KeyTreeText
{
    Q_DECLARE_TR_FUNCTIONS(KeyTreeText)

public:
    enum Column { Name, Keys, Bytes, Share, Ttl, Idle, Read, ColumnCount };

    [[nodiscard]] static QString header(int column);
    [[nodiscard]] static QString headerToolTip(int column);
    [[nodiscard]] static bool isNumber(int column) { return column != Name && column != Read; }

    /// `folders` must outlive it.
    explicit KeyTreeText(const KeyTreeFolders &folders)
        : m_folders(folders)
    {
    }

    /// Of the child of `folder` that is `node`.
    [[nodiscard]] QString cell(int column, const KeyTreeFolders::Folder &folder, const KeyTree::Node &node) const;
    [[nodiscard]] QString toolTip(const KeyTreeFolders::Folder &folder, const KeyTree::Node &node) const;
    /// Of the row that stands for what is not seen of a folder.
    [[nodiscard]] QString moreCell(int column, const KeyTreeFolders::Folder &folder) const;
    [[nodiscard]] static QString moreToolTip(const KeyTreeFolders::Folder &folder);
    /// The part of all bytes, from 0 to 1; invalid: not told.
    [[nodiscard]] QVariant share(qint64 bytes) const;

private:
    [[nodiscard]] QString keyCell(int column, const KeyTree::Node &node) const;
    [[nodiscard]] QString shareText(qint64 bytes) const;
    [[nodiscard]] const KeyTree &tree() const { return *m_folders.tree(); }

    const KeyTreeFolders &m_folders;
};
