#include "connection/handshake.h"

#include "connection/requeststream.h"

#include <utility>

namespace {

/// Why, to be put into a sentence that has a full stop of its own.
QString reasonIn(const Outcome &outcome)
{
    QString reason = outcome.message();
    while (reason.endsWith(u'.'))
        reason.chop(1);
    return reason;
}

} // namespace

Handshake::Handshake(RequestStream *stream, const Credentials &credentials, QObject *parent)
    : QObject(parent)
    , m_stream(stream)
    , m_credentials(credentials)
{
}

void Handshake::start()
{
    ask({.opcode = Opcode::Version}, &Handshake::takeVersion);
}

void Handshake::ask(const Command &command, Step next)
{
    m_next = next;
    m_reply = m_stream->ask(command);
    connect(m_reply.get(), &CommandReply::finished, this, [this] {
        const std::unique_ptr<CommandReply> reply = std::exchange(m_reply, nullptr);
        takeOutcome(reply->outcome());
    });
}

void Handshake::takeOutcome(const Outcome &outcome)
{
    // A stream that broke has reported so itself.
    if (outcome.basis != Basis::Answer)
        return;
    if (outcome.status == Status::AuthRequired && m_credentials.isEmpty())
        emit failed({Error::Code::AuthenticationRequired,
                     tr("The server wants a user and a password. Connect with both, as in memcached://user:password@host:port.")});
    else
        (this->*m_next)(outcome);
}

void Handshake::takeVersion(const Outcome &outcome)
{
    if (outcome.succeeded())
        m_server.version = outcome.value.value_or(QByteArrayView()).toByteArray();
    if (m_credentials.isEmpty())
        askSettings();
    else
        ask({.opcode = Opcode::SaslListMechanisms}, &Handshake::takeMechanisms);
}

void Handshake::takeMechanisms(const Outcome &outcome)
{
    if (outcome.status == Status::UnknownCommand || outcome.status == Status::NotSupported) {
        m_warning = tr("The server asks for no password (SASL is off): the user and password were not used.");
        askSettings();
        return;
    }
    const QByteArray mechanisms = outcome.value.value_or(QByteArrayView()).toByteArray();
    if (outcome.succeeded() && !mechanisms.toUpper().split(' ').contains("PLAIN")) {
        emit failed({Error::Code::NoPlainMechanism,
                     tr("The server does not offer PLAIN authentication, only “%1”. Enable PLAIN (mech_list) on the server.")
                         .arg(QString::fromUtf8(mechanisms.left(100)))});
        return;
    }
    m_hasSentPassword = true;
    ask({.opcode = Opcode::SaslStart, .key = QByteArrayLiteral("PLAIN"), .value = plainResponse()}, &Handshake::takeLogin);
}

void Handshake::takeLogin(const Outcome &outcome)
{
    if (outcome.succeeded()) {
        askSettings();
    } else if (outcome.status == Status::AuthStep && outcome.opcode == Opcode::SaslStart) {
        ask({.opcode = Opcode::SaslStep, .key = QByteArrayLiteral("PLAIN"), .value = plainResponse()}, &Handshake::takeLogin);
    } else if (outcome.status == Status::AuthRequired || outcome.status == Status::AuthError) {
        emit failed({Error::Code::AuthenticationFailed,
                     tr("The server refused the user or the password (%1). Check both, then connect again. Some servers want the user as "
                        "user@host.")
                         .arg(reasonIn(outcome))});
    } else {
        emit failed({Error::Code::Unavailable, tr("The server could not check the password: %1.").arg(reasonIn(outcome))});
    }
}

void Handshake::askSettings()
{
    ask({.opcode = Opcode::Stat, .key = QByteArrayLiteral("settings")}, &Handshake::takeSettings);
}

void Handshake::takeSettings(const Outcome &outcome)
{
    // Managed services may know no STAT; they are good servers all the same.
    m_server.readSettings(outcome);
    if (!outcome.succeeded()) {
        emit finished();
        return;
    }
    ask({.opcode = Opcode::Stat}, &Handshake::takeClock);
}

void Handshake::takeClock(const Outcome &outcome)
{
    m_server.readClock(outcome);
    emit finished();
}

QByteArray Handshake::plainResponse() const
{
    return '\0' + m_credentials.user.toUtf8() + '\0' + m_credentials.password.toUtf8();
}
