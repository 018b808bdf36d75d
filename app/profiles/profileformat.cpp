#include "app/profiles/profileformat.h"

#include "app/profiles/jsonmembers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QUuid>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace std::chrono_literals;

namespace {

const QLatin1String formatName("slabscope-profiles");

struct EnvironmentName
{
    Environment environment;
    QLatin1String name;
};
constexpr std::array environmentNames{
    EnvironmentName{Environment::None, QLatin1String("none")}, EnvironmentName{Environment::Development, QLatin1String("development")},
    EnvironmentName{Environment::Staging, QLatin1String("staging")}, EnvironmentName{Environment::Production, QLatin1String("production")}};

/// Sets a member, unless it is what is taken without it anyway.
template <typename Value> void put(QJsonObject &object, const char *name, const Value &value, const Value &usual)
{
    if (value != usual)
        object.insert(QLatin1String(name), value);
}

void put(QJsonObject &object, const char *name, std::chrono::milliseconds time, std::chrono::milliseconds usual)
{
    if (time != usual)
        object.insert(QLatin1String(name), qint64(time.count()));
}

void writeTls(QJsonObject &object, const TlsOptions &tls)
{
    QJsonObject written;
    put(written, "caFile", tls.caFile, {});
    put(written, "certificateFile", tls.certificateFile, {});
    put(written, "keyFile", tls.keyFile, {});
    put(written, "serverName", tls.serverName, {});
    put(written, "acceptedSha256", QString::fromLatin1(tls.acceptedFingerprint.toHex()), {});
    put(written, "verify", tls.verification == TlsOptions::Verification::Full, true);
    if (!written.isEmpty())
        object.insert(QLatin1String("tls"), written);
}

void readTls(JsonMembers &members, const QString &name, QStringList *notes, TlsOptions &tls)
{
    const std::optional<QJsonObject> object = members.takeObject("tls");
    if (!object)
        return;
    JsonMembers inner(*object, name, notes);
    inner.take("caFile", tls.caFile);
    inner.take("certificateFile", tls.certificateFile);
    inner.take("keyFile", tls.keyFile);
    inner.take("serverName", tls.serverName);
    bool verify = true;
    inner.take("verify", verify);
    tls.verification = verify ? TlsOptions::Verification::Full : TlsOptions::Verification::NotAtAll;
    QString digits;
    inner.take("acceptedSha256", digits);
    const QByteArray fingerprint = QByteArray::fromHex(digits.toLatin1());
    if (!digits.isEmpty() && (fingerprint.size() != 32 || digits.size() != 64))
        inner.complain("acceptedSha256");
    else
        tls.acceptedFingerprint = fingerprint;
}

void readAddress(JsonMembers &members, ServerAddress &address)
{
    members.take("host", address.host);
    if (address.host.isEmpty())
        address.host = ServerAddress().host;
    members.take("port", address.port, 1);
    members.take("socket", address.socketPath);
    bool tls = false;
    members.take("useTls", tls, true);
    address.encryption = tls ? Encryption::Tls : Encryption::None;
}

void readTunnel(JsonMembers &members, const QString &name, QStringList *notes, std::optional<SshTunnel> &tunnel)
{
    const std::optional<QJsonObject> object = members.takeObject("ssh");
    if (!object)
        return;
    JsonMembers inner(*object, name, notes);
    tunnel.emplace();
    inner.take("host", tunnel->host);
    inner.take("port", tunnel->port, 0);
    inner.take("user", tunnel->user);
}

void writeAlerts(QJsonObject &object, const AlertLimits &alerts)
{
    QJsonObject written = object.value(QLatin1String("alerts")).toObject(); // of kinds that we do not know
    for (size_t i = 0; i < alertKindCount; ++i) {
        const AlertRange &range = rangeOf(AlertKind(i));
        if (!alerts.limits[i])
            continue;
        written.insert(QLatin1String(range.name), range.side == AlertSide::NoLimit ? QJsonValue(true) : QJsonValue(*alerts.limits[i]));
    }
    put(written, "holdSeconds", int(alerts.hold.count()), int(AlertLimits::usualHold.count()));
    if (!written.isEmpty())
        object.insert(QLatin1String("alerts"), written);
}

/// What is left: the kinds that we do not know.
QJsonObject readAlerts(JsonMembers &members, const QString &name, QStringList *notes, AlertLimits &alerts)
{
    const std::optional<QJsonObject> object = members.takeObject("alerts");
    if (!object)
        return {};
    JsonMembers inner(*object, name, notes);
    for (size_t i = 0; i < alertKindCount; ++i) {
        const AlertRange &range = rangeOf(AlertKind(i));
        if (!inner.contains(range.name))
            continue;
        if (range.side == AlertSide::NoLimit) {
            bool isWanted = false;
            inner.take(range.name, isWanted);
            if (isWanted)
                alerts.set(AlertKind(i), range.usual);
        } else {
            double limit = std::numeric_limits<double>::quiet_NaN(); // which set() passes over
            inner.take(range.name, limit, range.least, range.most);
            alerts.set(AlertKind(i), limit);
        }
    }
    double hold = double(AlertLimits::usualHold.count());
    inner.take("holdSeconds", hold, 0, double(AlertLimits::longestHold.count()));
    alerts.hold = std::chrono::seconds(qint64(hold));
    return inner.rest();
}

/// What cannot be understood is taken for production: that is the careful side.
void readEnvironment(JsonMembers &members, Environment &environment)
{
    if (!members.contains("environment"))
        return;
    QString name;
    members.take("environment", name);
    const auto found = std::ranges::find(environmentNames, name, &EnvironmentName::name);
    environment = found != environmentNames.end() ? found->environment : Environment::Production;
    if (found == environmentNames.end() && !name.isEmpty())
        members.complain("environment");
}

QJsonObject written(const Profile &profile)
{
    const Profile usual;
    QJsonObject object = profile.rest;
    object.insert(QLatin1String("id"), profile.id);
    object.insert(QLatin1String("name"), profile.name);
    put(object, "folder", profile.folder, {});
    put(object, "note", profile.note.left(JsonMembers::longestText), {});
    put(object, "color", profile.color, {});
    const auto environment = std::ranges::find(environmentNames, profile.environment, &EnvironmentName::environment);
    put(object, "environment", QString(environment->name), QString(environmentNames.front().name));
    put(object, "favourite", profile.favourite, false);
    if (profile.address.isUnixSocket()) {
        object.insert(QLatin1String("socket"), profile.address.socketPath);
    } else {
        object.insert(QLatin1String("host"), profile.address.host);
        object.insert(QLatin1String("port"), profile.address.port);
        put(object, "useTls", profile.address.encryption == Encryption::Tls, false);
    }
    writeTls(object, profile.tls);
    put(object, "user", profile.user, {});
    put(object, "passwordKept", profile.passwordKept, false);
    put(object, "keyPassphraseKept", profile.keyPassphraseKept, false);
    if (profile.tunnel) {
        QJsonObject tunnel{{QLatin1String("host"), profile.tunnel->host}};
        put(tunnel, "port", int(profile.tunnel->port), 0);
        put(tunnel, "user", profile.tunnel->user, {});
        object.insert(QLatin1String("ssh"), tunnel);
        put(object, "sshPassphraseKept", profile.sshPassphraseKept, false);
    }
    put(object, "connectTimeout", profile.connectTimeout, usual.connectTimeout);
    put(object, "requestTimeout", profile.requestTimeout, usual.requestTimeout);
    put(object, "firstRetry", profile.backoff.first, usual.backoff.first);
    put(object, "longestRetry", profile.backoff.longest, usual.backoff.longest);
    put(object, "retryFactor", profile.backoff.factor, usual.backoff.factor);
    if (profile.delimiters != usual.delimiters)
        object.insert(QLatin1String("delimiters"), QJsonArray::fromStringList(profile.delimiters));
    put(object, "readOnly", profile.readOnly, false);
    put(object, "clientLibrary", profile.clientLibrary, {});
    writeAlerts(object, profile.alerts);
    if (profile.lastUsed.isValid())
        object.insert(QLatin1String("lastUsed"), profile.lastUsed.toUTC().toString(Qt::ISODateWithMs));
    return object;
}

QString idFor(const Profile &profile, int attempt)
{
    constexpr QUuid space(0x5f1d5f6e, 0x7a0b, 0x4b6e, 0x9c, 0x1e, 0x51, 0xab, 0x5c, 0x0b, 0xe0, 0x01);
    const QString what = QStringList{profile.name, profile.address.text(), QString::number(attempt)}.join(QLatin1Char('\n'));
    return QUuid::createUuidV5(space, what).toString(QUuid::WithoutBraces);
}

Profile readProfile(const QJsonObject &object, qsizetype number, QStringList *notes)
{
    Profile profile;
    const QString given = object.value(QLatin1String("name")).toString();
    const QString shownName = given.isEmpty() ? QString::number(number) : given.left(80);
    JsonMembers members(object, shownName, notes);
    members.take("id", profile.id);
    members.take("name", profile.name);
    members.take("folder", profile.folder);
    members.take("note", profile.note);
    members.take("color", profile.color);
    static const QRegularExpression color(QStringLiteral("\\A#[0-9a-f]{6}\\z"), QRegularExpression::CaseInsensitiveOption);
    if (!profile.color.isEmpty() && !color.match(profile.color).hasMatch()) {
        members.complain("color");
        profile.color.clear();
    }
    readEnvironment(members, profile.environment);
    members.take("favourite", profile.favourite);
    readAddress(members, profile.address);
    readTls(members, shownName, notes, profile.tls);
    members.take("user", profile.user);
    members.take("passwordKept", profile.passwordKept);
    members.take("keyPassphraseKept", profile.keyPassphraseKept);
    readTunnel(members, shownName, notes, profile.tunnel);
    members.take("sshPassphraseKept", profile.sshPassphraseKept);
    members.take("connectTimeout", profile.connectTimeout, 0ms);
    members.take("requestTimeout", profile.requestTimeout, 0ms);
    members.take("firstRetry", profile.backoff.first, 10ms);
    members.take("longestRetry", profile.backoff.longest, 10ms);
    members.take("retryFactor", profile.backoff.factor, 1, 100);
    members.take("delimiters", profile.delimiters);
    members.take("readOnly", profile.readOnly, true);
    members.take("clientLibrary", profile.clientLibrary);
    const QJsonObject otherAlerts = readAlerts(members, shownName, notes, profile.alerts);
    QString lastUsed;
    members.take("lastUsed", lastUsed);
    profile.lastUsed = QDateTime::fromString(lastUsed, Qt::ISODateWithMs).toUTC();
    if (!lastUsed.isEmpty() && !profile.lastUsed.isValid())
        members.complain("lastUsed");
    profile.rest = members.rest();
    if (!otherAlerts.isEmpty())
        profile.rest.insert(QLatin1String("alerts"), otherAlerts);
    return profile;
}

} // namespace

QByteArray ProfileFormat::write(const ProfileList &list)
{
    QJsonArray profiles;
    for (const Profile &profile : list.profiles)
        profiles.append(written(profile));
    QJsonObject whole = list.rest;
    whole.insert(QLatin1String("format"), formatName);
    whole.insert(QLatin1String("version"), version);
    whole.insert(QLatin1String("folders"), QJsonArray::fromStringList(list.folders));
    whole.insert(QLatin1String("profiles"), profiles);
    return QJsonDocument(whole).toJson();
}

std::variant<ReadProfiles, Error> ProfileFormat::read(const QByteArray &bytes)
{
    const auto invalid = [](const QString &why) { return Error{Error::Code::Invalid, why}; };
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parsing);
    if (parsing.error != QJsonParseError::NoError)
        return invalid(tr("It is no JSON: %1, at byte %2.").arg(parsing.errorString()).arg(parsing.offset));
    QJsonObject whole = document.object();
    if (whole.take(QLatin1String("format")).toString() != formatName)
        return invalid(tr("It is no list of profiles: “format” is not “%1”.").arg(formatName));
    const int given = whole.take(QLatin1String("version")).toInt();
    if (given < 1)
        return invalid(tr("It names no version."));
    const QJsonValue profiles = whole.take(QLatin1String("profiles"));
    const QJsonArray array = profiles.toArray();
    const auto odd = std::ranges::find_if(array, [](const QJsonValue &each) { return !each.isObject(); });
    const bool fits = profiles.isArray() && odd == array.end();
    if (!fits && given > version)
        return Error{Error::Code::Unreadable, tr("A later version of Slabscope wrote it, in another form.")};
    if (!profiles.isArray())
        return invalid(tr("It has no “profiles”."));
    if (!fits)
        return invalid(tr("Entry %1 of “profiles” is no profile.").arg(std::distance(array.begin(), odd) + 1));

    ReadProfiles read;
    read.isNewer = given > version;
    const QJsonArray folders = whole.take(QLatin1String("folders")).toArray();
    for (const QJsonValue &folder : folders) {
        if (!folder.toString().isEmpty() && !read.list.folders.contains(folder.toString()))
            read.list.folders.append(folder.toString());
    }
    QSet<QString> ids;
    for (qsizetype i = 0; i < array.size(); ++i) {
        const qsizetype notesBefore = read.notes.size();
        Profile profile = readProfile(array[i].toObject(), i + 1, &read.notes);
        // One of its own, that is the same whenever the file is read.
        for (int attempt = 0; profile.id.isEmpty() || ids.contains(profile.id); ++attempt)
            profile.id = idFor(profile, attempt);
        ids.insert(profile.id);
        if (read.notes.size() > notesBefore)
            read.doubtful.append(profile.id);
        if (!profile.folder.isEmpty() && !read.list.folders.contains(profile.folder))
            read.list.folders.append(profile.folder);
        read.list.profiles.append(profile);
    }
    read.list.rest = whole;
    return read;
}
