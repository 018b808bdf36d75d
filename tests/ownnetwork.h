#pragma once

#include <QHostAddress>
#include <QString>
#include <QtEndian>

#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

/// Gives an interface of this computer an IPv4 address, and takes it up.
inline bool setAddress(const char *interface, const char *address)
{
    const int descriptor = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    std::strncpy(request.ifr_name, interface, IFNAMSIZ - 1);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = qToBigEndian(QHostAddress(QString::fromLatin1(address)).toIPv4Address());
    std::memcpy(&request.ifr_addr, &place, sizeof(place));
    bool done = ::ioctl(descriptor, SIOCSIFADDR, &request) == 0;
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    done = done && ::ioctl(descriptor, SIOCSIFFLAGS, &request) == 0;
    ::close(descriptor);
    return done;
}

/// Moves this process, before it has a second thread, into a network of its own, where nothing of it can be reached from outside. False:
/// this system lets nobody have one.
inline bool enterOwnNetwork()
{
    const int flags = ::geteuid() == 0 ? CLONE_NEWNET : CLONE_NEWUSER | CLONE_NEWNET;
    return ::unshare(flags) == 0 && setAddress("lo", "127.0.0.1");
}
