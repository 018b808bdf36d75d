#pragma once

#include <QByteArray>
#include <QDebug>
#include <QString>

/// How a TLS connection is made, and whom it trusts. A debug dump shows no passphrase.
struct TlsOptions
{
    /// Whether the server must prove who it is. NotAtAll: anybody may answer in its place, which a warning of the connection says.
    enum class Verification { Full, NotAtAll };

    QString caFile{};          ///< PEM or DER: whose certificates are trusted instead of the system's; empty: the system's
    QString certificateFile{}; ///< ours, PEM with its chain, or DER; empty: none
    QString keyFile{};         ///< its private key, PEM or DER; empty: in the certificate's file
    QString keyPassphrase{};   ///< of an encrypted key
    QString serverName{};      ///< the name asked for and expected in the certificate; empty: the address's host
    /// SHA-256 of the one certificate that is accepted, whatever else is wrong with it, and no other; 32 bytes, empty: none is pinned.
    QByteArray acceptedFingerprint{};
    Verification verification = Verification::Full;

    bool operator==(const TlsOptions &) const = default;
};
QDebug operator<<(QDebug debug, const TlsOptions &options);
