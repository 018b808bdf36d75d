#include "app/profiles/listedits.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace {

QSet<QString> setOf(const QStringList &texts)
{
    return {texts.begin(), texts.end()};
}

QList<Profile> takeOut(ProfileList &list, const QSet<QString> &ids)
{
    QList<Profile> out;
    for (const Profile &profile : std::as_const(list.profiles)) {
        if (ids.contains(profile.id))
            out.append(profile);
    }
    list.profiles.removeIf([&ids](const Profile &profile) { return ids.contains(profile.id); });
    return out;
}

void insertAt(ProfileList &list, qsizetype place, const QList<Profile> &profiles)
{
    QList<Profile> all = list.profiles.first(place);
    all += profiles;
    all += list.profiles.sliced(place);
    list.profiles = all;
}

/// The one that comes after `before` in the list, and is not among `ids` itself: that one need not move.
QString stableAnchor(const ProfileList &list, const QSet<QString> &ids, const QString &before)
{
    if (!ids.contains(before))
        return before;
    for (qsizetype i = list.indexOf(before); i >= 0 && i < list.profiles.size(); ++i) {
        if (!ids.contains(list.profiles[i].id))
            return list.profiles[i].id;
    }
    return {};
}

} // namespace

ProfileList profilesMoved(ProfileList list, const QStringList &ids, const QString &folder, const QString &before)
{
    const QSet<QString> moved = setOf(ids);
    QString anchor = before;
    if (moved.contains(before)) {
        anchor.clear();
        for (qsizetype i = list.indexOf(before); i < list.profiles.size() && anchor.isEmpty(); ++i) {
            if (list.profiles[i].folder == folder && !moved.contains(list.profiles[i].id))
                anchor = list.profiles[i].id;
        }
    }
    QList<Profile> profiles = takeOut(list, moved);
    for (Profile &profile : profiles)
        profile.folder = folder;
    qsizetype place = anchor.isEmpty() ? -1 : list.indexOf(anchor);
    for (qsizetype i = list.profiles.size() - 1; place < 0 && i >= 0; --i) {
        if (list.profiles[i].folder == folder)
            place = i + 1;
    }
    insertAt(list, place < 0 ? list.profiles.size() : place, profiles);
    if (!folder.isEmpty() && !profiles.isEmpty() && !list.folders.contains(folder))
        list.folders.append(folder);
    return list;
}

ProfileList profilesReordered(ProfileList list, const QStringList &ids, const QString &before)
{
    const QSet<QString> moved = setOf(ids);
    const QString anchor = stableAnchor(list, moved, before);
    const QList<Profile> profiles = takeOut(list, moved);
    const qsizetype place = anchor.isEmpty() ? -1 : list.indexOf(anchor);
    insertAt(list, place < 0 ? list.profiles.size() : place, profiles);
    return list;
}

ProfileList foldersMoved(ProfileList list, const QStringList &folders, const QString &before)
{
    const QSet<QString> moved = setOf(folders);
    QString anchor = before;
    for (qsizetype i = list.folders.indexOf(before); i >= 0 && moved.contains(anchor); ++i)
        anchor = i < list.folders.size() ? list.folders[i] : QString();
    QStringList out;
    for (const QString &folder : std::as_const(list.folders)) {
        if (moved.contains(folder))
            out.append(folder);
    }
    list.folders.removeIf([&moved](const QString &folder) { return moved.contains(folder); });
    const qsizetype place = anchor.isEmpty() ? -1 : list.folders.indexOf(anchor);
    QStringList all = list.folders.mid(0, place < 0 ? list.folders.size() : place);
    all += out;
    if (place >= 0)
        all += list.folders.mid(place);
    list.folders = all;
    return list;
}

ProfileList folderRenamed(ProfileList list, const QString &folder, const QString &name)
{
    std::ranges::replace(list.folders, folder, name);
    for (Profile &profile : list.profiles) {
        if (profile.folder == folder)
            profile.folder = name;
    }
    return list;
}

ProfileList favouritesSet(ProfileList list, const QStringList &ids, bool favourite)
{
    const QSet<QString> concerned = setOf(ids);
    for (Profile &profile : list.profiles) {
        if (concerned.contains(profile.id))
            profile.favourite = favourite;
    }
    return list;
}

ProfileList removed(ProfileList list, const QStringList &ids, const QStringList &folders)
{
    (void)takeOut(list, setOf(ids));
    const QSet<QString> gone = setOf(folders);
    list.folders.removeIf([&gone](const QString &folder) { return gone.contains(folder); });
    for (Profile &profile : list.profiles) {
        if (gone.contains(profile.folder))
            profile.folder.clear();
    }
    return list;
}

ProfileList duplicated(ProfileList list, const QHash<QString, QString> &copies)
{
    QList<Profile> all;
    for (const Profile &profile : std::as_const(list.profiles)) {
        all.append(profile);
        if (!copies.contains(profile.id))
            continue;
        Profile copy = profile;
        copy.id = copies.value(profile.id);
        copy.name =
            QCoreApplication::translate("ProfileList", "%1 (copy)").arg(profile.name.isEmpty() ? profile.address.text() : profile.name);
        copy.favourite = false;
        copy.lastUsed = {};
        copy.passwordKept = false;
        copy.keyPassphraseKept = false;
        copy.sshPassphraseKept = false;
        all.append(copy);
    }
    list.profiles = all;
    return list;
}

QString freeFolderName(const ProfileList &list, const QString &name)
{
    QString free = name;
    for (int number = 2; list.folders.contains(free); ++number)
        free = QStringLiteral("%1 %2").arg(name).arg(number);
    return free;
}

ProfileList takenBack(const ProfileList &before, const ProfileList &after, const ProfileList &now)
{
    const ProfilesById was = profilesById(before);
    const ProfilesById became = profilesById(after);
    ProfileList current = now;
    for (Profile &profile : current.profiles) {
        const Profile *old = was.value(profile.id);
        const Profile *edited = became.value(profile.id);
        if (!old || !edited)
            continue;
        if (old->name != edited->name)
            profile.name = old->name;
        if (old->folder != edited->folder)
            profile.folder = old->folder;
        if (old->favourite != edited->favourite)
            profile.favourite = old->favourite;
    }
    // What is left to take back is which profiles and folders there are, and their order.
    ProfileList base = after;
    ProfileList ours = before;
    const ProfilesById patched = profilesById(current);
    for (ProfileList *list : {&base, &ours}) {
        for (Profile &profile : list->profiles) {
            if (const Profile *known = patched.value(profile.id))
                profile = *known;
        }
    }
    ProfileList result = merged(base, ours, current);
    // Folders that come back, at their place.
    const QStringList folders = result.folders;
    for (const QString &folder : folders) {
        if (now.folders.contains(folder) || !before.folders.contains(folder))
            continue;
        const qsizetype place = before.folders.indexOf(folder);
        result.folders.removeAll(folder);
        const qsizetype behind = place > 0 ? result.folders.indexOf(before.folders[place - 1]) : -1;
        result.folders.insert(behind < 0 && place > 0 ? result.folders.size() : behind + 1, folder);
    }
    // Folders that were only put into another order are put back if they are still the same.
    if (now.folders == after.folders && setOf(before.folders) == setOf(after.folders))
        result.folders = before.folders;
    return result;
}
