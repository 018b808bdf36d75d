#pragma once

#include "app/sandbox/serveraccount.h"
#include "tests/secretword.h"

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <optional>

/// A real memcached of the test's own on a free port of 127.0.0.1. It never outlives the test, however that ends. What cannot be had (a
/// program that is missing, options that the server refuses) is told by start() and errorString(): a failure, never a skip.
class RealServer
{
public:
    enum class Access {
        Open,
        Sasl,     ///< -S, with a user database
        AuthFile, ///< -Y: text only
    };
    /// Who may log in where Access is not Open.
    static QString user() { return QStringLiteral("alice"); }
    static QString password() { return testSecret("-of-alice"); }

    /// `arguments` follow ours; with an `-l` among them they say alone where it listens.
    explicit RealServer(const QStringList &arguments = {}, Access access = Access::Open);
    ~RealServer();
    Q_DISABLE_COPY_MOVE(RealServer)

    /// What a server that speaks TLS needs; PEM files.
    struct Tls
    {
        QString certificate{}; ///< with its chain
        QString key{};
        QString authority{};   ///< for clients' certificates; empty: none are asked for
        QStringList options{}; ///< "ssl_verify_mode=2"
    };
    /// From its start on it speaks TLS (-Z) instead.
    void speakTls(const Tls &tls) { m_tls = tls; }
    /// From its start on it listens on a Unix socket instead, with the permissions `mode`, octal; port() is 0 then.
    void listenOnSocket(const QString &mode = QStringLiteral("777")) { m_socketMode = mode; }

    /// Returns once it accepts connections, or false: see errorString().
    [[nodiscard]] bool start();
    /// Ends it at once (SIGKILL): its clients see the connection closed.
    void stop();
    /// Stops and starts it on the same port, empty.
    [[nodiscard]] bool restart();
    /// Freezes it (SIGSTOP) before it returns: the system still accepts connections on its behalf.
    void suspend();
    void resume();

    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    [[nodiscard]] QString socketPath() const { return m_folder.filePath(QStringLiteral("socket")); }
    /// One sentence, with what the server or a tool said.
    [[nodiscard]] const QString &errorString() const { return m_errorString; }

private:
    [[nodiscard]] bool prepareAccess();
    [[nodiscard]] bool writeFile(const QString &name, const QByteArray &content);
    [[nodiscard]] bool createUser();
    [[nodiscard]] bool copyFile(const QString &from, const QString &name);
    [[nodiscard]] QStringList placeArguments(quint16 port) const;
    [[nodiscard]] QStringList tlsArguments() const;
    [[nodiscard]] bool isListening() const;
    [[nodiscard]] bool launch(quint16 port);
    bool fail(const QString &text);

    QStringList m_arguments;
    Access m_access;
    ServerAccount m_account;
    QTemporaryDir m_folder; ///< the server's working folder, with its passwords: its files are named relative to it
    QProcess m_process;
    std::optional<Tls> m_tls;
    QString m_socketMode; ///< empty: it listens on TCP
    QString m_errorString;
    quint16 m_port = 0;
};
