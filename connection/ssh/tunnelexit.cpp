#include "connection/ssh/tunnelexit.h"

#include <QHostAddress>

bool goesOnByNetwork(const SshTunnel &tunnel, const ServerAddress &address)
{
    if (address.isUnixSocket() || QHostAddress(address.host).isLoopback())
        return false;
    QString host = address.host.toLower();
    if (host.endsWith(u'.'))
        host.chop(1);
    return host != u"localhost" && host != tunnel.host.toLower();
}
