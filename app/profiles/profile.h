#pragma once

#include "app/monitor/alertlimits.h"
#include "connection/connection.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

/// What a server is for: how carefully it is treated follows from it.
enum class Environment { None, Development, Staging, Production };

/// A server that a person looks after. It holds no secret: passwords and passphrases are kept by its id elsewhere.
struct Profile
{
    QString id{}; ///< by which it is known for ever; not empty once it is in a list
    QString name{};
    QString folder{}; ///< empty: none
    QString note{};
    QString color{}; ///< as "#rrggbb"; empty: that of the environment
    Environment environment = Environment::None;
    bool favourite = false;

    ServerAddress address{};
    TlsOptions tls{};                  ///< used if the address says TLS; without the passphrase
    QString user{};                    ///< empty: no authentication
    bool passwordKept = false;         ///< in the keyring; else the person is asked for it
    bool keyPassphraseKept = false;    ///< that of the TLS key, likewise
    std::optional<SshTunnel> tunnel{}; ///< the address is as the other machine sees it
    bool sshPassphraseKept = false;    ///< that of the key for the tunnel, likewise
    std::chrono::milliseconds connectTimeout{10'000};
    std::chrono::milliseconds requestTimeout{5'000};
    BackoffTimes backoff{};

    QStringList delimiters{QStringLiteral(":")}; ///< that keys are grouped by
    bool readOnly = false;
    QString clientLibrary{}; ///< that wrote the values; empty: not known
    AlertLimits alerts{};    ///< what the person wants to be told of while it is connected
    QDateTime lastUsed{};    ///< UTC; invalid: never

    QJsonObject rest{}; ///< what another version of the program wrote, kept as it is

    bool operator==(const Profile &) const = default;
};

/// Everything that Connection::open() needs, but the secrets.
[[nodiscard]] ConnectionOptions connectionOptions(const Profile &profile);

/// `theirs` with what was changed between `base` and `ours`, field by field: where both changed the same one, `ours` counts.
[[nodiscard]] Profile merged(const Profile &base, const Profile &ours, const Profile &theirs);
