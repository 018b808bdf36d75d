#include "app/monitor/placeid.h"

#include "connection/connectionoptions.h"

QString placeId(const ConnectionOptions &options)
{
    if (!options.tunnel)
        return options.address.text();
    const SshTunnel &tunnel = *options.tunnel;
    QString way = tunnel.user.isEmpty() ? QString() : tunnel.user + u'@';
    way += tunnel.port != 0 && tunnel.host.contains(u':') ? u'[' + tunnel.host + u']' : tunnel.host;
    if (tunnel.port != 0)
        way += u':' + QString::number(tunnel.port);
    return QStringLiteral("%1 via %2 (SSH)").arg(options.address.text(), way);
}
