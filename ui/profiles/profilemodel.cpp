#include "ui/profiles/profilemodel.h"

#include "app/profiles/listedits.h"
#include "app/profiles/profilestore.h"
#include "ui/profiles/draggedprofiles.h"
#include "ui/profiles/profilehistory.h"
#include "ui/profiles/profileshape.h"
#include "ui/profiles/profiletext.h"

#include <algorithm>

namespace {

/// Steps one by one for what a person or another program does now and then; above that a view is quicker with everything new.
constexpr int mostSteps = 40;

} // namespace

struct ProfileModel::Group
{
    QString folder{}; ///< empty: the favourites
    int row = 0;
    QStringList ids{};
};

ProfileModel::ProfileModel(ProfileHistory *history, QObject *parent)
    : QAbstractItemModel(parent)
    , m_history(history)
{
    connect(history->store(), &ProfileStore::changed, this, &ProfileModel::follow);
    follow();
}

ProfileModel::~ProfileModel() = default;

void ProfileModel::setFilter(const QString &text)
{
    if (text == m_filter)
        return;
    m_filter = text;
    rebuild(ProfileShape::of(m_list, m_filter));
}

void ProfileModel::setOpenProfiles(const QSet<QString> &ids)
{
    const QSet<QString> different = (ids - m_open) + (m_open - ids);
    m_open = ids;
    tellChanged(different);
}

void ProfileModel::follow()
{
    const ProfileList before = m_list;
    const QHash<QString, qsizetype> placesBefore = m_places;
    m_list = m_history->store()->list();
    m_places.clear();
    for (qsizetype i = 0; i < m_list.profiles.size(); ++i)
        m_places.insert(m_list.profiles[i].id, i);
    QSet<QString> changed;
    for (const Profile &profile : std::as_const(m_list.profiles)) {
        const auto place = placesBefore.constFind(profile.id);
        if (place != placesBefore.cend() && before.profiles[*place] != profile)
            changed.insert(profile.id);
    }
    const ProfileShape shape = ProfileShape::of(m_list, m_filter);
    if (!change(shape, changed))
        rebuild(shape);
}

void ProfileModel::rebuild(const ProfileShape &shape)
{
    beginResetModel();
    m_groups.clear();
    for (const QString &folder : shape.groups)
        m_groups.push_back(std::make_unique<Group>(Group{.folder = folder, .row = int(m_groups.size()), .ids = shape.ids.value(folder)}));
    m_loose = shape.loose;
    endResetModel();
}

/// False, with nothing done: there is too much to do.
bool ProfileModel::change(const ProfileShape &shape, const QSet<QString> &changed)
{
    renameGroup(shape);
    const auto groupSteps = listSteps(groupKeys(), shape.groups, mostSteps);
    const auto looseSteps = listSteps(m_loose, shape.loose, mostSteps);
    QHash<QString, QList<ListStep>> inner;
    qsizetype all = groupSteps && looseSteps ? groupSteps->size() + looseSteps->size() : mostSteps + 1;
    for (const auto &group : m_groups) {
        const auto steps = listSteps(group->ids, shape.ids.value(group->folder), mostSteps);
        if (steps && !steps->isEmpty())
            inner.insert(group->folder, *steps);
        all += steps ? steps->size() : mostSteps + 1;
    }
    if (all > mostSteps)
        return false;

    takeGroupSteps(*groupSteps, shape);
    takeSteps(*looseSteps, m_loose, {}, int(m_groups.size()));
    for (const auto &group : m_groups) {
        const auto steps = inner.constFind(group->folder);
        if (steps == inner.cend())
            continue;
        takeSteps(*steps, group->ids, groupIndex(*group), 0);
        emit dataChanged(groupIndex(*group), groupIndex(*group)); // it says how many there are
    }
    tellChanged(changed);
    return true;
}

void ProfileModel::takeGroupSteps(const QList<ListStep> &steps, const ProfileShape &shape)
{
    for (const ListStep &step : steps) {
        switch (step.kind) {
        case ListStep::Kind::Remove:
            beginRemoveRows({}, step.from, step.from);
            m_groups.erase(m_groups.begin() + step.from);
            renumber();
            endRemoveRows();
            break;
        case ListStep::Kind::Insert:
            beginInsertRows({}, step.to, step.to);
            m_groups.insert(m_groups.begin() + step.to,
                            std::make_unique<Group>(Group{.folder = step.text, .row = step.to, .ids = shape.ids.value(step.text)}));
            renumber();
            endInsertRows();
            break;
        case ListStep::Kind::Move: {
            beginMoveRows({}, step.from, step.from, {}, step.to > step.from ? step.to + 1 : step.to);
            std::unique_ptr<Group> moved = std::move(m_groups[size_t(step.from)]);
            m_groups.erase(m_groups.begin() + step.from);
            m_groups.insert(m_groups.begin() + step.to, std::move(moved));
            renumber();
            endMoveRows();
            break;
        }
        }
    }
}

void ProfileModel::takeSteps(const QList<ListStep> &steps, QStringList &rows, const QModelIndex &parent, int offset)
{
    for (const ListStep &step : steps) {
        const int from = step.from + offset;
        const int to = step.to + offset;
        switch (step.kind) {
        case ListStep::Kind::Remove:
            beginRemoveRows(parent, from, from);
            rows.removeAt(step.from);
            endRemoveRows();
            break;
        case ListStep::Kind::Insert:
            beginInsertRows(parent, to, to);
            rows.insert(step.to, step.text);
            endInsertRows();
            break;
        case ListStep::Kind::Move:
            beginMoveRows(parent, from, from, parent, to > from ? to + 1 : to);
            rows.move(step.from, step.to);
            endMoveRows();
            break;
        }
    }
}

/// A folder that has another name is still the same.
void ProfileModel::renameGroup(const ProfileShape &shape)
{
    if (shape.groups.size() != qsizetype(m_groups.size()))
        return;
    Group *renamed = nullptr;
    for (const auto &group : m_groups) {
        const QString &name = shape.groups[group->row];
        if (name == group->folder)
            continue;
        if (renamed || name.isEmpty() || group->folder.isEmpty() || shape.ids.value(name) != group->ids)
            return;
        renamed = group.get();
    }
    if (!renamed)
        return;
    renamed->folder = shape.groups[renamed->row];
    emit dataChanged(groupIndex(*renamed), groupIndex(*renamed));
}

void ProfileModel::renumber()
{
    for (size_t i = 0; i < m_groups.size(); ++i)
        m_groups[i]->row = int(i);
}

/// Of many, everything between the first and the last of each group is told.
void ProfileModel::tellChanged(const QSet<QString> &ids)
{
    if (ids.isEmpty())
        return;
    const auto tell = [this, &ids](const QStringList &rows, const QModelIndex &parent, int offset) {
        const auto isConcerned = [&ids](const QString &id) { return ids.contains(id); };
        const auto first = std::find_if(rows.cbegin(), rows.cend(), isConcerned);
        if (first == rows.cend())
            return;
        const auto last = std::find_if(rows.crbegin(), rows.crend(), isConcerned);
        const int from = int(std::distance(rows.cbegin(), first)) + offset;
        const int to = int(rows.size() - 1 - std::distance(rows.crbegin(), last)) + offset;
        emit dataChanged(index(from, 0, parent), index(to, 0, parent));
    };
    for (const auto &group : m_groups)
        tell(group->ids, groupIndex(*group), 0);
    tell(m_loose, {}, int(m_groups.size()));
}

QStringList ProfileModel::groupKeys() const
{
    QStringList keys;
    for (const auto &group : m_groups)
        keys.append(group->folder);
    return keys;
}

/// That which `index` is.
ProfileModel::Group *ProfileModel::group(const QModelIndex &index) const
{
    const bool isGroup = index.isValid() && !index.internalPointer() && size_t(index.row()) < m_groups.size();
    return isGroup ? m_groups[size_t(index.row())].get() : nullptr;
}

QModelIndex ProfileModel::groupIndex(const Group &group) const
{
    return createIndex(group.row, 0);
}

QString ProfileModel::idAt(const QModelIndex &index) const
{
    if (!index.isValid() || group(index))
        return {};
    if (const auto *parent = static_cast<const Group *>(index.internalPointer()))
        return parent->ids.value(index.row());
    return m_loose.value(index.row() - qsizetype(m_groups.size()));
}

ProfileModel::Kind ProfileModel::kind(const QModelIndex &index) const
{
    const Group *its = group(index);
    return !its ? Kind::Profile : its->folder.isEmpty() ? Kind::Favourites : Kind::Folder;
}

const Profile *ProfileModel::profile(const QModelIndex &index) const
{
    const auto place = m_places.constFind(idAt(index));
    return place == m_places.cend() ? nullptr : &m_list.profiles[*place];
}

QString ProfileModel::folder(const QModelIndex &index) const
{
    const Group *its = group(index);
    return its ? its->folder : QString();
}

QModelIndex ProfileModel::profileIndex(const QString &id) const
{
    const auto place = m_places.constFind(id);
    if (place == m_places.cend())
        return {};
    const QString &folder = m_list.profiles[*place].folder;
    if (folder.isEmpty()) {
        const qsizetype row = m_loose.indexOf(id);
        return row < 0 ? QModelIndex() : index(int(row) + int(m_groups.size()), 0);
    }
    const QModelIndex parent = folderIndex(folder);
    const Group *its = group(parent);
    const qsizetype row = its ? its->ids.indexOf(id) : -1;
    return row < 0 ? QModelIndex() : index(int(row), 0, parent);
}

QModelIndex ProfileModel::folderIndex(const QString &folder) const
{
    const auto found = std::ranges::find_if(m_groups, [&folder](const auto &group) { return group->folder == folder; });
    return folder.isEmpty() || found == m_groups.end() ? QModelIndex() : groupIndex(**found);
}

int ProfileModel::count() const
{
    qsizetype all = m_loose.size();
    for (const auto &group : m_groups) {
        if (!group->folder.isEmpty())
            all += group->ids.size();
    }
    return int(all);
}

QModelIndex ProfileModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, group(parent));
}

QModelIndex ProfileModel::parent(const QModelIndex &index) const
{
    const auto *its = static_cast<const Group *>(index.internalPointer());
    return index.isValid() && its ? groupIndex(*its) : QModelIndex();
}

int ProfileModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_groups.size()) + int(m_loose.size());
    const Group *its = parent.column() == 0 ? group(parent) : nullptr;
    return its ? int(its->ids.size()) : 0;
}

int ProfileModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant ProfileModel::data(const QModelIndex &index, int role) const
{
    if (const Group *its = group(index))
        return groupData(*its, role);
    const Profile *its = profile(index);
    if (!its)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return shownName(*its);
    case Qt::EditRole:
        return its->name;
    case Qt::ToolTipRole:
        return profileToolTip(*its, isOpen(its->id));
    case Qt::AccessibleTextRole:
        return spokenText(*its, isOpen(its->id));
    default:
        return {};
    }
}

QVariant ProfileModel::groupData(const Group &group, int role) const
{
    const QString name = group.folder.isEmpty() ? tr("Favourites") : group.folder;
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::EditRole:
        return group.folder;
    case Qt::AccessibleTextRole: {
        const QString count = tr("profiles: %L1").arg(group.ids.size());
        return group.folder.isEmpty() ? tr("Favourites, %1").arg(count) : tr("Folder %1, %2").arg(group.folder, count);
    }
    case Qt::ToolTipRole: // a name with tags in it is no rich text
        return QStringLiteral("<qt>%1</qt>").arg(groupData(group, Qt::AccessibleTextRole).toString().toHtmlEscaped());
    default:
        return {};
    }
}

Qt::ItemFlags ProfileModel::flags(const QModelIndex &index) const
{
    const bool changes = m_history->store()->obstacle().isEmpty();
    if (!index.isValid())
        return changes ? Qt::ItemIsDropEnabled : Qt::NoItemFlags;
    const Group *its = group(index);
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (!its)
        flags |= Qt::ItemNeverHasChildren;
    if (changes && its)
        flags |= Qt::ItemIsDropEnabled;
    if (changes && (!its || !its->folder.isEmpty()))
        flags |= Qt::ItemIsEditable | Qt::ItemIsDragEnabled;
    return flags;
}

bool ProfileModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString name = value.toString().simplified();
    if (role != Qt::EditRole || !index.isValid() || kind(index) == Kind::Favourites)
        return false;
    if (kind(index) == Kind::Folder)
        return renameFolder(folder(index), name);
    const Profile *its = profile(index);
    if (!its || name.isEmpty() || name == its->name)
        return false;
    ProfileList list = m_list;
    list.profiles[m_places.value(its->id)].name = name;
    return m_history->edit(list, tr("Rename “%1”").arg(shownName(*its)));
}

bool ProfileModel::renameFolder(const QString &folder, const QString &name)
{
    if (name.isEmpty() || name == folder)
        return false;
    if (m_list.folders.contains(name)) {
        emit refused(tr("There is a folder “%1” already: choose another name.").arg(name));
        return false;
    }
    return m_history->edit(folderRenamed(m_list, folder, name), tr("Rename the folder “%1”").arg(folder));
}

QStringList ProfileModel::mimeTypes() const
{
    return {DraggedProfiles::mimeType()};
}

QMimeData *ProfileModel::mimeData(const QModelIndexList &indexes) const
{
    DraggedProfiles dragged;
    for (const QModelIndex &index : indexes) {
        if (const Profile *its = profile(index); its && !dragged.ids.contains(its->id))
            dragged.ids.append(its->id);
        else if (const QString name = folder(index); !name.isEmpty())
            dragged.folders.append(name);
    }
    return dragged.toMime();
}

/// Folders lie beside each other, never in one another.
bool ProfileModel::canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) const
{
    const DraggedProfiles dragged = DraggedProfiles::fromMime(data);
    if (action != Qt::MoveAction || column > 0 || !m_history->store()->obstacle().isEmpty())
        return false;
    if (!dragged.folders.isEmpty())
        return dragged.ids.isEmpty() && !parent.isValid() && row <= int(m_groups.size());
    return !dragged.ids.isEmpty() && (!parent.isValid() || group(parent));
}

bool ProfileModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    const DraggedProfiles dragged = DraggedProfiles::fromMime(data);
    if (dragged.folders.isEmpty()) {
        dropProfiles(dragged.ids, row, parent);
        return true;
    }
    const bool atEnd = row < 0 || row >= int(m_groups.size());
    const QString before = atEnd ? QString() : m_groups[size_t(row)]->folder;
    const bool atFirst = !atEnd && before.isEmpty(); // nothing comes before the favourites
    m_history->edit(foldersMoved(m_list, dragged.folders, atFirst ? m_list.folders.value(0) : before), tr("Move folders"));
    return true;
}

void ProfileModel::dropProfiles(const QStringList &ids, int row, const QModelIndex &parent)
{
    const Group *to = group(parent);
    const int place = to ? row : row < 0 ? -1 : std::max(0, row - int(m_groups.size()));
    const QString before = place < 0 ? QString() : (to ? to->ids : m_loose).value(place);
    const QString what = tr("Move profiles");
    if (to && to->folder.isEmpty()) {
        // What is there already is put into another order; what is new there only comes, and stays in its order elsewhere.
        const bool known = std::ranges::all_of(ids, [to](const QString &id) { return to->ids.contains(id); });
        m_history->edit(known && row >= 0 ? profilesReordered(m_list, ids, before) : favouritesSet(m_list, ids, true), what);
    } else {
        m_history->edit(profilesMoved(m_list, ids, to ? to->folder : QString(), before), what);
    }
    emit dropped(ids);
}
