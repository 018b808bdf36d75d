#include "ui/watch/watchtable.h"

#include "app/keyspace/keyfilter.h"
#include "ui/columnmenu.h"
#include "ui/iconengine.h"
#include "ui/watch/watchdelegate.h"
#include "ui/watch/watchtablemodel.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>

WatchTable::WatchTable(WatchTableModel *model, QWidget *parent)
    : LargeTable(model, parent)
    , m_lines(model)
    , m_columns(new ColumnMenu(horizontalHeader(), tr("C&olumns"), this))
{
    setObjectName(QStringLiteral("watchTable"));
    setAccessibleName(tr("Watched lines"));
    setItemDelegate(new WatchDelegate(this));
    horizontalHeader()->setObjectName(QStringLiteral("watchTableHeader"));
    horizontalHeader()->setSortIndicatorShown(false);
    m_columns->setObjectName(QStringLiteral("watchTableHeaderColumns"));
    const int unit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    constexpr std::array<int, watchCellCount> widths{18, 12, 36, 20, 10, 11, 7, 8, 28};
    for (int column = 0; column < watchCellCount; ++column)
        horizontalHeader()->resizeSection(column, unit * widths[size_t(column)]);
    connect(model, &QAbstractItemModel::rowsInserted, this, &WatchTable::goToEnd);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &WatchTable::holdPlace);
    connect(model, &QAbstractItemModel::modelReset, this, &WatchTable::goToEnd);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &WatchTable::goToEnd); // it has become lower, perhaps
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, &WatchTable::noteScroll);
    connect(this, &QTableView::doubleClicked, this, [this] {
        if (const QByteArray key = currentKey(); !key.isEmpty())
            emit keyRequested(key);
    });
}

void WatchTable::restoreColumns(const QByteArray &state)
{
    LargeTable::restoreColumns(state);
    horizontalHeader()->setSortIndicatorShown(false); // they come in the order of time
}

void WatchTable::setFollowing(bool following)
{
    if (m_following == following)
        return;
    m_following = following;
    goToEnd();
    emit followingChanged(following);
}

void WatchTable::goToEnd()
{
    if (m_following)
        scrollToBottom();
}

/// The oldest lines go while somebody reads others, which stay where they are.
void WatchTable::holdPlace(const QModelIndex & /*parent*/, int first, int last)
{
    setAutoScroll(true);
    if (!m_following && first == 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() - (last - first + 1));
}

/// Where the current line is among them, the next becomes it, which nobody asked to see. Up to holdPlace().
void WatchTable::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    setAutoScroll(false);
    LargeTable::rowsAboutToBeRemoved(parent, first, last);
}

/// Only what a person does: the bar moves by itself too while rows come and go.
void WatchTable::noteScroll(int /*action*/)
{
    const QScrollBar *bar = verticalScrollBar();
    setFollowing(bar->sliderPosition() >= bar->maximum());
}

void WatchTable::wheelEvent(QWheelEvent *event)
{
    LargeTable::wheelEvent(event);
    if (event->angleDelta().y() > 0)
        setFollowing(false);
    else if (event->angleDelta().y() < 0 && verticalScrollBar()->value() >= verticalScrollBar()->maximum())
        setFollowing(true);
}

void WatchTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !currentKey().isEmpty()) {
        emit keyRequested(currentKey());
        return;
    }
    LargeTable::keyPressEvent(event);
    const int key = event->key();
    if (key == Qt::Key_Up || key == Qt::Key_PageUp || key == Qt::Key_Home)
        setFollowing(false);
    else if (key == Qt::Key_End || ((key == Qt::Key_Down || key == Qt::Key_PageDown) && currentIndex().row() == m_lines->rowCount() - 1))
        setFollowing(true);
}

QByteArray WatchTable::currentKey() const
{
    return currentIndex().isValid() ? m_lines->eventAt(currentIndex().row()).decodedKey() : QByteArray();
}

void WatchTable::copy()
{
    const std::vector<int> rows = selectedRows(mostCopied);
    if (rows.empty())
        return;
    QByteArray text;
    for (const int row : rows)
        text += m_lines->lineAt(row).toByteArray() + '\n';
    text.chop(1);
    QApplication::clipboard()->setText(QString::fromUtf8(text));
    if (selectedCount() > mostCopied)
        emit told(tr("Only the first %Ln lines were copied: select fewer", nullptr, mostCopied));
    else
        emit told(tr("Lines copied: %L1").arg(rows.size()));
}

void WatchTable::contextMenuEvent(QContextMenuEvent *event)
{
    if (!selectionModel()->hasSelection())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("watchMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QByteArray key = currentKey();
    menu->addAction(themedIcon(QStringLiteral("key-round")), tr("Show in &keys"), this, [this, key] { emit keyRequested(key); })
        ->setEnabled(!key.isEmpty());
    menu->addAction(themedIcon(QStringLiteral("funnel")), tr("Only &this key"), this,
                    [this, key] { emit filterRequested(KeyFilter::exactTerm(key)); })
        ->setEnabled(!key.isEmpty());
    menu->addSeparator();
    menu->addAction(themedIcon(QStringLiteral("copy")), tr("&Copy lines"), this, &WatchTable::copy);
    menu->addAction(tr("Select &all"), this, &QTableView::selectAll);
    menu->addMenu(m_columns);
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft())
                                                               : event->globalPos());
}
