#pragma once

#include "connection/connection.h"
#include "connection/text/textexchange.h"
#include "connection/transport.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>

class LoginExchange;

/// One connection to one memcached over its text protocol (protocol.txt): opens, logs in where the server wants it, and then runs one
/// exchange at a time, line by line, reading in slices and writing in portions at once.
class TextConversation : public QObject
{
    Q_OBJECT

public:
    /// Only the address, the credentials, the time-outs and the largest body of `options` matter.
    explicit TextConversation(const ConnectionOptions &options, QObject *parent = nullptr);
    ~TextConversation() override;

    /// idle() or failed() follows.
    void open();
    /// Runs `exchange`, which ends by its answer or by the end of the connection. Only while idle.
    void ask(std::shared_ptr<TextExchange> exchange);
    /// Hangs up; an exchange under way ends with `error`. No signal follows.
    void close(const Error &error);

    /// Logged in, and nothing is asked.
    [[nodiscard]] bool isIdle() const { return m_loggedIn && !m_exchange && !m_over; }
    [[nodiscard]] bool isLoggedIn() const { return m_loggedIn; }
    /// What the server says it is, such as "1.6.18"; empty: it does not say. Meaningful once idle.
    [[nodiscard]] const QByteArray &version() const;

signals:
    /// It may be asked: after the login and after each exchange.
    void idle();
    /// It cannot go on: opening or login failed, or the connection was lost, even while idle. Once; the exchange has ended before.
    void failed(const Error &error);

private:
    void begin();
    void writePortions();
    void updateCoalescing();
    void readLater();
    void readSocket();
    /// False: the exchange is over, or all is.
    [[nodiscard]] bool takeBytes();
    void endExchange();
    void handleEnd(const Error &error);
    void giveUpLogin();
    void checkProgress();
    void touchWatchdog();
    [[nodiscard]] Error explained(const Error &error) const;
    void fail(const Error &error);

    ConnectionOptions m_options;
    Transport m_transport;
    std::shared_ptr<LoginExchange> m_login;
    std::shared_ptr<TextExchange> m_exchange;
    std::unique_ptr<char[]> m_bytes;
    qsizetype m_filled = 0; ///< bytes in m_bytes that nobody has taken
    QTimer m_readTimer;
    QTimer m_watchdog;
    QTimer m_connectTimer;
    QElapsedTimer m_lastProgress;
    bool m_coalescing = false;
    bool m_systemCoalesces = false;
    bool m_opened = false;
    bool m_heardAnything = false;
    bool m_loggedIn = false;
    bool m_over = false;
};
