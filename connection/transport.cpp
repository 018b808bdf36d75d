#include "connection/transport.h"

#include <QNetworkProxy>

#include <utility>

#ifdef Q_OS_UNIX
#    include <fcntl.h>
#    include <poll.h>
#    include <sys/socket.h>
#    include <unistd.h>
#endif

Transport::Transport(QObject *parent)
    : QObject(parent)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    connect(&m_socket, &QTcpSocket::connected, this, [this] {
        m_open = true;
#ifdef Q_OS_UNIX
        m_spare = ::fcntl(int(m_socket.socketDescriptor()), F_DUPFD_CLOEXEC, 0);
#endif
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
        // Later, since whoever hears of it may delete us, which the socket would not survive here.
        QMetaObject::invokeMethod(this, &Transport::opened, Qt::QueuedConnection);
    });
    connect(&m_socket, &QTcpSocket::readyRead, this, &Transport::readable);
    connect(&m_socket, &QTcpSocket::bytesWritten, this, [this] {
        m_backlog = m_socket.bytesToWrite();
        emit drained();
    });
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &Transport::report);
}

Transport::~Transport()
{
    abort();
}

void Transport::open(const ServerAddress &address)
{
    m_address = address;
    m_socket.connectToHost(address.host, address.port, QIODevice::ReadWrite | QIODevice::Unbuffered);
}

void Transport::abort()
{
    m_socket.disconnect(this);
    m_socket.abort();
#ifdef Q_OS_UNIX
    if (const int spare = std::exchange(m_spare, -1); spare >= 0)
        ::close(spare);
#endif
}

qint64 Transport::read(char *bytes, qint64 size)
{
    const bool alive =
        !m_broken && (m_socket.state() == QAbstractSocket::ConnectedState || m_socket.state() == QAbstractSocket::ClosingState);
    const qint64 count = alive ? m_socket.read(bytes, size) : -1;
    return count >= 0 ? count : readRest(bytes, size);
}

/// A socket that cannot write any more is closed by Qt, together with the answers that had come before: they are still to be had here.
qint64 Transport::readRest(char *bytes, qint64 size)
{
    qint64 count = -1;
#ifdef Q_OS_UNIX
    if (m_spare >= 0)
        count = ::recv(m_spare, bytes, size_t(size), MSG_DONTWAIT);
#else
    Q_UNUSED(bytes)
    Q_UNUSED(size)
#endif
    return count > 0 ? count : -1;
}

bool Transport::write(const char *bytes, qint64 size)
{
    m_broken = m_broken || m_socket.write(bytes, size) != size;
    if (!m_broken)
        m_backlog = m_socket.bytesToWrite();
    return !m_broken;
}

bool Transport::setLeastReadable(int bytes)
{
#ifdef Q_OS_LINUX
    // The socket's other descriptor has the same options.
    return m_spare >= 0 && ::setsockopt(m_spare, SOL_SOCKET, SO_RCVLOWAT, &bytes, sizeof(bytes)) == 0;
#else
    return bytes == 1;
#endif
}

bool Transport::endedCleanly() const
{
    bool clean = m_socket.error() == QAbstractSocket::RemoteHostClosedError;
#ifdef Q_OS_UNIX
    // Qt calls a reset an end, too; here the one leaves our own side open.
    pollfd state{m_spare, POLLIN, 0};
    clean = clean && !m_broken && ::poll(&state, 1, 0) == 1 && (state.revents & (POLLHUP | POLLERR)) == 0;
#endif
    return clean;
}

/// What can still be read is read first: a loss after the connection was open shows as the end of reading.
void Transport::report()
{
    if (m_open)
        emit readable();
    else
        emit failed(endError());
}

Error Transport::endError() const
{
    switch (m_socket.error()) {
    case QAbstractSocket::HostNotFoundError:
        return {Error::Code::HostNotFound, tr("The name %1 is unknown. Check its spelling and the network.").arg(m_address.host)};
    case QAbstractSocket::ConnectionRefusedError:
        return {Error::Code::ConnectionRefused,
                tr("Connection refused: nothing listens at %1. Is memcached running there?").arg(m_address.text())};
    case QAbstractSocket::RemoteHostClosedError:
        return {Error::Code::ClosedByServer, tr("The server closed the connection.")};
    default:
        return {Error::Code::Network, tr("The connection to %1 failed: %2.").arg(m_address.text(), m_socket.errorString())};
    }
}
