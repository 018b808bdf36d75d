#pragma once

#include "tests/secretword.h"

#include <QDir>
#include <QSslConfiguration>
#include <QString>
#include <QTemporaryDir>

/// Certificates and keys of the tests' own, made by the `openssl` command: a root, an authority between, and what both are for. Files are
/// PEM.
class Certificates
{
public:
    /// The passphrase of encryptedKey().
    static QString passphrase() { return testSecret(" opens sesame"); }

    /// Makes them all, or says in errorString() what went wrong.
    [[nodiscard]] bool create();
    [[nodiscard]] const QString &errorString() const { return m_errorString; }

    /// The root, which servers and clients trust.
    [[nodiscard]] QString authority() const { return file("ca.pem"); }
    /// A root that nobody trusts.
    [[nodiscard]] QString rogueAuthority() const { return file("rogue.pem"); }
    /// With the chain, for localhost and 127.0.0.1.
    [[nodiscard]] QString server() const { return file("server.pem"); }
    [[nodiscard]] QString serverKey() const { return file("server.key"); }
    /// The same names and key, but expired; or for another host; or issued by itself.
    [[nodiscard]] QString expiredServer() const { return file("expired.pem"); }
    [[nodiscard]] QString otherServer() const { return file("other.pem"); }
    [[nodiscard]] QString selfSignedServer() const { return file("selfsigned.pem"); }
    /// With the chain, without it, and of the rogue authority, each for clientKey().
    [[nodiscard]] QString client() const { return file("client.pem"); }
    [[nodiscard]] QString clientWithoutChain() const { return file("client-alone.pem"); }
    [[nodiscard]] QString rogueClient() const { return file("client-rogue.pem"); }
    [[nodiscard]] QString clientKey() const { return file("client.key"); }
    [[nodiscard]] QString encryptedKey() const { return file("client-encrypted.key"); }
    /// client() and its key in one file.
    [[nodiscard]] QString clientWithKey() const { return file("client-both.pem"); }
    /// A key of the same kind as serverKey() that belongs to none of them.
    [[nodiscard]] QString otherKey() const { return file("between.key"); }
    /// A file with `content`, beside them.
    [[nodiscard]] QString write(const QString &name, const QByteArray &content);

    /// What a FakeServer that is server() needs.
    [[nodiscard]] QSslConfiguration serverConfiguration() const;

private:
    [[nodiscard]] QString file(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] bool run(const char *arguments);
    [[nodiscard]] bool join(const char *target, std::initializer_list<const char *> parts);

    QTemporaryDir m_folder{QDir::tempPath() + QStringLiteral("/server-secrets-XXXXXX")};
    QString m_errorString;
};
