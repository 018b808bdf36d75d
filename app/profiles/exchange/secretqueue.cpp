#include "app/profiles/exchange/secretqueue.h"

#include "app/profiles/exchange/wiping.h"

#include <QTimer>

using namespace std::chrono_literals;

SecretQueue::SecretQueue(SecretStore *store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

SecretQueue::~SecretQueue()
{
    for (QList<ProfileSecret> *secrets : {&m_waiting, &m_done}) {
        for (ProfileSecret &each : *secrets)
            wipe(each.secret);
    }
}

void SecretQueue::read(const QList<SecretName> &names)
{
    for (const SecretName &name : names)
        m_waiting.append({name, {}});
    start(Doing::Reading);
}

void SecretQueue::write(const QList<ProfileSecret> &secrets, const QList<SecretName> &unwanted)
{
    m_unwanted = unwanted;
    m_waiting = secrets;
    start(Doing::Writing);
}

void SecretQueue::start(Doing doing)
{
    m_doing = doing;
    QTimer::singleShot(0ms, this, &SecretQueue::next);
}

void SecretQueue::stop()
{
    m_stopped = true;
    const bool isWriting = m_reply && !m_reply->isFinished() && m_doing == Doing::Writing && m_unwanted.isEmpty();
    if (isWriting && !m_waiting.isEmpty())
        m_unanswered.append(m_waiting.constFirst().name);
    m_reply.reset();
    giveUp();
}

/// Whatever still waits has failed.
void SecretQueue::giveUp()
{
    m_left += std::exchange(m_unwanted, {});
    for (ProfileSecret &each : m_waiting) {
        m_failed.append(each.name);
        wipe(each.secret);
    }
    m_waiting.clear();
}

void SecretQueue::next()
{
    if (m_stopped)
        return;
    if (!m_unwanted.isEmpty()) {
        m_reply = m_store->remove(m_unwanted.constFirst());
        connect(m_reply.get(), &SecretReply::finished, this, &SecretQueue::takeRemoved);
        return;
    }
    if (m_waiting.isEmpty()) {
        emit finished();
        return;
    }
    const ProfileSecret &first = m_waiting.constFirst();
    m_reply = m_doing == Doing::Reading ? m_store->read(first.name) : m_store->write(first.name, first.secret);
    connect(m_reply.get(), &SecretReply::finished, this, &SecretQueue::take);
}

void SecretQueue::takeRemoved()
{
    const SecretName name = m_unwanted.takeFirst();
    if (m_reply->error()) {
        m_error = m_reply->error();
        m_left.append(name);
        giveUp();
    }
    QTimer::singleShot(0ms, this, &SecretQueue::next);
}

void SecretQueue::take()
{
    ProfileSecret asked = m_waiting.takeFirst();
    if (m_reply->error() && !m_error)
        m_error = m_reply->error();
    const bool succeeded = !m_reply->error() && (m_doing == Doing::Writing || m_reply->secret());
    if (!succeeded) {
        m_failed.append(asked.name);
        wipe(asked.secret);
    } else {
        if (m_doing == Doing::Reading)
            asked.secret = *m_reply->secret();
        m_done.append(asked);
    }
    if (m_error) // each of the others would wait for as long
        giveUp();
    QTimer::singleShot(0ms, this, &SecretQueue::next);
}
