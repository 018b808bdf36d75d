#include "app/monitor/serverfaults.h"

#include <QCoreApplication>

#include <array>

namespace {

struct KnownFault
{
    ServerVersion since;
    ServerVersion mended;
    const char *text;
    bool needsTls;
    bool crashesWatched;
};

constexpr std::array knownFaults{
    KnownFault{{1, 4, 26},
               {1, 6, 42},
               QT_TRANSLATE_NOOP("ServerFault",
                                 "a value that is too large, stored over the binary protocol while somebody watches changes, "
                                 "crashes the server"),
               false,
               true},
    KnownFault{{1, 5, 13},
               {1, 6, 39},
               QT_TRANSLATE_NOOP("ServerFault", "requests sent together over TLS may wait for an answer that never comes"),
               true,
               false},
    KnownFault{{1, 4, 31},
               {1, 6, 44},
               QT_TRANSLATE_NOOP("ServerFault", "a client that ends while it lists the keys may damage the server's lists of items"),
               false,
               false},
    KnownFault{{1, 6, 9},
               {1, 6, 19},
               QT_TRANSLATE_NOOP("ServerFault", "a client that lists the keys by hash and stops reading makes other clients wait"),
               false,
               false},
    KnownFault{{1, 4, 27},
               {1, 6, 25},
               QT_TRANSLATE_NOOP("ServerFault", "turning the statistics of sizes on or off may crash the server"),
               false,
               false},
};

} // namespace

std::optional<ServerVersion> ServerVersion::of(const QByteArray &text)
{
    const QByteArrayList parts = text.split('.');
    if (parts.size() < 3)
        return {};
    const QByteArray &last = parts.at(2);
    qsizetype digits = 0;
    while (digits < last.size() && last.at(digits) >= '0' && last.at(digits) <= '9')
        ++digits;
    bool hasMajor = false;
    bool hasMinor = false;
    bool hasPatch = false;
    const ServerVersion version{parts.at(0).toInt(&hasMajor), parts.at(1).toInt(&hasMinor), last.left(digits).toInt(&hasPatch)};
    return hasMajor && hasMinor && hasPatch ? std::optional(version) : std::nullopt;
}

QString ServerVersion::text() const
{
    return QStringLiteral("%1.%2.%3").arg(major).arg(minor).arg(patch);
}

QList<ServerFault> faultsOf(const ServerVersion &version, Encryption encryption)
{
    QList<ServerFault> found;
    for (const KnownFault &fault : knownFaults) {
        if (version < fault.since || version >= fault.mended || (fault.needsTls && encryption != Encryption::Tls))
            continue;
        found.append({.mended = fault.mended,
                      .text = QCoreApplication::translate("ServerFault", fault.text),
                      .crashesWatched = fault.crashesWatched});
    }
    return found;
}
