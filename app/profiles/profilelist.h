#pragma once

#include "app/profiles/profile.h"
#include "connection/error.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QStringList>

#include <variant>

/// The profiles of a person in their order, and the folders that they lie in.
struct ProfileList
{
    QList<Profile> profiles{};
    QStringList folders{}; ///< in their order, also empty ones; every folder of a profile is among them
    QJsonObject rest{};    ///< what another version of the program wrote, kept as it is

    /// The place of the profile with this id; -1: none has it.
    [[nodiscard]] qsizetype indexOf(const QString &id) const;
    /// The one profile of this name, or with this id; else an Error (Invalid) that says what there is.
    [[nodiscard]] std::variant<Profile, Error> lookUp(const QString &nameOrId) const;
    bool operator==(const ProfileList &) const = default;
};

using ProfilesById = QHash<QString, const Profile *>;

/// The profiles of a list, which must outlive what is returned.
[[nodiscard]] ProfilesById profilesById(const ProfileList &list);

/// A list with the changes that lead from `base` to `ours`, made to `theirs`: profile by profile, so that two who change different ones
/// lose nothing; where both changed the same one, `ours` counts, and what one changed survives that the other deleted it.
[[nodiscard]] ProfileList merged(const ProfileList &base, const ProfileList &ours, const ProfileList &theirs);
