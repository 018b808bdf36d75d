#include "connection/connection.h"

#include "connection/commandcheck.h"
#include "connection/finalerror.h"
#include "connection/handshake.h"
#include "connection/networkfailure.h"
#include "connection/requeststream.h"
#include "connection/retire.h"
#include "connection/ssh/sshlink.h"
#include "connection/ssh/tunnelexit.h"
#include "connection/tlsfailure.h"
#include "connection/wirerecord.h"

#include <QLoggingCategory>
#include <QMetaMethod>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(connectionLog, "slabscope.connection", QtWarningMsg)

namespace {

/// A longer body could not be referred to; no memcached holds items of this size.
constexpr quint32 largestBody = 1024 * 1024 * 1024;

} // namespace

Connection::Connection(QObject *parent)
    : QObject(parent)
{
    m_retryTimer.setSingleShot(true);
    m_connectTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &Connection::startAttempt);
    connect(&m_connectTimer, &QTimer::timeout, this, &Connection::giveUpAttempt);
    m_probeTimer.setSingleShot(true);
    connect(&m_probeTimer, &QTimer::timeout, this, &Connection::probe);
}

Connection::~Connection() = default;

void Connection::open(const ConnectionOptions &options)
{
    dropStream(Status::Closed, tr("The connection was opened anew."));
    const std::shared_ptr<SshLink> before = m_options.link;
    m_options = options; // which may be the same ones
    m_options.maximumBody = std::min(options.maximumBody, largestBody);
    m_backoff = Backoff(options.backoff);
    m_attempts = 0;
    m_error = {};
    // The same place again: by the same login, unless there is none any more.
    if (!m_options.link)
        m_options.link = before;
    m_options.shareTunnel();
    if (before && before != m_options.link)
        before->disconnect(this);
    if (before != m_options.link)
        followLink();
    startAttempt();
}

/// A question takes as long as it takes.
void Connection::followLink()
{
    m_session.reset();
    SshLink *link = m_options.link.get();
    if (!link)
        return;
    link->disconnect(this);
    // Later, and so in order: one is also closed while we let go of the session.
    connect(
        link, &SshLink::questionAsked, this,
        [this](const SshQuestion &question) {
            m_connectTimer.stop();
            emit sshQuestionAsked(question);
        },
        Qt::QueuedConnection);
    connect(
        link, &SshLink::questionClosed, this,
        [this](int id) {
            if (m_state == State::Connecting)
                startConnectTimer();
            emit sshQuestionClosed(id);
        },
        Qt::QueuedConnection);
}

bool Connection::isTunnelling() const
{
    return m_state == State::Connecting && m_session && !m_session->isUp();
}

void Connection::answerSshQuestion(int id, const QString &text)
{
    if (m_options.link)
        m_options.link->answer(id, text);
}

void Connection::refuseSshQuestion(int id)
{
    if (m_options.link)
        m_options.link->refuse(id);
}

void Connection::close()
{
    dropStream(Status::Closed, tr("The connection was closed from here."));
    m_session.reset();
    m_error = {};
    setState(State::Disconnected, m_state == State::Disconnected ? QStringList() : QStringList{tr("Disconnected.")});
}

void Connection::retryNow()
{
    if (m_state == State::WaitingToRetry)
        startAttempt();
    else if (m_state == State::Failed || m_state == State::Disconnected)
        open(m_options);
}

void Connection::checkNow(const QString &reason)
{
    if (m_state != State::WaitingToRetry && m_state != State::Ready)
        return;
    const QPointer<Connection> self(this);
    emit logged(reason);
    if (!self)
        return;
    if (m_state == State::WaitingToRetry) {
        m_backoff.restart();
        startAttempt();
    } else if (m_state == State::Ready && m_stream && m_stream->isUsable() && m_stream->isIdle()) {
        askProbe();
    }
}

void Connection::stopTrying()
{
    if (m_state == State::Ready || m_state == State::Disconnected || m_state == State::Failed)
        return;
    dropStream(Status::Closed, tr("Trying to connect was stopped."));
    m_session.reset();
    setState(State::Disconnected, {tr("Stopped trying.")});
}

std::unique_ptr<CommandReply> Connection::execute(const Command &command, Checking checking)
{
    SourcedCommand sourced{.command = command};
    if (checking == Checking::Strict)
        checkCommand(sourced, m_server);
    checkHeader(sourced);
    const bool usable = m_state == State::Ready && m_stream->isUsable();
    if (usable && sourced.refusal == Status::Success)
        return m_stream->ask(command);

    std::unique_ptr<CommandReply> reply(new CommandReply(nullptr));
    if (usable)
        reply->addWithout(command.opcode, sourced.refusal, Basis::NotSent, sourced.reason);
    else
        reply->addWithout(command.opcode, Status::NotConnected, Basis::NotSent, notConnectedReason());
    reply->wake();
    return reply;
}

std::unique_ptr<BatchReply> Connection::executeBatch(CommandSource source, Checking checking)
{
    if (m_state == State::Ready && m_stream->isUsable())
        return m_stream->askBatch(std::move(source), checking);
    std::unique_ptr<BatchReply> batch(new BatchReply(nullptr, std::move(source), checking));
    batch->endSource(Status::NotConnected, notConnectedReason());
    return batch;
}

std::unique_ptr<BatchReply> Connection::executeBatch(QList<Command> commands, Checking checking)
{
    return executeBatch(
        [commands = std::move(commands), index = qsizetype(0)](SourcedCommand &next) mutable {
            if (index == commands.size())
                return SourceState::End;
            next.command = commands.at(index++);
            return SourceState::Next;
        },
        checking);
}

void Connection::record(std::shared_ptr<WireRecord> record)
{
    if (m_stream)
        m_stream->setRecord(nullptr);
    m_record = std::move(record);
    if (m_state == State::Ready)
        beginRecord();
}

QString Connection::tlsSession() const
{
    return m_stream ? m_stream->transport().tlsSession() : QString();
}

std::optional<quint32> Connection::nextOpaque() const
{
    if (m_state != State::Ready || !m_stream->isUsable())
        return {};
    return m_stream->nextOpaque();
}

void Connection::startAttempt()
{
    dropStream(Status::Closed, {});
    ++m_attempts;
    m_warnings.clear();
    m_certificate.reset();
    m_loggedIn = false;
    m_server = {};
    m_stream = std::make_unique<RequestStream>(m_options.maximumBody);
    m_stream->setAccess(m_options.access);
    m_stream->setPlace(m_options.place());
    connect(m_stream.get(), &RequestStream::tunnelled, this, &Connection::noticeTunnel);
    connect(m_stream.get(), &RequestStream::securing, this, [this] { setState(State::Securing, {}); });
    connect(m_stream.get(), &RequestStream::opened, this, &Connection::beginHandshake);
    connect(m_stream.get(), &RequestStream::failed, this, &Connection::fail);
    if (m_options.link) {
        static const QMetaMethod asked = QMetaMethod::fromSignal(&Connection::sshQuestionAsked);
        m_options.link->setAsking(isSignalConnected(asked) ? SshAsking::Through : SshAsking::ByItself);
        m_session = m_options.link->session();
    }
    startConnectTimer();
    const QPointer<RequestStream> stream(m_stream.get());
    const QString place = m_options.place();
    QStringList lines{m_attempts == 1 ? tr("Connecting to %1.").arg(place)
                                      : tr("Connecting to %1, attempt %2.").arg(place).arg(m_attempts)};
    if (m_session && !m_session->isUp())
        lines += tr("Opening an SSH tunnel via %1.").arg(m_options.tunnel->host);
    setState(State::Connecting, lines);
    if (stream && stream == m_stream.get())
        stream->open(m_options.address, m_options.tls, m_options.link);
}

/// Where ssh asks by itself, we cannot tell whether it does: its own time limit has to do.
void Connection::startConnectTimer()
{
    const bool isAsking = isTunnelling() && m_session->questions()->isAsking();
    const bool mayAsk = m_session && !m_session->isUp() && m_options.link->asking() == SshAsking::ByItself;
    if (m_options.connectTimeout > 0ms && !isAsking && !mayAsk)
        m_connectTimer.start(m_options.connectTimeout);
}

void Connection::noticeTunnel()
{
    startConnectTimer();
    setState(State::Connecting, {tr("The SSH tunnel via %1 is up.").arg(m_options.tunnel->host)});
}

void Connection::beginHandshake()
{
    if (m_options.connectTimeout <= 0ms)
        m_stream->setRequestTimeout(m_options.requestTimeout);
    m_certificate = m_stream->transport().serverCertificate();
    m_handshake = std::make_unique<Handshake>(m_stream.get(), m_options.credentials);
    connect(m_handshake.get(), &Handshake::finished, this, &Connection::becomeReady);
    connect(m_handshake.get(), &Handshake::failed, this, &Connection::fail);
    m_handshake->start();
    setState(State::Authenticating, {});
}

void Connection::becomeReady()
{
    m_connectTimer.stop();
    m_server = m_handshake->server();
    m_loggedIn = m_handshake->hasSentPassword(); // a refusal would have ended it
    m_warnings = warningsNow();
    retire(m_handshake, this);
    m_stream->setServer(m_server);
    beginRecord();
    m_stream->setRequestTimeout(m_options.requestTimeout);
    m_ownAnswers = m_stream->answerCount() + m_stream->pendingCount();
    m_commandAnswered = false;
    m_error = {};
    if (probeInterval() > 0ms)
        m_probeTimer.start(probeInterval());
    QStringList lines{tr("Connected to %1, memcached %2.").arg(m_options.place(), QString::fromUtf8(m_server.version))};
    setState(State::Ready, lines + m_warnings);
}

void Connection::beginRecord()
{
    if (!m_record)
        return;
    m_record->beginStream();
    m_stream->setRecord(m_record.get());
}

QStringList Connection::warningsNow() const
{
    QStringList warnings;
    if (!m_handshake->warning().isEmpty())
        warnings += m_handshake->warning();
    if (m_handshake->hasSentPassword() && m_stream->transport().isExposed())
        warnings += tr("The password went over the network unencrypted: others on the way could read it. Use TLS (memcacheds://).");
    else if (m_handshake->hasSentPassword() && m_options.tunnel && !m_stream->transport().isEncrypted()
             && goesOnByNetwork(*m_options.tunnel, m_options.address))
        warnings += tr("From %1, where the SSH tunnel ends, the password went on to %2 unencrypted: others on that stretch could read it. "
                       "Use TLS (memcacheds://).")
                        .arg(m_options.tunnel->host, m_options.address.host);
    if (m_stream->transport().isEncrypted() && m_options.tls.acceptedFingerprint.isEmpty()
        && m_options.tls.verification == TlsOptions::Verification::NotAtAll)
        warnings += tr("The server's certificate is not verified: others on the way could answer in its place, and read along.");
    return warnings;
}

void Connection::giveUpAttempt()
{
    const double seconds = double(m_options.connectTimeout.count()) / 1000.0;
    if (isTunnelling())
        fail({Error::Code::TunnelUnreachable,
              tr("SSH tunnel: the login to %1 was not over within %L2 s. Check the address and the firewalls between.")
                  .arg(m_options.tunnel->host)
                  .arg(seconds)});
    else if (m_state == State::Connecting)
        fail({Error::Code::ConnectTimeout,
              tr("No connection to %1 within %L2 s. Check the address and the firewalls between.").arg(m_options.place()).arg(seconds)});
    else if (m_state == State::Securing)
        fail({Error::Code::Silent,
              tr("The server accepted the connection, but the TLS handshake was not over within %L1 s. It may be frozen, or not speak TLS: "
                 "then connect without, as in memcached://host:port.")
                  .arg(seconds)});
    else if (m_stream->heardAnything())
        fail({Error::Code::ConnectTimeout, tr("The server began to answer, but was not ready within %L1 s.").arg(seconds)});
    else
        fail({Error::Code::Silent,
              tr("The server accepted the connection but said nothing for %L1 s. It may be frozen, or want TLS.").arg(seconds)});
}

/// Says of an error on the way to Ready what it means there.
Error Connection::explained(const Error &error) const
{
    if (error.code == Error::Code::TextOnly)
        return textFailure(m_stream->text());
    const bool early = (m_state == State::Authenticating || m_state == State::Securing) && !m_stream->heardAnything();
    if (early && (error.code == Error::Code::ClosedByServer || error.code == Error::Code::Network))
        return explainedEnd(error);
    if (early && error.code == Error::Code::RequestTimeout)
        return {Error::Code::Silent, tr("The server accepted the connection but said nothing. It may be frozen, or want TLS.")};
    return error;
}

/// What it means that the server closed before it said anything.
Error Connection::explainedEnd(const Error &error) const
{
    if (m_state == State::Securing && error.code == Error::Code::Network)
        return error;
    if (m_state == State::Securing)
        return {Error::Code::ClosedAtOnce,
                tr("The server closed the connection in the TLS handshake. Most likely it does not speak TLS: then connect without, as in "
                   "memcached://host:port. It may also have refused us, for want of a client certificate.")};
    if (m_stream->transport().isEncrypted())
        return {Error::Code::ClosedAtOnce,
                m_options.tls.certificateFile.isEmpty()
                    ? tr("The server closed the connection right after the TLS handshake. It may want a client certificate (TLS options, "
                         "or --cert and --key), speak text only, or have too many connections.")
                    : tr("The server closed the connection right after the TLS handshake. It may not take the client certificate, speak "
                         "text only, or have too many connections.")};
    // memcached resets who speaks to its TLS port without TLS.
    const bool wasReset = error.code == Error::Code::ClosedByServer && !m_stream->transport().endedCleanly();
    if (wasReset && !m_options.address.isUnixSocket() && !m_options.tunnel)
        return {Error::Code::WantsTls,
                tr("The server reset the connection before it said anything. Most likely it wants TLS: connect with it, as in "
                   "memcacheds://host:port.")};
    return {Error::Code::ClosedAtOnce,
            tr("The server closed the connection before it said anything. It may want TLS, speak text only, or have too many "
               "connections.")};
}

void Connection::fail(const Error &cause)
{
    const Error error = explained(cause);
    if (m_stream->transport().serverCertificate())
        m_certificate = m_stream->transport().serverCertificate();
    const State before = m_state;
    const bool answered = before == State::Ready && hasAnswered();
    if (answered) {
        m_backoff.restart();
        m_attempts = 0;
    }
    m_error = error;
    // Another answer takes another login.
    if (error.code == Error::Code::TunnelForbidden)
        m_session.reset();
    dropStream(error.code == Error::Code::RequestTimeout ? Status::TimedOut : Status::Closed, error.text);
    QStringList lines{before == State::Ready && error.code != Error::Code::Quit ? tr("Lost the connection: %1").arg(error.text)
                                                                                : error.text};
    if (isFinalError(error.code) || (!m_options.retry && before != State::Ready)) {
        setState(State::Failed, lines);
        return;
    }
    // Hanging up was our own doing then, and the server is well.
    const auto wait = error.code == Error::Code::Desynchronised && answered ? 0ms : m_backoff.next();
    m_nextAttempt = QDateTime::currentDateTime().addMSecs(wait.count());
    m_retryTimer.start(wait);
    lines += tr("Trying again in %L1 s.").arg(double(wait.count()) / 1000.0);
    setState(State::WaitingToRetry, lines);
}

void Connection::dropStream(Status lost, const QString &reason)
{
    m_retryTimer.stop();
    m_connectTimer.stop();
    m_probeTimer.stop();
    m_probeReply.reset();
    retire(m_handshake, this);
    // One that is stuck on its way does not keep the next attempt.
    if (m_session && !m_session->isUp())
        m_session.reset();
    if (m_stream) {
        m_stream->disconnect(this);
        m_stream->setRecord(nullptr);
        m_stream->end(lost, reason);
        retire(m_stream, this);
    }
}

/// Whether a command that was asked of us has been answered since Ready: a server that does no more than greet and answer probes may still
/// be one that every attempt finds as broken as before.
bool Connection::hasAnswered() const
{
    return m_commandAnswered || m_stream->answerCount() > m_ownAnswers;
}

std::chrono::milliseconds Connection::probeInterval() const
{
    const std::chrono::milliseconds wanted = std::max(m_options.probeAfter, 0ms);
    if (m_server.idleTimeout <= 0s)
        return wanted;
    const auto half = std::clamp<std::chrono::milliseconds>(m_server.idleTimeout / 2, 500ms, 1h);
    return wanted > 0ms ? std::min(wanted, half) : half;
}

/// The probe's answer is waited for as any other: without one the request timeout ends the connection.
void Connection::probe()
{
    if (!m_stream || !m_stream->isUsable())
        return;
    const std::chrono::milliseconds interval = probeInterval();
    const std::chrono::milliseconds quiet = m_stream->quietTime();
    if (m_stream->isIdle() && quiet >= interval)
        askProbe();
    m_probeTimer.start(quiet < interval ? interval - quiet : interval);
}

void Connection::askProbe()
{
    m_commandAnswered = hasAnswered();
    m_ownAnswers = m_stream->answerCount() + 1;
    m_probeReply = m_stream->ask({.opcode = Opcode::Noop});
}

QString Connection::notConnectedReason() const
{
    return m_error ? tr("Not sent, there is no connection: %1").arg(m_error.text) : tr("Not sent: there is no connection.");
}

void Connection::setState(State state, const QStringList &lines)
{
    const bool changed = std::exchange(m_state, state) != state;
    const QPointer<Connection> guard(this);
    for (const QString &line : lines) {
        qCInfo(connectionLog).noquote().nospace() << (objectName().isEmpty() ? m_options.address.text() : objectName()) << ": " << line;
        emit logged(line);
        if (!guard)
            return;
    }
    // Another attempt may be for another place.
    if ((changed || state == State::Connecting) && m_state == state)
        emit stateChanged(state);
}
