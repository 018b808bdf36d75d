#include "connection/ownsockets.h"

#include <QDir>

#ifdef Q_OS_LINUX

#    include <arpa/inet.h>
#    include <netinet/in.h>
#    include <sys/socket.h>

namespace {

/// An end of a socket; port 0: it is none of TCP over IP.
struct SocketEnd
{
    QByteArray place{};
    quint16 port = 0;
};

SocketEnd socketEnd(const sockaddr_storage &address)
{
    char host[INET6_ADDRSTRLEN] = {};
    quint16 port = 0;
    if (address.ss_family == AF_INET) {
        const auto *end = reinterpret_cast<const sockaddr_in *>(&address);
        port = ntohs(end->sin_port);
        inet_ntop(AF_INET, &end->sin_addr, host, sizeof host);
    } else if (address.ss_family == AF_INET6) {
        const auto *end = reinterpret_cast<const sockaddr_in6 *>(&address);
        port = ntohs(end->sin6_port);
        if (IN6_IS_ADDR_V4MAPPED(&end->sin6_addr))
            inet_ntop(AF_INET, end->sin6_addr.s6_addr + 12, host, sizeof host);
        else
            inet_ntop(AF_INET6, &end->sin6_addr, host, sizeof host);
    }
    return {QByteArray(host) + ':' + QByteArray::number(port), port};
}

using NameOfSocket = int (*)(int, sockaddr *, socklen_t *);

SocketEnd endOf(int descriptor, NameOfSocket name)
{
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    return name(descriptor, reinterpret_cast<sockaddr *>(&address), &length) == 0 ? socketEnd(address) : SocketEnd();
}

} // namespace

QByteArrayList ownSockets(quint16 port)
{
    constexpr int most = 65'536;
    QByteArrayList places;
    const QStringList descriptors = QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &descriptor : descriptors) {
        bool isNumber = false;
        const int number = descriptor.toInt(&isNumber);
        if (!isNumber || number > most || endOf(number, getpeername).port != port)
            continue;
        if (const SocketEnd end = endOf(number, getsockname); end.port != 0)
            places += end.place;
    }
    return places;
}

#else

QByteArrayList ownSockets(quint16 /*port*/)
{
    return {};
}

#endif
