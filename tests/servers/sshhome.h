#pragma once

#include "tests/secretword.h"
#include "tests/servers/sshserver.h"

#include <QProcess>
#include <QTemporaryDir>

/// What `ssh` finds at home: configuration, known hosts and keys of the test's own. ssh looks for a home in the account and not at HOME, so
/// there is another program `ssh` first in PATH, which gives the system's one the configuration.
class SshHome
{
public:
    /// Of the key that is locked: nothing that occurs by itself anywhere.
    static QString passphrase() { return testSecret("&Käsekuchen/ssh"); }

    /// Makes the keys and puts the program into PATH, for good. False: see errorString().
    [[nodiscard]] bool create();
    [[nodiscard]] const QString &errorString() const { return m_errorString; }

    /// The public halves of both keys.
    [[nodiscard]] QByteArray publicKeys() const;
    [[nodiscard]] QString key() const { return m_folder.filePath(QStringLiteral("open")); }
    [[nodiscard]] QString lockedKey() const { return m_folder.filePath(QStringLiteral("locked")); }

    /// Writes the configuration: the host `bastion` is `server`, logged in to with `key`; then `more`.
    void write(const SshServer &server, const QString &key, const QByteArray &more = {});
    void setKnownHosts(const QByteArray &lines);
    /// From now on the program is one that does `script` first, of lines for a shell; empty: nothing else.
    void setProgram(const QByteArray &script);
    /// One that says `version` of itself.
    void setVersion(const QByteArray &version);
    [[nodiscard]] QByteArray knownHosts() const;

    /// An agent that holds the open key; SSH_AUTH_SOCK names it until stopAgent().
    [[nodiscard]] bool startAgent();
    void stopAgent();

    /// The programs that run and were given the configuration: each ssh, also those between.
    [[nodiscard]] QList<qint64> processes() const;
    [[nodiscard]] int processCount() const { return int(processes().size()); }

    ~SshHome() { stopAgent(); }

private:
    bool fail(const QString &text);
    void writeFile(const QString &name, const QByteArray &content) const;

    QTemporaryDir m_folder;
    QString m_program; ///< the system's
    QProcess m_agent;
    QString m_errorString;
};
