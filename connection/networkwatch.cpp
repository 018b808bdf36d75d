#include "connection/networkwatch.h"

#include <QSocketNotifier>

#ifdef Q_OS_LINUX
#    include <linux/netlink.h>
#    include <linux/rtnetlink.h>
#    include <sys/socket.h>
#    include <unistd.h>

#    include <array>
#    include <cerrno>
#endif

using namespace std::chrono_literals;

namespace {

/// A network comes up in several steps.
constexpr std::chrono::milliseconds settling = 1s;
constexpr std::chrono::milliseconds leastPause = 10s;

} // namespace

NetworkWatch::NetworkWatch(QObject *parent)
    : QObject(parent)
{
    m_settled.setSingleShot(true);
    connect(&m_settled, &QTimer::timeout, this, [this] {
        m_sinceTold.start();
        emit changed();
    });
#ifdef Q_OS_LINUX
    m_descriptor = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (m_descriptor < 0)
        return;
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
    if (::bind(m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) != 0) {
        ::close(m_descriptor);
        m_descriptor = -1;
        return;
    }
    m_notifier = new QSocketNotifier(m_descriptor, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &NetworkWatch::read);
#endif
}

NetworkWatch::~NetworkWatch()
{
#ifdef Q_OS_LINUX
    delete m_notifier; // before its descriptor may become another's
    if (m_descriptor >= 0)
        ::close(m_descriptor);
#endif
}

/// That something was said is enough: what it was shows when the servers are asked. The same holds for what was lost (ENOBUFS).
void NetworkWatch::read()
{
#ifdef Q_OS_LINUX
    std::array<char, 8192> message{};
    bool heard = false;
    for (;;) {
        const ssize_t length = ::recv(m_descriptor, message.data(), message.size(), 0);
        if (length > 0 || (length < 0 && errno == ENOBUFS))
            heard = true;
        else if (length == 0 || errno != EINTR)
            break;
    }
    if (heard && !m_settled.isActive()) {
        const auto since = std::chrono::milliseconds(m_sinceTold.isValid() ? m_sinceTold.elapsed() : leastPause.count());
        m_settled.start(std::max(settling, leastPause - since));
    }
#endif
}
