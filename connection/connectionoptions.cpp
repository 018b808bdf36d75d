#include "connection/connectionoptions.h"

#include "connection/ssh/sshlink.h"

#include <QCoreApplication>

QString ConnectionOptions::place() const
{
    if (!tunnel)
        return address.text();
    return QCoreApplication::translate("ConnectionOptions", "%1 via %2 (SSH)").arg(address.text(), tunnel->host);
}

void ConnectionOptions::shareTunnel()
{
    if (!tunnel)
        link.reset();
    else if (!link || !link->leads(*tunnel, address))
        link = std::make_shared<SshLink>(*tunnel, address, connectTimeout);
}
