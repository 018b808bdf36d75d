#pragma once

#include "connection/error.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QStringList>

class QSslCertificate;
class QSslError;

/// The certificate that a server has shown, for people to look at, and why it is not trusted. Its texts come from whoever sent it: without
/// control characters, and shortened.
struct ServerCertificate
{
    QString subject; ///< "CN=cache.example.org, O=Example"
    QString issuer;
    QStringList names; ///< the hosts and addresses that it is for
    QDateTime validFrom;
    QDateTime validTo;
    QByteArray fingerprint; ///< SHA-256 of the whole, 32 bytes: what TlsOptions::acceptedFingerprint wants
    QStringList faults;     ///< why it is not trusted, a sentence each; empty: it is

    [[nodiscard]] bool isTrusted() const { return faults.isEmpty(); }
    /// "AB:CD:…", as other tools write it.
    [[nodiscard]] QString fingerprintText() const;
    bool operator==(const ServerCertificate &) const = default;

    /// What `certificate` says of itself.
    [[nodiscard]] static ServerCertificate from(const QSslCertificate &certificate);
    /// Takes the reasons from what verifying it for `serverName` has found, each once, and returns the Error that they make together.
    [[nodiscard]] Error takeFaults(const QList<QSslError> &errors, const QString &serverName);
};
