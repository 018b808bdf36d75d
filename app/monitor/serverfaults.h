#pragma once

#include "connection/serveraddress.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <compare>
#include <optional>

/// The number of a memcached: "1.6.18".
struct ServerVersion
{
    int major = 0;
    int minor = 0;
    int patch = 0;

    /// None: it is not of that form. What follows the third number, as "-beta", does not count.
    [[nodiscard]] static std::optional<ServerVersion> of(const QByteArray &text);
    [[nodiscard]] QString text() const;

    auto operator<=>(const ServerVersion &) const = default;
};

/// A fault that some versions have and a later one has not.
struct ServerFault
{
    ServerVersion mended;
    QString text;                ///< a translated part of a sentence
    bool crashesWatched = false; ///< the server ends while somebody watches it
};

/// What is known to be wrong with a version (observed, and the history of memcached's sources), the gravest first. `encryption`: what it
/// speaks.
[[nodiscard]] QList<ServerFault> faultsOf(const ServerVersion &version, Encryption encryption);
