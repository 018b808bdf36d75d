#include "ui/connection/serverfacts.h"

#include "connection/connection.h"
#include "ui/escapedtext.h"

#include <QLocale>

ServerFacts::ServerFacts(const Connection *connection, QWidget *parent)
    : ElidedLabel(parent)
    , m_connection(connection)
{
    setObjectName(QStringLiteral("serverFacts"));
    setAccessibleName(tr("The server"));
    setTone(Tone::Muted);
    connect(connection, &Connection::stateChanged, this, &ServerFacts::showFacts);
    showFacts();
}

void ServerFacts::showFacts()
{
    QStringList facts;
    if (m_connection->isReady()) {
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
