#pragma once

#include "app/keyspace/keychoice.h"
#include "app/keyspace/keyorder.h"
#include "ui/keys/keymemory.h"
#include "ui/largetable.h"

#include <QBasicTimer>
#include <QByteArray>

#include <optional>

class ColumnMenu;
class KeyTableModel;
class KeyView;
class QMenu;

/// The table of listed keys. What is selected and looked at stays so, wherever its row goes.
class KeyTable : public LargeTable
{
    Q_OBJECT

public:
    /// Keys that one copy takes at most.
    static constexpr int mostCopied = 100'000;

    /// `view` is what `model` shows, and is told of the order.
    KeyTable(KeyTableModel *model, KeyView *view, QWidget *parent = nullptr);

    /// The columns as they are arranged, for restoreColumns(). By what is sorted is not kept.
    [[nodiscard]] QByteArray columns() const;
    void restoreColumns(const QByteArray &state);
    /// The selected keys of the listing that is seen, as the rows stand.
    [[nodiscard]] KeyChoice selectedKeys() const;
    /// The key of the current row.
    [[nodiscard]] std::optional<QByteArray> currentKey() const;
    /// What can be done to the item of the current row, in the context menu; it outlives the table.
    void setItemMenu(QMenu *menu) { m_itemMenu = menu; }
    /// What can be done to the selected keys, in the table's menu. They must outlive it.
    void setKeyActions(const QList<QAction *> &actions) { m_keyActions = actions; }
    /// Goes to a key, if it is among the rows.
    bool goTo(QByteArrayView key);
    /// Goes to a key that is looked at already, which is not told then. Where it is not among the rows, none is current or selected.
    void follow(const QByteArray &key);
    /// Where the current key is among those of `listing` that are about to leave the rows, the one that comes in its place is current then.
    void stayInPlace(const KeyListing &listing, const QList<int> &leaving);

public slots:
    /// The selected keys, one a line, as they are written in a command.
    void copy();
    /// The selected rows as tab-separated lines, with the columns as they are arranged.
    void copyRows();
    /// Asks for the keys that begin like the current one, up to its last delimiter.
    void requestSimilar();

signals:
    /// Another key is looked at, or none.
    void currentKeyChanged();
    void selectedCountChanged();
    /// The person wants to see what is behind a key.
    void keyActivated(const QByteArray &key);
    /// The person wants to see what a filter lets through.
    void filterRequested(const QString &filter);
    /// Something worth telling, such as a copy that was cut short.
    void told(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void setUpColumns();
    void showFlagsWhereTold();
    void sortBy(int column, Qt::SortOrder order);
    void remember();
    void restore();
    void activate(const QModelIndex &index);
    void goToRow(int row);
    void showInTheMiddle(const QModelIndex &index);
    /// Of the first `most` selected rows.
    [[nodiscard]] std::vector<int> selectedKeyIndexes(qint64 most) const;
    [[nodiscard]] QString line(int index, const std::vector<int> &cells) const;

    QMenu *m_itemMenu = nullptr;
    QList<QAction *> m_keyActions;
    QBasicTimer m_seconds; ///< while it is seen
    KeyTableModel *m_keys;
    KeyView *m_view;
    ColumnMenu *m_columns = nullptr;
    std::optional<QByteArray> m_keyBefore; ///< that was current before
    std::optional<KeyMemory> m_memory;     ///< while rows are rearranged
    std::optional<int> m_place;            ///< the topmost row that is leaving with the current one
    KeyOrder m_order;                      ///< in which the rows stood
    bool m_isFollowing = false;            ///< a key that is looked at already
    bool m_flagsLeftOut = false;           ///< their column is hidden since there is nothing in it, not by the person
};
