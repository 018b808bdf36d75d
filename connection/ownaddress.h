#pragma once

#include <QHostAddress>

/// Lasts as long as a connection of this program to some server is open, and holds the address of our end of it. By it the program's own
/// doings are told from those of others where a server tells what its clients do, whichever window they come from. For the main thread,
/// where all connections live.
class OwnAddress
{
public:
    OwnAddress(const QHostAddress &host, quint16 port);
    ~OwnAddress();
    Q_DISABLE_COPY_MOVE(OwnAddress)

    /// Whether `address`, as a server names its clients ("tcp:127.0.0.1:41234", "tcp6:[::1]:41234"), is one of ours. Behind a tunnel or a
    /// translation of addresses the server sees another one.
    [[nodiscard]] static bool isOurs(QByteArrayView address);
    /// Another number whenever a connection was opened or closed.
    [[nodiscard]] static quint64 generation();

private:
    QByteArray m_address;
};
