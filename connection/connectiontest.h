#pragma once

#include "connection/connection.h"

#include <QElapsedTimer>

class QHostInfo;

/// One step on the way to a server, and how it went.
struct TestStep
{
    enum class Kind { Tunnel, LookUp, Connect, Secure, Authenticate, Version };

    Kind kind = Kind::LookUp;
    std::chrono::microseconds duration{0};
    QString found{}; ///< what it found, in translated words; empty after an error
    Error error{};   ///< why it failed, and what to do; none: it worked

    /// For people: "Name look-up".
    [[nodiscard]] static QString name(Kind kind);
};

/// Tries a server out: name look-up, TCP or the Unix socket, TLS, authentication and VERSION one by one, each with its time, up to the
/// first that fails. Steps that do not apply are left out. It asks nothing that changes the server, and hangs up in the end.
class ConnectionTest : public QObject
{
    Q_OBJECT

public:
    explicit ConnectionTest(QObject *parent = nullptr);
    ~ConnectionTest() override;

    /// Once only; the first signal comes after it has returned.
    void start(const ConnectionOptions &options);
    /// The step under way ends as Stopped, and the test with it.
    void cancel();

    [[nodiscard]] bool isRunning() const { return m_running; }
    /// Why the test failed; none: everything worked so far.
    [[nodiscard]] const Error &error() const { return m_error; }
    /// What the person should know although it worked, see Connection::warnings().
    [[nodiscard]] const QStringList &warnings() const { return m_warnings; }
    /// What the server has shown, if it came so far; see Connection::serverCertificate().
    [[nodiscard]] const std::optional<ServerCertificate> &serverCertificate() const { return m_connection.serverCertificate(); }
    [[nodiscard]] const ConnectionOptions &options() const { return m_options; }
    /// Whose ssh may ask something: whoever answers connects to it before start().
    [[nodiscard]] Connection *connection() { return &m_connection; }

signals:
    /// What is waited for now. The step that ends may be another: that something is no memcached shows while a login is tried.
    void stepBegun(TestStep::Kind kind);
    /// The same kind may come again, with an error, and what came after it then is void: TLS 1.3 servers look at our certificate after the
    /// handshake, and ssh takes a connection before there is one to the server.
    void stepEnded(const TestStep &step);
    void finished();

private:
    void beginSteps();
    void lookUp();
    void takeAddresses(const QHostInfo &found);
    void connectNow();
    void followConnection(Connection::State state);
    void takeVersion();
    void begin(TestStep::Kind kind);
    void pass(const QString &found);
    void fail(const Error &error);
    void finish();
    [[nodiscard]] TestStep::Kind placeOf(const Error &error) const;
    [[nodiscard]] QString securedText() const;
    [[nodiscard]] QString loginText() const;

    ConnectionOptions m_options;
    Connection m_connection;
    std::unique_ptr<CommandReply> m_reply;
    QTimer m_lookUpLimit;
    QElapsedTimer m_clock; ///< since the step began
    TestStep::Kind m_step = TestStep::Kind::LookUp;
    Error m_error;
    QStringList m_warnings;
    int m_lookUp = -1;
    bool m_running = false;
};
