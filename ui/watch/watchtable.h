#pragma once

#include "ui/largetable.h"

class ColumnMenu;
class WatchTableModel;

/// The table of watched lines. While it follows, the newest are in sight; going up ends that, and going to the end begins it again.
class WatchTable : public LargeTable
{
    Q_OBJECT

public:
    /// Lines that one copy takes at most.
    static constexpr int mostCopied = 100'000;

    explicit WatchTable(WatchTableModel *model, QWidget *parent = nullptr);

    /// As horizontalHeader()->saveState() gave it; what it does not give stays as at the first start.
    void restoreColumns(const QByteArray &state);
    void setFollowing(bool following);
    [[nodiscard]] bool isFollowing() const { return m_following; }

public slots:
    /// The selected lines, as the server wrote them.
    void copy();

signals:
    void followingChanged(bool following);
    /// The person wants to see the item.
    void keyRequested(const QByteArray &key);
    /// The person wants to see only lines that this filter lets through.
    void filterRequested(const QString &filter);
    void told(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;

private:
    void noteScroll(int action);
    void goToEnd();
    void holdPlace(const QModelIndex &parent, int first, int last);
    [[nodiscard]] QByteArray currentKey() const;

    WatchTableModel *m_lines;
    ColumnMenu *m_columns;
    bool m_following = true;
};
