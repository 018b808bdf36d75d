#pragma once

#include "connection/backoff.h"
#include "connection/text/keydumpexchange.h"
#include "connection/text/textconversation.h"

#include <QTimer>

#include <memory>

/// One list of keys from its turn to its end, over a connection of its own; part of KeyDumps.
class KeyDump : public QObject
{
    Q_OBJECT

public:
    KeyDump(const ConnectionOptions &options, const std::shared_ptr<KeyDumpExchange> &exchange);
    ~KeyDump() override;

    /// Its turn has come.
    void start();
    /// Hangs up. No signal follows.
    void stop();

    [[nodiscard]] const ServerAddress &address() const { return m_options.address; }
    /// An address is another server's where another tunnel leads to it.
    [[nodiscard]] bool isOfSameServer(const KeyDump &other) const { return isOfServer(other.m_options); }
    [[nodiscard]] bool isOfServer(const ConnectionOptions &options) const
    {
        return m_options.address == options.address && m_options.tunnel == options.tunnel;
    }
    [[nodiscard]] bool isStarted() const { return m_started; }
    /// Nobody wants it any more, and it is still read.
    [[nodiscard]] bool isDraining() const { return m_asked && m_exchange->isAbandoned(); }

signals:
    void drainingBegan();
    /// It is not read any more; never while it is being started.
    void over();

private:
    void goOn();
    void askLater();
    void abandon();
    void end(const Error &error);

    ConnectionOptions m_options;
    std::shared_ptr<KeyDumpExchange> m_exchange;
    std::unique_ptr<TextConversation> m_conversation;
    Backoff m_backoff;
    QTimer m_retryTimer;
    int m_attempts = 0;
    bool m_started = false;
    bool m_asked = false; ///< the server lists
    bool m_over = false;
};
