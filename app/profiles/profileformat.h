#pragma once

#include "app/profiles/profilelist.h"
#include "connection/error.h"

#include <QByteArray>
#include <QCoreApplication>

#include <variant>

/// A list of profiles as it was written, and what was odd about it.
struct ReadProfiles
{
    ProfileList list;
    QStringList notes;       ///< values that cannot be and were passed over: one translated sentence each
    QStringList doubtful;    ///< the ids of profiles that the notes are about: not to be used unseen
    bool isNewer = false;    ///< a later version of the program wrote it: it may mean things that we would lose
    bool isPrevious = false; ///< the version before it, since the last one was damaged
};

/// How a list of profiles is written: JSON, with a version.
class ProfileFormat
{
    Q_DECLARE_TR_FUNCTIONS(ProfileFormat)

public:
    static constexpr int version = 1;

    [[nodiscard]] static QByteArray write(const ProfileList &list);
    /// What `bytes` hold, or an Error (Invalid) that says why they are no list of profiles. A single value that cannot be does not make
    /// the list unreadable; where it says how carefully a server is treated, the careful side is taken. Error (Unreadable): a later version
    /// of the program wrote it, in a form that this one cannot read. Takes any bytes.
    [[nodiscard]] static std::variant<ReadProfiles, Error> read(const QByteArray &bytes);
};
