#include "ui/connection/serverfacts.h"

#include "ui/escapedtext.h"

#include <QLocale>

ServerFacts::ServerFacts(QWidget *parent)
    : ElidedLabel(parent)
{
    setObjectName(QStringLiteral("serverFacts"));
    setAccessibleName(tr("The server"));
    setTone(Tone::Muted);
    showFacts();
}

void ServerFacts::follow(const Connection *connection)
{
    if (m_connection)
        m_connection->disconnect(this);
    m_connection = connection;
    if (connection)
        connect(connection, &Connection::stateChanged, this, &ServerFacts::showFacts);
    showFacts();
}

void ServerFacts::showFacts()
{
    QStringList facts;
    if (m_connection && m_connection->isReady()) {
        const ServerSettings &server = m_connection->server();
        facts.append(m_connection->options().place());
        if (!server.version.isEmpty())
            facts.append(tr("memcached %1").arg(escapedPreview(server.version, 40)));
        if (server.itemSizeMax)
            facts.append(tr("items up to %1").arg(QLocale().formattedDataSize(qint64(*server.itemSizeMax))));
        if (!m_connection->options().credentials.isEmpty() && server.saslEnabled)
            facts.append(tr("logged in"));
    }
    setText(facts.join(QStringLiteral(" · ")));
    setVisible(!facts.isEmpty());
}
