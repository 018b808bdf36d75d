#include "ui/watch/watchtoptable.h"

#include "app/keyspace/keyfilter.h"
#include "ui/columnmenu.h"
#include "ui/iconengine.h"
#include "ui/watch/watchtopmodel.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>

WatchTopTable::WatchTopTable(WatchTopModel *model, const QString &name, QWidget *parent)
    : QTableView(parent)
    , m_top(model)
{
    setObjectName(name);
    setModel(model);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    QHeaderView *header = horizontalHeader();
    header->setObjectName(name + QStringLiteral("Header"));
    m_columns = new ColumnMenu(header, tr("C&olumns"), this);
    header->setHighlightSections(false);
    header->setSortIndicatorClearable(true);
    const int unit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    for (int column = 0; column < model->columnCount(); ++column)
        header->resizeSection(column, unit * (column == 0 ? 36 : 12));
    header->setSortIndicator(1, Qt::DescendingOrder);
    setSortingEnabled(true);
    connect(this, &QTableView::doubleClicked, this, &WatchTopTable::requestFilter);
}

void WatchTopTable::restoreColumns(const QByteArray &state)
{
    QHeaderView *header = horizontalHeader();
    if (state.isEmpty() || !header->restoreState(state) || header->hiddenSectionCount() == header->count()) {
        for (int section = 0; section < header->count(); ++section)
            header->showSection(section);
    }
    header->setSortIndicatorClearable(true);
}

QString WatchTopTable::currentFilter() const
{
    if (!currentIndex().isValid())
        return {};
    const QByteArray key = m_top->entryAt(currentIndex().row()).key;
    if (key.isEmpty())
        return {};
    return m_top->shows() == WatchTopModel::Shows::Keys ? KeyFilter::exactTerm(key) : KeyFilter::prefixTerm(key);
}

void WatchTopTable::requestFilter()
{
    if (const QString filter = currentFilter(); !filter.isEmpty())
        emit filterRequested(filter);
}

void WatchTopTable::requestKeys()
{
    if (currentFilter().isEmpty())
        return;
    if (m_top->shows() == WatchTopModel::Shows::Keys)
        emit keyRequested(m_top->entryAt(currentIndex().row()).key);
    else
        emit keysRequested(currentFilter());
}

void WatchTopTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        requestFilter();
    else
        QTableView::keyPressEvent(event);
}

void WatchTopTable::contextMenuEvent(QContextMenuEvent *event)
{
    if (!currentIndex().isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(objectName() + QStringLiteral("Menu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool has = !currentFilter().isEmpty();
    menu->addAction(themedIcon(QStringLiteral("funnel")), tr("Show only its &lines"), this, &WatchTopTable::requestFilter)->setEnabled(has);
    menu->addAction(themedIcon(QStringLiteral("key-round")), tr("Show in &keys"), this, &WatchTopTable::requestKeys)->setEnabled(has);
    menu->addSeparator();
    menu->addMenu(m_columns);
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft())
                                                               : event->globalPos());
}
