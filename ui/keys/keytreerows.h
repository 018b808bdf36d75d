#pragma once

#include "ui/keys/keytreememory.h"
#include "ui/keys/keytreemodel.h"
#include "ui/results/bytecopy.h"

#include <QAction>
#include <QTreeView>

#include <utility>
#include <vector>

/// The folders and keys of a KeyTreeModel to be walked through. What is open, selected and looked at stays so when another tree takes the
/// place of the one that is seen.
class KeyTreeRows : public QTreeView
{
    Q_OBJECT

public:
    explicit KeyTreeRows(KeyTreeModel *model, QWidget *parent = nullptr);

    /// What is open and looked at.
    [[nodiscard]] KeyTreePlace place() const { return KeyTreeMemory::placeIn(*m_model, *this); }
    /// The key of the current row; empty: there is none, or it is a folder.
    [[nodiscard]] QByteArray currentKey() const;
    /// Indexes in the listing of the keys that are selected, each once; those of a folder are all keys in it.
    [[nodiscard]] std::vector<int> selectedKeys() const;
    /// How many these are.
    [[nodiscard]] qint64 selectedCount() const;
    /// What can be done to the item of the current row, in the context menu; it outlives the tree.
    void setItemMenu(QMenu *menu) { m_itemMenu = menu; }
    /// See KeyTable.
    void setKeyActions(const QList<QAction *> &actions) { m_keyActions = actions; }
    /// Opens the folders that a key is in and goes to it; false: it is not in the tree, or too deep in a folder.
    bool goTo(QByteArrayView key);
    /// See KeyTable.
    void follow(const QByteArray &key);

signals:
    void keyActivated(const QByteArray &key);
    void currentKeyChanged(const QByteArray &key);
    void selectionMoved();
    void filterRequested(const QString &term);
    /// Something that was done, or not, for the status line.
    void told(const QString &text);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void keyPressEvent(QKeyEvent *event) override;
    [[nodiscard]] QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index, const QEvent *event) const override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    /// Positions in the tree, each in one stretch only, ascending.
    [[nodiscard]] std::vector<std::pair<int, int>> selectedStretches() const;
    void setUpColumns();
    void setUpActions();
    void updateActions();
    void activate(const QModelIndex &index);
    void openAllBelow();
    void showOnlyFolder();
    void copy();
    void remember();
    void restore();
    void tellCurrentKey();
    /// The folder that the current row is, or is in.
    [[nodiscard]] QModelIndex currentFolder() const;

    QMenu *m_itemMenu = nullptr;
    QList<QAction *> m_keyActions;
    KeyTreeModel *m_model;
    ByteCopy m_copying;
    QAction m_onlyFolder{this};
    QAction m_copyPrefix{this};
    QAction m_copyKey{this};
    QAction m_openAll{this};
    KeyTreeMemory m_memory;
    QByteArray m_toldKey;
    bool m_isRearranging = false;
};
