#pragma once

#include "connection/backoff.h"
#include "connection/protocol/access.h"
#include "connection/serveraddress.h"
#include "connection/ssh/sshtunnel.h"
#include "connection/tlsoptions.h"

#include <chrono>
#include <memory>
#include <optional>

class SshLink;

/// What a connection is opened with.
struct ConnectionOptions
{
    ServerAddress address;
    std::optional<SshTunnel> tunnel;                  ///< by which the address is reached
    Credentials credentials;                          ///< empty: no authentication
    TlsOptions tls;                                   ///< used if the address says TLS
    std::chrono::milliseconds connectTimeout{10'000}; ///< name look-up to Ready, without the time that questions of ssh take; 0: off
    std::chrono::milliseconds requestTimeout{5'000};  ///< since the last byte that came, or was taken of what is waited for; 0: off
    /// Without a word between us for so long, a NOOP of ours asks whether the server is still there: a network that is gone says nothing.
    /// Half the server's idle_timeout where that is shorter; 0: because of an idle_timeout only.
    std::chrono::milliseconds probeAfter{15'000};
    BackoffTimes backoff;
    Access access = Access::Full;
    bool retry = true;                       ///< false: the first failure before Ready is final
    quint32 maximumBody = 128 * 1024 * 1024; ///< bytes: a longer answer is a protocol error
    /// Through which the tunnel is shared by all whose options are copies of these; see shareTunnel().
    std::shared_ptr<SshLink> link;

    /// The address for people, and what it is reached through. Where it is the same, so are address and tunnel.
    [[nodiscard]] QString place() const;
    /// Sees to it that there is a link that fits if a tunnel is wanted, and else none. Whoever opens connections does so first.
    void shareTunnel();
};
