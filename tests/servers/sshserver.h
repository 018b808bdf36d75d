#pragma once

#include <QByteArrayList>
#include <QProcess>
#include <QTemporaryDir>

/// A real sshd of the test's own on a free port of 127.0.0.1, to log in to as the account that runs the test, with the keys it is given.
/// It never outlives the test, however that ends. What cannot be had is told by start() and errorString(): a failure, never a skip.
class SshServer
{
public:
    SshServer();
    ~SshServer();
    Q_DISABLE_COPY_MOVE(SshServer)

    /// Who may log in: lines of public keys.
    void authorize(const QByteArray &keys);
    /// From its next start on: lines of sshd_config, which have their say before ours.
    void configure(const QByteArrayList &lines) { m_lines = lines; }

    /// Returns once it accepts connections, on the same port each time, or false: see errorString().
    [[nodiscard]] bool start();
    /// Ends it with all who are logged in (SIGKILL).
    void stop();
    /// Ends those who are logged in, as when they were thrown out.
    void dropLogins();
    /// Another host key from its next start on.
    [[nodiscard]] bool changeHostKey();

    [[nodiscard]] quint16 port() const { return m_port; }
    /// As ssh-keygen shows it: "SHA256:…".
    [[nodiscard]] QString fingerprint() const;
    /// One line for known_hosts.
    [[nodiscard]] QByteArray knownHost() const;
    [[nodiscard]] const QString &errorString() const { return m_errorString; }

private:
    bool fail(const QString &text);

    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArrayList m_lines;
    QString m_errorString;
    quint16 m_port = 0;
};
