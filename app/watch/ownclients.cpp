#include "app/watch/ownclients.h"

#include "connection/ownaddress.h"

#include <utility>

using namespace std::chrono_literals;

OwnClients::OwnClients(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(500ms);
    connect(&m_timer, &QTimer::timeout, this, &OwnClients::look);
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
    m_reply.reset();
    m_channel.reset();
    m_asked = 0;
}

void OwnClients::look()
{
    if (m_reply || m_asked == OwnAddress::generation())
        return;
    m_asked = OwnAddress::generation();
    m_reply = m_channel->statistics("conns");
    connect(m_reply.get(), &TextReply::finished, this, &OwnClients::take);
}

/// Where it cannot tell, what was known stays.
void OwnClients::take()
{
    if (!m_reply->error()) {
        m_numbers.clear();
        const QList<ClientConnection> clients = clientConnections(m_reply->statistics());
        for (const ClientConnection &client : clients) {
            if (OwnAddress::isOurs(client.address))
                m_numbers.insert(client.descriptor);
        }
    }
    m_reply.release()->deleteLater(); // it is just telling us
    if (!std::exchange(m_hasAnswered, true))
        emit answered();
}
