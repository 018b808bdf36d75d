#include "connection/transport.h"

#include "connection/tlssetup.h"

#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QLocalSocket>
#include <QNetworkProxy>
#include <QSslSocket>
#include <QTcpSocket>

#include <utility>

#ifdef Q_OS_UNIX
#    include <fcntl.h>
#    include <poll.h>
#    include <sys/socket.h>
#    include <sys/stat.h>
#    include <sys/un.h>
#    include <unistd.h>
#endif

namespace {

/// What Qt reads ahead of whoever reads, where it does; bytes.
constexpr qint64 readAhead = 1024 * 1024;
/// The most that a TLS record carries, and what its wrapping may add (RFC 5246, section 6.2.3: header, IV, MAC, padding).
constexpr qint64 largestRecord = 16'384;
constexpr qint64 recordOverhead = 5 + 16 + 64 + 16;

} // namespace

Transport::Transport(QObject *parent)
    : QObject(parent)
{
}

Transport::~Transport()
{
    abort();
}

void Transport::open(const ServerAddress &address, const TlsOptions &tls)
{
    m_address = address;
    if (!address.socketPath.isEmpty())
        openLocal();
    else if (address.encryption == Encryption::Tls)
        openTls(tls);
    else
        openTcp();
}

void Transport::openTcp()
{
    m_tcp = new QTcpSocket;
    m_device.reset(m_tcp);
    m_tcp->setProxy(QNetworkProxy::NoProxy);
    connect(m_tcp, &QTcpSocket::connected, this, [this] {
        prepare(m_tcp->socketDescriptor());
        becomeOpen();
    });
    connect(m_tcp, &QTcpSocket::readyRead, this, &Transport::readable);
    connect(m_tcp, &QTcpSocket::bytesWritten, this, &Transport::noteDrained);
    connect(m_tcp, &QTcpSocket::errorOccurred, this, &Transport::report);
    m_tcp->connectToHost(m_address.host, m_address.port, QIODevice::ReadWrite | QIODevice::Unbuffered);
}

void Transport::openTls(const TlsOptions &tls)
{
    const auto configuration = tlsConfiguration(tls);
    if (const auto *error = std::get_if<Error>(&configuration)) {
        failLater(*error);
        return;
    }
    m_hasOwnCertificate = !tls.certificateFile.isEmpty();
    m_tls = new QSslSocket;
    m_tcp = m_tls;
    m_device.reset(m_tls);
    m_tls->setProxy(QNetworkProxy::NoProxy);
    m_tls->setSslConfiguration(std::get<QSslConfiguration>(configuration));
    m_tls->setReadBufferSize(readAhead);
    connect(m_tls, &QSslSocket::connected, this, [this] {
        // Qt may tell it late.
        if (!m_open)
            later(&Transport::securing);
    });
    connect(m_tls, &QSslSocket::encrypted, this, [this, accepted = tls.acceptedFingerprint] {
        prepare(m_tls->socketDescriptor());
        checkCertificate(accepted);
    });
    connect(m_tls, &QSslSocket::readyRead, this, [this] {
        if (m_open)
            tellReadable();
    });
    connect(m_tls, &QSslSocket::encryptedBytesWritten, this, &Transport::noteDrained);
    connect(m_tls, &QSslSocket::errorOccurred, this, &Transport::report);
    m_tls->connectToHostEncrypted(m_address.host, m_address.port, tls.serverName.isEmpty() ? m_address.host : tls.serverName);
}

void Transport::openLocal()
{
    const QString &path = m_address.socketPath;
#ifdef Q_OS_UNIX
    // Qt looks for a relative one elsewhere.
    const bool isUsable = path.startsWith(u'/') && size_t(QFile::encodeName(path).size()) < sizeof(sockaddr_un::sun_path);
    if (!isUsable) {
        failLater({Error::Code::InvalidAddress,
                   tr("%1 is no path that a socket can have: it begins with “/” and has at most %L2 bytes.")
                       .arg(path.left(200))
                       .arg(sizeof(sockaddr_un::sun_path) - 1)});
        return;
    }
#endif
    m_local = new QLocalSocket;
    m_device.reset(m_local);
    connect(m_local, &QLocalSocket::connected, this, [this] {
        prepare(m_local->socketDescriptor());
        becomeOpen();
    });
    connect(m_local, &QLocalSocket::readyRead, this, &Transport::tellReadable);
    connect(m_local, &QLocalSocket::bytesWritten, this, &Transport::noteDrained);
    connect(m_local, &QLocalSocket::errorOccurred, this, &Transport::report);
    m_local->setReadBufferSize(readAhead);
    m_local->connectToServer(path);
}

void Transport::prepare([[maybe_unused]] qintptr descriptor)
{
#ifdef Q_OS_UNIX
    m_spare = ::fcntl(int(descriptor), F_DUPFD_CLOEXEC, 0);
#endif
    if (m_tcp) {
        m_tcp->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_tcp->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    }
}

/// What is pinned is compared here, before a byte of ours has gone out.
void Transport::checkCertificate(const QByteArray &acceptedFingerprint)
{
    m_certificate = ServerCertificate::from(m_tls->peerCertificate());
    if (acceptedFingerprint.isEmpty() || m_certificate->fingerprint == acceptedFingerprint) {
        becomeOpen();
        return;
    }
    m_certificate->faults = {tr("It is not the certificate that was accepted earlier.")};
    failLater({Error::Code::CertificateChanged,
               tr("The server's certificate has changed: it is not the one that was accepted. Unless you know why, somebody may be "
                  "between; look at the new one before you accept it.")});
}

void Transport::becomeOpen()
{
    m_open = true;
    // Later, since whoever hears of it may delete us, which the socket would not survive here.
    later(&Transport::opened);
}

void Transport::abort()
{
    m_aborted = true;
    if (m_device)
        m_device->disconnect(this);
    if (m_tcp)
        m_tcp->abort();
    else if (m_local)
        m_local->abort();
#ifdef Q_OS_UNIX
    if (const int spare = std::exchange(m_spare, -1); spare >= 0)
        ::close(spare);
#endif
}

qint64 Transport::read(char *bytes, qint64 size)
{
    if (m_tls)
        return readDecrypted(bytes, size);
    bool alive = !m_broken;
    if (m_tcp) {
        alive = alive && (m_tcp->state() == QAbstractSocket::ConnectedState || m_tcp->state() == QAbstractSocket::ClosingState);
    } else if (m_local) {
        alive = alive && (m_local->state() == QLocalSocket::ConnectedState || m_local->state() == QLocalSocket::ClosingState);
#ifdef Q_OS_UNIX
        // Reading takes note of a reset away, and Qt calls it an end.
        pollfd state{m_spare, 0, 0};
        m_wasReset = m_wasReset || (::poll(&state, 1, 0) == 1 && (state.revents & POLLERR) != 0);
#endif
    }
    const qint64 count = alive && m_device ? m_device->read(bytes, size) : -1;
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

/// What was decrypted before the end, of whatever kind, is still to be read behind it.
qint64 Transport::readDecrypted(char *bytes, qint64 size)
{
    const qint64 count = m_tls->isOpen() ? m_tls->read(bytes, size) : -1;
    if (count > 0)
        return count;
    return m_failure || m_broken || m_tls->state() != QAbstractSocket::ConnectedState ? -1 : 0;
}

bool Transport::write(const char *bytes, qint64 size)
{
    if (m_tls || m_local)
        return writeBuffered(bytes, size);
    m_broken = m_broken || !m_tcp || m_tcp->write(bytes, size) != size;
    if (!m_broken)
        m_backlog = m_tcp->bytesToWrite();
    return !m_broken;
}

/// Flushing tells of what comes in too: whoever hears of it would write in the middle of a write.
bool Transport::writeBuffered(const char *bytes, qint64 size)
{
    m_writing = true;
    m_broken = m_broken || m_failure || m_device->write(bytes, size) != size;
    if (!m_broken) {
        const bool hadBacklog = m_backlog > 0;
        m_backlog += size;
        if (m_tls) {
            remember(size);
            m_tls->flush();
        } else {
            m_local->flush();
        }
        noteDrained();
        if (hadBacklog && m_backlog == 0)
            later(&Transport::drained);
    }
    m_writing = false;
    return !m_broken;
}

/// Of what was written under TLS, only what may still be in the backlog matters.
void Transport::remember(qint64 size)
{
    constexpr size_t worthPruning = 4096;
    m_recent.push_back(size);
    if (m_recent.size() < worthPruning)
        return;
    auto first = m_recent.end();
    for (qint64 sum = 0; first != m_recent.begin() && sum < m_backlog;)
        sum += *--first;
    m_recent.erase(m_recent.begin(), first);
}

void Transport::noteDrained()
{
    if (m_tls && !m_failure && m_tls->state() == QAbstractSocket::ConnectedState)
        m_backlog = m_tls->bytesToWrite() + m_tls->encryptedBytesToWrite();
    else if (m_local && m_local->state() == QLocalSocket::ConnectedState)
        m_backlog = m_local->bytesToWrite();
    else if (!m_tls && !m_local)
        m_backlog = m_tcp->bytesToWrite();
    if (m_backlog == 0)
        m_recent.clear();
    if (!m_writing && m_open)
        emit drained();
}

/// Under TLS the backlog is of records; a command in one that the system has not got whole cannot reach the server.
qint64 Transport::untaken() const
{
    if (!m_tls)
        return m_backlog;
    qint64 rest = m_backlog;
    qint64 sure = 0;
    for (auto written = m_recent.crbegin(); written != m_recent.crend(); ++written) {
        for (qint64 left = *written; left > 0;) {
            const qint64 record = left % largestRecord == 0 ? largestRecord : left % largestRecord;
            rest -= record + recordOverhead;
            if (rest < 0)
                return sure;
            sure += record;
            left -= record;
        }
    }
    return sure;
}

bool Transport::setLeastReadable(int bytes)
{
#ifdef Q_OS_LINUX
    // The socket's other descriptor has the same options. Of TLS the system does not know when enough has come, and it does not wait for
    // Unix sockets.
    return m_tcp && !m_tls && m_spare >= 0 && ::setsockopt(m_spare, SOL_SOCKET, SO_RCVLOWAT, &bytes, sizeof(bytes)) == 0;
#else
    return bytes == 1;
#endif
}

bool Transport::endedCleanly() const
{
    if (m_local)
        return m_local->error() == QLocalSocket::PeerClosedError && !m_broken && !m_wasReset;
    bool clean =
        m_tcp && m_tcp->error() == QAbstractSocket::RemoteHostClosedError && (!m_failure || m_failure.code == Error::Code::ClosedByServer);
#ifdef Q_OS_UNIX
    // Qt calls a reset an end, too; here the one leaves our own side open.
    pollfd state{m_spare, POLLIN, 0};
    clean = clean && !m_broken && ::poll(&state, 1, 0) == 1 && (state.revents & (POLLHUP | POLLERR)) == 0;
#endif
    return clean;
}

bool Transport::isExposed() const
{
    return m_tcp && !m_tls && !m_tcp->peerAddress().isLoopback();
}

/// What can still be read is read first: a loss after the connection was open shows as the end of reading.
void Transport::report()
{
    if (m_tls && !m_failure) {
        const QList<QSslError> faults = m_tls->sslHandshakeErrors();
        if (m_tls->error() == QAbstractSocket::SslHandshakeFailedError && !faults.isEmpty()) {
            m_certificate = ServerCertificate::from(m_tls->peerCertificate());
            m_failure = m_certificate->takeFaults(faults, m_tls->peerVerifyName());
        } else {
            m_failure = tlsFailure(*m_tls, m_address.text(), m_hasOwnCertificate);
            if (!m_failure)
                m_failure = endError();
        }
    } else if (m_tls) {
        return;
    }
    if (m_open)
        tellReadable();
    else
        failLater(endError());
}

void Transport::tellReadable()
{
    if (m_writing)
        later(&Transport::readable);
    else
        emit readable();
}

void Transport::failLater(const Error &error)
{
    m_failure = error;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_aborted)
                emit failed(m_failure);
        },
        Qt::QueuedConnection);
}

void Transport::later(void (Transport::*signal)())
{
    QMetaObject::invokeMethod(
        this,
        [this, signal] {
            if (!m_aborted)
                (this->*signal)();
        },
        Qt::QueuedConnection);
}

Error Transport::endError() const
{
    if (m_failure)
        return m_failure;
    if (m_local || !m_tcp)
        return localError();
    switch (m_tcp->error()) {
    case QAbstractSocket::HostNotFoundError:
        return {Error::Code::HostNotFound, tr("The name %1 is unknown. Check its spelling and the network.").arg(m_address.host)};
    case QAbstractSocket::ConnectionRefusedError:
        return {Error::Code::ConnectionRefused,
                tr("Connection refused: nothing listens at %1. Is memcached running there?").arg(m_address.text())};
    case QAbstractSocket::RemoteHostClosedError:
        return {Error::Code::ClosedByServer, tr("The server closed the connection.")};
    default:
        return {Error::Code::Network, tr("The connection to %1 failed: %2.").arg(m_address.text(), m_tcp->errorString())};
    }
}

Error Transport::localError() const
{
    const QString &path = m_address.socketPath;
    const QLocalSocket::LocalSocketError error = m_local ? m_local->error() : QLocalSocket::UnknownSocketError;
    if (error == QLocalSocket::PeerClosedError)
        return {Error::Code::ClosedByServer, tr("The server closed the connection.")};
    if (!m_open) {
        if (error == QLocalSocket::SocketAccessError)
            return {Error::Code::SocketForbidden,
                    tr("No permission to use the socket %1. memcached sets who may with -a, and its folder must be open too.").arg(path)};
        if (!QFileInfo::exists(path))
            return {Error::Code::SocketMissing, tr("There is no socket %1. Is memcached running with “-s %1”?").arg(path)};
#ifdef Q_OS_UNIX
        struct stat file;
        if (::stat(QFile::encodeName(path).constData(), &file) == 0 && !S_ISSOCK(file.st_mode))
            return {Error::Code::NotASocket, tr("%1 is no socket, but a file of another kind.").arg(path)};
#endif
        if (error == QLocalSocket::ConnectionRefusedError)
            return {Error::Code::ConnectionRefused,
                    tr("Connection refused: nobody listens at %1. The socket was left behind by a server that has ended.").arg(path)};
    }
    return {Error::Code::Network,
            tr("The connection to %1 failed: %2.").arg(path, m_local ? m_local->errorString() : tr("it was never opened"))};
}
