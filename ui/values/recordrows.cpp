#include "ui/values/recordrows.h"

#include "ui/fixedfont.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

RecordRows::RecordRows(QWidget *parent)
    : QTableView(parent)
{
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setContextMenuPolicy(Qt::CustomContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    QHeaderView *columns = horizontalHeader();
    columns->setObjectName(QStringLiteral("recordTableHeader"));
    columns->setHighlightSections(false);
    columns->setSectionsClickable(true);
    columns->setSectionsMovable(true);
    columns->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    columns->setSortIndicator(-1, Qt::AscendingOrder);
    columns->setSortIndicatorShown(true);
    columns->setSortIndicatorClearable(true);
    fitRows();
}

void RecordRows::fitRows()
{
    verticalHeader()->setDefaultSectionSize(std::max(QFontMetrics(fixedFont()).height(), fontMetrics().height()) + 6);
}

void RecordRows::fitColumns()
{
    constexpr int lookedAt = 50; // rows
    constexpr int widest = 40;   // characters
    const QFontMetrics cells(fixedFont());
    const QFontMetrics names = horizontalHeader()->fontMetrics();
    const int character = cells.averageCharWidth();
    for (int column = 0; column < model()->columnCount(); ++column) {
        int width = names.horizontalAdvance(model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()) + 3 * character;
        for (int row = 0; row < std::min(lookedAt, model()->rowCount()); ++row)
            width = std::max(width, cells.horizontalAdvance(model()->index(row, column).data().toString()));
        setColumnWidth(column, std::min(width, widest * character) + 2 * character);
    }
}

void RecordRows::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else
        QTableView::keyPressEvent(event);
}
