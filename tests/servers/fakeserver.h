#pragma once

#include "tests/servers/packets.h"

#include <QHostAddress>
#include <QObject>
#include <QSslConfiguration>
#include <QTcpServer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QTcpSocket;

/// What a FakeServer says while a client makes its way to its first command; every answer carries its request's opaque.
struct Greeting
{
    using Lines = QList<std::pair<QByteArray, QByteArray>>;

    QByteArray version = "1.6.18"; ///< empty: a service that answers unknown_command
    QByteArray mechanisms{};       ///< empty: a server without SASL, which answers unknown_command
    quint16 loginStatus = 0;       ///< to a SASL_START: 0, or 0x20 for bad credentials
    quint16 statStatus = 0;        ///< to every STAT: 0, or 0x81 of a service that knows none
    Lines settings = {{"item_size_max", "1048576"}, {"cas_enabled", "yes"}, {"binding_protocol", "auto-negotiate"}, {"idle_timeout", "0"}};
    /// The answer to a STAT without a group; an empty value of `time` stands for the time of the answer.
    Lines statistics = {{"pid", "7"}, {"uptime", "12"}, {"time", {}}, {"version", "1.6.18"}, {"curr_items", "0"}};
};

/// A server on loopback that says what a test tells it to, in the test's own thread, and keeps what it hears. What is asked of "the
/// connection" means the one accepted last.
class FakeServer : public QObject
{
    Q_OBJECT

public:
    /// Answers a whole binary request, without an answer if it is empty; none: the request is left to the test, in heard().
    using Handler = std::function<std::optional<QByteArray>(const QByteArray &request)>;
    static constexpr std::chrono::milliseconds patience{30'000};

    /// Listens on a free port of 127.0.0.1, or of another address.
    explicit FakeServer(QObject *parent = nullptr);
    explicit FakeServer(const QHostAddress &address);
    /// The same in TLS: what is said of connections counts from the end of the handshake on.
    explicit FakeServer(const QSslConfiguration &tls, QObject *parent = nullptr);
    ~FakeServer() override;

    [[nodiscard]] quint16 port() const { return m_port; }
    /// Frees the port: a client is refused. What is connected stays so.
    void stopListening();
    /// Takes the same port again.
    [[nodiscard]] bool listenAgain();
    /// Leaves new clients in the system's backlog: they are connected, and nobody is there.
    void stopAccepting();
    void resumeAccepting();

    /// Answers each connection on its way to its first command: VERSION, SASL and STAT, up to the NOOP behind a STAT
    /// without a group or one that was refused.
    void answerGreeting(const Greeting &greeting = {});
    /// Answers every later request, and without a greeting every one.
    void setHandler(Handler handler);

    void say(const QByteArray &bytes);
    /// Stops taking bytes from the system, so that the client's writes come to a halt.
    void stopReading();
    void resumeReading();
    /// Says what is still to be said and closes (FIN).
    void hangUp();
    /// Closes with a reset (RST): what was not yet received is lost.
    void reset();

    /// How many clients were accepted so far.
    [[nodiscard]] int connectionCount() const { return int(m_peers.size()); }
    [[nodiscard]] bool isConnected() const;
    /// What the connection said and neither greeting nor handler answered, and nobody took.
    [[nodiscard]] QByteArray heard() const;
    [[nodiscard]] QByteArray takeHeard();
    /// The whole requests in takeHeard().
    [[nodiscard]] QList<RequestPacket> takeRequests() { return requestsIn(takeHeard()); }
    /// All that the connection of this number (from 0) ever said.
    [[nodiscard]] QByteArray recorded(int connection) const;

    /// Until so many clients were accepted.
    [[nodiscard]] bool waitForConnections(int count = 1, std::chrono::milliseconds atMost = patience) const;
    /// Until heard() holds at least so many bytes.
    [[nodiscard]] bool waitForBytes(qsizetype count, std::chrono::milliseconds atMost = patience) const;
    /// Until heard() holds at least so many whole requests.
    [[nodiscard]] bool waitForRequests(qsizetype count, std::chrono::milliseconds atMost = patience) const;
    /// Until the client has closed the connection.
    [[nodiscard]] bool waitForHangUp(std::chrono::milliseconds atMost = patience) const;

private:
    struct Peer;
    void listen(const QHostAddress &address);
    void accept();
    void hear(Peer &peer);
    void answerRequests(Peer &peer);
    [[nodiscard]] std::optional<QByteArray> greet(Peer &peer, const RequestPacket &request) const;

    std::unique_ptr<QTcpServer> m_server;
    quint16 m_port = 0;
    std::vector<std::unique_ptr<Peer>> m_peers;
    std::optional<Greeting> m_greeting;
    Handler m_handler;
};
