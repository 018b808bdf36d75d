#pragma once

#include "app/profiles/profilelist.h"

#include <QStringList>

/// A profile whose id is its name in small letters.
inline Profile sampleProfile(const QString &name, const QString &folder = {})
{
    Profile profile;
    profile.id = name.toLower();
    profile.name = name;
    profile.folder = folder;
    return profile;
}

/// "Shop" with A, B and C in it, "Blog" with D, "Empty", and E and F in none.
inline ProfileList sampleList()
{
    const QString shop = QStringLiteral("Shop");
    ProfileList list;
    list.folders = {shop, QStringLiteral("Blog"), QStringLiteral("Empty")};
    list.profiles = {sampleProfile(QStringLiteral("A"), shop), sampleProfile(QStringLiteral("B"), shop),
                     sampleProfile(QStringLiteral("C"), shop), sampleProfile(QStringLiteral("D"), QStringLiteral("Blog")),
                     sampleProfile(QStringLiteral("E")),       sampleProfile(QStringLiteral("F"))};
    return list;
}

/// "Shop: A B C | Blog: D | Empty: | : E F"
inline QString layoutOf(const ProfileList &list)
{
    QStringList parts;
    for (const QString &folder : list.folders + QStringList{QString()}) {
        QString part = folder + QLatin1Char(':');
        for (const Profile &profile : list.profiles) {
            if (profile.folder == folder)
                part += QLatin1Char(' ') + profile.name;
        }
        parts.append(part);
    }
    return parts.join(QLatin1String(" | "));
}
