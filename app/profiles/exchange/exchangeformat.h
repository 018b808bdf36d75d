#pragma once

#include "app/profiles/exchange/sealedsecrets.h"
#include "app/profiles/profileformat.h"
#include "app/profiles/secretstore.h"

#include <optional>

/// A secret of a profile on its way into a file or out of one.
struct ProfileSecret
{
    SecretName name;
    QString secret;

    bool operator==(const ProfileSecret &) const = default;
};

/// What a file for exchange holds.
struct ReadExchange
{
    ReadProfiles profiles;
    QList<QByteArray> digests;             ///< of each profile, as it is written in the file
    std::optional<SealedSecrets> sealed{}; ///< its secrets, if it has any
};

/// The secrets of a file, and what was odd about them.
struct UnsealedSecrets
{
    QList<ProfileSecret> secrets;
    QStringList notes; ///< one translated sentence each
};

/// How profiles are written to be taken elsewhere: JSON with a version, the list as ProfileFormat writes it, and the secrets encrypted, if
/// they go along.
class ExchangeFormat
{
    Q_DECLARE_TR_FUNCTIONS(ExchangeFormat)

public:
    static constexpr int version = 1;
    static constexpr qsizetype mostProfiles = 2000; ///< in a file that is read, and folders

    /// Without secrets. What only another version of the program understands is left out too: nobody here knows what it says.
    [[nodiscard]] static QByteArray write(const ProfileList &list) { return write(list, {}); }
    /// `sealed`: of seal(), for the same list.
    [[nodiscard]] static QByteArray write(const ProfileList &list, const std::optional<SealedSecrets> &sealed);
    /// Takes long. Each secret is bound to its profile as it is in `list`, so that nobody can point it at another server. Errors as
    /// SealedSecrets::seal() has them.
    [[nodiscard]] static std::variant<SealedSecrets, Error> seal(const ProfileList &list, const QList<ProfileSecret> &secrets,
                                                                 const QString &passphrase, const SealedSecrets::Cost &cost = {});

    /// What write() made, or a file of profiles as the program itself keeps it. Error (Invalid): it is neither; (Unreadable): a later
    /// version of the program wrote it; (TooLarge): it has too many profiles. Takes any bytes.
    [[nodiscard]] static std::variant<ReadExchange, Error> read(const QByteArray &bytes);
    /// Takes long. Errors as SealedSecrets::unseal() has them. What belongs to a profile that was changed since is left out and noted.
    [[nodiscard]] static std::variant<UnsealedSecrets, Error> unseal(const ReadExchange &exchange, const QString &passphrase);
};
