#include "app/profiles/exchange/exchangeformat.h"

#include "app/profiles/exchange/wiping.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace {

const QLatin1String formatName("slabscope-export");

QString wordOf(SecretName::Kind kind)
{
    switch (kind) {
    case SecretName::Kind::KeyPassphrase:
        return QStringLiteral("key-passphrase");
    case SecretName::Kind::SshPassphrase:
        return QStringLiteral("ssh-passphrase");
    case SecretName::Kind::Password:
        break;
    }
    return QStringLiteral("password");
}

/// What goes into a file: nothing that is only for this machine, or that nobody here knows the meaning of.
ProfileList travelling(const ProfileList &list)
{
    ProfileList bare{list.profiles, list.folders, {}};
    for (Profile &profile : bare.profiles) {
        profile.rest = {};
        profile.tls.keyPassphrase.clear();
        profile.passwordKept = false;
        profile.keyPassphraseKept = false;
        profile.sshPassphraseKept = false;
        profile.lastUsed = {};
    }
    return bare;
}

QJsonObject profilesObject(const ProfileList &list)
{
    return QJsonDocument::fromJson(ProfileFormat::write(travelling(list))).object();
}

QList<QByteArray> digestsOf(const QJsonObject &profiles)
{
    QList<QByteArray> digests;
    const QJsonArray array = profiles.value(QLatin1String("profiles")).toArray();
    for (const QJsonValue &profile : array) {
        const QByteArray text = QJsonDocument(profile.toObject()).toJson(QJsonDocument::Compact);
        digests.append(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
    }
    return digests;
}

std::variant<ReadExchange, Error> readProfiles(const QJsonObject &profiles)
{
    for (const char *name : {"profiles", "folders"}) {
        if (profiles.value(QLatin1String(name)).toArray().size() > ExchangeFormat::mostProfiles) {
            return Error{Error::Code::TooLarge,
                         QCoreApplication::translate("ExchangeFormat", "It has more than %Ln profiles or folders.", nullptr,
                                                     int(ExchangeFormat::mostProfiles))};
        }
    }
    const auto read = ProfileFormat::read(QJsonDocument(profiles).toJson(QJsonDocument::Compact));
    if (const auto *error = std::get_if<Error>(&read))
        return *error;
    return ReadExchange{std::get<ReadProfiles>(read), digestsOf(profiles), {}};
}

} // namespace

QByteArray ExchangeFormat::write(const ProfileList &list, const std::optional<SealedSecrets> &sealed)
{
    QJsonObject whole{{QLatin1String("format"), formatName}, {QLatin1String("version"), version}};
    whole.insert(QLatin1String("list"), profilesObject(list));
    if (sealed)
        whole.insert(QLatin1String("secrets"), sealed->toJson());
    return QJsonDocument(whole).toJson();
}

std::variant<SealedSecrets, Error> ExchangeFormat::seal(const ProfileList &list, const QList<ProfileSecret> &secrets,
                                                        const QString &passphrase, const SealedSecrets::Cost &cost)
{
    const QList<QByteArray> digests = digestsOf(profilesObject(list));
    QJsonArray array;
    for (const ProfileSecret &each : secrets) {
        const qsizetype index = list.indexOf(each.name.profileId);
        if (index < 0)
            continue;
        array.append(QJsonObject{{QLatin1String("profile"), each.name.profileId},
                                 {QLatin1String("sha256"), QString::fromLatin1(digests[index])},
                                 {QLatin1String("kind"), wordOf(each.name.kind)},
                                 {QLatin1String("secret"), each.secret}});
    }
    QByteArray bytes = QJsonDocument(QJsonObject{{QLatin1String("secrets"), array}}).toJson(QJsonDocument::Compact);
    const auto sealed = SealedSecrets::seal(bytes, passphrase, cost);
    wipe(bytes);
    return sealed;
}

std::variant<ReadExchange, Error> ExchangeFormat::read(const QByteArray &bytes)
{
    const auto invalid = [](const QString &why) { return Error{Error::Code::Invalid, why}; };
    const auto later = [] {
        return Error{Error::Code::Unreadable, tr("A later version of Slabscope wrote it; import it with that version or a newer one.")};
    };
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parsing);
    if (parsing.error != QJsonParseError::NoError)
        return invalid(tr("It is no JSON: %1, at byte %2.").arg(parsing.errorString()).arg(parsing.offset));
    const QJsonObject whole = document.object();
    const bool isExport = whole.value(QLatin1String("format")).toString() == formatName;
    const int given = whole.value(QLatin1String("version")).toInt();
    if (isExport && given < 1)
        return invalid(tr("It names no version."));
    if (isExport && given > version)
        return later();
    if (isExport && !whole.value(QLatin1String("list")).isObject())
        return invalid(tr("It has no “list” of profiles."));
    std::variant<ReadExchange, Error> read = readProfiles(isExport ? whole.value(QLatin1String("list")).toObject() : whole);
    auto *exchange = std::get_if<ReadExchange>(&read);
    if (!exchange)
        return read;
    if (exchange->profiles.isNewer)
        return later();
    const QJsonValue secrets = isExport ? whole.value(QLatin1String("secrets")) : QJsonValue(QJsonValue::Undefined);
    if (secrets.isUndefined())
        return read;
    const auto sealed = SealedSecrets::read(secrets.toObject());
    if (const auto *error = std::get_if<Error>(&sealed))
        exchange->profiles.notes.append(tr("%1 The profiles can be imported without them.").arg(error->text));
    else
        exchange->sealed = std::get<SealedSecrets>(sealed);
    return read;
}

std::variant<UnsealedSecrets, Error> ExchangeFormat::unseal(const ReadExchange &exchange, const QString &passphrase)
{
    if (!exchange.sealed)
        return UnsealedSecrets{};
    auto opened = exchange.sealed->unseal(passphrase);
    if (const auto *error = std::get_if<Error>(&opened))
        return *error;
    auto &bytes = std::get<QByteArray>(opened);
    const QJsonArray array = QJsonDocument::fromJson(bytes).object().value(QLatin1String("secrets")).toArray();
    wipe(bytes);
    UnsealedSecrets unsealed;
    const QList<Profile> &profiles = exchange.profiles.list.profiles;
    for (const QJsonValue &each : array) {
        const QString id = each[QLatin1String("profile")].toString();
        const qsizetype index = exchange.profiles.list.indexOf(id);
        const QString word = each[QLatin1String("kind")].toString();
        const auto kind = std::ranges::find(SecretName::kinds, word, wordOf);
        if (index < 0 || kind == SecretName::kinds.end())
            continue;
        if (exchange.digests[index] != each[QLatin1String("sha256")].toString().toLatin1()) {
            unsealed.notes.append(
                tr("“%1” was changed after its password was encrypted: the password is left out.").arg(profiles[index].name.left(80)));
            continue;
        }
        unsealed.secrets.append({{id, *kind}, each[QLatin1String("secret")].toString()});
    }
    return unsealed;
}
