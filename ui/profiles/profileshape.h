#pragma once

#include "app/profiles/profilelist.h"

#include <QHash>
#include <QStringList>

/// Which profiles of a list are shown, and where.
struct ProfileShape
{
    QStringList groups{};              ///< names of folders, in their order; before them an empty one: the favourites
    QHash<QString, QStringList> ids{}; ///< of the profiles in each group
    QStringList loose{};               ///< of those without a folder

    /// With a filter: only profiles that have all its words in their name, address, user, folder, note or environment, whatever the case.
    [[nodiscard]] static ProfileShape of(const ProfileList &list, const QString &filter);
};
