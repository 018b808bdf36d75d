#pragma once

#include "connection/serveraddress.h"
#include "connection/ssh/sshtunnel.h"

/// Whether what comes out of `tunnel` goes on over a network to `address`, which is as the machine there sees it: to a third machine, or
/// to one that nobody can tell from it by its name. On that stretch ssh protects nothing.
[[nodiscard]] bool goesOnByNetwork(const SshTunnel &tunnel, const ServerAddress &address);
