#include "ui/monitor/numberstable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

NumbersTable::NumbersTable(NumbersModel *model, QWidget *parent)
    : QTableView(parent)
    , m_numbers(model)
{
    setObjectName(QStringLiteral("monitorNumbers"));
    setAccessibleName(tr("Numbers of the charts"));
    setModel(model);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setMinimumSize(160, 120);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setHighlightSections(false);
    constexpr int spare = 12; // pixels beside the widest number
    for (int column = NumbersModel::NowColumn; column <= NumbersModel::MostColumn; ++column)
        setColumnWidth(column, fontMetrics().horizontalAdvance(QStringLiteral("1,023.4 MiB/s")) + spare);
    model->setPalette(palette());
    resizeColumnToContents(NumbersModel::SeriesColumn);
    horizontalHeader()->setStretchLastSection(true);
}

void NumbersTable::refresh()
{
    if (isVisible())
        m_numbers->refresh();
}

QString NumbersTable::text() const
{
    const auto line = [](const auto &cell) {
        QStringList cells;
        for (int column = 0; column < NumbersModel::ColumnCount; ++column)
            cells += cell(column).toString();
        return cells.join(QLatin1Char('\t'));
    };
    QStringList lines{line([this](int column) { return m_numbers->headerData(column, Qt::Horizontal); })};
    for (int row = 0; row < m_numbers->rowCount(); ++row) {
        if (!selectionModel()->hasSelection() || selectionModel()->isRowSelected(row))
            lines += line([this, row](int column) { return m_numbers->index(row, column).data(); });
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void NumbersTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_numbers->setPalette(palette());
}

void NumbersTable::showEvent(QShowEvent *event)
{
    QTableView::showEvent(event);
    refresh();
}

void NumbersTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(text());
        emit told(tr("Numbers copied"));
        return;
    }
    // The box is in the first column, and a person need not go there for it.
    if (event->key() == Qt::Key_Space && currentIndex().isValid()) {
        const QModelIndex box = currentIndex().siblingAtColumn(NumbersModel::SeriesColumn);
        const bool isChecked = box.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        m_numbers->setData(box, isChecked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        return;
    }
    QTableView::keyPressEvent(event);
}
