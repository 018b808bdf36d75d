#include "ui/profiles/profileshape.h"

#include "ui/profiles/environmentlook.h"

#include <algorithm>

namespace {

bool isMatch(const Profile &profile, const QStringList &words)
{
    if (words.isEmpty())
        return true;
    const QStringList texts{profile.name, profile.address.text(), profile.folder,
                            profile.note, profile.user,           environmentName(profile.environment)};
    return std::ranges::all_of(words, [&texts](const QString &word) {
        return std::ranges::any_of(texts, [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); });
    });
}

} // namespace

ProfileShape ProfileShape::of(const ProfileList &list, const QString &filter)
{
    const QStringList words = filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    ProfileShape shape;
    QStringList favourites;
    for (const Profile &profile : list.profiles) {
        if (!isMatch(profile, words))
            continue;
        if (profile.folder.isEmpty())
            shape.loose.append(profile.id);
        else
            shape.ids[profile.folder].append(profile.id);
        if (profile.favourite)
            favourites.append(profile.id);
    }
    // Twice the same among what was searched for would only be in the way.
    if (words.isEmpty() && !favourites.isEmpty()) {
        shape.groups.append(QString());
        shape.ids.insert(QString(), favourites);
    }
    for (const QString &folder : list.folders) {
        const auto isIn = [&folder](const QString &word) { return folder.contains(word, Qt::CaseInsensitive); };
        if (shape.ids.contains(folder) || std::ranges::all_of(words, isIn))
            shape.groups.append(folder);
    }
    return shape;
}
