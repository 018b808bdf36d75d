#pragma once

#include "connection/error.h"
#include "connection/serveraddress.h"
#include "connection/ssh/sshtunnel.h"

#include <QStringList>

#include <chrono>

/// Why there can be no `tunnel` to `address`: a name that ssh would take for something else, or that it has no way to be told. Nothing of
/// what passes can become an option, a second forwarding or a command.
[[nodiscard]] Error tunnelObjection(const SshTunnel &tunnel, const ServerAddress &address);

/// The arguments of the `ssh` (OpenSSH 8.7 or later) that logs in, and then takes orders at the Unix socket `control`, which is there from
/// then on. It makes no forwarding of its own, not even those of ~/.ssh/config: another ssh of the person's would miss their ports.
[[nodiscard]] QStringList sshLoginArguments(const SshTunnel &tunnel, const QString &control, std::chrono::milliseconds limit);

/// The arguments of an `ssh` that has the one at `control` listen on the Unix socket `local`, and lead from there to `address`.
[[nodiscard]] QStringList sshForwardArguments(const QString &control, const QString &local, const ServerAddress &address);

/// The arguments of an `ssh` that says which version it is, and ends.
[[nodiscard]] QStringList sshVersionArguments();

/// Whether the `ssh` that says `version` of itself puts "(user@host) " before whatever a server asks for, so that none can ask as ssh
/// itself does: OpenSSH since 8.5 (its release notes). False also for what is no OpenSSH.
[[nodiscard]] bool marksQuestionsOfServers(QByteArrayView version);

/// The arguments of an `ssh` that looks whether the one at `control` still serves; it ends with 0 then.
[[nodiscard]] QStringList sshCheckArguments(const QString &control);
