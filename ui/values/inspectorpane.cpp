#include "ui/values/inspectorpane.h"

#include "ui/fixedfont.h"
#include "ui/iconengine.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

InspectorModel::InspectorModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_rows(inspect({}, 0))
{
}

void InspectorModel::inspectAt(QByteArrayView bytes, qsizetype offset)
{
    m_rows = inspect(bytes, offset);
    emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int InspectorModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int InspectorModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant InspectorModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const InspectedRow &row = m_rows[index.row()];
    const QString value = index.column() == BigEndian ? row.big : row.little;
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name ? row.name : value.isEmpty() ? QStringLiteral("–") : value;
    case Qt::ToolTipRole:
        return index.column() == Name || !value.isEmpty() ? QString() : tr("The bytes from here on are not this.");
    case Qt::FontRole:
        return index.column() == Name ? QVariant() : QVariant(fixedFont());
    case Qt::ForegroundRole:
        return index.column() == Name || value.isEmpty() ? QVariant(toneColor(Tone::Muted, QGuiApplication::palette())) : QVariant();
    default:
        return {};
    }
}

QVariant InspectorModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section != Name)
        return section == LittleEndian ? tr("Little-endian: the lowest byte comes first") : tr("Big-endian: the highest byte comes first");
    if (role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("At the cursor") : section == LittleEndian ? tr("Little-endian") : tr("Big-endian");
}

InspectorPane::InspectorPane(QWidget *parent)
    : QTableView(parent)
{
    setModel(&m_model);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(1);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (!m_model.hasOrder(row))
            setSpan(row, InspectorModel::LittleEndian, 1, 2);
    }
    fitRows();
    setCurrentIndex(m_model.index(0, InspectorModel::Name)); // what is beside it is copied
}

void InspectorPane::fitRows()
{
    const QFontMetrics fixed(fixedFont());
    const int line = std::max(fixed.lineSpacing(), fontMetrics().lineSpacing());
    for (int row = 0; row < m_model.rowCount(); ++row) {
        // A time takes two lines.
        const bool isTime = m_model.index(row, 0).data().toString().contains(QLatin1Char(' ')) && m_model.hasOrder(row);
        setRowHeight(row, (isTime ? 2 : 1) * line + 4);
    }
    setColumnWidth(InspectorModel::Name, fontMetrics().horizontalAdvance(QStringLiteral("UTF-8 character")) + 16);
    const int value = fixed.horizontalAdvance(QStringLiteral("2026-01-01 00:00:00.000 here")) + 12;
    setColumnWidth(InspectorModel::LittleEndian, value);
    setColumnWidth(InspectorModel::BigEndian, value);
    fitColumns();
}

/// The last column takes what is left, but is never cut: where it has no room it is scrolled to.
void InspectorPane::fitColumns()
{
    const int width = columnWidth(InspectorModel::LittleEndian);
    const int left = viewport()->width() - columnWidth(InspectorModel::Name) - width;
    setColumnWidth(InspectorModel::BigEndian, std::max(left, width));
}

void InspectorPane::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

int InspectorPane::wholeWidth() const
{
    return columnWidth(InspectorModel::Name) + 2 * columnWidth(InspectorModel::LittleEndian);
}

void InspectorPane::copy()
{
    const QModelIndex cell =
        currentIndex().column() == InspectorModel::Name ? currentIndex().siblingAtColumn(InspectorModel::LittleEndian) : currentIndex();
    if (!cell.isValid())
        return;
    QApplication::clipboard()->setText(cell.data().toString());
    emit told(tr("Copied"));
}

void InspectorPane::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else
        QTableView::keyPressEvent(event);
}

void InspectorPane::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(QStringLiteral("copy")), tr("&Copy"), this, &InspectorPane::copy);
    menu->popup(event->globalPos());
}

void InspectorPane::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitRows();
}
