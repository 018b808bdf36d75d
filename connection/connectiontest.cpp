#include "connection/connectiontest.h"

#include "connection/networkfailure.h"
#include "connection/retire.h"
#include "connection/ssh/sshlink.h"
#include "connection/tlsfailure.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QPointer>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr qsizetype mostAddresses = 6;

} // namespace

QString TestStep::name(Kind kind)
{
    switch (kind) {
    case Kind::Tunnel:
        return ConnectionTest::tr("SSH tunnel");
    case Kind::LookUp:
        return ConnectionTest::tr("Name look-up");
    case Kind::Connect:
        return ConnectionTest::tr("Connection");
    case Kind::Secure:
        return ConnectionTest::tr("TLS");
    case Kind::Authenticate:
        return ConnectionTest::tr("Authentication");
    case Kind::Version:
        return ConnectionTest::tr("Version");
    }
    return {};
}

ConnectionTest::ConnectionTest(QObject *parent)
    : QObject(parent)
{
    m_lookUpLimit.setSingleShot(true);
    connect(&m_lookUpLimit, &QTimer::timeout, this, [this] {
        fail({Error::Code::ConnectTimeout,
              tr("Nobody could say within %L2 s what the address of %1 is. Check the network and its DNS.")
                  .arg(m_options.address.host)
                  .arg(double(m_options.connectTimeout.count()) / 1000.0)});
    });
    connect(&m_connection, &Connection::stateChanged, this, &ConnectionTest::followConnection);
}

ConnectionTest::~ConnectionTest()
{
    if (m_lookUp >= 0)
        QHostInfo::abortHostLookup(m_lookUp);
}

void ConnectionTest::start(const ConnectionOptions &options)
{
    m_options = options;
    m_options.retry = false;
    m_options.probeAfter = 0ms;
    m_options.link.reset(); // a tunnel that others share is not touched
    m_options.shareTunnel();
    if (options.link && m_options.link)
        m_options.link->setKeyPassphrase(options.link->keyPassphrase());
    m_clock.start();
    m_running = true;
    QMetaObject::invokeMethod(this, &ConnectionTest::beginSteps, Qt::QueuedConnection);
}

void ConnectionTest::cancel()
{
    if (m_running)
        fail({Error::Code::Stopped, tr("The test was stopped.")});
}

void ConnectionTest::beginSteps()
{
    if (!m_running)
        return;
    const ServerAddress &address = m_options.address;
    if (m_options.tunnel || address.isUnixSocket() || !QHostAddress(address.host).isNull())
        connectNow();
    else
        lookUp();
}

void ConnectionTest::lookUp()
{
    begin(TestStep::Kind::LookUp);
    if (m_options.connectTimeout > 0ms)
        m_lookUpLimit.start(m_options.connectTimeout);
    m_lookUp = QHostInfo::lookupHost(m_options.address.host, this, [this](const QHostInfo &found) { takeAddresses(found); });
}

void ConnectionTest::takeAddresses(const QHostInfo &found)
{
    m_lookUp = -1;
    if (!m_running)
        return;
    m_lookUpLimit.stop();
    const QList<QHostAddress> addresses = found.addresses();
    if (addresses.isEmpty()) {
        fail(lookUpFailure(m_options.address.host));
        return;
    }
    QStringList texts;
    for (qsizetype i = 0; i < std::min(addresses.size(), mostAddresses); ++i)
        texts += addresses[i].toString();
    const qsizetype more = addresses.size() - texts.size();
    const QString all = texts.join(QStringLiteral(", "));
    const QPointer<ConnectionTest> guard(this);
    pass(more > 0 ? tr("%1 and %Ln more", nullptr, int(more)).arg(all) : all);
    if (guard && m_running)
        connectNow();
}

void ConnectionTest::connectNow()
{
    m_connection.open(m_options);
}

void ConnectionTest::followConnection(Connection::State state)
{
    if (!m_running)
        return;
    ServerAddress place = m_options.address;
    place.encryption = Encryption::None;
    const QPointer<ConnectionTest> guard(this);
    switch (state) {
    case Connection::State::Connecting:
        if (m_connection.isTunnelling()) {
            begin(TestStep::Kind::Tunnel);
            break;
        }
        if (m_step == TestStep::Kind::Tunnel)
            pass(tr("The tunnel is open"));
        if (guard)
            begin(TestStep::Kind::Connect);
        break;
    case Connection::State::Securing:
        pass(tr("Connected to %1").arg(place.text()));
        if (guard)
            begin(TestStep::Kind::Secure);
        break;
    case Connection::State::Authenticating:
        pass(m_step == TestStep::Kind::Secure ? securedText() : tr("Connected to %1").arg(place.text()));
        if (guard)
            begin(TestStep::Kind::Authenticate);
        break;
    case Connection::State::Ready:
        m_warnings = m_connection.warnings();
        pass(loginText());
        if (guard)
            begin(TestStep::Kind::Version);
        if (!guard || !m_running)
            break;
        m_reply = m_connection.execute({.opcode = Opcode::Version});
        connect(m_reply.get(), &CommandReply::finished, this, &ConnectionTest::takeVersion);
        break;
    case Connection::State::Failed:
    case Connection::State::WaitingToRetry:
        fail(m_connection.error());
        break;
    case Connection::State::Disconnected:
        break;
    }
}

void ConnectionTest::takeVersion()
{
    if (!m_running)
        return;
    const Outcome outcome = m_reply->outcome();
    if (!outcome.succeeded()) {
        const QString why = m_connection.error() ? m_connection.error().text : outcome.message();
        fail({Error::Code::Unavailable, tr("The server did not say its version: %1").arg(why)});
        return;
    }
    const QByteArray version = outcome.value.value_or(QByteArrayView()).toByteArray().left(100);
    pass(tr("memcached %1").arg(QString::fromUtf8(version).simplified()));
    finish();
}

void ConnectionTest::begin(TestStep::Kind kind)
{
    if (!m_running) // whoever heard of the step before has stopped it
        return;
    m_step = kind;
    m_clock.start();
    emit stepBegun(kind);
}

void ConnectionTest::pass(const QString &found)
{
    const auto time = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::nanoseconds(m_clock.nsecsElapsed()));
    emit stepEnded({.kind = m_step, .duration = time, .found = found});
}

void ConnectionTest::fail(const Error &error)
{
    const auto time = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::nanoseconds(m_clock.nsecsElapsed()));
    m_error = error;
    const QPointer<ConnectionTest> guard(this);
    emit stepEnded({.kind = placeOf(error), .duration = time, .error = error});
    if (guard)
        finish();
}

void ConnectionTest::finish()
{
    if (!std::exchange(m_running, false))
        return;
    m_lookUpLimit.stop();
    retire(m_reply, this); // it may be the one that tells us
    m_connection.close();
    emit finished();
}

/// Which step an error belongs to, whichever is under way.
TestStep::Kind ConnectionTest::placeOf(const Error &error) const
{
    if (isAboutTls(error.code))
        return TestStep::Kind::Secure;
    switch (error.code) {
    case Error::Code::TunnelNotPossible:
    case Error::Code::TunnelUnreachable:
    case Error::Code::TunnelHostKey:
    case Error::Code::TunnelLogin:
    case Error::Code::TunnelCancelled:
    case Error::Code::TunnelLost:
    case Error::Code::TunnelForbidden:
        return TestStep::Kind::Tunnel;
    // Through a tunnel there seems to be a connection before the machine at its end has tried to make one.
    case Error::Code::HostNotFound:
    case Error::Code::ConnectionRefused:
    case Error::Code::BehindTunnel:
        return m_options.tunnel ? TestStep::Kind::Connect : m_step;
    case Error::Code::AuthenticationRequired:
    case Error::Code::AuthenticationFailed:
    case Error::Code::NoPlainMechanism:
    case Error::Code::Unavailable:
    case Error::Code::Stopped:
        return m_step;
    default:
        // The connection begins with a VERSION, before any login.
        return m_step == TestStep::Kind::Authenticate ? TestStep::Kind::Version : m_step;
    }
}

QString ConnectionTest::securedText() const
{
    const TlsOptions &tls = m_options.tls;
    const QString trust = !tls.acceptedFingerprint.isEmpty() ? tr("its certificate is the one that was accepted")
        : tls.verification == TlsOptions::Verification::Full ? tr("its certificate is trusted")
                                                             : tr("its certificate was not verified");
    return tr("%1; %2").arg(m_connection.tlsSession(), trust);
}

QString ConnectionTest::loginText() const
{
    return m_connection.hasLoggedIn() ? tr("The server accepted the user and the password (PLAIN)") : tr("No login is needed");
}
