#pragma once

#include "ui/monitor/statrows.h"

#include <QCollator>
#include <QSortFilterProxyModel>
#include <QTableView>

/// The rows of a StatRows in the order that a person chose, and only those that they look for.
class StatOrder : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Shown : quint8 { All, Marked };

    explicit StatOrder(QObject *parent = nullptr);

    /// What has `text` anywhere in it, in any case.
    void setText(const QString &text);
    void setShown(Shown shown);

protected:
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QCollator m_collator;
    QString m_text;
    Shown m_shown = Shown::All;
};

/// Shows figures of a server, in its order until a header is clicked; a third click brings that back. What is shown can be copied.
class StatTable : public QTableView
{
    Q_OBJECT

public:
    /// `name`: its object name. `rows` outlives it.
    StatTable(const QString &name, const QString &accessibleName, StatRows *rows, QWidget *parent = nullptr);

    [[nodiscard]] StatOrder *order() { return &m_order; }
    /// As wide as their contents, but for the one that takes what is left; -1: none does.
    void fitColumns(int stretched = -1);
    /// The id of the current row; empty: there is none.
    [[nodiscard]] QByteArray currentId() const;
    void setCurrentId(const QByteArray &id);

public slots:
    /// What the server told of the cell, without words around it.
    void copyCell();
    /// The selected rows as tab-separated lines, with the columns that are seen.
    void copyRows();
    /// All rows that are shown, with the titles of the columns.
    void copyAll();

signals:
    void currentIdChanged();
    /// A sentence about what was copied.
    void told(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void fitRows();
    [[nodiscard]] QString line(int row, int role) const;
    void put(const QStringList &lines);

    StatRows *m_rows;
    StatOrder m_order;
};
