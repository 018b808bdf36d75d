#include "ui/results/resultstable.h"

#include "app/commands/commandformat.h"
#include "ui/iconengine.h"
#include "ui/results/copyactions.h"
#include "ui/results/resultsdelegate.h"
#include "ui/results/resultsmodel.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>

ResultsTable::ResultsTable(ResultsModel *model, QWidget *parent)
    : LargeTable(model, parent)
    , m_results(model)
{
    setObjectName(QStringLiteral("results"));
    setAccessibleName(tr("Results"));
    setItemDelegate(new ResultsDelegate(this));
    setUpColumns();

    connect(model, &ResultsModel::aboutToRearrange, this, &ResultsTable::remember);
    connect(model, &ResultsModel::rearranged, this, &ResultsTable::restore);
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        if (!m_memory)
            showFirstRow();
    });
    connect(model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_memory && !currentIndex().isValid())
            showFirstRow();
    });
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &ResultsTable::sortBy);
    connect(&m_copy, &ByteCopy::told, this, &ResultsTable::told);
    connect(this, &QTableView::doubleClicked, this, &ResultsTable::valueRequested);
}

std::vector<int> ResultsTable::selectedNumbers(qsizetype most) const
{
    std::vector<int> numbers = selectedRows(most);
    for (int &number : numbers)
        number = m_results->numberAt(number);
    return numbers;
}

void ResultsTable::copy()
{
    emit copyRequested();
}

void ResultsTable::copyKey()
{
    if (currentIndex().isValid())
        QApplication::clipboard()->setText(QString::fromUtf8(formatWord(m_results->row(currentIndex().row()).key())));
}

void ResultsTable::copyValue()
{
    if (!currentIndex().isValid())
        return;
    const ResultRow row = m_results->row(currentIndex().row());
    const Outcome outcome = row.outcome();
    if (!outcome.value)
        return;
    m_copy.copy(*outcome.value, row.segment, ByteCopy::Form::Text);
}

void ResultsTable::goToNextError()
{
    goToError(1);
}

void ResultsTable::goToPreviousError()
{
    goToError(-1);
}

void ResultsTable::goToError(int step)
{
    const int row = m_results->nextError(currentIndex().isValid() ? currentIndex().row() : -1, step);
    if (row < 0)
        emit told(m_results->results().totals().errors() > 0 ? tr("The errors of this run are filtered out") : tr("No errors in this run"));
    else
        goTo(row);
}

void ResultsTable::showLine(qint64 line)
{
    const int current = currentIndex().isValid() ? currentIndex().row() : -1;
    if (current >= 0 && m_results->row(current).line() == line)
        return;
    const int number = m_results->results().firstOfLine(line);
    const int row = number < 0 ? -1 : m_results->rowOf(number);
    if (row < 0)
        return;
    const QScopedValueRollback<bool> silence(m_silent, true);
    goTo(row);
}

void ResultsTable::goTo(int row)
{
    const QModelIndex index = m_results->index(row, columnToGoTo());
    // Whatever keys are held down: Shift with F4 is no wish to select more.
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
}

void ResultsTable::showFirstRow()
{
    const QScopedValueRollback<bool> silence(m_silent, true);
    if (m_results->rowCount() > 0)
        goTo(0);
    else
        emit rowChanged(-1);
}

void ResultsTable::sortBy(int column, Qt::SortOrder order)
{
    m_results->setOrder(column < 0 ? RowOrder{} : RowOrder{.column = column, .order = order});
}

void ResultsTable::remember()
{
    m_memory.emplace(*m_results, *selectionModel());
    m_restored = -1;
}

/// Also when only the beginning of the rows is known yet: then once more with all, unless the person has gone elsewhere meanwhile.
void ResultsTable::restore()
{
    if (!m_memory)
        return;
    const QScopedValueRollback<bool> silence(m_silent, true);
    const bool again = m_restored >= 0;
    const bool moved = again && (!currentIndex().isValid() || m_results->numberAt(currentIndex().row()) != m_restored);
    if (!moved && m_results->rowCount() > 0) {
        const int row = m_memory->current() < 0 ? -1 : m_results->rowOf(m_memory->current());
        const QModelIndex index = m_results->index(std::max(row, 0), std::max(0, horizontalHeader()->logicalIndexAt(0)));
        const QItemSelection selection = m_memory->selection(*m_results);
        if (!again || currentIndex() != index)
            selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        selectionModel()->select(selection.isEmpty() ? QItemSelection(index, index) : selection,
                                 QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        // A sorted table is looked at from its top; one that was filtered where the person was.
        if (m_results->order().isScripts())
            scrollTo(index, QAbstractItemView::PositionAtCenter);
        m_restored = m_results->numberAt(index.row());
    }
    if (m_results->rowCount() == 0)
        emit rowChanged(-1);
    if (moved || !m_results->isFinding())
        m_memory.reset();
}

void ResultsTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid())
        emit valueRequested();
    else
        LargeTable::keyPressEvent(event);
}

/// Empty: the row is about no item.
QByteArray ResultsTable::currentItemKey() const
{
    if (!currentIndex().isValid())
        return {};
    const auto row = m_results->row(currentIndex().row());
    const bool isItem = has(row.opcode(), OpcodeTrait::WithKey) && row.key().size() <= Command::longestKey;
    return isItem ? row.key().toByteArray() : QByteArray();
}

void ResultsTable::requestKey()
{
    if (const QByteArray key = currentItemKey(); !key.isEmpty())
        emit keyRequested(key);
}

void ResultsTable::contextMenuEvent(QContextMenuEvent *event)
{
    if (!selectionModel()->hasSelection())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(QStringLiteral("copy")), tr("&Copy rows"), this, &ResultsTable::copy);
    const bool one = currentIndex().isValid();
    menu->addAction(tr("Copy &key"), this, &ResultsTable::copyKey)
        ->setEnabled(one && !m_results->row(currentIndex().row()).key().isEmpty());
    menu->addAction(tr("Copy &value"), this, &ResultsTable::copyValue)
        ->setEnabled(one && m_results->row(currentIndex().row()).outcome().value.has_value());
    if (m_copies)
        m_copies->addTo(menu->addMenu(tr("Copy &rows as")));
    menu->addSeparator();
    menu->addAction(tr("&Show value"), this, &ResultsTable::valueRequested);
    QAction *show = menu->addAction(themedIcon(QStringLiteral("key-round")), tr("S&how in keys"), this, &ResultsTable::requestKey);
    show->setObjectName(QStringLiteral("showInKeys"));
    show->setEnabled(!currentItemKey().isEmpty());
    menu->addAction(tr("Select &all"), this, &QTableView::selectAll);
    menu->popup(event->globalPos());
}

void ResultsTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    LargeTable::currentChanged(current, previous);
    emit rowChanged(current.isValid() ? current.row() : -1);
    if (current.isValid() && !m_silent)
        emit lineShown(m_results->row(current.row()).line());
}

void ResultsTable::setUpColumns()
{
    QHeaderView *header = horizontalHeader();
    header->setObjectName(QStringLiteral("resultsHeader"));
    const int unit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    header->resizeSection(ResultsModel::LineColumn, unit * 7);
    header->resizeSection(ResultsModel::CommandColumn, unit * 12);
    header->resizeSection(ResultsModel::KeyColumn, unit * 19);
    header->resizeSection(ResultsModel::OutcomeColumn, unit * 20);
    header->resizeSection(ResultsModel::ValueColumn, unit * 23);
    header->resizeSection(ResultsModel::FlagsColumn, unit * 6);
    header->resizeSection(ResultsModel::CasColumn, unit * 8);
    header->resizeSection(ResultsModel::TimeColumn, unit * 9);
}
