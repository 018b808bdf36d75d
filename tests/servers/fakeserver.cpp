#include "tests/servers/fakeserver.h"

#include <QDateTime>
#include <QSslServer>
#include <QTcpSocket>
#include <QTest>

#include <sys/socket.h>

namespace {

constexpr quint8 noop = 0x0a;
constexpr quint8 version = 0x0b;
constexpr quint8 stat = 0x10;
constexpr quint8 saslListMechanisms = 0x20;
constexpr quint8 saslStart = 0x21;
constexpr quint8 saslStep = 0x22;
constexpr quint16 keyNotFound = 0x01;
constexpr quint16 unknownCommand = 0x81;

QByteArray statistics(const RequestPacket &request, const Greeting::Lines &lines)
{
    QByteArray bytes;
    for (const auto &[name, value] : lines) {
        const bool now = name == "time" && value.isEmpty();
        bytes += request.answer(0, now ? QByteArray::number(QDateTime::currentSecsSinceEpoch()) : value, {}, name);
    }
    return bytes + request.answer();
}

} // namespace

struct FakeServer::Peer
{
    QTcpSocket *socket = nullptr; ///< child of the server
    QByteArray recorded;
    QByteArray pending; ///< the beginning of a request
    QByteArray heard;
    bool lastStatistics = false; ///< the NOOP behind them ends the greeting
    bool greeted = false;
};

FakeServer::FakeServer(QObject *parent)
    : QObject(parent)
    , m_server(std::make_unique<QTcpServer>())
{
    connect(m_server.get(), &QTcpServer::newConnection, this, &FakeServer::accept);
    listen(QHostAddress::LocalHost);
}

FakeServer::FakeServer(const QHostAddress &address)
    : m_server(std::make_unique<QTcpServer>())
{
    connect(m_server.get(), &QTcpServer::newConnection, this, &FakeServer::accept);
    listen(address);
}

FakeServer::FakeServer(const QSslConfiguration &tls, QObject *parent)
    : QObject(parent)
{
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(tls);
    m_server = std::move(server);
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &FakeServer::accept);
    listen(QHostAddress::LocalHost);
}

void FakeServer::listen(const QHostAddress &address)
{
    if (!m_server->listen(address))
        qFatal("FakeServer: %s", qPrintable(m_server->errorString()));
    m_port = m_server->serverPort();
}

FakeServer::~FakeServer()
{
    for (const auto &peer : m_peers)
        peer->socket->disconnect(this);
}

void FakeServer::stopListening()
{
    m_server->close();
}

bool FakeServer::listenAgain()
{
    return m_server->listen(QHostAddress::LocalHost, m_port);
}

void FakeServer::stopAccepting()
{
    m_server->pauseAccepting();
}

void FakeServer::resumeAccepting()
{
    m_server->resumeAccepting();
}

void FakeServer::answerGreeting(const Greeting &greeting)
{
    m_greeting = greeting;
}

void FakeServer::setHandler(Handler handler)
{
    m_handler = std::move(handler);
    if (!m_handler)
        return;
    // The beginning of a request that is still on its way belongs to the handler.
    for (const std::unique_ptr<Peer> &peer : m_peers) {
        qsizetype whole = 0;
        qsizetype length = 0;
        while ((length = requestLength(QByteArrayView(peer->heard).sliced(whole))) > 0)
            whole += length;
        if (length == 0) {
            peer->pending.prepend(peer->heard.sliced(whole));
            peer->heard.truncate(whole);
        }
    }
}

void FakeServer::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        // Closing the listener deletes its children.
        socket->setParent(this);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        Peer *peer = m_peers.emplace_back(std::make_unique<Peer>()).get();
        peer->socket = socket;
        connect(socket, &QTcpSocket::readyRead, this, [this, peer] { hear(*peer); });
        hear(*peer);
    }
}

void FakeServer::hear(Peer &peer)
{
    // A read buffer that is bounded belongs to a server that does not read.
    if (peer.socket->readBufferSize() != 0)
        return;
    const QByteArray bytes = peer.socket->readAll();
    peer.recorded += bytes;
    peer.pending += bytes;
    answerRequests(peer);
}

void FakeServer::answerRequests(Peer &peer)
{
    qsizetype length = 0;
    while ((m_handler || (m_greeting && !peer.greeted)) && (length = requestLength(peer.pending)) > 0) {
        const QByteArray request = peer.pending.first(length);
        peer.pending.remove(0, length);
        const bool greeting = m_greeting && !peer.greeted;
        const auto answer = greeting ? greet(peer, requestsIn(request).constFirst()) : m_handler(request);
        if (answer)
            peer.socket->write(*answer);
        else
            peer.heard += request;
    }
    // Qt drops what it still holds when the client's end comes; over TLS it cannot be flushed from here.
    if (!qobject_cast<QSslSocket *>(peer.socket))
        peer.socket->flush();
    if ((!m_handler && (!m_greeting || peer.greeted)) || length < 0)
        peer.heard += std::exchange(peer.pending, {});
}

std::optional<QByteArray> FakeServer::greet(Peer &peer, const RequestPacket &request) const
{
    switch (request.opcode) {
    case version:
        return m_greeting->version.isEmpty() ? request.answer(unknownCommand, "Unknown command") : request.answer(0, m_greeting->version);
    case saslListMechanisms:
        return m_greeting->mechanisms.isEmpty() ? request.answer(unknownCommand, "Unknown command")
                                                : request.answer(0, m_greeting->mechanisms);
    case saslStart:
    case saslStep:
        return request.answer(m_greeting->loginStatus, m_greeting->loginStatus == 0 ? "Authenticated" : "Auth failure.");
    case stat:
        peer.lastStatistics = request.key.isEmpty() || m_greeting->statStatus != 0;
        if (m_greeting->statStatus != 0)
            return request.answer(m_greeting->statStatus, "Refused");
        if (request.key.isEmpty())
            return statistics(request, m_greeting->statistics);
        if (request.key == "settings")
            return statistics(request, m_greeting->settings);
        return request.answer(keyNotFound, "Not found");
    case noop:
        peer.greeted = peer.lastStatistics;
        return request.answer();
    default:
        // A client that goes on without the closing NOOP is past its greeting too.
        peer.greeted = true;
        return m_handler ? m_handler(request.bytes()) : std::nullopt;
    }
}

void FakeServer::say(const QByteArray &bytes)
{
    if (!isConnected())
        qFatal("FakeServer: nobody is connected to hear this");
    m_peers.back()->socket->write(bytes);
}

void FakeServer::stopReading()
{
    if (m_peers.empty())
        qFatal("FakeServer: nobody is connected");
    m_peers.back()->socket->setReadBufferSize(1);
}

void FakeServer::resumeReading()
{
    m_peers.back()->socket->setReadBufferSize(0);
    hear(*m_peers.back());
}

void FakeServer::hangUp()
{
    if (!m_peers.empty())
        m_peers.back()->socket->disconnectFromHost();
}

void FakeServer::reset()
{
    if (!isConnected())
        return;
    QTcpSocket *socket = m_peers.back()->socket;
    const linger atOnce{1, 0};
    ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    socket->abort();
}

bool FakeServer::isConnected() const
{
    return !m_peers.empty() && m_peers.back()->socket->state() == QAbstractSocket::ConnectedState;
}

QByteArray FakeServer::heard() const
{
    return m_peers.empty() ? QByteArray() : m_peers.back()->heard;
}

QByteArray FakeServer::takeHeard()
{
    return m_peers.empty() ? QByteArray() : std::exchange(m_peers.back()->heard, {});
}

QByteArray FakeServer::recorded(int connection) const
{
    return m_peers.at(size_t(connection))->recorded;
}

bool FakeServer::waitForConnections(int count, std::chrono::milliseconds atMost) const
{
    return QTest::qWaitFor([this, count] { return connectionCount() >= count; }, int(atMost.count()));
}

bool FakeServer::waitForBytes(qsizetype count, std::chrono::milliseconds atMost) const
{
    return QTest::qWaitFor([this, count] { return heard().size() >= count; }, int(atMost.count()));
}

bool FakeServer::waitForRequests(qsizetype count, std::chrono::milliseconds atMost) const
{
    return QTest::qWaitFor([this, count] { return requestsIn(heard()).size() >= count; }, int(atMost.count()));
}

bool FakeServer::waitForHangUp(std::chrono::milliseconds atMost) const
{
    return QTest::qWaitFor([this] { return connectionCount() > 0 && !isConnected(); }, int(atMost.count()));
}
