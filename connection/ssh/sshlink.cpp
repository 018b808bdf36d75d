#include "connection/ssh/sshlink.h"

SshLink::SshLink(const SshTunnel &tunnel, const ServerAddress &address, std::chrono::milliseconds limit)
    : m_tunnel(tunnel)
    , m_address(address)
    , m_limit(limit)
{
}

bool SshLink::leads(const SshTunnel &tunnel, const ServerAddress &address) const
{
    // With TLS or without, the way is the same.
    ServerAddress place = address;
    place.encryption = m_address.encryption;
    return m_tunnel == tunnel && m_address == place;
}

std::shared_ptr<SshSession> SshLink::session()
{
    if (std::shared_ptr<SshSession> session = m_session.lock(); session && !session->isOver())
        return session;
    // Whoever lets go of it may be just told of its end.
    const auto end = [](SshSession *session) {
        session->stop();
        session->deleteLater();
    };
    const std::shared_ptr<SshSession> session(new SshSession(m_tunnel, m_address, m_asking, m_limit), end);
    m_session = session;
    session->questions()->countFrom(m_lastQuestion);
    session->questions()->setPassphrase(m_keyPassphrase);
    connect(session->questions(), &SshQuestions::asked, this, [this](const SshQuestion &question) {
        m_lastQuestion = question.id;
        emit questionAsked(question);
    });
    connect(session->questions(), &SshQuestions::closed, this, &SshLink::questionClosed);
    session->start();
    return session;
}

bool SshLink::isUp() const
{
    const std::shared_ptr<SshSession> session = m_session.lock();
    return session && session->isUp();
}

SshKeyQuestion SshLink::keyQuestion(int id) const
{
    const std::shared_ptr<SshSession> session = m_session.lock();
    return session ? session->questions()->keyQuestion(id) : SshKeyQuestion::None;
}

void SshLink::answer(int id, const QString &text)
{
    if (const std::shared_ptr<SshSession> session = m_session.lock())
        session->questions()->answer(id, text);
}

void SshLink::refuse(int id)
{
    if (const std::shared_ptr<SshSession> session = m_session.lock())
        session->questions()->refuse(id);
}
