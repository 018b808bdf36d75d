#include "connection/networkfailure.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QTcpSocket>

#include <algorithm>

#ifdef Q_OS_UNIX
#    include <sys/stat.h>
#endif

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(NetworkFailure)
};

Error closedByServer()
{
    return {Error::Code::ClosedByServer, Words::tr("The server closed the connection.")};
}

bool isAnotherKindOfFile(const QString &path)
{
#ifdef Q_OS_UNIX
    struct stat file = {};
    return ::stat(QFile::encodeName(path).constData(), &file) == 0 && !S_ISSOCK(file.st_mode);
#else
    return QFileInfo(path).isDir();
#endif
}

} // namespace

Error tcpFailure(const QTcpSocket &socket, const ServerAddress &address)
{
    switch (socket.error()) {
    case QAbstractSocket::HostNotFoundError:
        return lookUpFailure(address.host);
    case QAbstractSocket::ConnectionRefusedError:
        return {Error::Code::ConnectionRefused,
                Words::tr("Connection refused: nothing listens at %1. Is memcached running there?").arg(address.text())};
    case QAbstractSocket::RemoteHostClosedError:
        return closedByServer();
    default:
        return {Error::Code::Network, Words::tr("The connection to %1 failed: %2.").arg(address.text(), socket.errorString())};
    }
}

Error lookUpFailure(const QString &host)
{
    return {Error::Code::HostNotFound, Words::tr("The name %1 is unknown. Check its spelling and the network.").arg(host)};
}

Error localFailure(const QLocalSocket &socket, const QString &path, bool wasOpen)
{
    const QLocalSocket::LocalSocketError error = socket.error();
    if (error == QLocalSocket::PeerClosedError)
        return closedByServer();
    if (!wasOpen && error == QLocalSocket::SocketAccessError)
        return {
            Error::Code::SocketForbidden,
            Words::tr("No permission to use the socket %1. memcached sets who may with -a, and its folder must be open too.").arg(path)};
    if (!wasOpen && !QFileInfo::exists(path))
        return {Error::Code::SocketMissing, Words::tr("There is no socket %1. Is memcached running with “-s %1”?").arg(path)};
    if (!wasOpen && isAnotherKindOfFile(path))
        return {Error::Code::NotASocket, Words::tr("%1 is no socket, but a file of another kind.").arg(path)};
    if (!wasOpen && error == QLocalSocket::ConnectionRefusedError)
        return {Error::Code::ConnectionRefused,
                Words::tr("Connection refused: nobody listens at %1. The socket was left behind by a server that has ended.").arg(path)};
    return {Error::Code::Network, Words::tr("The connection to %1 failed: %2.").arg(path, socket.errorString())};
}

Error textFailure(const QByteArray &text)
{
    // RFC 8446, section 5.1: an alert.
    if (text.startsWith("\x15\x03"))
        return {Error::Code::WantsTls,
                Words::tr("The server answered in TLS: it wants TLS. Connect with it, as in memcacheds://host:port.")};
    const QByteArray line = text.split('\n').constFirst().trimmed().left(200);
    if (std::ranges::any_of(line, [](char byte) { return quint8(byte) < ' ' || quint8(byte) > '~'; }))
        return {Error::Code::Protocol,
                Words::tr("The server answered with bytes that no memcached sends (%1…). It may want TLS, or be a server of another kind.")
                    .arg(QString::fromLatin1(line.left(8).toHex(' ')))};
    const QString said = QString::fromUtf8(line);
    if (line.contains("Too many open connections"))
        return {Error::Code::TooManyConnections,
                Words::tr("The server has no connection left (“%1”). Raise its limit (-c) or close others.").arg(said)};
    if (line.contains("unauthenticated"))
        return {Error::Code::TextOnly,
                Words::tr("The server speaks the text protocol only and wants a login in it (“%1”). It has no binary protocol, so commands "
                          "and batches cannot run there.")
                    .arg(said)};
    return {
        Error::Code::TextOnly,
        Words::tr("The server answered with text (“%1”): it speaks the text protocol only, or is no memcached. It has no binary protocol, "
                  "so commands and batches cannot run there.")
            .arg(said)};
}
