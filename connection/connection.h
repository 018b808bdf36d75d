#pragma once

#include "connection/batchreply.h"
#include "connection/commandreply.h"
#include "connection/connectionoptions.h"
#include "connection/servercertificate.h"
#include "connection/serversettings.h"
#include "connection/ssh/sshquestion.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

class Handshake;
class RequestStream;
class SshSession;
class WireRecord;

/// One connection to one memcached over the binary protocol: it opens without blocking, authenticates, reconnects with back-off, and gives
/// every command that is asked its own true outcome (protocol-binary.txt).
class Connection : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Disconnected,   ///< not opened, closed, or told to stop trying
        Connecting,     ///< the SSH tunnel if there is one; name look-up and TCP, or the Unix socket
        Securing,       ///< TLS handshake
        Authenticating, ///< the probe, authentication and the server's settings
        Ready,
        WaitingToRetry, ///< see nextAttempt()
        Failed,         ///< for good until opened again: see error()
    };
    Q_ENUM(State)

    explicit Connection(QObject *parent = nullptr);
    ~Connection() override;

    /// Connects to another place or again; returns at once. What an earlier connection still owed ends as closed or not_connected.
    void open(const ConnectionOptions &options);
    /// Hangs up and stops trying; the state is Disconnected when it returns.
    void close();
    /// While WaitingToRetry: tries now. After Failed or Disconnected: opens again with the same options.
    void retryNow();
    /// Something happened to this computer or its network (`reason`: a sentence for the log): asks the server at once whether it is still
    /// there, or, while WaitingToRetry, tries now, and goes on with short pauses.
    void checkNow(const QString &reason);
    /// While WaitingToRetry or on the way to Ready: gives up, with the last error kept.
    void stopTrying();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isReady() const { return m_state == State::Ready; }
    /// What led to WaitingToRetry, Failed or to the last loss; none after Ready.
    [[nodiscard]] const Error &error() const { return m_error; }
    /// What the person should know of a connection that works, such as credentials that the server did not want, or a password that others
    /// could read on its way; a sentence each. They hold until the next attempt.
    [[nodiscard]] const QStringList &warnings() const { return m_warnings; }
    /// All of them in one text; empty: none.
    [[nodiscard]] QString warning() const { return m_warnings.join(u' '); }
    /// The certificate that the server has shown in the last attempt, if it came so far. Not trusted after an error that says so: then
    /// open() with its fingerprint as TlsOptions::acceptedFingerprint accepts it.
    [[nodiscard]] const std::optional<ServerCertificate> &serverCertificate() const { return m_certificate; }
    /// What TLS agreed on with the server, as in "TLSv1.3, TLS_AES_256_GCM_SHA384"; empty without TLS, or before its handshake is over.
    [[nodiscard]] QString tlsSession() const;
    /// While Ready: whether the server has accepted the user and the password.
    [[nodiscard]] bool hasLoggedIn() const { return m_loggedIn; }
    /// While WaitingToRetry: when it is tried again.
    [[nodiscard]] QDateTime nextAttempt() const { return m_nextAttempt; }
    /// Attempts made since it was opened or last Ready and answering, the one under way included.
    [[nodiscard]] int attempts() const { return m_attempts; }
    /// Copies of them share the tunnel.
    [[nodiscard]] const ConnectionOptions &options() const { return m_options; }
    /// While Connecting: the way goes through a tunnel that is not up yet.
    [[nodiscard]] bool isTunnelling() const;
    /// What the server said of itself; meaningful while Ready.
    [[nodiscard]] const ServerSettings &server() const { return m_server; }

    /// Asks one command. Unless Ready, it ends as not_connected. A quiet command is closed by a NOOP of ours.
    [[nodiscard]] std::unique_ptr<CommandReply> execute(const Command &command, Checking checking = Checking::Strict);
    /// Asks all that `source` gives, as one pipelined stream with barriers of ours in it.
    [[nodiscard]] std::unique_ptr<BatchReply> executeBatch(CommandSource source, Checking checking = Checking::Strict);
    /// The same for a list.
    [[nodiscard]] std::unique_ptr<BatchReply> executeBatch(QList<Command> commands, Checking checking = Checking::Strict);

    /// Answers what sshQuestionAsked() asked: by "yes" or a secret.
    void answerSshQuestion(int id, const QString &text);
    /// Does not; the attempt fails for good.
    void refuseSshQuestion(int id);

    /// Notes down in `record` what goes over the connection from now on, on every connection anew as soon as it is Ready: so without the
    /// way to there, and without passwords. Null: nothing any more.
    void record(std::shared_ptr<WireRecord> record);
    /// The opaque that the next command will have, as far as can be told before it is asked; none unless Ready.
    [[nodiscard]] std::optional<quint32> nextOpaque() const;

signals:
    void stateChanged(Connection::State state);
    /// One line, translated, for a log of what happened to this connection; never with a password.
    void logged(const QString &text);
    /// The ssh of the tunnel wants to know something. Where nobody is connected to this when it is opened, ssh asks by itself: on the
    /// terminal if there is one.
    void sshQuestionAsked(const SshQuestion &question);
    /// It has its answer, or does not want it any more.
    void sshQuestionClosed(int id);

private:
    /// The only place where the state changes; `lines` are what the log says of it.
    void setState(State state, const QStringList &lines);
    void followLink();
    void startAttempt();
    void startConnectTimer();
    void noticeTunnel();
    void beginHandshake();
    void becomeReady();
    void beginRecord();
    void giveUpAttempt();
    [[nodiscard]] Error explained(const Error &error) const;
    [[nodiscard]] Error explainedEnd(const Error &error) const;
    [[nodiscard]] QStringList warningsNow() const;
    void fail(const Error &cause);
    void dropStream(Status lost, const QString &reason);
    [[nodiscard]] bool hasAnswered() const;
    [[nodiscard]] std::chrono::milliseconds probeInterval() const;
    void probe();
    void askProbe();
    [[nodiscard]] QString notConnectedReason() const;

    ConnectionOptions m_options;
    State m_state = State::Disconnected;
    Error m_error;
    QStringList m_warnings;
    std::optional<ServerCertificate> m_certificate;
    ServerSettings m_server;
    Backoff m_backoff;
    QDateTime m_nextAttempt;
    QTimer m_retryTimer;
    QTimer m_connectTimer;
    QTimer m_probeTimer;
    std::shared_ptr<WireRecord> m_record;  ///< before the stream, which writes to it
    std::shared_ptr<SshSession> m_session; ///< held between attempts too: the person need not log in again
    std::unique_ptr<RequestStream> m_stream;
    std::unique_ptr<Handshake> m_handshake;
    std::unique_ptr<CommandReply> m_probeReply;
    qint64 m_ownAnswers = 0;        ///< up to so many answers are to questions of ours: the greeting, the last probe
    bool m_commandAnswered = false; ///< one that was asked of us, since Ready and before the last probe
    bool m_loggedIn = false;
    int m_attempts = 0;
};
