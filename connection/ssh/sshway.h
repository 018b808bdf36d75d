#pragma once

#include "connection/ssh/sshsession.h"

#include <QObject>

#include <memory>

/// One way through a session of ssh to its server, and whose doing it is when that ends: ssh passes on an end, but not its cause.
class SshWay : public QObject
{
    Q_OBJECT

public:
    /// Holds `session` until it is closed.
    explicit SshWay(std::shared_ptr<SshSession> session);

    /// Waits for the session to be up; opened() or failed() follows, and not before it has returned.
    void open();
    void close();
    /// The Unix socket that leads to the server, once opened.
    [[nodiscard]] QString localPath() const { return m_session ? m_session->localPath() : QString(); }

    /// Something came from the server: so it was reached.
    void noteHeard() { m_hasHeard = true; }
    /// To be called once it has ended: judged() follows, once.
    void inquire();
    [[nodiscard]] bool hasEnded() const { return m_verdict != Verdict::Unasked; }
    [[nodiscard]] bool isJudged() const { return m_verdict == Verdict::Known; }

signals:
    void opened();
    void failed(const Error &error);
    /// ssh has come to its end, or could not lead to the server; none: it is the server's doing.
    void judged(const Error &error);

private:
    enum class Verdict { Unasked, Awaited, Known };

    void begin();
    void judge();

    std::shared_ptr<SshSession> m_session;
    qsizetype m_refusals = 0; ///< of the session, before we were on our way
    Verdict m_verdict = Verdict::Unasked;
    bool m_hasHeard = false;
    bool m_begun = false;
};
