#pragma once

#include "app/profiles/profilelist.h"

#include <QStringList>

// What a person does to a list by hand. Each answers the list as it is then; what is not in it is passed over.

/// The profiles lie in `folder` (empty: none), one after the other in the order of the list, before the profile `before`, or behind all
/// that lie there.
[[nodiscard]] ProfileList profilesMoved(ProfileList list, const QStringList &ids, const QString &folder, const QString &before = {});
/// The profiles follow each other in the order of the list, before the profile `before`, or at the end; their folders stay.
[[nodiscard]] ProfileList profilesReordered(ProfileList list, const QStringList &ids, const QString &before = {});
/// The folders follow each other in their order, before the folder `before`, or behind all.
[[nodiscard]] ProfileList foldersMoved(ProfileList list, const QStringList &folders, const QString &before = {});
[[nodiscard]] ProfileList folderRenamed(ProfileList list, const QString &folder, const QString &name);
[[nodiscard]] ProfileList favouritesSet(ProfileList list, const QStringList &ids, bool favourite);
/// Without these profiles and these folders; other profiles that lie in them are without a folder then.
[[nodiscard]] ProfileList removed(ProfileList list, const QStringList &ids, const QStringList &folders);
/// A copy of each, behind it, with the id that `copies` says for it. What is kept for the profile elsewhere, its secrets, is not copied.
[[nodiscard]] ProfileList duplicated(ProfileList list, const QHash<QString, QString> &copies);
/// "Name", or "Name 2", "Name 3", … so that no folder is called that yet.
[[nodiscard]] QString freeFolderName(const ProfileList &list, const QString &name);

/// `now`, with what led from `before` to `after` taken back: what has changed since then stays, also in the profiles that are concerned.
[[nodiscard]] ProfileList takenBack(const ProfileList &before, const ProfileList &after, const ProfileList &now);
