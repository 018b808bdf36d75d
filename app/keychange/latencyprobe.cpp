#include "app/keychange/latencyprobe.h"

#include <algorithm>

using namespace std::chrono_literals;

LatencyProbe::LatencyProbe(const ConnectionOptions &options, QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, &LatencyProbe::ask);
    connect(&m_connection, &Connection::stateChanged, this, [this](Connection::State state) {
        if (state == Connection::State::Ready)
            ask();
    });
    ConnectionOptions own = options;
    own.access = Access::ReadOnly;
    own.retry = false; // what happens to the run's own connection is told elsewhere
    m_connection.open(own);
    m_timer.start();
}

LatencyProbe::~LatencyProbe()
{
    m_connection.disconnect(this); // its end is none that we want to hear of
}

std::optional<std::chrono::microseconds> LatencyProbe::latest() const
{
    if (!m_latest || !m_reply || m_reply->isFinished())
        return m_latest;
    return std::max(*m_latest, std::chrono::microseconds(m_asked.nsecsElapsed() / 1000));
}

/// One at a time: a server that takes longer than a second is not asked more often for it.
void LatencyProbe::ask()
{
    if (!m_connection.isReady())
        m_latest.reset();
    if (m_connection.isReady() && (!m_reply || m_reply->isFinished())) {
        m_asked.start();
        m_reply = m_connection.execute({.opcode = Opcode::Noop});
        connect(m_reply.get(), &CommandReply::finished, this, &LatencyProbe::note);
    }
    emit measured();
}

void LatencyProbe::note()
{
    if (!m_reply->outcome().succeeded())
        return;
    m_latest = std::chrono::microseconds(m_asked.nsecsElapsed() / 1000);
    m_longest = std::max(*m_latest, m_longest.value_or(0us));
    emit measured();
}
