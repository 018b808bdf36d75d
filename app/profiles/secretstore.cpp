#include "app/profiles/secretstore.h"

#include <QTimer>

using namespace std::chrono_literals;

QString SecretName::text() const
{
    switch (kind) {
    case Kind::KeyPassphrase:
        return profileId + QLatin1String("/key-passphrase");
    case Kind::SshPassphrase:
        return profileId + QLatin1String("/ssh-passphrase");
    case Kind::Password:
        break;
    }
    return profileId + QLatin1String("/password");
}

void SecretReply::finish(const Error &error, const std::optional<QString> &secret)
{
    if (m_finished)
        return;
    m_finished = true;
    m_error = error;
    m_secret = secret;
    emit finished();
}

SecretStore::~SecretStore() = default;

SecretStore::Reply SecretStore::answered(const Error &error, const std::optional<QString> &secret)
{
    auto reply = std::make_unique<SecretReply>();
    QTimer::singleShot(0ms, reply.get(), [asked = reply.get(), error, secret] { asked->finish(error, secret); });
    return reply;
}

SecretStore::Reply SessionSecrets::read(const SecretName &name)
{
    const auto found = m_secrets.constFind(name.text());
    return answered({}, found == m_secrets.cend() ? std::nullopt : std::optional(*found));
}

SecretStore::Reply SessionSecrets::write(const SecretName &name, const QString &secret)
{
    m_secrets.insert(name.text(), secret);
    return answered({});
}

SecretStore::Reply SessionSecrets::remove(const SecretName &name)
{
    m_secrets.remove(name.text());
    return answered({});
}
