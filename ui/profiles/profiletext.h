#pragma once

#include "app/profiles/profile.h"

#include <QString>

/// Its name; without one, where it is.
[[nodiscard]] QString shownName(const Profile &profile);
/// For parse() of ServerUrl to read, and for people.
[[nodiscard]] QString addressUrl(const Profile &profile);
/// "today, 14:03"; empty: never. `now` decides what today is.
[[nodiscard]] QString lastUsedText(const QDateTime &lastUsed, const QDateTime &now = QDateTime::currentDateTime());
/// Everything that is seen of it, in one sentence: "Cache A, 10.0.0.1:11211, production, open, read-only".
[[nodiscard]] QString spokenText(const Profile &profile, bool isOpen);
/// The same in lines, with its note, folder and when it was used.
[[nodiscard]] QString profileToolTip(const Profile &profile, bool isOpen);
