#pragma once

#include "connection/error.h"
#include "connection/serveraddress.h"
#include "connection/ssh/sshquestions.h"
#include "connection/ssh/sshtunnel.h"

#include <QFileSystemWatcher>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <chrono>
#include <memory>

/// How an `ssh` asks what it wants to know.
enum class SshAsking {
    ByItself, ///< on the terminal, or by the person's own askpass: as ssh does anyway
    Through,  ///< through SshQuestions
};

/// One `ssh` that is logged in to a machine, and leads from a Unix socket here, which nobody else may use, to one server as that machine
/// sees it. It ends with us, however we end.
class SshSession : public QObject
{
    Q_OBJECT

public:
    SshSession(const SshTunnel &tunnel, const ServerAddress &address, SshAsking asking, std::chrono::milliseconds limit);
    ~SshSession() override;

    /// Logs in; up() or failed() follows, and not before it has returned. Once only.
    void start();
    /// Ends the ssh, which may take a moment longer than this. No signal follows but that a question is closed.
    void stop();

    [[nodiscard]] bool isUp() const { return m_state == State::Up; }
    /// It failed or has ended.
    [[nodiscard]] bool isOver() const { return m_state == State::Over; }
    [[nodiscard]] const Error &error() const { return m_error; }
    /// The Unix socket that leads to the server; meaningful while it is up.
    [[nodiscard]] QString localPath() const;
    [[nodiscard]] SshQuestions *questions() { return &m_questions; }

    /// Ways through, opened since the start, that the machine could not lead to the server.
    [[nodiscard]] qsizetype refusalCount() const { return m_refusalCount; }
    /// What it said of the last of them.
    [[nodiscard]] const Error &lastRefusal() const { return m_lastRefusal; }
    /// Finds out whether ssh itself has come to its end, or goes on: after the end of a way through, to know whose end it is. inquired()
    /// follows, and error() and refusalCount() are up to date then.
    void inquire();

signals:
    void up();
    /// Once; also of one that was up.
    void failed(const Error &error);
    void inquired();

private:
    enum class State { LoggingIn, Forwarding, Up, Over };

    [[nodiscard]] QString placeOf(const char *name) const;
    [[nodiscard]] Error prepare();
    [[nodiscard]] QProcessEnvironment environment() const;
    void bind(QProcess &process, bool ownGroup) const;
    void readWords();
    void noticeVersion();
    void noticeControl();
    void finishForwarding();
    void finishInquiry();
    void noticeEnd();
    void fail(const Error &error);
    [[nodiscard]] Error explained(Error error) const;

    SshTunnel m_tunnel;
    ServerAddress m_address;
    SshAsking m_asking;
    std::chrono::milliseconds m_limit;
    State m_state = State::LoggingIn;
    Error m_error;
    QString m_program;
    std::shared_ptr<QTemporaryDir> m_folder; ///< for our own eyes only; as long as a process of ours may use it
    QString m_path;                          ///< of the folder
    SshQuestions m_questions;
    QFileSystemWatcher m_watcher;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<QProcess> m_forwarding; ///< tells m_process to listen
    std::unique_ptr<QProcess> m_version;    ///< says which ssh it is
    QTimer m_versionLimit;
    std::unique_ptr<QProcess> m_inquiry; ///< asks m_process for a sign of life
    QByteArray m_said;                   ///< by m_process
    QByteArray m_line;                   ///< that it has not ended yet
    Error m_lastRefusal;
    qsizetype m_refusalCount = 0;
    bool m_inquireAgain = false;
};
