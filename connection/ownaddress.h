#pragma once

#include <QHostAddress>
#include <QObject>

#include <vector>

/// Tells those who ask servers about our connections of one while it is there, however short a time that is.
class OpenedConnections : public QObject
{
    Q_OBJECT

signals:
    void opened();
};

/// Lasts as long as a connection of this program to some server is open, and holds the address of our end of it. By it the program's own
/// doings are told from those of others where a server tells what its clients do, whichever window they come from. For the main thread,
/// where all connections live.
class OwnAddress
{
public:
    struct Socket
    {
        QHostAddress host{};
        quint16 port = 0;
    };
    /// Of a connection from `own` to `peer`.
    OwnAddress(const Socket &own, const Socket &peer);
    ~OwnAddress();
    Q_DISABLE_COPY_MOVE(OwnAddress)

    /// Whether `address`, as a server names its clients ("tcp:127.0.0.1:41234", "tcp6:[::1]:41234"), is one of ours. Behind a tunnel or a
    /// translation of addresses the server sees another one.
    [[nodiscard]] static bool isOurs(QByteArrayView address);
    /// Whether a server that names all its clients by `addresses` has every one of ours that leads to where one of those does. A server
    /// names a connection only some time after we have it open.
    [[nodiscard]] static bool hasAll(const std::vector<QByteArray> &addresses);
    /// Another number whenever a connection was opened or closed.
    [[nodiscard]] static quint64 generation();
    /// Tells of each that is opened.
    [[nodiscard]] static OpenedConnections &connections();

private:
    QByteArray m_address;
};
