#pragma once

#include <QObject>
#include <QTcpServer>

#include <chrono>
#include <memory>
#include <vector>

class QTcpSocket;

/// A proxy on loopback between a client and a server, in the test's own thread, that does to their bytes what networks do: cuts, delays,
/// splits, corrupts and swallows them. It hands everything on, and notes it, until it is told otherwise. What is asked of "the connection"
/// means the one accepted last; a cut and a corruption happen once, and offsets count from its beginning or the last mark().
class FaultProxy : public QObject
{
    Q_OBJECT

public:
    enum class Direction { Requests, Responses };
    enum class Ending {
        Fin,   ///< orderly: what was handed on still arrives
        Reset, ///< RST in both directions, which may destroy what is on the way
    };

    /// Listens on a free port of 127.0.0.1, for a server on another port there.
    explicit FaultProxy(quint16 serverPort, QObject *parent = nullptr);
    ~FaultProxy() override;

    [[nodiscard]] quint16 port() const { return m_listener.serverPort(); }

    /// Offsets count from here on, and heard() and passed() begin anew.
    void mark();
    /// Ends the connection once exactly so many bytes have passed in a direction; at once if they have. Fin behind requests is an end of
    /// the requests: what the server still answers arrives, then the server's own end. Fin behind responses ends these at once; the proxy
    /// goes on hearing the client, but not the server.
    void cutAfter(Direction direction, qint64 bytes, Ending ending);
    /// Changes the bits of `pattern` in the byte at `offset` when it passes.
    void corrupt(Direction direction, qint64 offset, quint8 pattern);
    /// Hands bytes on in pieces of these sizes, in turn, a round of the event loop apart; empty: as they come.
    void split(Direction direction, const QList<qsizetype> &sizes);
    /// Waits before each piece, of at most 64 KiB, and takes no more from the sender before it has gone.
    void delay(Direction direction, std::chrono::milliseconds pause);
    /// As a network that is gone: from now on everything is swallowed, ends too, also that of connections still to come.
    void goSilent();
    /// No fault any more. What has been swallowed stays so: connections that were silent remain it.
    void recover();

    /// What came from the client or the server, whether it was handed on or not.
    [[nodiscard]] QByteArray heard(Direction direction) const;
    /// What was handed on.
    [[nodiscard]] QByteArray passed(Direction direction) const;
    /// How many clients were accepted so far.
    [[nodiscard]] int connectionCount() const { return int(m_links.size()); }
    /// Whether the client's end of the connection has come.
    [[nodiscard]] bool isOver() const;

private:
    struct Link;
    struct Lane;
    /// What is to happen to one direction.
    struct Faults
    {
        qint64 cutAt = -1;
        Ending ending = Ending::Fin;
        qint64 corruptAt = -1;
        quint8 pattern = 0;
        QList<qsizetype> pieces;
        std::chrono::milliseconds pause{0};
    };

    void accept();
    void holdBack(Link *link, Direction direction);
    void read(Link *link, Direction direction);
    void pump(Link *link, Direction direction);
    void pass(Link *link, Direction direction, QByteArray bytes);
    void cut(Link *link, Direction direction);
    void reset(Link *link);
    void endSource(Link *link, Direction direction);
    [[nodiscard]] Faults &faults(Direction direction) { return m_faults[size_t(direction)]; }

    QTcpServer m_listener;
    quint16 m_serverPort;
    std::vector<std::unique_ptr<Link>> m_links;
    Faults m_faults[2];
    bool m_silent = false;
};
