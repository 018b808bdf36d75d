#include "app/watch/ownclients.h"

#include "connection/ownaddress.h"

using namespace std::chrono_literals;

namespace {

/// Lines are not kept back for longer: a program that opens and closes connections all the time would never see any.
constexpr qint64 longestWait = 2'000; // ms
/// A server may list a connection a moment later than we know it, and tell what it has done a second later (logger.c, MAX_LOGGER_SLEEP).
constexpr qint64 settleTime = 1'500; // ms

} // namespace

OwnClients::OwnClients(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(500ms);
    m_again.setInterval(20ms);
    m_again.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &OwnClients::check);
    connect(&m_again, &QTimer::timeout, this, &OwnClients::check);
    // At once: it may be gone before a line tells what it did. Its own turn to ask comes after this one.
    connect(&OwnAddress::connections(), &OpenedConnections::opened, this, &OwnClients::look, Qt::QueuedConnection);
}

void OwnClients::follow(const ConnectionOptions &options)
{
    stop();
    forget();
    m_hasAnswered = false;
    m_channel = std::make_unique<TextChannel>(options);
    m_timer.start();
    look();
}

void OwnClients::stop()
{
    m_timer.stop();
    m_again.stop();
    m_reply.reset();
    m_channel.reset();
    m_asked = 0;
    m_isComplete = true;
    m_changed.invalidate();
    m_waiting.invalidate();
}

bool OwnClients::mustWait()
{
    look();
    return m_channel && !isUpToDate() && !(m_hasAnswered && waitsTooLong());
}

bool OwnClients::isUpToDate() const
{
    return !m_reply && m_isComplete && m_asked == OwnAddress::generation();
}

bool OwnClients::waitsTooLong() const
{
    return m_waiting.isValid() && m_waiting.elapsed() > longestWait;
}

void OwnClients::check()
{
    look();
    if (isUpToDate() && m_changed.isValid() && m_changed.elapsed() > settleTime) {
        m_changed.invalidate();
        ask(Closed::Forgotten);
    }
    if (!isUpToDate() && m_hasAnswered && waitsTooLong())
        emit answered();
}

void OwnClients::look()
{
    if (!m_channel || m_reply || m_again.isActive() || isUpToDate())
        return;
    if (m_asked != OwnAddress::generation())
        m_changed.start();
    ask(Closed::Kept);
}

void OwnClients::ask(Closed closed)
{
    if (!m_waiting.isValid())
        m_waiting.start();
    m_closed = closed;
    m_asked = OwnAddress::generation();
    m_reply = m_channel->statistics("conns");
    connect(m_reply.get(), &TextReply::finished, this, &OwnClients::take);
}

/// Where it cannot tell, what was known stays.
void OwnClients::take()
{
    m_isComplete = true;
    if (!m_reply->error()) {
        QSet<qint64> numbers = m_closed == Closed::Kept ? m_numbers : QSet<qint64>();
        std::vector<QByteArray> addresses;
        const QList<ClientConnection> clients = clientConnections(m_reply->statistics());
        for (const ClientConnection &client : clients) {
            addresses.push_back(client.address);
            if (OwnAddress::isOurs(client.address))
                numbers.insert(client.descriptor);
            else
                numbers.remove(client.descriptor);
        }
        m_numbers = numbers;
        m_isComplete = m_closed == Closed::Forgotten || waitsTooLong() || OwnAddress::hasAll(addresses);
    }
    m_reply.release()->deleteLater(); // it is just telling us
    m_hasAnswered = true;
    if (!m_isComplete)
        m_again.start();
    if (isUpToDate())
        m_waiting.invalidate();
    emit answered();
}
