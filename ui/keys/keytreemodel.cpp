#include "ui/keys/keytreemodel.h"

#include "app/keyspace/keyorder.h"
#include "ui/fixedfont.h"
#include "ui/iconengine.h"

#include <QGuiApplication>
#include <QtConcurrentRun>

#include <algorithm>

namespace {

/// To find a row no more are shown of one folder.
constexpr int mostShownToFind = 100'000;

bool isContinuation(const KeyListing &listing, const KeyListing &before)
{
    return !before.isEmpty() && listing.size() > before.size() && listing.time() == before.time()
        && listing.parts().front().segment->at(0).key == before.parts().front().segment->at(0).key;
}

} // namespace

KeyTreeModel::KeyTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
{
    connect(&m_building, &QFutureWatcherBase::finished, this, &KeyTreeModel::takeTree);
    connect(&m_ordering, &QFutureWatcherBase::finished, this, &KeyTreeModel::takeOrdered);
}

KeyTreeModel::~KeyTreeModel()
{
    cancel();
}

void KeyTreeModel::setKeys(const KeyListing &listing, const Indexes &shown, const KeyTreePlace &place)
{
    m_hasKeys = true;
    Question question{listing, shown, place};
    if (m_isBuilding && isContinuation(listing, m_question.listing)) {
        m_next = std::move(question);
        return;
    }
    m_question = std::move(question);
    m_isBuilt = false;
    build(place);
}

void KeyTreeModel::setDelimiters(const QByteArray &delimiters, const KeyTreePlace &place)
{
    if (delimiters == m_delimiters)
        return;
    m_delimiters = delimiters;
    build(place);
}

void KeyTreeModel::setOrder(KeyTreeOrder order, const KeyTreePlace &place)
{
    if (order == m_order)
        return;
    m_order = order;
    build(place);
}

void KeyTreeModel::build(const KeyTreePlace &place)
{
    cancel();
    if (m_next)
        m_question = *std::exchange(m_next, {});
    if (!m_hasKeys)
        return;
    const bool wasBuilding = std::exchange(m_isBuilding, true);
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    const auto isCancelled = [flag = m_cancelled] { return flag->load(); };
    // Another order needs no other tree.
    std::shared_ptr<const KeyTree> there = m_isBuilt && m_builtDelimiters == m_delimiters ? tree() : nullptr;
    m_building.setFuture(
        QtConcurrent::run([question = m_question, there, delimiters = m_delimiters, order = m_order, place, isCancelled]() -> Folders {
            std::shared_ptr<const KeyTree> tree = there;
            if (!tree) {
                std::vector<int> sorted = question.shown ? *question.shown : question.listing.allIndexes();
                sorted = sortedKeys(question.listing, std::move(sorted), {int(KeyColumn::Key), Qt::AscendingOrder}, {}, isCancelled);
                if (!isCancelled())
                    tree = KeyTree::build(question.listing, std::move(sorted), delimiters, isCancelled);
            }
            return tree && !isCancelled() ? KeyTreeFolders::make(tree, order, place, isCancelled) : nullptr;
        }));
    if (!wasBuilding)
        emit buildingChanged();
}

void KeyTreeModel::cancel()
{
    if (m_cancelled)
        m_cancelled->store(true);
    if (m_orderCancelled)
        m_orderCancelled->store(true);
}

void KeyTreeModel::takeTree()
{
    if (m_building.future().resultCount() == 0) // the empty one that was put there
        return;
    const Folders folders = m_building.result();
    m_building.setFuture({});
    if (!folders || m_cancelled->load())
        return;
    emit aboutToRearrange();
    beginResetModel();
    m_folders = folders;
    m_builtDelimiters = m_delimiters;
    m_isBuilt = true;
    m_awaited.clear();
    if (m_orderCancelled)
        m_orderCancelled->store(true);
    endResetModel();
    m_isBuilding = false;
    emit rearranged();
    if (m_next) {
        m_isBuilt = false;
        build(m_next->place);
    } else {
        emit buildingChanged();
    }
}

std::optional<KeyTree::Node> KeyTreeModel::node(const QModelIndex &index) const
{
    if (!m_folders || isMoreRow(index))
        return {};
    return index.isValid() ? m_folders->at(ownerOf(index)).children[size_t(index.row())].node : m_folders->at(0).node;
}

QByteArrayView KeyTreeModel::prefix(const QModelIndex &index) const
{
    const std::optional<KeyTree::Node> found = node(index);
    return found ? m_folders->tree()->prefix(*found) : QByteArrayView();
}

bool KeyTreeModel::isMoreRow(const QModelIndex &index) const
{
    return index.isValid() && index.row() >= m_folders->at(ownerOf(index)).shown;
}

bool KeyTreeModel::canShowMore(const QModelIndex &folder) const
{
    const int number = folderOf(folder);
    return number >= 0 && m_folders->at(number).hasMoreRow && m_folders->at(number).canShowMore();
}

void KeyTreeModel::showMore(const QModelIndex &folder)
{
    if (canShowMore(folder))
        reveal(folderOf(folder), folder, m_folders->nextPortion(folderOf(folder)));
}

void KeyTreeModel::reveal(int folder, const QModelIndex &parent, int most)
{
    const int count = m_folders->prepare(folder, most);
    const bool ends = m_folders->isLast(folder, count);
    const int shown = m_folders->at(folder).shown;
    // The last row stays where it is, unless it goes or stands for something else from now on.
    const bool stays = !ends && m_folders->at(folder).hasMoreRow && m_folders->hasMore(folder, count);
    if (m_folders->at(folder).hasMoreRow && !stays) {
        beginRemoveRows(parent, shown, shown);
        m_folders->setMoreRow(folder, false);
        endRemoveRows();
    }
    const int added = count + int(!ends && !stays);
    if (added > 0) {
        beginInsertRows(parent, shown, shown + added - 1);
        m_folders->show(folder, count);
        m_folders->setMoreRow(folder, !ends);
        endInsertRows();
    }
    if (stays) {
        const int row = m_folders->at(folder).shown;
        emit dataChanged(index(row, 0, parent), index(row, KeyTreeText::ColumnCount - 1, parent));
    }
}

bool KeyTreeModel::isQuick(const QModelIndex &folder) const
{
    const std::optional<KeyTree::Node> found = node(folder);
    return found && found->isFolder
        && (m_folders->order() == KeyTreeOrder::Name || found->count() <= KeyTreeFolders::mostOrderedAtOnce || folderOf(folder) >= 0);
}

bool KeyTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const std::optional<KeyTree::Node> found = node(parent);
    if (!found || !found->isFolder || parent.column() > 0)
        return false;
    const int folder = folderOf(parent);
    return folder < 0 || (m_folders->rowCount(folder) == 0 && found->count() > 0);
}

void KeyTreeModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    const int folder = parent.isValid() ? m_folders->enter(ownerOf(parent), parent.row()) : 0;
    if (m_folders->isQuick(folder)) {
        reveal(folder, parent, KeyTreeFolders::portion);
        return;
    }
    beginInsertRows(parent, 0, 0);
    m_folders->setMoreRow(folder, true);
    m_folders->setAwaited(folder, true);
    endInsertRows();
    m_awaited.push_back(folder);
    if (m_awaited.size() == 1)
        orderNext();
}

void KeyTreeModel::orderNext()
{
    m_orderCancelled = std::make_shared<std::atomic<bool>>(false);
    const int folder = m_awaited.front();
    m_ordering.setFuture(QtConcurrent::run(
        [tree = m_folders->tree(), node = m_folders->at(folder).node, order = m_folders->order(), folder, flag = m_orderCancelled] {
            return Ordered{folder, KeyTreeFolders::heaviest(*tree, node, order, [flag] { return flag->load(); })};
        }));
}

void KeyTreeModel::takeOrdered()
{
    if (m_ordering.future().resultCount() == 0)
        return;
    Ordered ordered = m_ordering.future().takeResult();
    m_ordering.setFuture({});
    if (m_orderCancelled->load() || m_awaited.empty())
        return;
    m_awaited.erase(m_awaited.begin());
    m_folders->setAwaited(ordered.folder, false);
    m_folders->setHeaviest(ordered.folder, std::move(ordered.children));
    reveal(ordered.folder, indexOfFolder(ordered.folder), KeyTreeFolders::portion);
    if (!m_awaited.empty())
        orderNext();
}

QModelIndex KeyTreeModel::find(QByteArrayView sought, Lookup lookup)
{
    if (!m_folders || sought.isEmpty())
        return {};
    const KeyTree &tree = *m_folders->tree();
    const std::optional<int> key = tree.position(sought);
    const std::optional<KeyTree::Node> folder = tree.find(sought);
    if (!key && !folder)
        return {};
    const int position = key ? *key : folder->begin;
    QModelIndex innermost;
    while (true) {
        const QModelIndex child = childWith(innermost, position, lookup);
        if (!child.isValid())
            return innermost;
        const KeyTree::Node there = *node(child);
        // A folder that is sought may be one in which all of it stands together with more.
        if (!there.isFolder || (!key && there.length >= sought.size()))
            return child;
        innermost = child;
        if (canFetchMore(innermost) && (lookup == Lookup::AsShown || !isQuick(innermost)))
            return innermost;
        fetchMore(innermost);
    }
}

QModelIndex KeyTreeModel::childWith(const QModelIndex &parent, int position, Lookup lookup)
{
    const int folder = folderOf(parent);
    for (int row = 0; folder >= 0;) {
        for (; row < m_folders->at(folder).shown; ++row) {
            const KeyTree::Node &child = m_folders->at(folder).children[size_t(row)].node;
            if (position >= child.begin && position < child.end)
                return index(row, 0, parent);
        }
        if (lookup == Lookup::AsShown || row >= mostShownToFind || !canShowMore(parent))
            break;
        showMore(parent);
    }
    return {};
}

int KeyTreeModel::folderOf(const QModelIndex &index) const
{
    if (!m_folders)
        return -1;
    if (!index.isValid())
        return 0;
    return isMoreRow(index) ? -1 : m_folders->folderAt(ownerOf(index), index.row());
}

QModelIndex KeyTreeModel::indexOfFolder(int folder) const
{
    if (folder <= 0)
        return {};
    const KeyTreeFolders::Folder &one = m_folders->at(folder);
    return createIndex(one.row, 0, quintptr(one.parent));
}

QModelIndex KeyTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const int folder = folderOf(parent);
    if (folder < 0 || row < 0 || column < 0 || column >= KeyTreeText::ColumnCount || row >= m_folders->rowCount(folder)
        || parent.column() > 0)
        return {};
    return createIndex(row, column, quintptr(folder));
}

QModelIndex KeyTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOfFolder(ownerOf(index)) : QModelIndex();
}

int KeyTreeModel::rowCount(const QModelIndex &parent) const
{
    const int folder = folderOf(parent);
    return folder < 0 || parent.column() > 0 ? 0 : m_folders->rowCount(folder);
}

int KeyTreeModel::columnCount(const QModelIndex & /*parent*/) const
{
    return KeyTreeText::ColumnCount;
}

bool KeyTreeModel::hasChildren(const QModelIndex &parent) const
{
    const std::optional<KeyTree::Node> found = node(parent);
    return found && found->isFolder && found->count() > 0 && parent.column() <= 0;
}

Qt::ItemFlags KeyTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (isMoreRow(index))
        return Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    const Qt::ItemFlags usual = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return node(index)->isFolder ? usual : usual | Qt::ItemNeverHasChildren;
}

QIcon KeyTreeModel::icon(const KeyTreeFolders::Folder &folder, const std::optional<KeyTree::Node> &node)
{
    if (node)
        return node->isFolder ? themedIcon(QStringLiteral("folder"), Tone::Muted) : QIcon();
    return themedIcon(folder.isAwaited ? QStringLiteral("loader") : QStringLiteral("chevron-down"), Tone::Muted);
}

QVariant KeyTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const std::optional<KeyTree::Node> shown = node(index);
    const KeyTreeFolders::Folder &folder = m_folders->at(ownerOf(index));
    const KeyTreeText text(*m_folders);
    switch (role) {
    case Qt::DisplayRole:
        return shown ? text.cell(index.column(), folder, *shown) : text.moreCell(index.column(), folder);
    case Qt::ToolTipRole:
        return shown ? text.toolTip(folder, *shown) : KeyTreeText::moreToolTip(folder);
    case Qt::TextAlignmentRole:
        return int((KeyTreeText::isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::FontRole:
        return shown && index.column() == KeyTreeText::Name ? QVariant(fixedFont()) : QVariant();
    case Qt::DecorationRole:
        return index.column() == KeyTreeText::Name ? QVariant(icon(folder, shown)) : QVariant();
    case Qt::ForegroundRole:
        return shown ? QVariant() : toneColor(Tone::Muted, QGuiApplication::palette());
    case ShareRole:
        return index.column() != KeyTreeText::Share ? QVariant() : text.share(shown ? shown->bytes : folder.node.bytes - folder.shownBytes);
    default:
        return {};
    }
}

QVariant KeyTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return KeyTreeText::header(section);
    case Qt::ToolTipRole:
        return KeyTreeText::headerToolTip(section);
    case Qt::TextAlignmentRole:
        return int((KeyTreeText::isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}
