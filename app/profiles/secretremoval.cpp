#include "app/profiles/secretremoval.h"

#include <QTimer>

using namespace std::chrono_literals;

SecretRemoval::SecretRemoval(SecretStore *store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

SecretRemoval::~SecretRemoval() = default;

void SecretRemoval::remove(const QStringList &profileIds)
{
    for (const QString &id : profileIds) {
        for (const SecretName::Kind kind : SecretName::kinds)
            m_wanted.append({id, kind});
    }
    if (!m_reply && !m_wanted.isEmpty())
        next();
}

void SecretRemoval::next()
{
    if (m_wanted.isEmpty()) {
        m_reply.reset();
        emit finished();
        return;
    }
    m_reply = m_store->remove(m_wanted.constFirst());
    connect(m_reply.get(), &SecretReply::finished, this, &SecretRemoval::take);
}

void SecretRemoval::take()
{
    const SecretName name = m_wanted.takeFirst();
    if (const Error error = m_reply->error())
        emit failed(name.profileId, error);
    QTimer::singleShot(0ms, this, &SecretRemoval::next); // the reply must outlast its own signal
}
