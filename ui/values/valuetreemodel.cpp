#include "ui/values/valuetreemodel.h"

#include "app/values/valuesplice.h"
#include "ui/fixedfont.h"
#include "ui/theme.h"
#include "ui/values/nodetext.h"

#include <QGuiApplication>
#include <QLocale>

#include <algorithm>

namespace {

quint64 placeBelow(quint64 folder, int row)
{
    return (folder << 32) | quint32(row);
}

bool hasSameShape(const ValueTree &before, const ValueTree &after)
{
    if (before.nodeCount() != after.nodeCount() || before.root() != after.root() || before.nodeCount() > ValueTreeModel::mostCompared)
        return false;
    for (qint32 node = 0; node < before.nodeCount(); ++node) {
        const ValueNode &was = before.at(node);
        const ValueNode &is = after.at(node);
        if (was.type != is.type || was.parent != is.parent || was.key != is.key || was.firstMember != is.firstMember || was.next != is.next
            || was.memberCount != is.memberCount)
            return false;
    }
    return true;
}

} // namespace

ValueTreeModel::ValueTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

void ValueTreeModel::setReading(const SharedReading &reading)
{
    beginResetModel();
    m_reading = reading;
    m_folders.clear();
    m_below.clear();
    if (reading && !tree().isEmpty())
        m_folders.push_back(Folder{.members = {tree().root()}});
    endResetModel();
}

bool ValueTreeModel::exchangeReading(const SharedReading &reading)
{
    if (!m_reading || !reading || tree().isEmpty() || !hasSameShape(tree(), reading->value.tree))
        return false;
    m_reading = reading;
    for (size_t i = 0; i < m_folders.size(); ++i) {
        const int last = int(m_folders[i].members.size()) - 1;
        emit dataChanged(createIndex(0, 0, quintptr(i)), createIndex(last, ColumnCount - 1, quintptr(i)));
    }
    return true;
}

qint32 ValueTreeModel::editedNode(const QModelIndex &index) const
{
    if (!index.isValid() || isRange(index) || index.column() == Type)
        return ValueTree::none;
    return index.column() == Name ? tree().at(node(index)).key : node(index);
}

QString ValueTreeModel::whyNotEditable(const QModelIndex &index) const
{
    const qint32 changed = editedNode(index);
    if (changed != ValueTree::none)
        return whyNotSplicable(*m_reading, changed);
    return index.column() == Name ? tr("This part has no name, but a place.") : tr("This is not a part that can be changed.");
}

qint32 ValueTreeModel::node(const QModelIndex &index) const
{
    if (!index.isValid())
        return ValueTree::none;
    const Folder &folder = owner(index);
    return folder.isOfRanges ? folder.node : folder.members[size_t(index.row())];
}

bool ValueTreeModel::isRange(const QModelIndex &index) const
{
    return index.isValid() && owner(index).isOfRanges;
}

int ValueTreeModel::folderOf(const QModelIndex &index) const
{
    if (m_folders.empty())
        return -1;
    return index.isValid() ? m_below.value(placeBelow(index.internalId(), index.row()), -1) : 0;
}

/// The positions of the first member and behind the last one.
std::pair<int, int> ValueTreeModel::range(const Folder &folder, int row) const
{
    const int first = row * mostInFolder;
    return {first, std::min(first + mostInFolder, tree().at(folder.node).memberCount)};
}

QModelIndex ValueTreeModel::indexOf(qint32 sought)
{
    if (m_folders.empty() || sought == ValueTree::none)
        return {};
    std::vector<qint32> way;
    for (qint32 node = sought; node != ValueTree::none; node = tree().at(node).parent)
        way.push_back(node);
    QModelIndex index = this->index(0, 0);
    if (way.back() != node(index))
        return {};
    for (auto step = std::next(way.rbegin()); step != way.rend(); ++step) {
        const int position = tree().at(*step).position;
        fetchMore(index);
        if (folderOf(index) >= 0 && m_folders[size_t(folderOf(index))].isOfRanges) {
            index = this->index(position / mostInFolder, 0, index);
            fetchMore(index);
        }
        index = this->index(tree().at(tree().at(*step).parent).memberCount > mostInFolder ? position % mostInFolder : position, 0, index);
        if (node(index) != *step) // a key, or in one
            return {};
    }
    return index;
}

QModelIndex ValueTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const int folder = folderOf(parent);
    if (folder < 0 || row < 0 || column < 0 || column >= ColumnCount || parent.column() > 0
        || size_t(row) >= m_folders[size_t(folder)].members.size())
        return {};
    return createIndex(row, column, quintptr(folder));
}

QModelIndex ValueTreeModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || owner(index).parent < 0)
        return {};
    return createIndex(owner(index).row, 0, quintptr(owner(index).parent));
}

int ValueTreeModel::rowCount(const QModelIndex &parent) const
{
    const int folder = folderOf(parent);
    return folder < 0 || parent.column() > 0 ? 0 : int(m_folders[size_t(folder)].members.size());
}

int ValueTreeModel::columnCount(const QModelIndex & /*parent*/) const
{
    return ColumnCount;
}

bool ValueTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return !m_folders.empty();
    return parent.column() == 0 && tree().firstMember(node(parent)) != ValueTree::none;
}

bool ValueTreeModel::canFetchMore(const QModelIndex &parent) const
{
    return parent.isValid() && hasChildren(parent) && folderOf(parent) < 0;
}

void ValueTreeModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    Folder folder{.node = node(parent), .parent = int(parent.internalId()), .row = parent.row(), .members = {}};
    const int count = tree().at(folder.node).memberCount;
    if (isRange(parent)) {
        const auto [first, end] = range(owner(parent), parent.row());
        qint32 member = owner(parent).members[size_t(parent.row())];
        for (int position = first; position < end && member != ValueTree::none; ++position, member = tree().at(member).next)
            folder.members.push_back(member);
    } else {
        folder.isOfRanges = count > mostInFolder;
        int position = 0;
        for (qint32 member = tree().firstMember(folder.node); member != ValueTree::none; member = tree().at(member).next) {
            if (position++ % (folder.isOfRanges ? mostInFolder : 1) == 0)
                folder.members.push_back(member);
        }
    }
    beginInsertRows(parent, 0, int(folder.members.size()) - 1);
    m_below.insert(placeBelow(parent.internalId(), parent.row()), int(m_folders.size()));
    m_folders.push_back(std::move(folder));
    endInsertRows();
}

QString ValueTreeModel::rangeText(const QModelIndex &index) const
{
    const auto [first, end] = range(owner(index), index.row());
    if (index.column() == Name)
        return end - first == 1 ? QLocale().toString(first) : tr("%1 to %2").arg(QLocale().toString(first), QLocale().toString(end - 1));
    return index.column() == Value ? memberCountText(end - first) : QString();
}

QString ValueTreeModel::cell(const QModelIndex &index) const
{
    switch (index.column()) {
    case Name:
        return nodeName(tree(), node(index), longestName);
    case Value:
        return nodeValue(tree(), node(index), longestValue);
    case Type:
        return nodeType(tree(), node(index));
    default:
        return {};
    }
}

/// Whether a cell shows what is in the value, and not words about it.
bool ValueTreeModel::isVerbatim(const QModelIndex &index) const
{
    const qint32 shown = node(index);
    return index.column() == Name ? shown != tree().root() : index.column() == Value && !isContainer(tree(), shown);
}

QVariant ValueTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool isOfMany = isRange(index);
    const qint32 shown = node(index);
    const ValueType type = tree().at(shown).type;
    switch (role) {
    case Qt::DisplayRole:
        return isOfMany ? rangeText(index) : cell(index);
    case Qt::EditRole:
        return editedNode(index) == ValueTree::none ? QVariant() : QString::fromUtf8(tree().text(editedNode(index)));
    case Qt::ToolTipRole:
        return isOfMany ? QString() : nodeToolTip(tree(), shown);
    case Qt::FontRole:
        return isOfMany || !isVerbatim(index) ? QVariant() : QVariant(fixedFont());
    case Qt::ForegroundRole: {
        const bool isPosition = index.column() == Name && tree().at(shown).key == ValueTree::none;
        const bool saysLittle = index.column() == Value && (type == ValueType::Null || !isVerbatim(index));
        if (index.column() == Value && type == ValueType::Unknown)
            return toneColor(Tone::Notice, QGuiApplication::palette());
        return isOfMany || isPosition || saysLittle || index.column() == Type ? QVariant(toneColor(Tone::Muted, QGuiApplication::palette()))
                                                                              : QVariant();
    }
    default:
        return {};
    }
}

bool ValueTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !isEditable() || !whyNotEditable(index).isEmpty())
        return false;
    const QByteArray text = value.toString().toUtf8();
    if (text != tree().text(editedNode(index)))
        emit edited(editedNode(index), text);
    return true;
}

Qt::ItemFlags ValueTreeModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    return isEditable() && index.isValid() && whyNotEditable(index).isEmpty() ? flags | Qt::ItemIsEditable : flags;
}

QVariant ValueTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Value:
        return tr("Value");
    case Type:
        return tr("Type");
    default:
        return {};
    }
}
