#include "tests/servers/faultproxy.h"

#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <sys/socket.h>
#include <utility>

using namespace std::chrono_literals;

/// One direction of a connection.
struct FaultProxy::Lane
{
    QTcpSocket *source = nullptr;
    QTcpSocket *target = nullptr;
    QByteArray heard;
    QByteArray passed;
    QByteArray waiting;
    qsizetype piece = 0; ///< how many have gone
    QTimer timer;        ///< until the next one goes
    bool due = false;    ///< its pause is over
    bool ended = false;  ///< the source has
    bool closed = false; ///< nothing is handed on any more
};

struct FaultProxy::Link
{
    [[nodiscard]] Lane &lane(Direction direction) { return lanes[size_t(direction)]; }

    QTcpSocket *client = nullptr; ///< children of the proxy
    QTcpSocket *server = nullptr;
    Lane lanes[2];
};

namespace {

/// Bytes of a piece that waits before it is handed on.
constexpr qint64 largestPiece = 64 * 1024;

/// Sends all that Qt still holds: the system has room for what tests write.
void flush(QTcpSocket *socket)
{
    while (socket->bytesToWrite() > 0 && socket->flush()) {}
}

void shutDownWriting(QTcpSocket *socket)
{
    flush(socket);
    ::shutdown(int(socket->socketDescriptor()), SHUT_WR);
}

void abortWithReset(QTcpSocket *socket)
{
    const linger atOnce{1, 0};
    ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    socket->abort();
}

} // namespace

FaultProxy::FaultProxy(quint16 serverPort, QObject *parent)
    : QObject(parent)
    , m_serverPort(serverPort)
{
    connect(&m_listener, &QTcpServer::newConnection, this, &FaultProxy::accept);
    if (!m_listener.listen(QHostAddress::LocalHost))
        qFatal("FaultProxy: %s", qPrintable(m_listener.errorString()));
}

FaultProxy::~FaultProxy()
{
    for (const auto &link : m_links) {
        link->client->disconnect(this);
        link->server->disconnect(this);
    }
}

void FaultProxy::accept()
{
    while (QTcpSocket *client = m_listener.nextPendingConnection()) {
        Link *link = m_links.emplace_back(std::make_unique<Link>()).get();
        client->setParent(this);
        link->client = client;
        link->server = new QTcpSocket(this);
        for (const Direction direction : {Direction::Requests, Direction::Responses}) {
            Lane &lane = link->lane(direction);
            lane.source = direction == Direction::Requests ? link->client : link->server;
            lane.target = direction == Direction::Requests ? link->server : link->client;
            lane.closed = m_silent;
            lane.timer.setSingleShot(true);
            connect(&lane.timer, &QTimer::timeout, this, [this, link, direction] {
                link->lane(direction).due = true;
                read(link, direction);
            });
            connect(lane.source, &QTcpSocket::readyRead, this, [this, link, direction] { read(link, direction); });
            connect(lane.source, &QTcpSocket::disconnected, this, [this, link, direction] { endSource(link, direction); });
        }
        holdBack(link, Direction::Requests);
        holdBack(link, Direction::Responses);
        client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(link->server, &QTcpSocket::connected, this, [this, link] {
            link->server->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            pump(link, Direction::Requests);
        });
        connect(link->server, &QTcpSocket::errorOccurred, this, [this, link] {
            if (link->server->state() != QAbstractSocket::ConnectedState)
                endSource(link, Direction::Responses);
        });
        if (!m_silent)
            link->server->connectToHost(QHostAddress::LocalHost, m_serverPort);
        read(link, Direction::Requests);
    }
}

void FaultProxy::mark()
{
    for (Lane &lane : m_links.back()->lanes) {
        lane.heard.clear();
        lane.passed.clear();
    }
}

void FaultProxy::cutAfter(Direction direction, qint64 bytes, Ending ending)
{
    faults(direction).cutAt = bytes;
    faults(direction).ending = ending;
    if (Link *link = m_links.back().get(); link->lane(direction).passed.size() >= bytes)
        cut(link, direction);
}

void FaultProxy::corrupt(Direction direction, qint64 offset, quint8 pattern)
{
    faults(direction).corruptAt = offset;
    faults(direction).pattern = pattern;
}

void FaultProxy::split(Direction direction, const QList<qsizetype> &sizes)
{
    faults(direction).pieces = sizes;
}

void FaultProxy::delay(Direction direction, std::chrono::milliseconds pause)
{
    faults(direction).pause = pause;
    if (!m_links.empty())
        holdBack(m_links.back().get(), direction);
}

/// What is slow to go on is slow to be taken, too.
void FaultProxy::holdBack(Link *link, Direction direction)
{
    QTcpSocket *source = link->lane(direction).source;
    source->setReadBufferSize(faults(direction).pause > 0ms ? largestPiece : 0);
    if (faults(direction).pause > 0ms)
        source->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, int(largestPiece));
}

void FaultProxy::goSilent()
{
    m_silent = true;
    for (const auto &link : m_links) {
        for (Lane &lane : link->lanes)
            lane.closed = true;
    }
}

void FaultProxy::recover()
{
    m_silent = false;
    m_faults[0] = {};
    m_faults[1] = {};
    if (!m_links.empty()) {
        holdBack(m_links.back().get(), Direction::Requests);
        holdBack(m_links.back().get(), Direction::Responses);
    }
}

QByteArray FaultProxy::heard(Direction direction) const
{
    return m_links.back()->lane(direction).heard;
}

QByteArray FaultProxy::passed(Direction direction) const
{
    return m_links.back()->lane(direction).passed;
}

bool FaultProxy::isOver() const
{
    return !m_links.empty() && m_links.back()->client->state() == QAbstractSocket::UnconnectedState;
}

void FaultProxy::read(Link *link, Direction direction)
{
    Lane &lane = link->lane(direction);
    if (lane.closed || lane.waiting.isEmpty() || faults(direction).pause == 0ms) {
        const QByteArray bytes = lane.source->readAll();
        lane.heard += bytes;
        lane.waiting += bytes;
    }
    if (!lane.closed)
        pump(link, direction);
}

void FaultProxy::pump(Link *link, Direction direction)
{
    Lane &lane = link->lane(direction);
    if (lane.closed || lane.timer.isActive() || lane.target->state() != QAbstractSocket::ConnectedState)
        return;
    const Faults &faults = this->faults(direction);
    if (!lane.waiting.isEmpty() && faults.pause > 0ms && !std::exchange(lane.due, false)) {
        lane.timer.start(faults.pause);
        return;
    }
    if (!lane.waiting.isEmpty()) {
        const qsizetype size = faults.pieces.isEmpty() ? lane.waiting.size() : faults.pieces.at(lane.piece++ % faults.pieces.size());
        const QByteArray piece = lane.waiting.first(std::min(size, lane.waiting.size()));
        lane.waiting.remove(0, piece.size());
        pass(link, direction, piece);
    }
    if (lane.closed)
        return;
    if (!lane.waiting.isEmpty() || lane.source->bytesAvailable() > 0)
        lane.timer.start(faults.pause);
    else if (lane.ended)
        endSource(link, direction);
}

void FaultProxy::pass(Link *link, Direction direction, QByteArray bytes)
{
    Lane &lane = link->lane(direction);
    Faults &faults = this->faults(direction);
    const qint64 begin = lane.passed.size();
    if (faults.corruptAt >= begin && faults.corruptAt < begin + bytes.size()) {
        bytes[qsizetype(faults.corruptAt - begin)] = char(quint8(bytes.at(qsizetype(faults.corruptAt - begin))) ^ faults.pattern);
        faults.corruptAt = -1;
    }
    const bool cuts = faults.cutAt >= 0 && begin + bytes.size() >= faults.cutAt;
    if (cuts)
        bytes.truncate(qsizetype(std::max<qint64>(faults.cutAt - begin, 0)));
    lane.passed += bytes;
    lane.target->write(bytes);
    flush(lane.target);
    if (cuts)
        cut(link, direction);
}

void FaultProxy::cut(Link *link, Direction direction)
{
    const Ending ending = faults(direction).ending;
    faults(direction).cutAt = -1;
    if (ending == Ending::Reset) {
        reset(link);
        return;
    }
    Lane &lane = link->lane(direction);
    lane.closed = true;
    lane.waiting.clear();
    shutDownWriting(lane.target);
    if (direction == Direction::Responses) {
        link->lane(Direction::Requests).closed = true;
        link->server->abort();
    }
}

/// What the client had sent counts as heard: nothing can come after it.
void FaultProxy::reset(Link *link)
{
    for (Lane &lane : link->lanes)
        lane.closed = true;
    read(link, Direction::Requests);
    char bytes[4096];
    for (ssize_t count = 1; count > 0;) {
        count = ::recv(int(link->client->socketDescriptor()), bytes, sizeof bytes, MSG_DONTWAIT);
        if (count > 0)
            link->lane(Direction::Requests).heard.append(bytes, qsizetype(count));
    }
    abortWithReset(link->client);
    abortWithReset(link->server);
}

/// An end is handed on once all before it has been.
void FaultProxy::endSource(Link *link, Direction direction)
{
    Lane &lane = link->lane(direction);
    lane.ended = true;
    if (lane.closed || !lane.waiting.isEmpty() || lane.source->bytesAvailable() > 0)
        return;
    lane.closed = true;
    if (direction == Direction::Requests)
        link->server->disconnectFromHost();
    else if (link->client->state() == QAbstractSocket::ConnectedState)
        shutDownWriting(link->client);
}
