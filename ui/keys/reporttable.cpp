#include "ui/keys/reporttable.h"

#include "app/commands/commandformat.h"
#include "ui/amounttext.h"
#include "ui/iconengine.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

#include <algorithm>

ReportTable::ReportTable(QWidget *parent)
    : QTableView(parent)
{
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTextElideMode(Qt::ElideMiddle);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setHighlightSections(false);
}

std::vector<int> ReportTable::selectedRows() const
{
    QItemSelection ranges = selectionModel()->selection();
    std::ranges::sort(ranges, {}, &QItemSelectionRange::top);
    std::vector<int> rows;
    for (const QItemSelectionRange &range : std::as_const(ranges)) {
        for (int row = range.top(); row <= range.bottom() && int(rows.size()) <= mostCopied; ++row)
            rows.push_back(row);
    }
    return rows;
}

void ReportTable::copy()
{
    QStringList lines;
    const std::vector<int> rows = selectedRows();
    for (const int row : rows)
        lines += QString::fromUtf8(formatWord(model()->index(row, 0).data(KeyRole).toByteArray()));
    put(lines);
}

void ReportTable::copyRows()
{
    QStringList lines;
    const std::vector<int> rows = selectedRows();
    for (const int row : rows) {
        QStringList cells;
        for (int place = 0; place < horizontalHeader()->count(); ++place) {
            const int section = horizontalHeader()->logicalIndex(place);
            if (!isColumnHidden(section))
                cells += model()->index(row, section).data().toString();
        }
        lines += cells.join(QLatin1Char('\t'));
    }
    put(lines);
}

void ReportTable::put(const QStringList &lines)
{
    if (lines.isEmpty())
        return;
    QGuiApplication::clipboard()->setText(lines.mid(0, mostCopied).join(QLatin1Char('\n')));
    if (lines.size() > mostCopied)
        emit told(tr("Only the first %Ln rows were copied: select fewer", nullptr, mostCopied));
    else
        emit told(tr("Copied: %1").arg(keyCountText(lines.size())));
}

void ReportTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else
        QTableView::keyPressEvent(event);
}

void ReportTable::contextMenuEvent(QContextMenuEvent *event)
{
    if (!selectionModel()->hasSelection())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("reportMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(QStringLiteral("copy")), tr("&Copy keys"), this, &ReportTable::copy);
    menu->addAction(tr("Copy &rows"), this, &ReportTable::copyRows);
    menu->addSeparator();
    menu->addAction(tr("Select &all"), this, &QTableView::selectAll);
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft())
                                                               : event->globalPos());
}
