#pragma once

#include <QByteArray>
#include <QByteArrayView>

/// Where a server says that a client is, or that it listens ("tcp:127.0.0.1:41234", "tcp6:[::1]:11211", "unix:/run/socket"), without the
/// kind, brackets, and what an IPv4 address is written as among IPv6 ones: "127.0.0.1:41234", "::1:11211", "/run/socket".
[[nodiscard]] QByteArray clientPlace(QByteArrayView address);
