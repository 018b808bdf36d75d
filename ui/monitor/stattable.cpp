#include "ui/monitor/stattable.h"

#include "ui/columnmenu.h"
#include "ui/fixedfont.h"
#include "ui/iconengine.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

#include <algorithm>
#include <cmath>

StatOrder::StatOrder(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    m_collator.setNumericMode(true);
}

void StatOrder::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void StatOrder::setShown(Shown shown)
{
    m_shown = shown;
    invalidateFilter();
}

bool StatOrder::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const double one = left.data(StatRows::OrderRole).toDouble();
    const double other = right.data(StatRows::OrderRole).toDouble();
    // What is not known comes last in both orders.
    if (std::isnan(one) != std::isnan(other))
        return sortOrder() == Qt::AscendingOrder ? std::isnan(other) : std::isnan(one);
    if (!std::isnan(one))
        return one < other;
    return m_collator.compare(left.data().toString(), right.data().toString()) < 0;
}

bool StatOrder::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex first = sourceModel()->index(row, 0, parent);
    if (m_shown == Shown::Marked && !first.data(StatRows::MarkedRole).toBool())
        return false;
    bool isFound = m_text.isEmpty();
    for (int column = 0; !isFound && column < sourceModel()->columnCount(parent); ++column)
        isFound = first.siblingAtColumn(column).data().toString().contains(m_text, Qt::CaseInsensitive);
    return isFound;
}

StatTable::StatTable(const QString &name, const QString &accessibleName, StatRows *rows, QWidget *parent)
    : QTableView(parent)
    , m_rows(rows)
{
    setObjectName(name);
    setAccessibleName(accessibleName);
    m_order.setSourceModel(rows);
    setModel(&m_order);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setMinimumSize(120, 90);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    fitRows();
    QHeaderView *header = horizontalHeader();
    header->setObjectName(name + QStringLiteral("Header"));
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setSectionsClickable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setSortIndicatorShown(true);
    header->setSortIndicatorClearable(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    auto *columns = new ColumnMenu(header, tr("Columns"), this);
    connect(header, &QHeaderView::sortIndicatorChanged, &m_order, &QSortFilterProxyModel::sort);
    connect(header, &QWidget::customContextMenuRequested, this,
            [header, columns](const QPoint &point) { columns->popup(header->mapToGlobal(point)); });
}

void StatTable::fitColumns(int stretched)
{
    constexpr int widest = 60; // characters
    resizeColumnsToContents();
    QHeaderView *header = horizontalHeader();
    const int most = fontMetrics().averageCharWidth() * widest;
    for (int column = 0; column < header->count(); ++column)
        header->resizeSection(column, std::min(header->sectionSize(column) + 8, most));
    header->setStretchLastSection(stretched == header->count() - 1);
}

QByteArray StatTable::currentId() const
{
    const QModelIndex index = m_order.mapToSource(currentIndex());
    return index.isValid() ? m_rows->rows().at(index.row()).id : QByteArray();
}

void StatTable::setCurrentId(const QByteArray &id)
{
    const QModelIndex index = m_order.mapFromSource(m_rows->index(m_rows->rowOf(id), 0));
    if (!index.isValid())
        return;
    selectRow(index.row());
    scrollTo(index);
}

QString StatTable::line(int row, int role) const
{
    const QHeaderView *header = horizontalHeader();
    QStringList cells;
    for (int place = 0; place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        if (header->isSectionHidden(column))
            continue;
        cells += row < 0 ? m_order.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()
                         : m_order.index(row, column).data(role).toString();
    }
    return cells.join(QLatin1Char('\t'));
}

void StatTable::copyCell()
{
    if (currentIndex().isValid())
        put({currentIndex().data(StatRows::RawRole).toString()});
}

void StatTable::copyRows()
{
    QList<int> rows;
    const QModelIndexList selected = selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        rows += index.row();
    std::ranges::sort(rows);
    QStringList lines;
    for (const int row : std::as_const(rows))
        lines += line(row, StatRows::RawRole);
    put(lines);
}

void StatTable::copyAll()
{
    QStringList lines{line(-1, Qt::DisplayRole)};
    for (int row = 0; row < m_order.rowCount(); ++row)
        lines += line(row, StatRows::RawRole);
    put(lines);
}

void StatTable::put(const QStringList &lines)
{
    if (lines.isEmpty())
        return;
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
    emit told(tr("%Ln lines copied", nullptr, int(lines.size())));
}

void StatTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copyRows();
    else
        QTableView::keyPressEvent(event);
}

void StatTable::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("statMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy &cell"), this, &StatTable::copyCell)->setEnabled(currentIndex().isValid());
    menu->addAction(themedIcon(QStringLiteral("copy")), tr("Copy &rows"), QKeySequence::Copy, this, &StatTable::copyRows)
        ->setEnabled(selectionModel()->hasSelection());
    menu->addAction(tr("Copy &table"), this, &StatTable::copyAll);
    menu->addSeparator();
    menu->addAction(tr("Select &all"), QKeySequence::SelectAll, this, &QTableView::selectAll);
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft())
                                                               : event->globalPos());
}

void StatTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitRows();
}

void StatTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    emit currentIdChanged();
}

void StatTable::fitRows()
{
    verticalHeader()->setDefaultSectionSize(std::max(QFontMetrics(fixedFont()).height(), fontMetrics().height()) + 6);
}
