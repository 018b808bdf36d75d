#include "connection/connectionoptions.h"

#include "connection/ssh/sshlink.h"

#include <QCoreApplication>

namespace {

/// "user@host:port", as far as they are given.
QString wayOf(const SshTunnel &tunnel)
{
    QString way = tunnel.user.isEmpty() ? QString() : tunnel.user + u'@';
    way += tunnel.port != 0 && tunnel.host.contains(u':') ? u'[' + tunnel.host + u']' : tunnel.host;
    return tunnel.port == 0 ? way : way + u':' + QString::number(tunnel.port);
}

} // namespace

QString ConnectionOptions::place() const
{
    if (!tunnel)
        return address.text();
    return QCoreApplication::translate("ConnectionOptions", "%1 via %2 (SSH)").arg(address.text(), wayOf(*tunnel));
}

void ConnectionOptions::shareTunnel()
{
    if (!tunnel)
        link.reset();
    else if (!link || !link->leads(*tunnel, address))
        link = std::make_shared<SshLink>(*tunnel, address, connectTimeout);
}
