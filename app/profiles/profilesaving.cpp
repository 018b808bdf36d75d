#include "app/profiles/profilesaving.h"

#include "app/profiles/keptsecrets.h"
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
    QTimer::singleShot(0ms, this, &ProfileSaving::begin);
}

void ProfileSaving::begin()
{
    if (!m_store->obstacle().isEmpty()) {
        giveUp({Error::Code::Unreadable, m_store->obstacle()});
        return;
    }
    for (const Change &change : std::as_const(m_changes))
        setKeptIn(m_ours, change.kind, true); // one that is to be removed still is
    const Profile *theirs = m_store->find(m_ours.id);
    m_store->put(theirs ? merged(m_base, m_ours, *theirs) : m_ours);
    if (m_changes.isEmpty() || m_store->isSaved())
        goOn({});
    else
        connect(m_store, &ProfileStore::settled, this, &ProfileSaving::goOn, Qt::SingleShotConnection);
}

void ProfileSaving::goOn(const Error &error)
{
    if (error) {
        giveUp(error);
        return;
    }
    m_stored = true;
    next();
}

void ProfileSaving::next()
{
    if (m_changes.isEmpty()) {
        end();
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
    if (failed || !change.secret)
        m_absent.append(change.kind);
    QTimer::singleShot(0ms, this, &ProfileSaving::next);
}

void ProfileSaving::end()
{
    // Who has deleted it meanwhile does not get it back.
    if (const Profile *now = m_store->find(m_ours.id); now && !m_absent.isEmpty()) {
        Profile profile = *now;
        for (const SecretName::Kind kind : std::as_const(m_absent))
            setKeptIn(profile, kind, false);
        m_store->put(profile);
    }
    emit finished();
}

/// The list, which may be saved later, is not to say of a secret that it is kept because of us.
void ProfileSaving::giveUp(const Error &error)
{
    m_error = error;
    if (const Profile *now = m_store->find(m_ours.id)) {
        Profile profile = *now;
        for (const Change &change : std::as_const(m_changes))
            setKeptIn(profile, change.kind, keptIn(m_base, change.kind));
        if (profile != *now)
            m_store->put(profile);
    }
    emit finished();
}
