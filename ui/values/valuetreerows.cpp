#include "ui/values/valuetreerows.h"

#include "ui/iconengine.h"
#include "ui/openedbelow.h"
#include "ui/values/noderowdelegate.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QMouseEvent>
#include <QScopedValueRollback>

#include <algorithm>
#include <vector>

ValueTreeRows::ValueTreeRows(ValueTreeModel *model, NodeActions *actions, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
    , m_actions(actions)
{
    setObjectName(QStringLiteral("valueTreeRows"));
    setAccessibleName(tr("Parts of the value"));
    setModel(model);
    setUniformRowHeights(true);
    setItemDelegate(new NodeRowDelegate(this));
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAllColumnsShowFocus(true);
    setTextElideMode(Qt::ElideRight);
    setFrameShape(QFrame::NoFrame);
    setExpandsOnDoubleClick(false); // a double click activates, which does the same
    setTabKeyNavigation(false);
    setIndentation(fontMetrics().height());
    const int character = fontMetrics().averageCharWidth();
    header()->setObjectName(QStringLiteral("valueTreeHeader"));
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setMinimumSectionSize(6 * character);
    header()->setSectionResizeMode(ValueTreeModel::Value, QHeaderView::Stretch);
    setUpActions();
    connect(header(), &QHeaderView::sectionResized, this, [this](int column) {
        m_isDragged = m_isDragged || (!m_isFitting && column != ValueTreeModel::Value); // which takes what is left
    });
    fitColumns();
    connect(this, &QAbstractItemView::activated, this, &ValueTreeRows::activate);
    updateActions();
}

/// Where there is little room, most of it is for the values.
void ValueTreeRows::fitColumns()
{
    if (m_isDragged)
        return;
    const QScopedValueRollback fitting(m_isFitting, true);
    const int character = fontMetrics().averageCharWidth();
    const int width = viewport()->width();
    header()->resizeSection(ValueTreeModel::Name, std::min(30 * character, width * 2 / 5));
    header()->resizeSection(ValueTreeModel::Type, std::min(20 * character, width / 5));
}

void ValueTreeRows::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    fitColumns();
}

void ValueTreeRows::setUpActions()
{
    m_follow.setObjectName(QStringLiteral("valueTreeFollow"));
    m_follow.setText(tr("&Go to what it refers to"));
    m_follow.setStatusTip(tr("Go to the part of the value that this one refers to"));
    m_openAll.setObjectName(QStringLiteral("valueTreeOpenAll"));
    m_openAll.setText(tr("&Expand all below"));
    m_openAll.setIcon(themedIcon(QStringLiteral("folder-open")));
    m_openAll.setStatusTip(tr("Open what is in this part, and what is in that"));
    m_changeValue.setObjectName(QStringLiteral("valueTreeChangeValue"));
    m_changeValue.setText(tr("Change &value…") + QStringLiteral("\tF2"));
    m_changeValue.setIcon(themedIcon(QStringLiteral("pencil")));
    m_changeName.setObjectName(QStringLiteral("valueTreeChangeName"));
    m_changeName.setText(tr("Change &name…") + QStringLiteral("\tShift+F2"));
    connect(&m_changeValue, &QAction::triggered, this, [this] { requestEdit(ValueTreeModel::Value); });
    connect(&m_changeName, &QAction::triggered, this, [this] { requestEdit(ValueTreeModel::Name); });
    connect(&m_follow, &QAction::triggered, this, &ValueTreeRows::followReference);
    connect(&m_openAll, &QAction::triggered, this, &ValueTreeRows::openAllBelow);
}

void ValueTreeRows::updateActions()
{
    const qint32 node = currentNode();
    const bool isReference = node != ValueTree::none && m_model->reading()->value.tree.at(node).type == ValueType::Reference;
    m_actions->setNode(m_model->reading(), node);
    m_follow.setVisible(isReference);
    m_follow.setEnabled(isReference);
    m_openAll.setEnabled(currentIndex().isValid() && m_model->hasChildren(currentIndex().siblingAtColumn(0)));
}

void ValueTreeRows::openWhatFits()
{
    const auto count = [this](const QModelIndex &row) { return m_model->reading()->value.tree.at(m_model->node(row)).memberCount; };
    std::vector<QModelIndex> opened{m_model->index(0, 0)};
    int rows = 1 + count(opened.front());
    for (size_t i = 0; i < opened.size() && rows < mostOpenedFirst; ++i) {
        m_model->fetchMore(opened[i]);
        for (int row = 0; row < m_model->rowCount(opened[i]); ++row) {
            const QModelIndex child = m_model->index(row, 0, opened[i]);
            if (!m_model->hasChildren(child) || rows + count(child) > mostOpenedFirst)
                continue;
            rows += count(child);
            opened.push_back(child);
        }
    }
    // The inner ones first, as in openAllBelowRow().
    for (auto row = opened.rbegin(); row != opened.rend(); ++row)
        expand(*row);
    setCurrentIndex(opened.front());
}

void ValueTreeRows::activate(const QModelIndex &index)
{
    const QModelIndex row = index.siblingAtColumn(0);
    if (m_follow.isEnabled())
        followReference();
    else if (m_model->hasChildren(row))
        setExpanded(row, !isExpanded(row));
    else if (m_model->isEditable())
        emit editRequested(row.siblingAtColumn(m_namePressed ? ValueTreeModel::Name : ValueTreeModel::Value));
}

void ValueTreeRows::requestEdit(int column)
{
    if (m_model->isEditable() && currentIndex().isValid())
        emit editRequested(currentIndex().siblingAtColumn(column));
}

void ValueTreeRows::followReference()
{
    const qint32 node = currentNode();
    if (node != ValueTree::none && !goTo(m_model->reading()->value.tree.target(node)))
        emit told(tr("What this refers to is not among the members of the value."));
}

bool ValueTreeRows::goTo(qint32 node)
{
    const QModelIndex index = m_model->indexOf(node);
    if (!index.isValid())
        return false;
    for (QModelIndex folder = index.parent(); folder.isValid(); folder = folder.parent())
        expand(folder);
    setCurrentIndex(index);
    scrollTo(index);
    return true;
}

void ValueTreeRows::openAllBelow()
{
    const QModelIndex top = currentIndex().siblingAtColumn(0);
    if (!top.isValid() || !m_model->hasChildren(top))
        return;
    if (const OpenedBelow below = openAllBelowRow(this, top); below.isCut)
        emit told(tr("There is too much below this to open all of it. Opened: %L1").arg(below.opened));
}

void ValueTreeRows::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    updateActions();
    emit currentMoved();
}

/// What a double click is on, which Enter does not say.
void ValueTreeRows::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_namePressed = indexAt(event->pos()).column() == ValueTreeModel::Name;
    QTreeView::mouseDoubleClickEvent(event);
    m_namePressed = false;
}

void ValueTreeRows::keyPressEvent(QKeyEvent *event)
{
    // Qt would open all there is below, however much it be.
    if (event->key() == Qt::Key_Asterisk)
        openAllBelow();
    else if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->key() == Qt::Key_F2 && m_model->isEditable())
        requestEdit(event->modifiers().testFlag(Qt::ShiftModifier) ? ValueTreeModel::Name : ValueTreeModel::Value);
    else
        QTreeView::keyPressEvent(event);
}

void ValueTreeRows::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("valueTreeMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_model->isEditable()) {
        m_changeValue.setEnabled(m_model->whyNotEditable(currentIndex().siblingAtColumn(ValueTreeModel::Value)).isEmpty());
        m_changeName.setEnabled(m_model->whyNotEditable(currentIndex().siblingAtColumn(ValueTreeModel::Name)).isEmpty());
        menu->addActions({&m_changeValue, &m_changeName});
        menu->addSeparator();
    }
    menu->addActions({&m_follow, &m_openAll});
    menu->addAction(themedIcon(QStringLiteral("search")), tr("&Find…"), this, &ValueTreeRows::findRequested);
    menu->addSeparator();
    m_actions->addTo(menu);
    const QPoint below = visualRect(currentIndex()).bottomLeft() + QPoint(indentation(), 0);
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(below) : event->globalPos());
}
