#include "connection/connection.h"

#include "tests/asking.h"
#include "tests/patience.h"
#include "tests/secretword.h"
#include "tests/servers/certificates.h"
#include "tests/servers/realserver.h"

#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>

using namespace std::chrono_literals;
using Code = Error::Code;
using State = Connection::State;

/// TLS with a real memcached: whom we trust, whom it trusts, and what is said where it fails.
class TestConnectionTls : public QObject
{
    Q_OBJECT

private:
    Certificates m_certificates;
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Connection> m_connection;

    void start(const QString &certificate, const QStringList &tlsOptions = {}, const QStringList &arguments = {},
               RealServer::Access access = RealServer::Access::Open)
    {
        m_server = std::make_unique<RealServer>(arguments, access);
        m_server->speakTls({.certificate = certificate,
                            .key = m_certificates.serverKey(),
                            .authority = tlsOptions.isEmpty() ? QString() : m_certificates.authority(),
                            .options = tlsOptions});
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
    }
    void start() { start(m_certificates.server()); }
    [[nodiscard]] ConnectionOptions trusting() const
    {
        ConnectionOptions options = optionsFor(m_server->port());
        options.address.encryption = Encryption::Tls;
        options.tls.caFile = m_certificates.authority();
        return options;
    }
    void open(const ConnectionOptions &options)
    {
        m_connection->open(options);
        QTRY_VERIFY(m_connection->isReady() || m_connection->error());
    }
    [[nodiscard]] QByteArray end(const Command &command)
    {
        const auto reply = m_connection->execute(command);
        return comesTrue([&reply] { return reply->isFinished(); }) ? endOf(*reply) : QByteArray("nothing");
    }
    [[nodiscard]] QString words() const { return m_connection->error().text; }

private slots:
    void initTestCase() { QVERIFY2(m_certificates.create(), qPrintable(m_certificates.errorString())); }
    void init() { m_connection = std::make_unique<Connection>(); }
    void cleanup()
    {
        m_connection.reset();
        m_server.reset();
    }

    void trustedServerIsReadyAfterSecuring()
    {
        start();
        const QSignalSpy states(m_connection.get(), &Connection::stateChanged);
        open(trusting());
        QVERIFY2(m_connection->isReady(), qPrintable(words()));
        QCOMPARE(statesOf(states), (QList<State>{State::Connecting, State::Securing, State::Authenticating, State::Ready}));
        QVERIFY(m_connection->warnings().isEmpty());
        QVERIFY(m_connection->serverCertificate());
        QVERIFY(m_connection->serverCertificate()->isTrusted());
        QCOMPARE(m_connection->serverCertificate()->subject, QStringLiteral("CN=localhost, O=Slabscope"));
        QCOMPARE(end({.opcode = Opcode::Set, .key = "k", .value = "v"}), QByteArray("success"));
        QCOMPARE(end({.opcode = Opcode::Get, .key = "k"}), QByteArray("success"));
        QCOMPARE(end({.opcode = Opcode::Stat}), QByteArray("success"));
        QCOMPARE(end({.opcode = Opcode::QuitQ}), QByteArray("success"));
        QTRY_VERIFY(m_connection->isReady());
    }

    /// The server takes its leave in TLS first, and closes the socket a moment after it.
    void theLeaveOfTlsIsACleanEndBeforeTheSocketsOwn()
    {
        start();
        QTcpServer relay;
        QVERIFY(relay.listen(QHostAddress::LocalHost));
        connect(&relay, &QTcpServer::newConnection, &relay, [this, &relay] {
            QTcpSocket *client = relay.nextPendingConnection();
            auto *server = new QTcpSocket(client);
            server->connectToHost(QHostAddress::LocalHost, m_server->port());
            connect(client, &QIODevice::readyRead, server, [client, server] { server->write(client->readAll()); });
            connect(server, &QIODevice::readyRead, client, [client, server] { client->write(server->readAll()); }); // and tells of no end
        });
        ConnectionOptions options = trusting();
        options.address.port = relay.serverPort();
        open(options);
        QVERIFY2(m_connection->isReady(), qPrintable(words()));
        QCOMPARE(end({.opcode = Opcode::QuitQ}), QByteArray("success"));
        m_connection.reset(); // before the relay
    }

    void untrustedCertificateIsShownAndNamed_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("authority");
        QTest::addColumn<Code>("code");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char *name, const QString &certificate, const QString &authority, Code code, const char *fault) {
            QTest::newRow(name) << certificate << authority << code << QString::fromUtf8(fault);
        };
        const Certificates &known = m_certificates;
        row("the system's authorities", known.server(), {}, Code::UnknownIssuer, "vouches for its issuer (CN=Test-Between)");
        row("another authority", known.server(), known.rogueAuthority(), Code::UnknownIssuer, "vouches");
        row("issued by itself", known.selfSignedServer(), known.authority(), Code::UnknownIssuer, "issued by itself");
        row("expired", known.expiredServer(), known.authority(), Code::CertificateExpired, "expired");
        row("for another host", known.otherServer(), known.authority(), Code::WrongServerName,
            "not for 127.0.0.1, but for cache.example.org");
        row("expired, and unknown", known.expiredServer(), known.rogueAuthority(), Code::UntrustedCertificate, "expired");
    }

    void untrustedCertificateIsShownAndNamed()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, authority);
        QFETCH(Code, code);
        QFETCH(QString, fault);
        start(certificate);
        ConnectionOptions options = trusting();
        options.tls.caFile = authority;
        open(options);
        QCOMPARE(m_connection->error().code, code);
        // Trying again cannot mend it.
        QCOMPARE(m_connection->state(), State::Failed);
        QVERIFY2(words().contains(fault), qPrintable(words()));
        const std::optional<ServerCertificate> shown = m_connection->serverCertificate();
        QVERIFY(shown && !shown->isTrusted());
        QVERIFY2(shown->faults.join(u' ').contains(fault), qPrintable(shown->faults.join(u' ')));
        QVERIFY(shown->subject.startsWith(QStringLiteral("CN=")));
        QVERIFY(shown->validFrom.isValid() && shown->validTo.isValid());
        QCOMPARE(shown->fingerprint.size(), 32);
        QCOMPARE(shown->fingerprintText().size(), 32 * 3 - 1);

        // Accepted by its fingerprint, whatever is wrong with it, it is pinned.
        options.tls.acceptedFingerprint = shown->fingerprint;
        open(options);
        QVERIFY2(m_connection->isReady(), qPrintable(words()));
        QCOMPARE(end({.opcode = Opcode::Noop}), QByteArray("success"));
        QVERIFY(m_connection->warnings().isEmpty());
    }

    void pinnedCertificateThatChangedIsRefused()
    {
        start();
        ConnectionOptions options = trusting();
        options.tls.acceptedFingerprint = QByteArray(32, 'x');
        open(options);
        // Although the authority vouches for it.
        QCOMPARE(m_connection->error().code, Code::CertificateChanged);
        QCOMPARE(m_connection->state(), State::Failed);
        QVERIFY2(words().contains(QStringLiteral("has changed")), qPrintable(words()));
        QVERIFY(m_connection->serverCertificate() && !m_connection->serverCertificate()->isTrusted());
        QVERIFY(m_connection->serverCertificate()->fingerprint != options.tls.acceptedFingerprint);
        // It has heard nothing of us.
        options.tls.acceptedFingerprint = m_connection->serverCertificate()->fingerprint;
        open(options);
        QVERIFY2(m_connection->isReady(), qPrintable(words()));
    }

    void serverNameIsWhatTheCertificateMustBeFor()
    {
        start(m_certificates.otherServer());
        ConnectionOptions options = trusting();
        options.tls.serverName = QStringLiteral("cache.example.org");
        open(options);
        QVERIFY2(m_connection->isReady(), qPrintable(words()));
        options.tls.serverName = QStringLiteral("else.example.org");
        open(options);
        QCOMPARE(m_connection->error().code, Code::WrongServerName);
        QVERIFY2(words().contains(QStringLiteral("not for else.example.org")), qPrintable(words()));
        options.address.host = QStringLiteral("localhost");
        options.tls.serverName.clear();
        open(options);
        QVERIFY2(words().contains(QStringLiteral("not for localhost")), qPrintable(words()));
    }

    void withoutVerificationAWarningStays()
    {
        start(m_certificates.expiredServer());
        ConnectionOptions options = trusting();
        options.tls.caFile.clear();
        options.tls.verification = TlsOptions::Verification::NotAtAll;
        options.credentials = {QStringLiteral("alice"), testSecret("")};
        open(options);
        QVERIFY2(m_connection->isReady(), qPrintable(words()));
        // That the server asks for no password is another matter.
        QCOMPARE(m_connection->warnings().size(), 2);
        QVERIFY2(m_connection->warning().contains(QStringLiteral("not verified")), qPrintable(m_connection->warning()));
        QVERIFY2(m_connection->warning().contains(QStringLiteral("SASL is off")), qPrintable(m_connection->warning()));
        QCOMPARE(end({.opcode = Opcode::Noop}), QByteArray("success"));
        QCOMPARE(m_connection->warnings().size(), 2);
    }

    void clientCertificates_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<Code>("code");
        const Certificates &known = m_certificates;
        const auto row = [](const char *name, int mode, const QString &certificate, Code code) {
            QTest::newRow(qPrintable(QStringLiteral("mode %1, %2").arg(mode).arg(QString::fromUtf8(name))))
                << QStringLiteral("ssl_verify_mode=%1").arg(mode) << certificate << code;
        };
        row("none", 1, {}, Code::None);
        row("ours", 1, known.client(), Code::None);
        row("a stranger's", 1, known.rogueClient(), Code::ClientCertificateRefused);
        row("none", 2, {}, Code::ClientCertificateWanted);
        row("ours", 2, known.client(), Code::None);
        row("ours without the chain", 2, known.clientWithoutChain(), Code::ClientCertificateRefused);
        row("a stranger's", 2, known.rogueClient(), Code::ClientCertificateRefused);
    }

    void clientCertificates()
    {
        QFETCH(QString, mode);
        QFETCH(QString, certificate);
        QFETCH(Code, code);
        start(m_certificates.server(), {mode});
        ConnectionOptions options = trusting();
        options.tls.certificateFile = certificate;
        options.tls.keyFile = certificate.isEmpty() ? QString() : m_certificates.clientKey();
        open(options);
        QVERIFY2(m_connection->error().code == code, qPrintable(words()));
        QCOMPARE(m_connection->state(), code == Code::None ? State::Ready : State::Failed);
        if (code == Code::ClientCertificateWanted)
            QVERIFY2(words().contains(QStringLiteral("--cert")), qPrintable(words()));
        if (code == Code::ClientCertificateRefused)
            QVERIFY2(words().contains(QStringLiteral("refused the client certificate")), qPrintable(words()));
    }

    void clientCertificatesOfOlderTls_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<Code>("code");
        QTest::newRow("none") << QString() << Code::ClientCertificateWanted;
        QTest::newRow("a stranger's") << m_certificates.rogueClient() << Code::ClientCertificateRefused;
    }

    /// memcached speaks 1.3 wherever the client does.
    void clientCertificatesOfOlderTls()
    {
        QFETCH(QString, certificate);
        QFETCH(Code, code);
        QProcess server;
        server.start(QStringLiteral("openssl"),
                     {QStringLiteral("s_server"), QStringLiteral("-tls1_2"), QStringLiteral("-Verify"), QStringLiteral("1"),
                      QStringLiteral("-verify_return_error"), QStringLiteral("-accept"), QStringLiteral("127.0.0.1:0"),
                      QStringLiteral("-cert"), m_certificates.server(), QStringLiteral("-key"), m_certificates.serverKey(),
                      QStringLiteral("-cert_chain"), m_certificates.server(), QStringLiteral("-CAfile"), m_certificates.authority()});
        QByteArray output;
        const auto port = [&output] {
            const qsizetype at = output.indexOf("ACCEPT 127.0.0.1:");
            const qsizetype end = output.indexOf('\n', at);
            return at < 0 || end < 0 ? 0 : output.sliced(at + 17, end - at - 17).toUShort();
        };
        QTRY_VERIFY2((output += server.readAllStandardOutput(), port() != 0), output.constData());
        ConnectionOptions options = optionsFor(port());
        options.address.encryption = Encryption::Tls;
        options.tls.caFile = m_certificates.authority();
        options.tls.certificateFile = certificate;
        options.tls.keyFile = certificate.isEmpty() ? QString() : m_certificates.clientKey();
        open(options);
        server.kill();
        server.waitForFinished();
        QVERIFY2(m_connection->error().code == code, qPrintable(words()));
    }

    void keyMayBeEncryptedOrInTheCertificatesFile()
    {
        start(m_certificates.server(), {QStringLiteral("ssl_verify_mode=2")});
        ConnectionOptions options = trusting();
        options.tls.certificateFile = m_certificates.client();
        options.tls.keyFile = m_certificates.encryptedKey();
        options.tls.keyPassphrase = Certificates::passphrase();
        open(options);
        QVERIFY2(m_connection->isReady(), qPrintable(words()));
        options.tls.certificateFile = m_certificates.clientWithKey();
        options.tls.keyFile.clear();
        open(options);
        QVERIFY2(m_connection->isReady(), qPrintable(words()));
    }

    void filesThatCannotBeUsedAreSaid_data()
    {
        QTest::addColumn<TlsOptions>("tls");
        QTest::addColumn<QString>("fault");
        const Certificates &known = m_certificates;
        const auto row = [](const char *name, const TlsOptions &tls, const char *fault) {
            QTest::newRow(name) << tls << QString::fromUtf8(fault);
        };
        const QString nonsense = m_certificates.write(QStringLiteral("nonsense"), "-----BEGIN CERTIFICATE-----\nnonsense");
        row("no CA file", {.caFile = QStringLiteral("/nowhere/ca.pem")}, "/nowhere/ca.pem cannot be read");
        row("a CA folder", {.caFile = QStringLiteral("/")}, "is no file");
        row("an endless CA file", {.caFile = QStringLiteral("/dev/zero")}, "is no file");
        row("nonsense as CA", {.caFile = nonsense}, "holds no certificate");
        row("a key as CA", {.caFile = known.clientKey()}, "holds no certificate");
        row("no certificate file", {.certificateFile = QStringLiteral("/nowhere/c"), .keyFile = known.clientKey()}, "cannot be read");
        row("no key file", {.certificateFile = known.client(), .keyFile = QStringLiteral("/nowhere/k")}, "/nowhere/k cannot be read");
        row("no key in the certificate's file", {.certificateFile = known.client()}, "holds no private key");
        row("a certificate as key", {.certificateFile = known.client(), .keyFile = known.client()}, "holds no private key");
        row("a key alone", {.keyFile = known.clientKey()}, "of no use without");
        row("another's key", {.certificateFile = known.server(), .keyFile = known.otherKey()}, "does not belong");
        row("another's key of another kind", {.certificateFile = known.client(), .keyFile = known.serverKey()}, "does not belong");
        row("no passphrase", {.certificateFile = known.client(), .keyFile = known.encryptedKey()}, "SLABSCOPE_KEY_PASSPHRASE");
        row("a wrong passphrase", {.certificateFile = known.client(), .keyFile = known.encryptedKey(), .keyPassphrase = testSecret("")},
            "does not open the key");
    }

    void filesThatCannotBeUsedAreSaid()
    {
        QFETCH(TlsOptions, tls);
        QFETCH(QString, fault);
        start();
        ConnectionOptions options = trusting();
        options.tls = tls;
        const QSignalSpy logged(m_connection.get(), &Connection::logged);
        m_connection->open(options);
        // Told no sooner than anything else.
        QCOMPARE(m_connection->state(), State::Connecting);
        QTRY_COMPARE(m_connection->state(), State::Failed);
        const bool isAboutThePassphrase = fault.contains(QStringLiteral("PASSPHRASE")) || fault.contains(QStringLiteral("open the key"));
        QVERIFY2(m_connection->error().code == (isAboutThePassphrase ? Code::KeyPassphraseWanted : Code::InvalidTlsOptions),
                 qPrintable(words()));
        QVERIFY2(words().contains(fault), qPrintable(words()));
        for (const QList<QVariant> &line : logged)
            QVERIFY(!line.constFirst().toString().contains(testSecret("")));
    }

    void wrongKindsOfPortAreToldApart()
    {
        start();
        open(optionsFor(m_server->port()));
        QVERIFY2(m_connection->error().code == Code::WantsTls, qPrintable(words()));
        QVERIFY2(words().contains(QStringLiteral("memcacheds://")), qPrintable(words()));

        for (const bool binary : {false, true}) {
            RealServer plain(binary ? QStringList{QStringLiteral("-B"), QStringLiteral("binary")} : QStringList());
            QVERIFY2(plain.start(), qPrintable(plain.errorString()));
            ConnectionOptions options = trusting();
            options.address.port = plain.port();
            open(options);
            // Text says that it is no TLS; a binary server only closes.
            QVERIFY2(m_connection->error().code == (binary ? Code::ClosedAtOnce : Code::NotTls), qPrintable(words()));
            QVERIFY2(words().contains(QStringLiteral("not speak TLS")), qPrintable(words()));
            QVERIFY2(words().contains(QStringLiteral("memcached://")), qPrintable(words()));
        }
    }

    void silentPortIsNoTlsInTime()
    {
        FakeServerPort silent;
        ConnectionOptions options;
        options.address.port = silent.port;
        options.address.encryption = Encryption::Tls;
        options.connectTimeout = 500ms;
        open(options);
        QVERIFY2(m_connection->error().code == Code::Silent, qPrintable(words()));
        QVERIFY2(words().contains(QStringLiteral("TLS handshake")), qPrintable(words()));
    }

    void refusedConnectionIsNoMatterOfTls()
    {
        start();
        const ConnectionOptions options = trusting();
        m_server->stop();
        open(options);
        QVERIFY2(m_connection->error().code == Code::ConnectionRefused, qPrintable(words()));
        QVERIFY(!m_connection->serverCertificate());
    }

    void loginWorksOverTls()
    {
        start(m_certificates.server(), {}, {}, RealServer::Access::Sasl);
        ConnectionOptions options = trusting();
        options.credentials = {RealServer::user(), RealServer::password()};
        open(options);
        QVERIFY2(m_connection->isReady(), qPrintable(words()));
        QVERIFY(m_connection->warnings().isEmpty());
        QCOMPARE(end({.opcode = Opcode::Set, .key = "k", .value = "v"}), QByteArray("success"));
        options.credentials.password = QStringLiteral("wrong");
        open(options);
        QCOMPARE(m_connection->error().code, Code::AuthenticationFailed);
        options.credentials = {};
        open(options);
        QVERIFY2(m_connection->error().code == Code::AuthenticationRequired, qPrintable(words()));
    }

    void answersThatCameAreReadThoughWritingFails()
    {
        // One thread answers everybody in order.
        start(m_certificates.server(), {}, {QStringLiteral("-t"), QStringLiteral("1")});
        open(trusting());
        QVERIFY2(m_connection->isReady(), qPrintable(words()));
        const auto before = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        // Without the event loop, so that nothing of ours is read meanwhile.
        QSslSocket other;
        other.setPeerVerifyMode(QSslSocket::VerifyNone);
        other.connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_server->port());
        QVERIFY(other.waitForEncrypted());
        other.write(QByteArray::fromHex("800a00000000000000000000deadbeef0000000000000000"));
        QVERIFY(other.waitForReadyRead());
        m_server->stop();
        std::vector<std::unique_ptr<CommandReply>> behind;
        for (int i = 0; i < 5; ++i)
            behind.push_back(m_connection->execute({.opcode = Opcode::Get, .key = "k"}));
        QTRY_COMPARE(endOf(*before), QByteArray("key_not_found"));
        for (const auto &reply : behind) {
            QTRY_VERIFY(reply->isFinished());
            QVERIFY(endOf(*reply) == "closed" || endOf(*reply) == "not_connected");
        }
    }

    void lostServerIsFoundAgain()
    {
        start();
        open(trusting());
        QVERIFY2(m_connection->isReady(), qPrintable(words()));
        m_server->stop();
        QTRY_COMPARE(m_connection->state(), State::WaitingToRetry);
        QVERIFY2(m_server->restart(), qPrintable(m_server->errorString()));
        QTRY_VERIFY(m_connection->isReady());
        QCOMPARE(end({.opcode = Opcode::Noop}), QByteArray("success"));
    }

private:
    /// A port where connections are accepted by the system and nobody says a word.
    struct FakeServerPort
    {
        FakeServerPort()
        {
            server.listen(QHostAddress::LocalHost);
            port = server.serverPort();
        }
        QTcpServer server;
        quint16 port = 0;
    };
};

QTEST_GUILESS_MAIN(TestConnectionTls)
#include "tst_connection_tls.moc"
