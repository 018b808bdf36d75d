#pragma once

#include <QTableView>

class ColumnMenu;
class WatchTopModel;

/// The most frequent keys or prefixes as a table: a double click or Enter shows only the lines about one.
class WatchTopTable : public QTableView
{
    Q_OBJECT

public:
    WatchTopTable(WatchTopModel *model, const QString &name, QWidget *parent = nullptr);

    /// As horizontalHeader()->saveState() gave it.
    void restoreColumns(const QByteArray &state);

signals:
    void filterRequested(const QString &filter);
    /// The person wants to see the item.
    void keyRequested(const QByteArray &key);
    /// The person wants to see the items whose keys this filter lets through.
    void keysRequested(const QString &filter);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void requestFilter();
    void requestKeys();
    /// That of the current row; empty: there is none.
    [[nodiscard]] QString currentFilter() const;

    WatchTopModel *m_top;
    ColumnMenu *m_columns;
};
