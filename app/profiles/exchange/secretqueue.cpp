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

void SecretQueue::write(const QList<ProfileSecret> &secrets)
{
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
    m_reply.reset();
}

void SecretQueue::next()
{
    if (m_stopped)
        return;
    if (m_waiting.isEmpty()) {
        emit finished();
        return;
    }
    const ProfileSecret &first = m_waiting.constFirst();
    m_reply = m_doing == Doing::Reading ? m_store->read(first.name) : m_store->write(first.name, first.secret);
    connect(m_reply.get(), &SecretReply::finished, this, &SecretQueue::take);
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
    if (m_error) { // each of the others would wait for as long
        for (ProfileSecret &each : m_waiting) {
            m_failed.append(each.name);
            wipe(each.secret);
        }
        m_waiting.clear();
    }
    QTimer::singleShot(0ms, this, &SecretQueue::next);
}
