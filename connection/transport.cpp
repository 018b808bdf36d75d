#include "connection/transport.h"

#include <QNetworkProxy>

Transport::Transport(QObject *parent)
    : QObject(parent)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    connect(&m_socket, &QTcpSocket::connected, this, [this] {
        m_open = true;
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
        // Later, since whoever hears of it may delete us, which the socket would not survive here.
        QMetaObject::invokeMethod(this, &Transport::opened, Qt::QueuedConnection);
    });
    connect(&m_socket, &QTcpSocket::readyRead, this, &Transport::readable);
    connect(&m_socket, &QTcpSocket::bytesWritten, this, &Transport::drained);
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
}

qint64 Transport::read(char *bytes, qint64 size)
{
    return m_socket.state() == QAbstractSocket::ConnectedState || m_socket.state() == QAbstractSocket::ClosingState
        ? m_socket.read(bytes, size)
        : -1;
}

bool Transport::write(const char *bytes, qint64 size)
{
    return m_socket.write(bytes, size) == size;
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
