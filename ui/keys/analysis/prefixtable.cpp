#include "ui/keys/analysis/prefixtable.h"

#include "ui/columnmenu.h"
#include "ui/iconengine.h"
#include "ui/keys/analysis/partdelegate.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

bool PrefixOrder::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto *model = static_cast<const PrefixModel *>(sourceModel());
    const bool isLeftRest = model->kindOf(left.row()) == PrefixModel::Row::Rest;
    const bool isRightRest = model->kindOf(right.row()) == PrefixModel::Row::Rest;
    if (isLeftRest != isRightRest)
        return isRightRest == (sortOrder() == Qt::AscendingOrder);
    return QSortFilterProxyModel::lessThan(left, right);
}

PrefixTable::PrefixTable(PrefixModel *model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    m_order.setSourceModel(model);
    m_order.setSortRole(PrefixModel::SortRole);
    setModel(&m_order);
    setItemDelegate(new PartDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTextElideMode(Qt::ElideMiddle);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    fitRows();
    QHeaderView *header = horizontalHeader();
    header->setObjectName(QStringLiteral("prefixHeader"));
    header->setHighlightSections(false);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    auto *columns = new ColumnMenu(header, tr("&Columns"), this);
    connect(header, &QWidget::customContextMenuRequested, columns,
            [columns, header](const QPoint &at) { columns->popup(header->mapToGlobal(at)); });
    connect(header, &QHeaderView::sectionResized, this, &PrefixTable::noteResized);
    setSortingEnabled(true);
    sortByColumn(PrefixModel::BytesColumn, Qt::DescendingOrder);
    connect(this, &QAbstractItemView::doubleClicked, this,
            [this](const QModelIndex &index) { emit openRequested(m_order.mapToSource(index).row()); });
}

int PrefixTable::currentRow() const
{
    const QModelIndex index = m_order.mapToSource(currentIndex());
    return index.isValid() ? index.row() : -1;
}

void PrefixTable::setCurrentRow(int row)
{
    const QModelIndex index = m_order.mapFromSource(m_model->index(row, PrefixModel::PrefixColumn));
    if (index.isValid())
        setCurrentIndex(index);
}

void PrefixTable::fitColumns()
{
    m_widths.clear();
    for (int column = 0; column < m_order.columnCount(); ++column)
        resizeColumnToContents(column);
    // A long prefix may not push everything else out of sight.
    const int most = std::max(viewport()->width() / 3, fontMetrics().averageCharWidth() * 24);
    setColumnWidth(PrefixModel::PrefixColumn,
                   std::clamp(columnWidth(PrefixModel::PrefixColumn), fontMetrics().averageCharWidth() * 16, most));
    QList<int> widths;
    for (int column = 0; column < m_order.columnCount(); ++column)
        widths.append(columnWidth(column));
    m_widths = widths;
    yield();
}

/// So that no column is out of sight, unless there is too little room for that.
void PrefixTable::yield()
{
    if (m_widths.isEmpty())
        return;
    QList<int> widths = m_widths;
    int lack = -viewport()->width();
    for (int column = 0; column < widths.size(); ++column)
        lack += isColumnHidden(column) ? 0 : widths.at(column);
    const auto take = [this, &widths, &lack](int column, int most) {
        const int taken = isColumnHidden(column) ? 0 : std::clamp(lack, 0, std::max(0, most));
        widths[column] -= taken;
        lack -= taken;
    };
    take(PrefixModel::PrefixColumn, widths.at(PrefixModel::PrefixColumn) - fontMetrics().averageCharWidth() * 12);
    for (const int column : {PrefixModel::UnreadColumn, PrefixModel::ShareColumn})
        take(column, PartDelegate::barRoom);
    const QScopedValueRollback yielding(m_isYielding, true);
    for (int column = 0; column < widths.size(); ++column) {
        if (!isColumnHidden(column))
            setColumnWidth(column, widths.at(column));
    }
}

/// One that is hidden or shown has or had no width at all.
void PrefixTable::noteResized(int column, int before, int now)
{
    Q_UNUSED(column)
    if (m_isYielding || m_widths.isEmpty())
        return;
    if (before > 0 && now > 0)
        m_widths.clear();
    else
        yield();
}

int PrefixTable::wantedWidth() const
{
    int columns = horizontalHeader()->length();
    for (int column = 0; column < m_widths.size(); ++column)
        columns += isColumnHidden(column) ? 0 : m_widths.at(column) - columnWidth(column);
    return columns + 2 * frameWidth() + verticalScrollBar()->sizeHint().width();
}

QSize PrefixTable::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 30, fontMetrics().height() * 12};
}

void PrefixTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Backspace) {
        emit upRequested();
        return;
    }
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentRow() >= 0) {
        if (event->modifiers().testFlag(Qt::ControlModifier))
            emit keysRequested(currentRow());
        else
            emit openRequested(currentRow());
        return;
    }
    QTableView::keyPressEvent(event);
}

void PrefixTable::contextMenuEvent(QContextMenuEvent *event)
{
    const int row = currentRow();
    if (row < 0)
        return;
    const PrefixModel::Row kind = m_model->kindOf(row);
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("prefixMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // There may be another report by the time that an entry is chosen.
    const auto isSame = [this, row, prefix = m_model->prefixOf(row)] { return m_model->prefixOf(row) == prefix; };
    QAction *keys = menu->addAction(themedIcon(QStringLiteral("funnel")), tr("&Show these keys"), this, [this, row, isSame] {
        if (isSame())
            emit keysRequested(row);
    });
    keys->setEnabled(kind != PrefixModel::Row::Rest);
    QAction *open = menu->addAction(themedIcon(QStringLiteral("folder-open")), tr("&Open folder"), this, [this, row, isSame] {
        if (isSame())
            emit openRequested(row);
    });
    open->setEnabled(kind == PrefixModel::Row::Folder);
    QAction *up = menu->addAction(themedIcon(QStringLiteral("arrow-up")), tr("&Up one folder"), this, &PrefixTable::upRequested);
    up->setEnabled(!m_model->report().prefix.isEmpty());
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(visualRect(currentIndex()).center())
                                                               : event->globalPos());
}

void PrefixTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitRows();
}

void PrefixTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    yield();
}

void PrefixTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    emit currentRowChanged(currentRow());
}

void PrefixTable::fitRows()
{
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
}
