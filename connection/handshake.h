#pragma once

#include "connection/commandreply.h"
#include "connection/error.h"
#include "connection/protocol/command.h"
#include "connection/serveraddress.h"
#include "connection/serversettings.h"

#include <QObject>

#include <memory>

class RequestStream;

/// The conversation between an open stream and Ready: a VERSION that tells a binary server from others, exactly one authentication where
/// there are credentials (a second one would undo the first), the server's settings and its clock.
class Handshake : public QObject
{
    Q_OBJECT

public:
    Handshake(RequestStream *stream, const Credentials &credentials, QObject *parent = nullptr);

    void start();
    [[nodiscard]] const ServerSettings &server() const { return m_server; }
    /// What the person should know although it worked; empty: nothing.
    [[nodiscard]] const QString &warning() const { return m_warning; }
    [[nodiscard]] bool hasSentPassword() const { return m_hasSentPassword; }

signals:
    /// Once, and not after failed().
    void finished();
    void failed(const Error &error);

private:
    using Step = void (Handshake::*)(const Outcome &);
    void ask(const Command &command, Step next);
    void takeOutcome(const Outcome &outcome);
    void takeVersion(const Outcome &outcome);
    void takeMechanisms(const Outcome &outcome);
    void takeLogin(const Outcome &outcome);
    void takeSettings(const Outcome &outcome);
    void takeClock(const Outcome &outcome);
    void askSettings();
    [[nodiscard]] QByteArray plainResponse() const;

    RequestStream *m_stream;
    Credentials m_credentials;
    ServerSettings m_server;
    QString m_warning;
    bool m_hasSentPassword = false;
    std::unique_ptr<CommandReply> m_reply;
    Step m_next = nullptr;
};
