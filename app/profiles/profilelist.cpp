#include "app/profiles/profilelist.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

const Profile *find(const ProfileList &list, const QString &id)
{
    const qsizetype index = list.indexOf(id);
    return index < 0 ? nullptr : &list.profiles[index];
}

/// Whether the profiles that both have stand in another order.
bool isReordered(const ProfileList &before, const ProfileList &after)
{
    QStringList both;
    for (const Profile &profile : before.profiles) {
        if (find(after, profile.id))
            both.append(profile.id);
    }
    qsizetype next = 0;
    for (const Profile &profile : after.profiles) {
        if (!find(before, profile.id))
            continue;
        if (both[next++] != profile.id)
            return true;
    }
    return false;
}

/// `list`, in the order of `order`; what that lacks stands behind the one that it follows in `other`.
QList<Profile> arranged(const QList<Profile> &list, const ProfileList &order, const ProfileList &other)
{
    QList<Profile> sorted;
    const auto placeIn = [](const QList<Profile> &profiles, const QString &id) {
        const auto found = std::ranges::find(profiles, id, &Profile::id);
        return found == profiles.end() ? qsizetype(-1) : std::distance(profiles.begin(), found);
    };
    for (const Profile &profile : order.profiles) {
        if (const qsizetype place = placeIn(list, profile.id); place >= 0)
            sorted.append(list[place]);
    }
    qsizetype next = 0;
    for (const Profile &profile : other.profiles) {
        const qsizetype place = placeIn(list, profile.id);
        if (place < 0)
            continue;
        if (const qsizetype known = placeIn(sorted, profile.id); known >= 0)
            next = known + 1;
        else
            sorted.insert(next++, list[place]);
    }
    return sorted;
}

QStringList mergedFolders(const ProfileList &base, const ProfileList &ours, const ProfileList &theirs)
{
    QStringList folders = theirs.folders;
    folders.removeIf([&](const QString &folder) { return base.folders.contains(folder) && !ours.folders.contains(folder); });
    for (const QString &folder : ours.folders) {
        if (!base.folders.contains(folder) && !folders.contains(folder))
            folders.append(folder);
    }
    return folders;
}

} // namespace

qsizetype ProfileList::indexOf(const QString &id) const
{
    const auto found = std::ranges::find(profiles, id, &Profile::id);
    return found == profiles.end() ? -1 : std::distance(profiles.begin(), found);
}

std::variant<Profile, Error> ProfileList::lookUp(const QString &nameOrId) const
{
    if (const qsizetype index = indexOf(nameOrId); index >= 0)
        return profiles[index];
    QStringList ids;
    QStringList names;
    for (const Profile &profile : profiles) {
        if (profile.name == nameOrId)
            ids.append(profile.id);
        if (!names.contains(profile.name))
            names.append(profile.name);
    }
    if (ids.size() == 1)
        return profiles[indexOf(ids.constFirst())];
    const auto invalid = [](const QString &text) { return Error{Error::Code::Invalid, text}; };
    if (!ids.isEmpty()) {
        return invalid(QCoreApplication::translate("ProfileList", "Several profiles are called “%1”; tell them apart by their ids: %2.")
                           .arg(nameOrId, ids.join(QLatin1String(", "))));
    }
    if (names.isEmpty())
        return invalid(QCoreApplication::translate("ProfileList", "There is no profile “%1”: there are none yet.").arg(nameOrId));
    constexpr qsizetype most = 20;
    const QString more = names.size() > most ? QStringLiteral(", …") : QString();
    return invalid(QCoreApplication::translate("ProfileList", "There is no profile “%1”. There are: %2.")
                       .arg(nameOrId, names.first(std::min(most, names.size())).join(QLatin1String(", ")) + more));
}

ProfileList merged(const ProfileList &base, const ProfileList &ours, const ProfileList &theirs)
{
    ProfileList all;
    all.rest = theirs.rest;
    for (const Profile &their : theirs.profiles) {
        const Profile *before = find(base, their.id);
        const Profile *our = find(ours, their.id);
        if (our && before && *our == *before)
            all.profiles.append(their); // we have not touched it
        else if (our)
            all.profiles.append(*our);
        else if (!before || their != *before)
            all.profiles.append(their); // new, or changed by them after we deleted it
    }
    for (const Profile &our : ours.profiles) {
        if (find(theirs, our.id))
            continue;
        const Profile *before = find(base, our.id);
        if (!before || our != *before) // else they deleted it
            all.profiles.append(our);
    }
    all.profiles = isReordered(base, ours) ? arranged(all.profiles, ours, theirs) : arranged(all.profiles, theirs, ours);
    all.folders = mergedFolders(base, ours, theirs);
    for (const Profile &profile : std::as_const(all.profiles)) {
        if (!profile.folder.isEmpty() && !all.folders.contains(profile.folder))
            all.folders.append(profile.folder);
    }
    return all;
}
