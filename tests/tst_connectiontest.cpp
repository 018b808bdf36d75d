#include "connection/connectiontest.h"

#include "tests/asking.h"
#include "tests/secretword.h"
#include "tests/servers/certificates.h"
#include "tests/servers/fakeserver.h"
#include "tests/servers/realserver.h"
#include "tests/waiting.h"

using namespace std::chrono_literals;
using Code = Error::Code;
using Kind = TestStep::Kind;

namespace {

/// A test that has run, or runs, and what it told.
struct Trial
{
    explicit Trial(const ConnectionOptions &options)
    {
        QObject::connect(&test, &ConnectionTest::stepBegun, &test, [this](Kind kind) { begun += kind; });
        QObject::connect(&test, &ConnectionTest::stepEnded, &test, [this](const TestStep &step) { steps += step; });
        test.start(options);
    }
    [[nodiscard]] bool end() { return finished.count() == 1 || (finished.wait(20'000) && finished.count() == 1); }
    [[nodiscard]] QList<Kind> kinds() const
    {
        QList<Kind> kinds;
        for (const TestStep &step : steps)
            kinds += step.kind;
        return kinds;
    }
    /// What a step found; what failed: its error.
    [[nodiscard]] QString words(Kind kind) const
    {
        QString words;
        for (const TestStep &step : steps)
            words = step.kind != kind ? words : step.error ? step.error.text : step.found;
        return words;
    }

    ConnectionTest test;
    QSignalSpy finished{&test, &ConnectionTest::finished};
    QList<Kind> begun;
    QList<TestStep> steps;
};

QString hardToGuess()
{
    return testSecret("~71/zimt");
}

} // namespace

class TestConnectionTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY2(m_certificates.create(), qPrintable(m_certificates.errorString())); }

    void everyStepOfAPlainServerIsTold()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ConnectionOptions options = optionsFor(server.port());
        options.address.host = QStringLiteral("localhost");
        Trial trial(options);
        QVERIFY(trial.test.isRunning());
        QVERIFY(trial.begun.isEmpty()); // nothing before start() has returned
        QVERIFY(trial.end());
        QCOMPARE(trial.kinds(), QList({Kind::LookUp, Kind::Connect, Kind::Authenticate, Kind::Version}));
        QCOMPARE(trial.begun, trial.kinds());
        QCOMPARE(trial.test.error(), Error());
        QVERIFY(!trial.test.isRunning());
        QVERIFY2(trial.words(Kind::LookUp).contains(QStringLiteral("127.0.0.1")), qPrintable(trial.words(Kind::LookUp)));
        QCOMPARE(trial.words(Kind::Connect), QStringLiteral("Connected to localhost:%1").arg(server.port()));
        QCOMPARE(trial.words(Kind::Authenticate), QStringLiteral("No login is needed"));
        QVERIFY(trial.words(Kind::Version).startsWith(QStringLiteral("memcached 1.")));
        for (const TestStep &step : std::as_const(trial.steps))
            QVERIFY(step.duration > 0us);
    }

    void anAddressIsNotLookedUp()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        Trial trial(optionsFor(server.port()));
        QVERIFY(trial.end());
        QCOMPARE(trial.kinds(), QList({Kind::Connect, Kind::Authenticate, Kind::Version}));
        QCOMPARE(trial.test.error(), Error());
    }

    void aUnixSocketIsConnectedToAtOnce()
    {
        RealServer server;
        server.listenOnSocket();
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ConnectionOptions options;
        options.address.socketPath = server.socketPath();
        Trial trial(options);
        QVERIFY(trial.end());
        QCOMPARE(trial.kinds(), QList({Kind::Connect, Kind::Authenticate, Kind::Version}));
        QVERIFY(trial.words(Kind::Connect).contains(server.socketPath()));
        QCOMPARE(trial.test.error(), Error());
    }

    void aLoginIsTried()
    {
        RealServer server({}, RealServer::Access::Sasl);
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ConnectionOptions options = optionsFor(server.port());
        options.credentials = {RealServer::user(), RealServer::password()};
        Trial right(options);
        QVERIFY(right.end());
        QCOMPARE(right.test.error(), Error());
        QVERIFY2(right.words(Kind::Authenticate).contains(QStringLiteral("PLAIN")), qPrintable(right.words(Kind::Authenticate)));

        options.credentials.password = hardToGuess();
        Trial wrong(options);
        QVERIFY(wrong.end());
        QCOMPARE(wrong.test.error().code, Code::AuthenticationFailed);
        QCOMPARE(wrong.kinds(), QList({Kind::Connect, Kind::Authenticate}));
        QVERIFY(!wrong.words(Kind::Authenticate).contains(hardToGuess()));

        options.credentials = {};
        Trial without(options);
        QVERIFY(without.end());
        QCOMPARE(without.test.error().code, Code::AuthenticationRequired);
        QCOMPARE(without.kinds(), QList({Kind::Connect, Kind::Authenticate}));
    }

    void aLoginThatNobodyWantsIsToldAndWarnedOf()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ConnectionOptions options = optionsFor(server.port());
        options.credentials = {RealServer::user(), hardToGuess()};
        Trial trial(options);
        QVERIFY(trial.end());
        QCOMPARE(trial.test.error(), Error());
        QCOMPARE(trial.words(Kind::Authenticate), QStringLiteral("No login is needed"));
        QCOMPARE(trial.test.warnings().size(), 1);
    }

    void tlsTellsItsVersionAndItsCipher()
    {
        const auto server = tlsServer();
        QVERIFY(server);
        Trial trial(trusting(*server));
        QVERIFY(trial.end());
        QCOMPARE(trial.kinds(), QList({Kind::Connect, Kind::Secure, Kind::Authenticate, Kind::Version}));
        QCOMPARE(trial.test.error(), Error());
        const QString words = trial.words(Kind::Secure);
        QVERIFY2(words.startsWith(QStringLiteral("TLSv1.3, TLS_")) && words.endsWith(QStringLiteral("is trusted")), qPrintable(words));
        QVERIFY(trial.test.serverCertificate());
        QVERIFY(trial.test.serverCertificate()->isTrusted());
    }

    void anUntrustedCertificateCanBeLookedAtAndAccepted()
    {
        const auto server = tlsServer();
        QVERIFY(server);
        ConnectionOptions options = trusting(*server);
        options.tls.caFile.clear();
        Trial strict(options);
        QVERIFY(strict.end());
        QCOMPARE(strict.test.error().code, Code::UnknownIssuer);
        QCOMPARE(strict.kinds(), QList({Kind::Connect, Kind::Secure}));
        QVERIFY(strict.test.serverCertificate());

        options.tls.acceptedFingerprint = strict.test.serverCertificate()->fingerprint;
        Trial accepting(options);
        QVERIFY(accepting.end());
        QCOMPARE(accepting.test.error(), Error());
        QVERIFY(accepting.words(Kind::Secure).endsWith(QStringLiteral("was accepted")));
    }

    void aServerThatWantsAClientCertificateFailsTheTlsStep()
    {
        const auto server = tlsServer({QStringLiteral("ssl_verify_mode=2")});
        QVERIFY(server);
        Trial trial(trusting(*server));
        QVERIFY(trial.end());
        QCOMPARE(trial.test.error().code, Code::ClientCertificateWanted);
        QCOMPARE(trial.kinds().constLast(), Kind::Secure);
        QVERIFY(!trial.kinds().contains(Kind::Version));
    }

    void aFileThatCannotBeUsedFailsTheTlsStep()
    {
        const auto server = tlsServer();
        QVERIFY(server);
        ConnectionOptions options = trusting(*server);
        options.tls.caFile = QStringLiteral("/no/such/file.pem");
        Trial trial(options);
        QVERIFY(trial.end());
        QCOMPARE(trial.test.error().code, Code::InvalidTlsOptions);
        QCOMPARE(trial.kinds(), QList({Kind::Secure}));
    }

    void tlsIsWantedWhereItIsNotSpoken()
    {
        const auto server = tlsServer();
        QVERIFY(server);
        Trial trial(optionsFor(server->port()));
        QVERIFY(trial.end());
        QCOMPARE(trial.test.error().code, Code::WantsTls);
        QCOMPARE(trial.kinds(), QList({Kind::Connect, Kind::Version}));
    }

    void whereNobodyListensTheConnectionFails()
    {
        FakeServer server;
        server.stopListening();
        Trial trial(optionsFor(server.port()));
        QVERIFY(trial.end());
        QCOMPARE(trial.test.error().code, Code::ConnectionRefused);
        QCOMPARE(trial.kinds(), QList({Kind::Connect}));
    }

    void aNameThatNobodyKnowsFailsTheLookUp()
    {
        ConnectionOptions options;
        options.address.host = QStringLiteral("no-such-host.invalid"); // RFC 2606
        Trial trial(options);
        QVERIFY(trial.end());
        QCOMPARE(trial.test.error().code, Code::HostNotFound);
        QCOMPARE(trial.kinds(), QList({Kind::LookUp}));
        QVERIFY(trial.words(Kind::LookUp).contains(QStringLiteral("no-such-host.invalid")));
    }

    void whatIsNoMemcachedFailsTheVersion()
    {
        FakeServer server;
        server.setHandler([&server](const QByteArray &) {
            server.say("HTTP/1.1 400 Bad Request\r\n\r\n");
            return std::optional<QByteArray>();
        });
        Trial trial(optionsFor(server.port()));
        QVERIFY(trial.end());
        QCOMPARE(trial.test.error().code, Code::TextOnly);
        QCOMPARE(trial.kinds(), QList({Kind::Connect, Kind::Version}));
    }

    void aServerThatGoesAtTheLastStepFailsIt()
    {
        FakeServer server;
        server.answerGreeting();
        server.setHandler([&server](const QByteArray &) {
            server.hangUp();
            return std::optional<QByteArray>();
        });
        Trial trial(optionsFor(server.port()));
        QVERIFY(trial.end());
        QCOMPARE(trial.kinds(), QList({Kind::Connect, Kind::Authenticate, Kind::Version}));
        QVERIFY(trial.test.error());
        QVERIFY2(trial.words(Kind::Version).contains(QStringLiteral("closed")), qPrintable(trial.words(Kind::Version)));
        QCOMPARE(server.connectionCount(), 1); // it is not tried again
    }

    void aSilentServerCanBeLeft()
    {
        FakeServer server;
        Trial trial(optionsFor(server.port()));
        QTRY_COMPARE(trial.begun, QList({Kind::Connect, Kind::Authenticate}));
        trial.test.cancel();
        QCOMPARE(trial.finished.count(), 1);
        QCOMPARE(trial.test.error().code, Code::Stopped);
        QCOMPARE(trial.kinds(), QList({Kind::Connect, Kind::Authenticate}));
        QVERIFY(server.waitForHangUp());
        trial.test.cancel();
        QCOMPARE(trial.finished.count(), 1);
    }

    void aTestCanBeStoppedBeforeItsFirstStep()
    {
        Trial trial(optionsFor(1));
        trial.test.cancel();
        QCOMPARE(trial.finished.count(), 1);
        QVERIFY(turn());
        QVERIFY(trial.begun.isEmpty());
    }

    void aLimitHolds()
    {
        FakeServer server;
        ConnectionOptions options = optionsFor(server.port());
        options.connectTimeout = 300ms;
        Trial trial(options);
        QVERIFY(trial.end());
        QCOMPARE(trial.test.error().code, Code::Silent);
        QCOMPARE(trial.kinds(), QList({Kind::Connect, Kind::Version}));
    }

    void nothingIsLeftOpen()
    {
        FakeServer server;
        server.answerGreeting();
        server.setHandler(obey);
        Trial trial(optionsFor(server.port()));
        QVERIFY(trial.end());
        QCOMPARE(trial.test.error(), Error());
        QVERIFY(server.waitForHangUp());
    }

private:
    std::unique_ptr<RealServer> tlsServer(const QStringList &tlsOptions = {}) const
    {
        auto server = std::make_unique<RealServer>();
        server->speakTls({.certificate = m_certificates.server(),
                          .key = m_certificates.serverKey(),
                          .authority = tlsOptions.isEmpty() ? QString() : m_certificates.authority(),
                          .options = tlsOptions});
        if (!server->start())
            qWarning("%s", qPrintable(server->errorString()));
        return server->isRunning() ? std::move(server) : nullptr;
    }
    ConnectionOptions trusting(const RealServer &server) const
    {
        ConnectionOptions options = optionsFor(server.port());
        options.address.encryption = Encryption::Tls;
        options.tls.caFile = m_certificates.authority();
        return options;
    }

    Certificates m_certificates;
};

QTEST_GUILESS_MAIN(TestConnectionTest)
#include "tst_connectiontest.moc"
