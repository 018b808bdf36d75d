#pragma once

#include <QString>

/// The way to a server through another machine, made by the system's own `ssh`: the server's address is as that machine sees it.
struct SshTunnel
{
    QString host{};   ///< a name of ~/.ssh/config, or of a machine
    quint16 port = 0; ///< 0: what ssh takes by itself
    QString user{};   ///< empty: what ssh takes by itself

    bool operator==(const SshTunnel &) const = default;
};
