#include "connection/ownaddress.h"

#include <algorithm>
#include <vector>

namespace {

/// Of the process: whoever watches a server need not know who else talks to it.
struct OpenAddresses
{
    struct Connection
    {
        QByteArray own;
        QByteArray peer;
    };
    std::vector<Connection> all;
    quint64 generation = 0;
};

OpenAddresses &openAddresses()
{
    static OpenAddresses addresses;
    return addresses;
}

QByteArray textOf(const OwnAddress::Socket &socket)
{
    bool isVersion4 = false;
    QHostAddress plain(socket.host);
    plain.setScopeId({}); // which no server tells
    const quint32 version4 = socket.host.toIPv4Address(&isVersion4);
    const QString text = isVersion4 ? QHostAddress(version4).toString() : QLatin1Char('[') + plain.toString() + QLatin1Char(']');
    return text.toLatin1() + ':' + QByteArray::number(socket.port);
}

/// "127.0.0.1:41234" of "tcp:127.0.0.1:41234"; empty: it is no address of TCP.
QByteArrayView socketIn(QByteArrayView address)
{
    const qsizetype colon = address.indexOf(':');
    return colon < 0 || !address.startsWith("tcp") ? QByteArrayView() : address.sliced(colon + 1);
}

} // namespace

OwnAddress::OwnAddress(const Socket &own, const Socket &peer)
    : m_address(textOf(own))
{
    openAddresses().all.push_back({m_address, textOf(peer)});
    ++openAddresses().generation;
    emit connections().opened();
}

OwnAddress::~OwnAddress()
{
    std::vector<OpenAddresses::Connection> &all = openAddresses().all;
    if (const auto found = std::ranges::find(all, m_address, &OpenAddresses::Connection::own); found != all.end())
        all.erase(found);
    ++openAddresses().generation;
}

bool OwnAddress::isOurs(QByteArrayView address)
{
    const QByteArrayView socket = socketIn(address);
    return std::ranges::any_of(openAddresses().all, [socket](const OpenAddresses::Connection &each) { return socket == each.own; });
}

bool OwnAddress::hasAll(const std::vector<QByteArray> &addresses)
{
    const std::vector<OpenAddresses::Connection> &all = openAddresses().all;
    const auto isNamed = [&addresses](const OpenAddresses::Connection &connection) {
        return std::ranges::any_of(addresses, [&](const QByteArray &each) { return socketIn(each) == connection.own; });
    };
    return std::ranges::all_of(all, [&](const OpenAddresses::Connection &connection) {
        return isNamed(connection) || std::ranges::none_of(all, [&](const OpenAddresses::Connection &other) {
                   return other.peer == connection.peer && isNamed(other);
               });
    });
}

quint64 OwnAddress::generation()
{
    return openAddresses().generation;
}

OpenedConnections &OwnAddress::connections()
{
    static OpenedConnections opened;
    return opened;
}
