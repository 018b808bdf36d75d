#include "app/profiles/exchange/importplan.h"

#include "app/profiles/keptsecrets.h"

#include <QSet>
#include <QUuid>

#include <algorithm>

namespace {

/// A profile as far as it is what somebody wanted it to be, and not what became of it here.
Profile wished(const Profile &profile)
{
    Profile bare = profile;
    bare.id.clear();
    bare.folder.clear();
    bare.passwordKept = false;
    bare.keyPassphraseKept = false;
    bare.sshPassphraseKept = false;
    bare.lastUsed = {};
    bare.rest = {};
    return bare;
}

/// Whether `profile` brings no way in that `there` has not: the same server, and no user or the same.
bool isSameServer(const Profile &there, const Profile &profile)
{
    return there.address == profile.address && there.tunnel == profile.tunnel && (profile.user.isEmpty() || there.user == profile.user);
}

PlannedImport planned(const ProfileList &list, const Profile &profile)
{
    using Likeness = PlannedImport::Likeness;
    const auto like = [&](Likeness likeness, const Profile &other) {
        const bool isThere = likeness == Likeness::Identical || likeness == Likeness::OtherVersion || likeness == Likeness::SameServer;
        const auto action = isThere ? PlannedImport::Action::Skip : PlannedImport::Action::Add;
        return PlannedImport{profile, likeness, other.id, other.name, action};
    };
    const auto find = [&list](const auto &fits) { return std::ranges::find_if(list.profiles, fits); };
    const auto none = list.profiles.cend();
    const Profile bare = wished(profile);
    if (const auto other = find([&](const Profile &each) { return each.address == profile.address && wished(each) == bare; });
        other != none)
        return like(Likeness::Identical, *other);
    if (const auto other = find([&](const Profile &each) { return !profile.id.isEmpty() && each.id == profile.id; }); other != none)
        return like(isSameServer(*other, profile) ? Likeness::OtherVersion : Likeness::SameId, *other);
    if (const auto other = find([&](const Profile &each) { return isSameServer(each, profile); }); other != none)
        return like(Likeness::SameServer, *other);
    if (const auto other = find([&](const Profile &each) { return each.address == profile.address; }); other != none)
        return like(Likeness::SameAddress, *other);
    if (const auto other = find([&](const Profile &each) { return each.name == profile.name; }); other != none)
        return like(Likeness::SameName, *other);
    return PlannedImport{profile, Likeness::New, {}, {}, PlannedImport::Action::Add};
}

QString freeName(const QString &name, const QSet<QString> &taken)
{
    QString free = name;
    for (int number = 2; taken.contains(free); ++number)
        free = QStringLiteral("%1 (%2)").arg(name).arg(number);
    return free;
}

bool hasSameTrust(const TlsOptions &one, const TlsOptions &other)
{
    return one.verification == other.verification && one.caFile == other.caFile && one.serverName == other.serverName
        && one.acceptedFingerprint == other.acceptedFingerprint;
}

bool hasSameKey(const TlsOptions &one, const TlsOptions &other)
{
    return one.keyFile == other.keyFile && one.certificateFile == other.certificateFile;
}

/// `profile` in the place of `before`. The password of a user is kept as long as it is the same one, and nobody else can be given it.
Profile inPlaceOf(const Profile &before, const Profile &profile)
{
    Profile now = profile;
    now.id = before.id;
    now.folder = before.folder;
    now.lastUsed = before.lastUsed;
    now.rest = before.rest;
    const bool sameServer = now.address == before.address && now.tunnel == before.tunnel && now.tls == before.tls;
    now.passwordKept = before.passwordKept && sameServer && now.user == before.user;
    now.keyPassphraseKept = before.keyPassphraseKept && hasSameKey(now.tls, before.tls);
    now.sshPassphraseKept = before.sshPassphraseKept && now.tunnel == before.tunnel;
    return now;
}

} // namespace

QList<PlannedImport> ImportPlan::make(const ProfileList &list, const QList<Profile> &profiles)
{
    QList<PlannedImport> plan;
    for (const Profile &profile : profiles)
        plan.append(planned(list, profile));
    return plan;
}

ImportPlan::Outcome ImportPlan::carryOut(const ProfileList &list, const QList<PlannedImport> &planned, const std::optional<QString> &folder)
{
    Outcome outcome{list, {}, {}};
    QSet<QString> replaced;
    QSet<QString> names;
    QSet<QString> ids;
    for (const Profile &profile : list.profiles) {
        names.insert(profile.name);
        ids.insert(profile.id);
    }
    for (const PlannedImport &each : planned) {
        const qsizetype index = outcome.list.indexOf(each.likeId);
        Profile profile = each.profile;
        if (each.action == PlannedImport::Action::Skip || (each.action == PlannedImport::Action::Replace && index < 0)) {
            outcome.ids.append(QString());
            continue;
        }
        if (each.action == PlannedImport::Action::Replace && !replaced.contains(each.likeId)) {
            const Profile before = outcome.list.profiles[index];
            profile = inPlaceOf(before, profile);
            outcome.list.profiles[index] = profile;
            replaced.insert(each.likeId);
            for (const SecretName::Kind kind : SecretName::kinds) {
                if (keptIn(before, kind) && !keptIn(profile, kind))
                    outcome.unwanted.append({profile.id, kind});
            }
        } else {
            profile.name = freeName(profile.name, names);
            profile.folder = folder.value_or(profile.folder);
            if (profile.id.isEmpty() || ids.contains(profile.id))
                profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
            outcome.list.profiles.append(profile);
        }
        names.insert(profile.name);
        ids.insert(profile.id);
        outcome.ids.append(profile.id);
        if (!profile.folder.isEmpty() && !outcome.list.folders.contains(profile.folder))
            outcome.list.folders.append(profile.folder);
    }
    return outcome;
}

QString ImportPlan::carelessness(const ProfileList &list, const PlannedImport &planned)
{
    const qsizetype index = list.indexOf(planned.likeId);
    if (index < 0)
        return {};
    const Profile &before = list.profiles[index];
    QStringList lost;
    if (before.environment == Environment::Production && planned.profile.environment != Environment::Production)
        lost.append(tr("“%1” will no longer be marked as production.").arg(before.name));
    if (before.readOnly && !planned.profile.readOnly)
        lost.append(tr("“%1” will no longer be read-only.").arg(before.name));
    if (before.tls.verification == TlsOptions::Verification::Full && planned.profile.tls.verification != TlsOptions::Verification::Full)
        lost.append(tr("The certificate of “%1” will no longer be verified.").arg(before.name));
    if (before.address.encryption == Encryption::Tls && planned.profile.address.encryption == Encryption::None)
        lost.append(tr("“%1” will no longer be reached by TLS.").arg(before.name));
    if (!hasSameTrust(before.tls, planned.profile.tls))
        lost.append(tr("Which certificates “%1” may show will be decided otherwise.").arg(before.name));
    if (!hasSameKey(before.tls, planned.profile.tls))
        lost.append(tr("“%1” will be shown another certificate or key of yours.").arg(before.name));
    if (before.tunnel != planned.profile.tunnel) {
        lost.append(planned.profile.tunnel ? tr("“%1” will be reached through an SSH tunnel by way of %2.")
                                                 .arg(before.name, planned.profile.tunnel->host.left(80).simplified())
                                           : tr("“%1” will no longer be reached through its SSH tunnel.").arg(before.name));
    }
    if (before.passwordKept && !inPlaceOf(before, planned.profile).passwordKept)
        lost.append(tr("The password kept for “%1” will be removed.").arg(before.name));
    return lost.join(u' ');
}
