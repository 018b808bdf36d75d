#pragma once

#include "connection/error.h"
#include "connection/serveraddress.h"
#include "connection/ssh/sshtunnel.h"

#include <QByteArrayView>

/// What made an `ssh` end that was to log in, or that had: `said` is what it wrote to standard error, in English. TunnelLost, if nothing is
/// known of it.
[[nodiscard]] Error sshFailure(QByteArrayView said, const SshTunnel &tunnel);

/// What `ssh` means by a line such as "channel 1: open failed: connect failed: Connection refused": it is logged in, but the way from there
/// to `address` cannot be had. None for any other line.
[[nodiscard]] Error channelFailure(QByteArrayView line, const SshTunnel &tunnel, const ServerAddress &address);
