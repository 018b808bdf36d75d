#include "ui/results/statisticstable.h"

#include "ui/iconengine.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

StatisticsTable::StatisticsTable(QWidget *parent)
    : QTableView(parent)
{
    m_order.setSourceModel(&m_model);
    setModel(&m_order);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    fitRows();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setObjectName(QStringLiteral("statisticsHeader"));
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    horizontalHeader()->setSortIndicatorShown(true);
    horizontalHeader()->setSortIndicatorClearable(true);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, &m_order, &QSortFilterProxyModel::sort);
}

void StatisticsTable::setStatistics(const QList<Statistic> &statistics)
{
    m_model.setStatistics(statistics);
    resizeColumnToContents(0);
}

void StatisticsTable::setFilter(const QString &text)
{
    m_order.setFilterFixedString(text);
}

void StatisticsTable::copy()
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QString text;
    for (const QModelIndex &row : std::as_const(rows))
        text += row.data().toString() + QLatin1Char('\t') + row.siblingAtColumn(1).data().toString() + QLatin1Char('\n');
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

void StatisticsTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else
        QTableView::keyPressEvent(event);
}

void StatisticsTable::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(QStringLiteral("copy")), tr("&Copy rows"), this, &StatisticsTable::copy)
        ->setEnabled(selectionModel()->hasSelection());
    menu->addAction(tr("Select &all"), this, &QTableView::selectAll);
    menu->popup(event->globalPos());
}

void StatisticsTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitRows();
}

void StatisticsTable::fitRows()
{
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
}
