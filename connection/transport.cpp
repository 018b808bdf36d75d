#include "connection/transport.h"

#include "connection/networkfailure.h"
#include "connection/ownaddress.h"
#include "connection/retire.h"
#include "connection/ssh/sshlink.h"
#include "connection/ssh/sshway.h"
#include "connection/tlssetup.h"
#include "connection/wirerecord.h"

#include <QFile>
#include <QHostAddress>
#include <QLocalSocket>
#include <QNetworkProxy>
#include <QPointer>
#include <QSslCipher>
#include <QSslSocket>
#include <QTcpSocket>

#include <algorithm>
#include <cstring>
#include <utility>

#ifdef Q_OS_UNIX
#    include <fcntl.h>
#    include <poll.h>
#    include <sys/socket.h>
#    include <sys/un.h>
#    include <unistd.h>
#endif

namespace {

/// What Qt reads ahead of whoever reads, where it does; bytes.
constexpr qint64 readAhead = 1024 * 1024;

} // namespace

Transport::Transport(QObject *parent)
    : QObject(parent)
{
}

Transport::~Transport()
{
    abort();
}

void Transport::open(const ServerAddress &address, const TlsOptions &tls, const std::shared_ptr<SshLink> &link)
{
    m_address = address;
    if (link) {
        m_way = std::make_unique<SshWay>(link->session());
        connect(m_way.get(), &SshWay::opened, this, [this, tls] { openThrough(tls); });
        connect(m_way.get(), &SshWay::failed, this, &Transport::failLater);
        connect(m_way.get(), &SshWay::judged, this, &Transport::takeVerdict);
        m_way->open();
        return;
    }
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
    if (!prepareTls(tls))
        return;
    connect(m_tls, &QSslSocket::connected, this, [this] {
        // Qt may tell it late.
        if (!m_open)
            later(&Transport::securing);
    });
    m_tls->connectToHostEncrypted(m_address.host, m_address.port, tls.serverName.isEmpty() ? m_address.host : tls.serverName);
}

/// Makes the socket for TLS; false: it has failed, which will be told.
bool Transport::prepareTls(const TlsOptions &tls)
{
    const auto configuration = tlsConfiguration(tls);
    if (const auto *error = std::get_if<Error>(&configuration)) {
        failLater(*error);
        return false;
    }
    m_hasOwnCertificate = !tls.certificateFile.isEmpty();
    m_tls = new QSslSocket;
    m_tcp = m_tls;
    m_device.reset(m_tls);
    m_tls->setProxy(QNetworkProxy::NoProxy);
    m_tls->setSslConfiguration(std::get<QSslConfiguration>(configuration));
    m_tls->setReadBufferSize(readAhead);
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
    return true;
}

/// The tunnel is up: its near end is a Unix socket.
void Transport::openThrough(const TlsOptions &tls)
{
    const QPointer<Transport> guard(this);
    emit tunnelled();
    if (!guard || m_aborted)
        return;
    if (!m_address.isUnixSocket() && m_address.encryption == Encryption::Tls)
        encryptThrough(tls);
    else
        openLocal(m_way->localPath());
}

void Transport::encryptThrough(const TlsOptions &tls)
{
#ifdef Q_OS_UNIX
    if (!prepareTls(tls))
        return;
    const QByteArray path = QFile::encodeName(m_way->localPath());
    sockaddr_un place{};
    place.sun_family = AF_UNIX;
    std::memcpy(place.sun_path, path.constData(), std::min(size_t(path.size()), sizeof(place.sun_path) - 1));
    const auto *generic = static_cast<const sockaddr *>(static_cast<const void *>(&place));
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (descriptor < 0 || ::fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0 || ::connect(descriptor, generic, sizeof(place)) != 0
        || !m_tls->setSocketDescriptor(descriptor)) {
        m_failure = {Error::Code::TunnelLost, tr("SSH tunnel: its near end cannot be used: %1.").arg(qt_error_string(errno))};
        if (descriptor >= 0)
            ::close(descriptor);
        m_way->inquire();
        return;
    }
    m_tls->setPeerVerifyName(tls.serverName.isEmpty() ? m_address.host : tls.serverName);
    later(&Transport::securing);
    m_tls->startClientEncryption();
#else
    Q_UNUSED(tls)
#endif
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
    openLocal(path);
}

void Transport::openLocal(const QString &path)
{
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
    if (m_tcp && !m_way) {
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
    if (m_tcp && !m_way)
        m_ownAddress = std::make_unique<OwnAddress>(OwnAddress::Socket{m_tcp->localAddress(), m_tcp->localPort()},
                                                    OwnAddress::Socket{m_tcp->peerAddress(), m_tcp->peerPort()});
    // Later, since whoever hears of it may delete us, which the socket would not survive here.
    later(&Transport::opened);
}

void Transport::abort()
{
    m_aborted = true;
    m_ownAddress.reset();
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
    if (m_way) {
        m_way->close();
        retire(m_way, this); // it may be just telling us
    }
}

qint64 Transport::read(char *bytes, qint64 size)
{
    const qint64 count = readNow(bytes, size);
    if (m_record && count > 0)
        m_record->addAnswers(bytes, count);
    return count;
}

/// Through a tunnel, the end is told once it is known whose it is.
qint64 Transport::readNow(char *bytes, qint64 size)
{
    if (m_way && m_way->hasEnded())
        return m_way->isJudged() ? -1 : 0;
    const qint64 count = readDevice(bytes, size);
    if (m_way && count > 0)
        m_way->noteHeard();
    if (count >= 0 || !m_way)
        return count;
    m_way->inquire();
    return 0;
}

qint64 Transport::readDevice(char *bytes, qint64 size)
{
    if (m_tls)
        return readDecrypted(bytes, size);
    if (m_local)
        return readLocal(bytes, size);
    const bool alive =
        !m_broken && m_tcp && (m_tcp->state() == QAbstractSocket::ConnectedState || m_tcp->state() == QAbstractSocket::ClosingState);
    const qint64 count = alive ? m_tcp->read(bytes, size) : -1;
    return count >= 0 ? count : readRest(bytes, size);
}

qint64 Transport::readLocal(char *bytes, qint64 size)
{
#ifdef Q_OS_UNIX
    // Qt calls a reset an end. It can be told apart only while there is something to read before it.
    pollfd state{m_spare, 0, 0};
    m_wasReset = m_wasReset || (::poll(&state, 1, 0) == 1 && (state.revents & POLLERR) != 0);
#endif
    const qint64 count = m_local->isOpen() ? m_local->read(bytes, size) : -1;
    if (count > 0)
        return count;
    return m_broken || m_ended ? readRest(bytes, size) : 0;
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
    if (m_record)
        m_record->addRequests(bytes, size);
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
    readBeforeWriting();
    m_broken = m_broken || m_failure || m_device->write(bytes, size) != size;
    if (!m_broken) {
        const bool hadBacklog = m_backlog > 0;
        m_backlog += size;
        if (m_tls) {
            m_records.add(size, m_backlog);
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

/// A socket that cannot write any more is closed by Qt, and what had come on it before could not be decrypted then.
void Transport::readBeforeWriting()
{
#ifdef Q_OS_UNIX
    // Where there is nothing to read, or no room for it, Qt would call it an error not to get any.
    pollfd state{m_spare, POLLIN, 0};
    const bool canRead = m_tls && !m_failure && m_tls->state() == QAbstractSocket::ConnectedState
        && m_tls->encryptedBytesAvailable() < readAhead && m_tls->bytesAvailable() < readAhead;
    if (canRead && ::poll(&state, 1, 0) == 1 && (state.revents & POLLIN) != 0)
        m_tls->waitForReadyRead(0);
#endif
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
        m_records.clear();
    if (!m_writing && m_open)
        emit drained();
}

qint64 Transport::untaken() const
{
    return m_tls ? m_records.untaken(m_backlog) : m_backlog;
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
    // ssh passes on no reset.
    if (m_way && m_failure && m_failure.code != Error::Code::ClosedByServer)
        return false;
    if (m_local)
        return m_local->error() == QLocalSocket::PeerClosedError && !m_broken && !m_wasReset;
    bool clean =
        m_tcp && m_tcp->error() == QAbstractSocket::RemoteHostClosedError && (!m_failure || m_failure.code == Error::Code::ClosedByServer);
#ifdef Q_OS_UNIX
    // Qt calls a reset an end, too; here the one leaves our own side open. The end of TLS may come before that of the socket.
    pollfd state{m_spare, POLLIN, 0};
    clean = clean && !m_broken
        && (m_way || (m_spare >= 0 && ::poll(&state, 1, 0) >= 0 && (state.revents & (POLLHUP | POLLERR | POLLNVAL)) == 0));
#endif
    return clean;
}

QString Transport::tlsSession() const
{
    if (!m_tls || !m_tls->isEncrypted())
        return {};
    const QSslCipher cipher = m_tls->sessionCipher();
    return QStringLiteral("%1, %2").arg(cipher.protocolString(), cipher.name());
}

bool Transport::isExposed() const
{
    return m_tcp && !m_tls && !m_tcp->peerAddress().isLoopback();
}

/// What can still be read is read first: a loss after the connection was open shows as the end of reading.
void Transport::report()
{
    // Of our own asking, see readBeforeWriting(): nobody else waits here.
    if (m_tls && m_tls->error() == QAbstractSocket::SocketTimeoutError && m_writing)
        return;
    m_ended = true;
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
    else if (m_way)
        m_way->inquire();
    else
        failLater(endError());
}

/// Whose end it was. What TLS itself has to say is more than that.
void Transport::takeVerdict(const Error &verdict)
{
    const Error known = endError();
    if (verdict && (!m_tls || known.code == Error::Code::ClosedByServer || known.code == Error::Code::Network))
        m_failure = verdict;
    if (m_open)
        tellReadable();
    else
        failLater(m_failure ? m_failure : known);
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
    if (m_local)
        return localFailure(*m_local, m_way ? m_way->localPath() : m_address.socketPath, m_open);
    return m_tcp ? tcpFailure(*m_tcp, m_address) : Error{};
}
