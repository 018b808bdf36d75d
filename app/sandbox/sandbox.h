#pragma once

#include "connection/connection.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>

/// A private memcached for trying things out, on loopback only, with sample data in it. It ends with this program, however that ends.
class Sandbox : public QObject
{
    Q_OBJECT

public:
    enum class State { Stopped, Starting, Running };
    Q_ENUM(State)
    enum class Content { Samples, Nothing };

    explicit Sandbox(QObject *parent = nullptr);
    ~Sandbox() override;

    /// Starts it, unless it is started already; returns at once, and started() or failed() follows. Only in the main thread: the server
    /// ends with the thread that starts it.
    void start(Content content = Content::Samples);
    /// Ends it and loses what is in it.
    void stop();

    [[nodiscard]] State state() const { return m_state; }
    /// Where it listens; meaningful while Running.
    [[nodiscard]] const ServerAddress &address() const { return m_address; }

signals:
    /// It accepts connections and its content is there.
    void started();
    /// It could not be started (SandboxFailed), or ended on its own; it is stopped.
    void failed(const Error &error);

private:
    [[nodiscard]] QString launch();
    void readPort();
    void followConnection(Connection::State state);
    void fill();
    void checkResults();
    void becomeRunning();
    void noticeEnd();
    void fail(const QString &text);
    void end();

    QProcess m_process;
    std::unique_ptr<QTemporaryDir> m_folder; ///< only until the port is known, so that a kill leaves nothing behind
    QTimer m_portTimer;
    QTimer m_deadline;
    Connection m_connection;
    std::unique_ptr<BatchReply> m_fill;
    ServerAddress m_address;
    State m_state = State::Stopped;
    Content m_content = Content::Samples;
};
