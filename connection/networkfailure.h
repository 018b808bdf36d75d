#pragma once

#include "connection/error.h"
#include "connection/serveraddress.h"

class QLocalSocket;
class QTcpSocket;

/// What the last error of `socket` means, of a connection to `address`.
[[nodiscard]] Error tcpFailure(const QTcpSocket &socket, const ServerAddress &address);

/// That nobody knows an address of `host`.
[[nodiscard]] Error lookUpFailure(const QString &host);

/// What the last error of `socket` means, a Unix socket at `path`, which `wasOpen` or not: then the file there tells more than the system's
/// error.
[[nodiscard]] Error localFailure(const QLocalSocket &socket, const QString &path, bool wasOpen);

/// What a server that answers with `text`, and not with the binary protocol, has to say.
[[nodiscard]] Error textFailure(const QByteArray &text);
