#include "ui/keys/keytreerows.h"

#include "app/keyspace/keyfilter.h"
#include "ui/columnmenu.h"
#include "ui/iconengine.h"
#include "ui/keys/sharedelegate.h"
#include "ui/openedbelow.h"
#include "ui/rowselection.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>

#include <algorithm>

KeyTreeRows::KeyTreeRows(KeyTreeModel *model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("keyTree"));
    setAccessibleName(tr("Keys by folder"));
    setModel(model);
    setUniformRowHeights(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setAllColumnsShowFocus(true);
    setTextElideMode(Qt::ElideRight);
    setExpandsOnDoubleClick(false); // a double click activates, which does the same
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setItemDelegateForColumn(KeyTreeText::Share, new ShareDelegate(KeyTreeModel::ShareRole, this));
    setUpColumns();
    setUpActions();
    connect(this, &QAbstractItemView::activated, this, &KeyTreeRows::activate);
    connect(model, &KeyTreeModel::aboutToRearrange, this, &KeyTreeRows::remember);
    connect(model, &KeyTreeModel::rearranged, this, &KeyTreeRows::restore);
    connect(&m_copying, &ByteCopy::told, this, &KeyTreeRows::told);
    updateActions();
}

void KeyTreeRows::setUpColumns()
{
    const int character = fontMetrics().averageCharWidth();
    setIndentation(fontMetrics().height());
    QHeaderView *columns = header();
    columns->setObjectName(QStringLiteral("keyTreeHeader"));
    columns->setSectionsMovable(false);
    columns->setSectionsClickable(true);
    columns->setStretchLastSection(false);
    columns->setMinimumSectionSize(4 * character);
    columns->setSectionResizeMode(KeyTreeText::Name, QHeaderView::Stretch); // names are what there may be most of
    columns->resizeSection(KeyTreeText::Keys, 12 * character);
    columns->resizeSection(KeyTreeText::Bytes, 13 * character);
    columns->resizeSection(KeyTreeText::Share, 20 * character);
    columns->resizeSection(KeyTreeText::Ttl, 14 * character);
    columns->resizeSection(KeyTreeText::Idle, 17 * character);
    columns->resizeSection(KeyTreeText::Read, 8 * character);
    new ColumnMenu(columns, tr("Columns"), this);
}

void KeyTreeRows::setUpActions()
{
    m_onlyFolder.setObjectName(QStringLiteral("keyTreeOnlyFolder"));
    m_onlyFolder.setText(tr("&Show only this folder"));
    m_onlyFolder.setIcon(themedIcon(QStringLiteral("funnel")));
    m_onlyFolder.setStatusTip(tr("Filter by what all keys of the folder begin with"));
    m_copyPrefix.setObjectName(QStringLiteral("keyTreeCopyPrefix"));
    m_copyPrefix.setText(tr("Copy &prefix"));
    m_copyPrefix.setIcon(themedIcon(QStringLiteral("copy")));
    m_copyPrefix.setStatusTip(tr("Copy what all keys of the folder begin with"));
    m_copyKey.setObjectName(QStringLiteral("keyTreeCopyKey"));
    m_copyKey.setText(tr("Copy &key"));
    m_copyKey.setIcon(themedIcon(QStringLiteral("copy")));
    m_copyKey.setStatusTip(tr("Copy the whole key"));
    m_openAll.setObjectName(QStringLiteral("keyTreeOpenAll"));
    m_openAll.setText(tr("&Expand all below"));
    m_openAll.setIcon(themedIcon(QStringLiteral("folder-open")));
    m_openAll.setStatusTip(tr("Open the folders in this one, and those in them"));
    connect(&m_onlyFolder, &QAction::triggered, this, &KeyTreeRows::showOnlyFolder);
    connect(&m_copyPrefix, &QAction::triggered, this, &KeyTreeRows::copy);
    connect(&m_copyKey, &QAction::triggered, this, &KeyTreeRows::copy);
    connect(&m_openAll, &QAction::triggered, this, &KeyTreeRows::openAllBelow);
}

void KeyTreeRows::updateActions()
{
    const QModelIndex folder = currentFolder();
    const std::optional<KeyTree::Node> current = currentIndex().isValid() ? m_model->node(currentIndex()) : std::nullopt;
    m_onlyFolder.setEnabled(folder.isValid());
    m_openAll.setEnabled(current && current->isFolder);
    m_copyPrefix.setVisible(current && current->isFolder);
    m_copyKey.setVisible(current && !current->isFolder);
}

QByteArray KeyTreeRows::currentKey() const
{
    const std::optional<KeyTree::Node> node = currentIndex().isValid() ? m_model->node(currentIndex()) : std::nullopt;
    return node && !node->isFolder ? m_model->prefix(currentIndex()).toByteArray() : QByteArray();
}

std::vector<std::pair<int, int>> KeyTreeRows::selectedStretches() const
{
    std::vector<std::pair<int, int>> stretches;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            if (const std::optional<KeyTree::Node> node = m_model->node(m_model->index(row, 0, range.parent())))
                stretches.emplace_back(node->begin, node->end);
        }
    }
    std::ranges::sort(stretches);
    int next = 0;
    for (auto &[begin, end] : stretches) { // a key that is selected with its folder counts once
        begin = std::max(begin, next);
        end = std::max(begin, end);
        next = end;
    }
    return stretches;
}

qint64 KeyTreeRows::selectedCount() const
{
    qint64 count = 0;
    const std::vector<std::pair<int, int>> stretches = selectedStretches();
    for (const auto &[begin, end] : stretches)
        count += end - begin;
    return count;
}

std::vector<int> KeyTreeRows::selectedKeys() const
{
    std::vector<int> indexes;
    const std::vector<std::pair<int, int>> stretches = selectedStretches();
    for (const auto &[begin, end] : stretches) {
        for (int position = begin; position < end; ++position)
            indexes.push_back(m_model->tree()->index(position));
    }
    return indexes;
}

void KeyTreeRows::activate(const QModelIndex &index)
{
    const QModelIndex row = index.siblingAtColumn(0);
    if (m_model->isMoreRow(row)) {
        const int number = row.row();
        const QModelIndex folder = row.parent();
        if (!m_model->canShowMore(folder))
            emit told(row.data(Qt::ToolTipRole).toString());
        m_model->showMore(folder);
        setCurrentIndex(m_model->index(number, 0, folder)); // the first of the new ones
        return;
    }
    const std::optional<KeyTree::Node> node = m_model->node(row);
    if (!row.isValid() || !node)
        return;
    if (node->isFolder)
        setExpanded(row, !isExpanded(row));
    else
        emit keyActivated(m_model->prefix(row).toByteArray());
}

void KeyTreeRows::openAllBelow()
{
    const QModelIndex top = currentIndex().siblingAtColumn(0);
    const std::optional<KeyTree::Node> node = m_model->node(top);
    if (!top.isValid() || !node || !node->isFolder)
        return;
    if (const OpenedBelow below = openAllBelowRow(this, top); below.isCut)
        emit told(tr("There are too many folders below this one to open them all. Opened: %L1").arg(below.opened));
}

void KeyTreeRows::showOnlyFolder()
{
    const QModelIndex folder = currentFolder();
    if (folder.isValid())
        emit filterRequested(KeyFilter::prefixTerm(m_model->prefix(folder)));
}

void KeyTreeRows::copy()
{
    m_copying.copy(m_model->prefix(currentIndex()), m_model->tree(), ByteCopy::Form::Text);
}

bool KeyTreeRows::goTo(QByteArrayView key)
{
    const QModelIndex index = m_model->find(key, KeyTreeModel::Lookup::ShowingMore);
    if (!index.isValid() || m_model->prefix(index) != key || m_model->node(index)->isFolder)
        return false;
    for (QModelIndex folder = index.parent(); folder.isValid(); folder = folder.parent())
        expand(folder);
    setCurrentIndex(index);
    scrollTo(index);
    return true;
}

void KeyTreeRows::follow(const QByteArray &key)
{
    if (m_isRearranging || currentKey() == key)
        return;
    m_isRearranging = true;
    if (!goTo(key))
        selectionModel()->clear();
    m_isRearranging = false;
    m_toldKey = currentKey();
    emit selectionMoved();
}

QModelIndex KeyTreeRows::currentFolder() const
{
    const QModelIndex current = currentIndex().siblingAtColumn(0);
    const std::optional<KeyTree::Node> node = current.isValid() ? m_model->node(current) : std::nullopt;
    return node && node->isFolder ? current : current.parent();
}

void KeyTreeRows::remember()
{
    m_isRearranging = true;
    m_memory = KeyTreeMemory(*m_model, *this);
}

void KeyTreeRows::restore()
{
    m_memory.restore(*m_model, *this);
    m_memory = {};
    m_isRearranging = false;
    updateActions();
    tellCurrentKey();
    emit selectionMoved();
}

void KeyTreeRows::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    updateActions();
    tellCurrentKey();
}

void KeyTreeRows::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    if (!m_isRearranging)
        emit selectionMoved();
}

void KeyTreeRows::tellCurrentKey()
{
    if (m_isRearranging || currentKey() == m_toldKey)
        return;
    m_toldKey = currentKey();
    emit currentKeyChanged(m_toldKey);
}

void KeyTreeRows::keyPressEvent(QKeyEvent *event)
{
    // Qt would open all there is below, however much it be.
    if (event->key() == Qt::Key_Asterisk)
        openAllBelow();
    else if (event->matches(QKeySequence::Copy))
        copy();
    else
        QTreeView::keyPressEvent(event);
}

void KeyTreeRows::mouseReleaseEvent(QMouseEvent *event)
{
    QTreeView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && index == currentIndex() && m_model->isMoreRow(index))
        activate(index);
}

void KeyTreeRows::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("keyTreeMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({&m_onlyFolder, &m_openAll});
    menu->addSeparator();
    menu->addActions({&m_copyPrefix, &m_copyKey});
    if (m_itemMenu) {
        menu->addSeparator();
        menu->addMenu(m_itemMenu);
    }
    menu->addSeparator();
    menu->addActions(m_keyActions);
    const QPoint below = visualRect(currentIndex()).bottomLeft() + QPoint(indentation(), 0);
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(below) : event->globalPos());
}

QItemSelectionModel::SelectionFlags KeyTreeRows::selectionCommand(const QModelIndex &index, const QEvent *event) const
{
    return rowSelectionCommand(event, selectionModel()->selection()).value_or(QTreeView::selectionCommand(index, event));
}
