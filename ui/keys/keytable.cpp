#include "ui/keys/keytable.h"

#include "app/commands/commandformat.h"
#include "app/keyspace/keyfilter.h"
#include "app/keyspace/keyview.h"
#include "ui/amounttext.h"
#include "ui/columnmenu.h"
#include "ui/iconengine.h"
#include "ui/keys/keydelegate.h"
#include "ui/keys/keytablemodel.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>

#include <algorithm>

namespace {

constexpr int flagsColumn = int(KeyCell::Flags);

/// What keys are sorted by with a click on a column.
KeyColumn sortColumn(KeyCell cell)
{
    switch (cell) {
    case KeyCell::Key:
        return KeyColumn::Key;
    case KeyCell::Size:
        return KeyColumn::Size;
    case KeyCell::Ttl:
    case KeyCell::Expiry:
        return KeyColumn::Ttl;
    case KeyCell::Idle:
        return KeyColumn::Idle;
    case KeyCell::Fetched:
        return KeyColumn::Fetched;
    case KeyCell::Cas:
        return KeyColumn::Cas;
    case KeyCell::Flags:
        return KeyColumn::Flags;
    case KeyCell::SlabClass:
        return KeyColumn::SlabClass;
    case KeyCell::Waste:
        return KeyColumn::Waste;
    }
    return KeyColumn::Key;
}

} // namespace

KeyTable::KeyTable(KeyTableModel *model, KeyView *view, QWidget *parent)
    : LargeTable(model, parent)
    , m_keys(model)
    , m_view(view)
{
    setObjectName(QStringLiteral("keyTable"));
    setAccessibleName(tr("Keys"));
    setItemDelegate(new KeyDelegate(this));
    setUpColumns();
    m_columns = new ColumnMenu(horizontalHeader(), tr("C&olumns"), this);

    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &KeyTable::remember);
    connect(model, &QAbstractItemModel::modelReset, this, &KeyTable::restore);
    connect(model, &QAbstractItemModel::rowsInserted, this, &KeyTable::showFlagsWhereTold);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &KeyTable::sortBy);
    connect(this, &QTableView::doubleClicked, this, &KeyTable::activate);
}

QByteArray KeyTable::columns() const
{
    QHeaderView *header = horizontalHeader();
    if (!m_flagsLeftOut)
        return header->saveState();
    const QSignalBlocker quiet(header);
    header->showSection(flagsColumn);
    const QByteArray state = header->saveState();
    header->hideSection(flagsColumn);
    return state;
}

void KeyTable::restoreColumns(const QByteArray &state)
{
    LargeTable::restoreColumns(state);
    m_flagsLeftOut = false;
    showFlagsWhereTold();
}

KeyChoice KeyTable::selectedKeys() const
{
    const qint64 count = selectedCount();
    if (count == m_view->count()) // a million of them are there already
        return {m_view->listing(), m_view->indexes()};
    return {m_view->listing(), std::make_shared<const std::vector<int>>(selectedKeyIndexes(count))};
}

std::vector<int> KeyTable::selectedKeyIndexes(qint64 most) const
{
    std::vector<int> indexes = selectedRows(most);
    for (int &index : indexes)
        index = m_view->index(index);
    return indexes;
}

std::optional<QByteArray> KeyTable::currentKey() const
{
    if (!currentIndex().isValid())
        return {};
    return m_keys->keyAt(currentIndex().row()).key.toByteArray();
}

bool KeyTable::goTo(QByteArrayView key)
{
    const std::optional<int> row = m_keys->rowOf(key);
    if (row)
        goToRow(*row);
    return row.has_value();
}

void KeyTable::follow(const QByteArray &key)
{
    if (currentKey().value_or(QByteArray()) == key)
        return;
    m_isFollowing = true;
    if (!goTo(key))
        selectionModel()->clear();
    m_isFollowing = false;
}

void KeyTable::stayInPlace(const KeyListing &listing, const QList<int> &leaving)
{
    if (!currentIndex().isValid() || !m_view->listing().isSame(listing) || !leaving.contains(m_view->index(currentIndex().row())))
        return;
    m_place = currentIndex().row();
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange &range : selection)
        m_place = std::min(*m_place, range.top());
}

void KeyTable::copy()
{
    const std::vector<int> indexes = selectedKeyIndexes(mostCopied);
    if (indexes.empty())
        return;
    QByteArray text;
    for (const int index : indexes)
        text += formatWord(m_view->listing().key(index)) + '\n';
    text.chop(1);
    QApplication::clipboard()->setText(QString::fromUtf8(text));
    if (selectedCount() > mostCopied)
        emit told(tr("Only the first %Ln keys were copied: select fewer", nullptr, mostCopied));
    else
        emit told(tr("Copied: %1").arg(keyCountText(qint64(indexes.size()))));
}

void KeyTable::copyRows()
{
    constexpr int mostRows = 10'000; // made in one go
    std::vector<int> cells;
    for (int place = 0; place < horizontalHeader()->count(); ++place) {
        const int section = horizontalHeader()->logicalIndex(place);
        if (!isColumnHidden(section))
            cells.push_back(section);
    }
    const std::vector<int> indexes = selectedKeyIndexes(mostRows);
    QString text;
    for (const int index : indexes)
        text += line(index, cells) + QLatin1Char('\n');
    if (text.isEmpty())
        return;
    QApplication::clipboard()->setText(text);
    if (selectedCount() > mostRows)
        emit told(tr("Only the first %Ln rows were copied: select fewer", nullptr, mostRows));
    else
        emit told(tr("Copied with their columns: %1").arg(keyCountText(qint64(indexes.size()))));
}

QString KeyTable::line(int index, const std::vector<int> &cells) const
{
    QStringList texts;
    const ListedKey key = m_view->listing().at(index);
    for (const int cell : cells)
        texts += m_keys->text(key, KeyCell(cell));
    return texts.join(QLatin1Char('\t'));
}

void KeyTable::requestSimilar()
{
    const std::optional<QByteArray> key = currentKey();
    if (!key)
        return;
    const qsizetype end = std::max({key->lastIndexOf(':'), key->lastIndexOf('/'), key->lastIndexOf('.')});
    emit filterRequested(KeyFilter::prefixTerm(key->first(end < 0 ? key->size() : end + 1)));
}

void KeyTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        activate(currentIndex());
    else
        LargeTable::keyPressEvent(event);
}

void KeyTable::contextMenuEvent(QContextMenuEvent *event)
{
    if (!selectionModel()->hasSelection())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("keyMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(QStringLiteral("copy")), tr("&Copy keys"), this, &KeyTable::copy);
    menu->addAction(tr("Copy &rows"), this, &KeyTable::copyRows);
    if (m_itemMenu)
        menu->addMenu(m_itemMenu);
    menu->addSeparator();
    menu->addActions(m_keyActions);
    menu->addSeparator();
    menu->addAction(themedIcon(QStringLiteral("funnel")), tr("&Show keys that begin like this"), this, &KeyTable::requestSimilar)
        ->setEnabled(currentIndex().isValid());
    menu->addAction(tr("Select &all"), this, &QTableView::selectAll);
    menu->addMenu(m_columns);
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft())
                                                               : event->globalPos());
}

void KeyTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    LargeTable::currentChanged(current, previous);
    if (!m_memory && !m_isFollowing && current.row() != previous.row())
        emit currentKeyChanged();
}

void KeyTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    LargeTable::selectionChanged(selected, deselected);
    if (!m_memory)
        emit selectedCountChanged();
}

void KeyTable::showEvent(QShowEvent *event)
{
    LargeTable::showEvent(event);
    m_seconds.start(1000, this);
}

void KeyTable::hideEvent(QHideEvent *event)
{
    LargeTable::hideEvent(event);
    m_seconds.stop();
}

/// What is left of a TTL: of the rows in sight, only that column.
void KeyTable::timerEvent(QTimerEvent *event)
{
    constexpr int column = int(KeyCell::Ttl);
    if (event->timerId() != m_seconds.timerId())
        LargeTable::timerEvent(event);
    else if (!isColumnHidden(column))
        viewport()->update(columnViewportPosition(column), 0, columnWidth(column), viewport()->height());
}

void KeyTable::setUpColumns()
{
    QHeaderView *header = horizontalHeader();
    header->setObjectName(QStringLiteral("keyTableHeader"));
    header->setAccessibleName(tr("Columns of the keys"));
    const int unit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    const auto widen = [header, unit](KeyCell cell, int characters) { header->resizeSection(int(cell), unit * characters); };
    widen(KeyCell::Key, 38);
    widen(KeyCell::Size, 12);
    widen(KeyCell::Ttl, 15);
    widen(KeyCell::Expiry, 20);
    widen(KeyCell::Idle, 17);
    widen(KeyCell::Fetched, 9);
    widen(KeyCell::Cas, 12);
    widen(KeyCell::Flags, 9);
    widen(KeyCell::SlabClass, 8);
    widen(KeyCell::Waste, 11);
}

void KeyTable::showFlagsWhereTold()
{
    if (m_keys->rowCount() == 0)
        return;
    const bool leaveOut = !m_keys->hasFlags();
    if (leaveOut && !isColumnHidden(flagsColumn)) {
        m_flagsLeftOut = true;
        hideColumn(flagsColumn);
    } else if (!leaveOut && m_flagsLeftOut) {
        m_flagsLeftOut = false;
        showColumn(flagsColumn);
    }
}

void KeyTable::sortBy(int column, Qt::SortOrder order)
{
    m_view->setOrder(column < 0 ? KeyOrder{} : KeyOrder{.column = int(sortColumn(KeyCell(column))), .order = order});
}

void KeyTable::remember()
{
    m_memory.emplace(*m_keys, *this);
    m_keyBefore = currentKey();
}

void KeyTable::restore()
{
    if (!m_memory)
        return;
    showFlagsWhereTold();
    const bool reordered = m_order != m_view->order();
    m_order = m_view->order();
    const std::optional<int> current = m_memory->currentRow(*m_keys);
    const std::optional<int> top = m_memory->topRow(*m_keys);
    if (current)
        selectionModel()->setCurrentIndex(m_keys->index(*current, m_memory->currentColumn()), QItemSelectionModel::NoUpdate);
    else if (m_place && m_keys->rowCount() > 0)
        selectionModel()->setCurrentIndex(m_keys->index(std::min(*m_place, m_keys->rowCount() - 1), m_memory->currentColumn()),
                                          QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_place.reset();
    if (const QItemSelection selection = m_memory->selection(*m_keys); !selection.isEmpty())
        selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    // A table that is sorted anew is looked at from its top, unless the person is at a key; else it stays where it is.
    if (!reordered && (top || m_memory->wasAtTop()))
        verticalScrollBar()->setValue(top.value_or(0));
    else if (current && m_memory->wasCurrentVisible())
        showInTheMiddle(currentIndex());
    else
        verticalScrollBar()->setValue(0);
    m_memory.reset();
    if (currentKey() != m_keyBefore) // else nobody has gone anywhere
        emit currentKeyChanged();
    emit selectedCountChanged();
}

void KeyTable::activate(const QModelIndex &index)
{
    if (index.isValid())
        emit keyActivated(m_keys->keyAt(index.row()).key.toByteArray());
}

void KeyTable::goToRow(int row)
{
    const QModelIndex index = m_keys->index(row, columnToGoTo());
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    showInTheMiddle(index);
}

/// Not of a row: where the table is narrow, the middle of the first column is behind the keys.
void KeyTable::showInTheMiddle(const QModelIndex &index)
{
    const int across = horizontalScrollBar()->value();
    scrollTo(index, QAbstractItemView::PositionAtCenter);
    horizontalScrollBar()->setValue(across);
}
