#pragma once

#include <QByteArray>

/// The ends of all TCP connections of this program to `port` of another one, as "127.0.0.1:41234" or "::1:41234": by these a server knows
/// them where nothing lies between. Only where the system tells of a program's own sockets (Linux); elsewhere there are none.
[[nodiscard]] QByteArrayList ownSockets(quint16 port);
