#pragma once

#include "app/profiles/profile.h"
#include "app/profiles/secretstore.h"

#include <QList>
#include <QObject>

/// Fetches the secrets that a profile needs for connecting, one after the other.
class ProfileSecrets : public QObject
{
    Q_OBJECT

public:
    /// `store` must outlive it.
    explicit ProfileSecrets(SecretStore *store, QObject *parent = nullptr);
    ~ProfileSecrets() override;

    /// Once only; finished() follows, and not before it has returned.
    void fetch(const Profile &profile);

    /// Empty: not found, or none is needed.
    [[nodiscard]] const QString &password() const { return m_password; }
    [[nodiscard]] const QString &keyPassphrase() const { return m_keyPassphrase; }
    [[nodiscard]] const QString &sshPassphrase() const { return m_sshPassphrase; }
    /// What the profile needs and the store did not have, or does not keep: the person has to be asked for it. For the passphrase of the
    /// key for the tunnel, ssh asks by itself.
    [[nodiscard]] const QList<SecretName::Kind> &missing() const { return m_missing; }
    /// Why the store could not be asked (Unavailable), if so; what was kept there is then missing.
    [[nodiscard]] const Error &error() const { return m_error; }

signals:
    void finished();

private:
    void next();
    void take();

    SecretStore *m_store;
    QList<SecretName> m_wanted;
    SecretStore::Reply m_reply;
    QString m_password;
    QString m_keyPassphrase;
    QString m_sshPassphrase;
    QList<SecretName::Kind> m_missing;
    Error m_error;
};
