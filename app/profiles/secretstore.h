#pragma once

#include "connection/error.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <array>
#include <memory>
#include <optional>

/// Which secret of which profile.
struct SecretName
{
    enum class Kind {
        Password,      ///< of the user, for SASL
        KeyPassphrase, ///< of the private key of the TLS certificate
        SshPassphrase, ///< of the private key that ssh logs in with, for the tunnel
    };
    static constexpr std::array kinds{Kind::Password, Kind::KeyPassphrase, Kind::SshPassphrase};

    QString profileId;
    Kind kind = Kind::Password;

    /// By which a keyring knows it.
    [[nodiscard]] QString text() const;
    bool operator==(const SecretName &) const = default;
};

/// The handle of a question to a store of secrets, owned by the asker.
class SecretReply : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// Why it could not be done (Unavailable: there is no such store, it did not answer, or the person did not let us); that there is no
    /// such secret is no error.
    [[nodiscard]] const Error &error() const { return m_error; }
    /// After a successful read: the secret; none: the store has none, or is locked, which some do not tell.
    [[nodiscard]] const std::optional<QString> &secret() const { return m_secret; }

signals:
    /// Once, and never before the call that asked has returned.
    void finished();

protected:
    friend class SecretStore;
    void finish(const Error &error, const std::optional<QString> &secret);

private:
    Error m_error;
    std::optional<QString> m_secret;
    bool m_finished = false;
};

/// Keeps passwords and passphrases. Answers come later; several may be asked at once.
class SecretStore
{
public:
    using Reply = std::unique_ptr<SecretReply>;

    virtual ~SecretStore();
    [[nodiscard]] virtual Reply read(const SecretName &name) = 0;
    [[nodiscard]] virtual Reply write(const SecretName &name, const QString &secret) = 0;
    /// That it was not there is no error.
    [[nodiscard]] virtual Reply remove(const SecretName &name) = 0;

protected:
    /// One whose answer is known already.
    [[nodiscard]] static Reply answered(const Error &error, const std::optional<QString> &secret = {});
};

/// Secrets for as long as the program runs, and nowhere else.
class SessionSecrets : public SecretStore
{
public:
    [[nodiscard]] Reply read(const SecretName &name) override;
    [[nodiscard]] Reply write(const SecretName &name, const QString &secret) override;
    [[nodiscard]] Reply remove(const SecretName &name) override;

private:
    QHash<QString, QString> m_secrets;
};
