#include "app/profiles/profilesecrets.h"

#include <QTimer>

using namespace std::chrono_literals;

ProfileSecrets::ProfileSecrets(SecretStore *store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

ProfileSecrets::~ProfileSecrets() = default;

void ProfileSecrets::fetch(const Profile &profile)
{
    const bool usesTls = profile.address.encryption == Encryption::Tls && !profile.address.isUnixSocket();
    if (!profile.user.isEmpty() && profile.passwordKept)
        m_wanted.append({profile.id, SecretName::Kind::Password});
    else if (!profile.user.isEmpty())
        m_missing.append(SecretName::Kind::Password);
    if (usesTls && profile.keyPassphraseKept)
        m_wanted.append({profile.id, SecretName::Kind::KeyPassphrase});
    if (profile.tunnel && profile.sshPassphraseKept)
        m_wanted.append({profile.id, SecretName::Kind::SshPassphrase});
    QTimer::singleShot(0ms, this, &ProfileSecrets::next);
}

void ProfileSecrets::next()
{
    if (m_wanted.isEmpty()) {
        emit finished();
        return;
    }
    m_reply = m_store->read(m_wanted.constFirst());
    connect(m_reply.get(), &SecretReply::finished, this, &ProfileSecrets::take);
}

void ProfileSecrets::take()
{
    const SecretName name = m_wanted.takeFirst();
    if (m_reply->error() && !m_error)
        m_error = m_reply->error();
    if (!m_reply->secret())
        m_missing.append(name.kind);
    else if (name.kind == SecretName::Kind::Password)
        m_password = *m_reply->secret();
    else
        (name.kind == SecretName::Kind::SshPassphrase ? m_sshPassphrase : m_keyPassphrase) = *m_reply->secret();
    QTimer::singleShot(0ms, this, &ProfileSecrets::next);
}
