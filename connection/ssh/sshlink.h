#pragma once

#include "connection/ssh/sshsession.h"

#include <QObject>

#include <memory>

/// Where all that speak with one server through an SSH tunnel meet: they share one session of `ssh`, which lasts for as long as one of them
/// holds it, and is begun anew by the next if it is gone.
class SshLink : public QObject
{
    Q_OBJECT

public:
    /// `limit`: how long ssh may take to connect; 0: as long as it likes.
    SshLink(const SshTunnel &tunnel, const ServerAddress &address, std::chrono::milliseconds limit);

    [[nodiscard]] const SshTunnel &tunnel() const { return m_tunnel; }
    [[nodiscard]] bool leads(const SshTunnel &tunnel, const ServerAddress &address) const;
    /// Of the sessions that begin from now on; ByItself until then.
    void setAsking(SshAsking asking) { m_asking = asking; }
    [[nodiscard]] SshAsking asking() const { return m_asking; }
    /// That of the private key that ssh logs in with, for the sessions that begin from now on: where ssh asks for it through us it gets
    /// this once a login, and the person is asked if it is wrong. Empty: the person is asked.
    void setKeyPassphrase(const QString &passphrase) { m_keyPassphrase = passphrase; }
    [[nodiscard]] const QString &keyPassphrase() const { return m_keyPassphrase; }

    /// The session there is, possibly still logging in, or a new one. Whoever holds it keeps ssh alive.
    [[nodiscard]] std::shared_ptr<SshSession> session();
    /// Its ssh is logged in.
    [[nodiscard]] bool isUp() const;

    /// What the question `id` has to do with the passphrase of the key.
    [[nodiscard]] SshKeyQuestion keyQuestion(int id) const;
    /// Gives ssh the answer to the question `id`: "yes" or a secret.
    void answer(int id, const QString &text);
    /// Lets it go without, which ends the login.
    void refuse(int id);

signals:
    void questionAsked(const SshQuestion &question);
    void questionClosed(int id);

private:
    SshTunnel m_tunnel;
    ServerAddress m_address;
    std::chrono::milliseconds m_limit;
    SshAsking m_asking = SshAsking::ByItself;
    QString m_keyPassphrase;
    std::weak_ptr<SshSession> m_session;
    int m_lastQuestion = 0;
};
