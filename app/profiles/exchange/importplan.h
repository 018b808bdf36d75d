#pragma once

#include "app/profiles/profilelist.h"
#include "app/profiles/secretstore.h"

#include <QCoreApplication>

#include <optional>

/// What becomes of one profile of an import.
struct PlannedImport
{
    /// What of the list it is like; the first that fits.
    enum class Likeness {
        New,
        Identical,
        OtherVersion, ///< the same id and the same server
        SameId,
        SameServer,  ///< reached in the same way, by the same user or by any
        SameAddress, ///< but by another user, or through another tunnel
        SameName,
    };
    enum class Action { Add, Replace, Skip };

    Profile profile{};
    Likeness likeness = Likeness::New;
    QString likeId{};   ///< of the profile in the list that it is like; empty: none
    QString likeName{}; ///< its name
    Action action = Action::Add;

    bool operator==(const PlannedImport &) const = default;
};

/// What an import will change, before it does.
class ImportPlan
{
    Q_DECLARE_TR_FUNCTIONS(ImportPlan)

public:
    /// What each of `profiles` is like, and what is best done with it: a server that is there already is passed over, everything else
    /// added.
    [[nodiscard]] static QList<PlannedImport> make(const ProfileList &list, const QList<Profile> &profiles);

    struct Outcome
    {
        ProfileList list;
        QStringList ids;              ///< by which each of the planned is in the list now; empty: it was passed over
        QList<SecretName> unwanted{}; ///< secrets that were kept for what was replaced, and must not be used for what is there now
    };
    /// The list with everything done. What is added gets an id of its own and, where its name is taken, a new name; what replaces another
    /// keeps that one's id, its place and folder, and when it was used; of several that would replace the same one, the first does and the
    /// others are added. `folder`: where the added ones go; none: where they say themselves.
    [[nodiscard]] static Outcome carryOut(const ProfileList &list, const QList<PlannedImport> &planned,
                                          const std::optional<QString> &folder);

    /// What care is lost if `planned` replaces the profile it is like, for the person to know: translated sentences; empty: none.
    [[nodiscard]] static QString carelessness(const ProfileList &list, const PlannedImport &planned);
};
