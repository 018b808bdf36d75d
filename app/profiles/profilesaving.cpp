#include "app/profiles/profilesaving.h"

#include "app/profiles/profilestore.h"

#include <QTimer>

using namespace std::chrono_literals;

ProfileSaving::ProfileSaving(ProfileStore *store, SecretStore *secrets, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_secrets(secrets)
{
}

ProfileSaving::~ProfileSaving() = default;

void ProfileSaving::save(const Profile &base, const Profile &ours, const QList<Change> &changes)
{
    m_base = base;
    m_ours = ours;
    m_changes = changes;
    QTimer::singleShot(0ms, this, &ProfileSaving::next);
}

void ProfileSaving::next()
{
    if (m_changes.isEmpty()) {
        const Profile *theirs = m_store->find(m_ours.id);
        if (!m_store->obstacle().isEmpty()) {
            m_error = {Error::Code::Unreadable, m_store->obstacle()};
            m_stored = false;
            emit finished();
            return;
        }
        m_store->put(theirs ? merged(m_base, m_ours, *theirs) : m_ours);
        emit finished();
        return;
    }
    const Change &change = m_changes.constFirst();
    const SecretName name{m_ours.id, change.kind};
    m_reply = change.secret ? m_secrets->write(name, *change.secret) : m_secrets->remove(name);
    connect(m_reply.get(), &SecretReply::finished, this, &ProfileSaving::take);
}

void ProfileSaving::take()
{
    const Change change = m_changes.takeFirst();
    const bool failed = bool(m_reply->error());
    if (failed && !m_error)
        m_error = m_reply->error();
    if (failed)
        (change.secret ? m_unkept : m_unremoved).append(change.kind);
    (change.kind == SecretName::Kind::Password ? m_ours.passwordKept : m_ours.keyPassphraseKept) = change.secret && !failed;
    QTimer::singleShot(0ms, this, &ProfileSaving::next);
}
