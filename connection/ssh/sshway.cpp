#include "connection/ssh/sshway.h"

#include <utility>

SshWay::SshWay(std::shared_ptr<SshSession> session)
    : m_session(std::move(session))
{
}

void SshWay::open()
{
    connect(m_session.get(), &SshSession::up, this, &SshWay::begin);
    connect(m_session.get(), &SshSession::inquired, this, &SshWay::judge);
    connect(m_session.get(), &SshSession::failed, this, [this](const Error &error) {
        if (!m_begun)
            emit failed(error);
    });
    if (m_session->isUp())
        QMetaObject::invokeMethod(this, &SshWay::begin, Qt::QueuedConnection);
}

void SshWay::close()
{
    disconnect();
    if (m_session)
        m_session->disconnect(this);
    m_session.reset();
}

void SshWay::begin()
{
    if (!m_session || std::exchange(m_begun, true))
        return;
    m_refusals = m_session->refusalCount();
    emit opened();
}

void SshWay::inquire()
{
    if (!m_session || std::exchange(m_verdict, Verdict::Awaited) != Verdict::Unasked)
        return;
    m_session->inquire();
}

void SshWay::judge()
{
    if (m_verdict != Verdict::Awaited)
        return;
    m_verdict = Verdict::Known;
    if (m_session->isOver())
        emit judged(m_session->error());
    else if (m_session->refusalCount() > m_refusals && !m_hasHeard)
        emit judged(m_session->lastRefusal());
    else
        emit judged({});
}
