#pragma once

#include "ui/values/nodeactions.h"
#include "ui/values/valuetreemodel.h"

#include <QAction>
#include <QTreeView>

/// The rows of a ValueTreeModel to be walked through.
class ValueTreeRows : public QTreeView
{
    Q_OBJECT

public:
    ValueTreeRows(ValueTreeModel *model, NodeActions *actions, QWidget *parent = nullptr);

    /// none: nothing is current.
    [[nodiscard]] qint32 currentNode() const { return m_model->node(currentIndex()); }
    /// Rows that a tree may have when it is shown first.
    static constexpr int mostOpenedFirst = 50;
    /// Opens the whole value, and of what is in it, level by level, as much as has no more than mostOpenedFirst rows in all.
    void openWhatFits();
    /// Opens what a part of the value is in and goes to it; false: it is not among the members of anything.
    bool goTo(qint32 node);

public slots:
    void copy() { m_actions->copyValue(); }

signals:
    void currentMoved();
    void findRequested();
    /// The person wants to change a cell, of a model that can be changed.
    void editRequested(const QModelIndex &cell);
    /// Something that was done, or not, for the status line.
    void told(const QString &text);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpActions();
    void fitColumns();
    void updateActions();
    void activate(const QModelIndex &index);
    void requestEdit(int column);
    void followReference();
    void openAllBelow();

    ValueTreeModel *m_model;
    NodeActions *m_actions;
    QAction m_follow{this};
    QAction m_openAll{this};
    QAction m_changeValue{this};
    QAction m_changeName{this};
    bool m_isFitting = false;
    bool m_isDragged = false;   ///< the columns are as wide as the person wants them
    bool m_namePressed = false; ///< by the double click that is under way
};
