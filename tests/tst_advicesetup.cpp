#include "app/monitor/serverfaults.h"
#include "tests/advisedserver.h"

#include <QLocale>
#include <QTest>

namespace {

constexpr qint64 minute = AdvisedServer::minute;
constexpr qint64 hour = AdvisedServer::hour;
using Server = AdvisedServer;

} // namespace

/// What is advised of connections and of how a server is set up, on both sides of each limit.
class TestAdviceSetup : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void tooManyConnectionsAreTold()
    {
        Server server;
        server.tells("curr_connections", "819");
        QVERIFY(!about(server.report(), AdviceSubject::Connections));
        server.tells("curr_connections", "820");
        QCOMPARE(about(server.report(), AdviceSubject::Connections)->evidence, QStringLiteral("820 of 1,024 are open now (80 %)."));
        server.tells("accepting_conns", "0");
        QVERIFY(about(server.report(), AdviceSubject::Refusals)->evidence.contains(QStringLiteral("it accepts none now")));
    }

    void connectionsForFewCommandsAreTold()
    {
        Server server; // 1,100 commands in ten seconds
        server.happened(5 * minute, hour, {{Metric::Connected, 199}, {Metric::Gets, 800}});
        QVERIFY(!about(server.report(), AdviceSubject::ConnectionChurn));
        server.happened(5 * minute, hour, {{Metric::Connected, 200}});
        QVERIFY(about(server.report(), AdviceSubject::ConnectionChurn));
        server.happened(5 * minute, hour, {{Metric::Gets, 1'900}}); // ten for each
        QVERIFY(!about(server.report(), AdviceSubject::ConnectionChurn));
    }

    void theGrowingHashTableIsTold()
    {
        Server server;
        server.tells("hash_is_expanding", "1");
        QVERIFY(about(server.report(), AdviceSubject::HashTable)->remedy.contains(QStringLiteral("hashpower=16")));
    }

    void udpIsTold()
    {
        Server server;
        server.isSet("udpport", "11211");
        QCOMPARE(about(server.report(), AdviceSubject::Udp)->evidence, QStringLiteral("udpport is 11211."));
    }

    void whoMayConnectIsTold_data()
    {
        QTest::addColumn<QByteArray>("inter");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("severity"); // -1: nothing to say
        QTest::newRow("loopback") << QByteArray("127.0.0.1") << QByteArray() << QByteArray() << -1;
        QTest::newRow("two") << QByteArray("127.0.0.1,::1") << QByteArray() << QByteArray() << -1;
        QTest::newRow("all") << QByteArray("NULL") << QByteArray() << QByteArray() << 1;
        QTest::newRow("IPv4") << QByteArray("0.0.0.0") << QByteArray() << QByteArray() << 1;
        QTest::newRow("with a port") << QByteArray("127.0.0.1:11211,0.0.0.0:11212") << QByteArray() << QByteArray() << 1;
        QTest::newRow("without TLS") << QByteArray("127.0.0.1,notls:[::]:11212") << QByteArray() << QByteArray() << 1;
        QTest::newRow("socket") << QByteArray("NULL") << QByteArray("domain_socket") << QByteArray("/run/m.sock") << -1;
        QTest::newRow("login") << QByteArray("NULL") << QByteArray("auth_enabled_sasl") << QByteArray("yes") << 0;
        QTest::newRow("text login") << QByteArray("NULL") << QByteArray("auth_enabled_ascii") << QByteArray("yes") << 0;
        QTest::newRow("TLS alone") << QByteArray("NULL") << QByteArray("ssl_enabled") << QByteArray("yes") << 1;
    }
    void whoMayConnectIsTold()
    {
        QFETCH(QByteArray, inter);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(int, severity);
        Server server;
        server.isSet("inter", inter);
        if (!name.isEmpty())
            server.isSet(name, value);
        const std::optional<Advice> advice = about(server.report(), AdviceSubject::OpenAccess);
        QCOMPARE(advice ? int(advice->severity) : -1, severity);
    }

    void clientsWithCertificatesAreKnown()
    {
        Server server;
        server.isSet("inter", "NULL");
        server.isSet("ssl_enabled", "yes");
        server.isSet("ssl_verify_mode", "2");
        QVERIFY(!about(server.report(), AdviceSubject::OpenAccess));
    }

    void switchedOffCasIsTold()
    {
        Server server;
        server.isSet("cas_enabled", "no");
        QCOMPARE(about(server.report(), AdviceSubject::Cas)->severity, AdviceSeverity::Note);
    }

    void faultsOfVersionsAreTold_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<int>("plain");
        QTest::addColumn<int>("tls");
        QTest::newRow("Debian 12") << QByteArray("1.6.18") << 4 << 5;
        QTest::newRow("before TLS") << QByteArray("1.4.39") << 3 << 3;
        QTest::newRow("1.6.38") << QByteArray("1.6.38") << 2 << 3;
        QTest::newRow("1.6.39") << QByteArray("1.6.39") << 2 << 2;
        QTest::newRow("1.6.42") << QByteArray("1.6.42") << 1 << 1;
        QTest::newRow("1.6.43") << QByteArray("1.6.43-rc1") << 1 << 1;
        QTest::newRow("1.6.44") << QByteArray("1.6.44") << 0 << 0;
        QTest::newRow("later") << QByteArray("2.0.0") << 0 << 0;
    }
    void faultsOfVersionsAreTold()
    {
        QFETCH(QByteArray, version);
        QFETCH(int, plain);
        QFETCH(int, tls);
        const std::optional<ServerVersion> number = ServerVersion::of(version);
        QVERIFY(number);
        QCOMPARE(faultsOf(*number, Encryption::None).size(), plain);
        QCOMPARE(faultsOf(*number, Encryption::Tls).size(), tls);
        Server server;
        server.tells("version", version);
        QCOMPARE(about(server.report(), AdviceSubject::Version).has_value(), plain > 0);
    }

    void oddVersionsAreNone()
    {
        for (const QByteArray &text : {QByteArray(), QByteArray("1.6"), QByteArray("a.b.c"), QByteArray("1..2"), QByteArray("1.6.x")})
            QVERIFY(!ServerVersion::of(text));
        Server server;
        server.tells("version", "of a managed service");
        QVERIFY(server.report().unknown.contains(AdviceSubject::Version));
    }

    void aWatchedServerThatMayCrashIsWarnedOf()
    {
        Server server;
        server.tells("version", "1.6.18");
        QCOMPARE(about(server.report(), AdviceSubject::Version)->severity, AdviceSeverity::Note);
        server.tells("log_watchers", "1");
        QCOMPARE(about(server.report(), AdviceSubject::Version)->severity, AdviceSeverity::Warning);
    }
};

QTEST_GUILESS_MAIN(TestAdviceSetup)
#include "tst_advicesetup.moc"
