#include "ui/results/resultstable.h"

#include "app/commands/commandformat.h"
#include "ui/escapedtext.h"
#include "ui/fixedfont.h"
#include "ui/iconengine.h"
#include "ui/results/resultsdelegate.h"
#include "ui/results/resultsmodel.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>

ResultsTable::ResultsTable(ResultsModel *model, QWidget *parent)
    : QTableView(parent)
    , m_results(model)
{
    setObjectName(QStringLiteral("results"));
    setAccessibleName(tr("Results"));
    setModel(model);
    setItemDelegate(new ResultsDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    fitRows();
    setUpColumns();
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        if (m_results->rowCount() > 0)
            setCurrentIndex(m_results->index(0, ResultsModel::KeyColumn));
        else
            emit rowChanged(-1);
    });
    connect(model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!currentIndex().isValid())
            setCurrentIndex(m_results->index(0, ResultsModel::KeyColumn));
    });
}

void ResultsTable::fitRows()
{
    const QFontMetrics fixed(fixedFont());
    verticalHeader()->setDefaultSectionSize(std::max(fixed.height(), fontMetrics().height()) + 6);
    viewport()->update();
}

void ResultsTable::copy()
{
    QList<int> rows;
    bool cut = false;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom() && !cut; ++row) {
            rows.append(row);
            cut = rows.size() >= mostCopiedRows && selection.size() + range.bottom() - row > 1;
        }
    }
    std::ranges::sort(rows);
    QString text;
    qsizetype copied = 0;
    for (const int row : std::as_const(rows)) {
        for (int place = 0; place < ResultsModel::ColumnCount; ++place) {
            if (place > 0)
                text += QLatin1Char('\t');
            text += m_results->exportText(row, horizontalHeader()->logicalIndex(place));
        }
        text += QLatin1Char('\n');
        ++copied;
        if (text.size() > mostCopiedCharacters) {
            cut = copied < rows.size();
            break;
        }
    }
    if (text.isEmpty())
        return;
    QApplication::clipboard()->setText(text);
    emit told(cut ? tr("Too many rows: only the first were copied, up to number %L1").arg(copied) : tr("Rows copied: %L1").arg(copied));
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
    const ResultsModel::Row row = m_results->row(currentIndex().row());
    const Outcome outcome = row.outcome();
    if (!outcome.value)
        return;
    const bool cut = outcome.value->size() > mostCopiedCharacters;
    QApplication::clipboard()->setText(
        escapedText(outcome.value->first(std::min(outcome.value->size(), mostCopiedCharacters)), Escaping::Lines));
    emit told(cut ? tr("Too long: only the beginning of the value was copied") : tr("Value copied"));
}

void ResultsTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else
        QTableView::keyPressEvent(event);
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
    menu->addSeparator();
    menu->addAction(tr("Select &all"), this, &QTableView::selectAll);
    menu->popup(event->globalPos());
}

void ResultsTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    emit rowChanged(current.isValid() ? current.row() : -1);
}

void ResultsTable::setUpColumns()
{
    QHeaderView *header = horizontalHeader();
    header->setObjectName(QStringLiteral("resultsHeader"));
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(fontMetrics().averageCharWidth() * 4);
    const int unit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    header->resizeSection(ResultsModel::LineColumn, unit * 7);
    header->resizeSection(ResultsModel::CommandColumn, unit * 13);
    header->resizeSection(ResultsModel::KeyColumn, unit * 20);
    header->resizeSection(ResultsModel::OutcomeColumn, unit * 24);
    header->resizeSection(ResultsModel::ValueColumn, unit * 26);
    header->resizeSection(ResultsModel::FlagsColumn, unit * 7);
    header->resizeSection(ResultsModel::CasColumn, unit * 8);
}
