#include "app/profiles/profilelist.h"

#include <QCoreApplication>

#include <algorithm>

ProfilesById profilesById(const ProfileList &list)
{
    ProfilesById profiles;
    profiles.reserve(list.profiles.size());
    for (const Profile &profile : list.profiles)
        profiles.insert(profile.id, &profile);
    return profiles;
}

namespace {

/// Whether the profiles that both have stand in another order.
bool isReordered(const ProfileList &before, const ProfilesById &inBefore, const ProfileList &after, const ProfilesById &inAfter)
{
    QStringList both;
    for (const Profile &profile : before.profiles) {
        if (inAfter.contains(profile.id))
            both.append(profile.id);
    }
    qsizetype next = 0;
    for (const Profile &profile : after.profiles) {
        if (!inBefore.contains(profile.id))
            continue;
        if (both[next++] != profile.id)
            return true;
    }
    return false;
}

/// `list`, in the order of `order`; what that lacks stands behind the one that it follows in `other`.
QList<Profile> arranged(const ProfileList &list, const ProfileList &order, const ProfilesById &inOrder, const ProfileList &other)
{
    const ProfilesById known = profilesById(list);
    QHash<QString, QList<const Profile *>> followers; // by the id before them; empty: they stand first
    QString before;
    for (const Profile &profile : other.profiles) {
        const Profile *its = known.value(profile.id);
        if (its && inOrder.contains(profile.id))
            before = profile.id;
        else if (its)
            followers[before].append(its);
    }
    QList<Profile> sorted;
    sorted.reserve(list.profiles.size());
    const auto addFollowers = [&sorted, &followers](const QString &id) {
        const QList<const Profile *> behind = followers.value(id);
        for (const Profile *profile : behind)
            sorted.append(*profile);
    };
    addFollowers(QString());
    for (const Profile &profile : order.profiles) {
        if (const Profile *its = known.value(profile.id))
            sorted.append(*its);
        addFollowers(profile.id);
    }
    return sorted;
}

QStringList commonOf(const QStringList &folders, const QStringList &others)
{
    QStringList common = folders;
    common.removeIf([&others](const QString &folder) { return !others.contains(folder); });
    return common;
}

/// In the order of whoever changed it; what only the other one has comes where it stands there, behind the same folder.
QStringList mergedFolders(const ProfileList &base, const ProfileList &ours, const ProfileList &theirs)
{
    QStringList wanted = theirs.folders;
    wanted.removeIf([&](const QString &folder) { return base.folders.contains(folder) && !ours.folders.contains(folder); });
    for (const QString &folder : ours.folders) {
        if (!base.folders.contains(folder) && !wanted.contains(folder))
            wanted.append(folder);
    }
    const bool reordered = commonOf(ours.folders, base.folders) != commonOf(base.folders, ours.folders);
    const QStringList leading = commonOf(reordered ? ours.folders : theirs.folders, wanted);
    const QStringList following = commonOf(reordered ? theirs.folders : ours.folders, wanted);
    QStringList sorted = leading;
    qsizetype place = 0;
    for (const QString &folder : following) {
        if (leading.contains(folder)) {
            place = sorted.indexOf(folder) + 1;
            continue;
        }
        while (place < sorted.size() && !following.contains(sorted[place]))
            ++place;
        sorted.insert(place++, folder);
    }
    return sorted;
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
    const ProfilesById inBase = profilesById(base);
    const ProfilesById inOurs = profilesById(ours);
    const ProfilesById inTheirs = profilesById(theirs);
    ProfileList all;
    all.rest = theirs.rest;
    for (const Profile &their : theirs.profiles) {
        const Profile *before = inBase.value(their.id);
        const Profile *our = inOurs.value(their.id);
        if (our && before && *our == *before)
            all.profiles.append(their); // we have not touched it
        else if (our)
            all.profiles.append(*our);
        else if (!before || their != *before)
            all.profiles.append(their); // new, or changed by them after we deleted it
    }
    for (const Profile &our : ours.profiles) {
        if (inTheirs.contains(our.id))
            continue;
        const Profile *before = inBase.value(our.id);
        if (!before || our != *before) // else they deleted it
            all.profiles.append(our);
    }
    all.profiles = isReordered(base, inBase, ours, inOurs) ? arranged(all, ours, inOurs, theirs) : arranged(all, theirs, inTheirs, ours);
    all.folders = mergedFolders(base, ours, theirs);
    for (const Profile &profile : std::as_const(all.profiles)) {
        if (!profile.folder.isEmpty() && !all.folders.contains(profile.folder))
            all.folders.append(profile.folder);
    }
    return all;
}
