#include "connection/serveraddress.h"

#include "connection/connectionoptions.h"
#include "connection/tlsoptions.h"
#include "tests/secretword.h"

#include <QTest>

class TestServerAddress : public QObject
{
    Q_OBJECT

private slots:
    void itIsWrittenAsHostAndPort()
    {
        QCOMPARE(ServerAddress().text(), QStringLiteral("127.0.0.1:11211"));
        QCOMPARE((ServerAddress{QStringLiteral("cache.example.org"), 22122}.text()), QStringLiteral("cache.example.org:22122"));
        QCOMPARE((ServerAddress{QStringLiteral("::1"), 11211}.text()), QStringLiteral("[::1]:11211"));
        QCOMPARE((ServerAddress{QStringLiteral("::1"), 11211, Encryption::Tls}.text()), QStringLiteral("[::1]:11211 (TLS)"));
        QCOMPARE((ServerAddress{.socketPath = QStringLiteral("/run/s")}.text()), QStringLiteral("/run/s"));
    }

    void aUnixSocketIsToldByItsPathAlone()
    {
        const ServerAddress bare{.socketPath = QStringLiteral("/run/s")};
        const ServerAddress typed{QStringLiteral("cache"), 22122, Encryption::Tls, QStringLiteral("/run/s")};
        QCOMPARE(typed, bare);
        QVERIFY(typed != (ServerAddress{QStringLiteral("cache"), 22122, Encryption::Tls}));
        QVERIFY(bare != (ServerAddress{.socketPath = QStringLiteral("/run/t")}));
        QVERIFY((ServerAddress{QStringLiteral("cache"), 1}) != (ServerAddress{QStringLiteral("cache"), 2}));
        QVERIFY((ServerAddress{.encryption = Encryption::Tls}) != ServerAddress());
    }

    /// What is kept of one place is not taken for that of another.
    void aPlaceTellsTunnelsApart()
    {
        ConnectionOptions options;
        options.address = {.host = QStringLiteral("cache"), .port = 11211};
        QStringList places{options.place()};
        for (const SshTunnel &tunnel :
             {SshTunnel{.host = QStringLiteral("bastion")}, SshTunnel{.host = QStringLiteral("bastion"), .port = 22},
              SshTunnel{.host = QStringLiteral("bastion"), .port = 2222},
              SshTunnel{.host = QStringLiteral("bastion"), .user = QStringLiteral("alice")},
              SshTunnel{.host = QStringLiteral("bastion"), .port = 22, .user = QStringLiteral("alice")},
              SshTunnel{.host = QStringLiteral("::1"), .port = 22}}) {
            options.tunnel = tunnel;
            places += options.place();
        }
        QCOMPARE(places,
                 (QStringList{QStringLiteral("cache:11211"), QStringLiteral("cache:11211 via bastion (SSH)"),
                              QStringLiteral("cache:11211 via bastion:22 (SSH)"), QStringLiteral("cache:11211 via bastion:2222 (SSH)"),
                              QStringLiteral("cache:11211 via alice@bastion (SSH)"),
                              QStringLiteral("cache:11211 via alice@bastion:22 (SSH)"), QStringLiteral("cache:11211 via [::1]:22 (SSH)")}));
    }

    void aDebugDumpShowsNoCredentials()
    {
        QString text;
        QDebug(&text) << Credentials{QStringLiteral("alice"), testSecret("")};
        QVERIFY2(!text.contains(testSecret("")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("alice")), qPrintable(text));
    }

    void aServerIsReadAsPeopleWriteIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");

        const auto row = [](const char *text, const char *host, int port) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(host) << port;
        };
        row("localhost", "localhost", 11211);
        row("cache.example.org:22122", "cache.example.org", 22122);
        row("10.0.0.7", "10.0.0.7", 11211);
        row("10.0.0.7:1", "10.0.0.7", 1);
        row("host:65535", "host", 65535);
        row("::1", "::1", 11211);
        row("2001:db8::7", "2001:db8::7", 11211);
        row("[::1]", "::1", 11211);
        row("[2001:db8::7]:22122", "2001:db8::7", 22122);
        row("memcached://localhost", "localhost", 11211);
        row("memcached://localhost:22122", "localhost", 22122);
        row("memcached://[::1]", "::1", 11211);
        row("memcached://[::1]:22122", "::1", 22122);
        row("under_score:22122", "under_score", 22122);
        row("  localhost:22122 ", "localhost", 22122);
    }

    void aServerIsReadAsPeopleWriteIt()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QFETCH(int, port);
        const auto parsed = ServerUrl::parse(text);
        const ServerUrl *url = std::get_if<ServerUrl>(&parsed);
        QVERIFY2(url, qPrintable(std::holds_alternative<Error>(parsed) ? std::get<Error>(parsed).text : QString()));
        QCOMPARE(url->address.host, host);
        QCOMPARE(int(url->address.port), port);
        QVERIFY(url->credentials.isEmpty());
        QVERIFY(!url->passwordInText);
    }

    void credentialsAreDecoded_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::addColumn<bool>("passwordInText");

        const auto row = [](const char *text, const char *user, const char *password, bool inText) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromUtf8(user) << QString::fromUtf8(password) << inText;
        };
        row("memcached://alice@host:22122", "alice", "", false);
        row("memcached://alice:secret@host:22122", "alice", "secret", true);
        row("memcached://alice:pa%20ss@host:22122", "alice", "pa ss", true);
        row("memcached://bob%40example.org:p%3Aa%2fs%25%40@host:22122", "bob@example.org", "p:a/s%@", true);
        row("memcached://alice:a:b@host:22122", "alice", "a:b", true);
        row("memcached://%C3%A4:%F0%9F%94%91@host:22122", "\xc3\xa4", "\xf0\x9f\x94\x91", true);
        row("memcached://alice:%2541@host:22122", "alice", "%41", true);
    }

    void credentialsAreDecoded()
    {
        QFETCH(QString, text);
        QFETCH(QString, user);
        QFETCH(QString, password);
        QFETCH(bool, passwordInText);
        const auto parsed = ServerUrl::parse(text);
        const ServerUrl *url = std::get_if<ServerUrl>(&parsed);
        QVERIFY2(url, qPrintable(std::holds_alternative<Error>(parsed) ? std::get<Error>(parsed).text : QString()));
        QCOMPARE(url->address, (ServerAddress{QStringLiteral("host"), 22122}));
        QCOMPARE(url->credentials.user, user);
        QCOMPARE(url->credentials.password, password);
        QCOMPARE(url->passwordInText, passwordInText);
    }

    void whatNamesNoServerIsAnError_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"",
                                 "   ",
                                 "memcached://",
                                 ":11211",
                                 "host:",
                                 "host:0",
                                 "host:65536",
                                 "host:99999999999999999999",
                                 "host:abc",
                                 "host:-1",
                                 "host:+1",
                                 "host:1 2",
                                 "two words",
                                 "host name:11211",
                                 "[::1",
                                 "[::1]x",
                                 "[::1]:",
                                 "[::1]:x",
                                 "[]:11211",
                                 "[localhost]:11211",
                                 "::zz",
                                 "1:2:3",
                                 "http://host",
                                 "://host",
                                 "memcached://alice@",
                                 "memcached://alice:secret@",
                                 "memcached://alice:secret@:11211",
                                 "memcached://alice:secret@host:bad",
                                 "memcached://alice:secret@host:99999",
                                 "memcached://alice:secret@two words",
                                 "memcached://alice:secret@[::1",
                                 "memcached://alice:secret%00@host",
                                 "memcached://al%00ice:secret@host",
                                 "memcached://alice:secret%zz@host",
                                 "memcached://alice:secret%4@host",
                                 "memcached://:secret@host",
                                 "memcached://alice:secret",
                                 "alice:secret",
                                 "alice:secret@host",
                                 "memcached:alice:secret@host",
                                 "http://alice:secret@host",
                                 "memcacheds://",
                                 "memcacheds://alice:secret@host:bad",
                                 "memcacheds://alice:secret@",
                                 "memcached+unix://",
                                 "memcached+unix:///",
                                 "memcached+unix:///run/",
                                 "memcached+unix://run/memcached.sock",
                                 "memcached+unix://localhost/run/memcached.sock",
                                 "memcached+unix:///run/a%00b",
                                 "memcached+unix:///run/a%zz",
                                 "memcached+unix://alice:secret@",
                                 "memcached+unix://:secret@/run/s",
                                 "memcached+unix://alice:se/cret@/run/s",
                                 "memcached+unix://alice:secret@host/run/s"})
            QTest::newRow(*text ? text : "nothing") << QString::fromLatin1(text);
    }

    void whatNamesNoServerIsAnError()
    {
        QFETCH(QString, text);
        const auto parsed = ServerUrl::parse(text);
        const Error *error = std::get_if<Error>(&parsed);
        QVERIFY2(error, qPrintable(std::get_if<ServerUrl>(&parsed) ? std::get<ServerUrl>(parsed).address.text() : QString()));
        QCOMPARE(error->code, Error::Code::InvalidAddress);
        QVERIFY(!error->text.isEmpty());
        QVERIFY2(!error->text.contains(QStringLiteral("secret")), qPrintable(error->text));
    }

    void tlsAndUnixSocketsAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<ServerAddress>("address");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        const auto tls = [](const char *text, const char *host, quint16 port, const char *user = "", const char *password = "") {
            QTest::newRow(text) << QString::fromUtf8(text) << ServerAddress{QString::fromUtf8(host), port, Encryption::Tls}
                                << QString::fromUtf8(user) << QString::fromUtf8(password);
        };
        tls("memcacheds://host", "host", 11211);
        tls("MemcachedS://host:22122/", "host", 22122);
        tls("memcacheds://[::1]:22122", "::1", 22122);
        tls("memcacheds://alice:p%40ss@host", "host", 11211, "alice", "p@ss");
        const auto local = [](const char *text, const char *path, const char *user = "", const char *password = "") {
            QTest::newRow(text) << QString::fromUtf8(text) << ServerAddress{.socketPath = QString::fromUtf8(path)}
                                << QString::fromUtf8(user) << QString::fromUtf8(password);
        };
        local("memcached+unix:///run/memcached/memcached.sock", "/run/memcached/memcached.sock");
        local("MEMCACHED+UNIX:///s", "/s");
        local("memcached+unix:///with%20space%2525/%C3%A4?#@:x", "/with space%25/\xc3\xa4?#@:x");
        local("memcached+unix://alice@/run/s", "/run/s", "alice");
        local("memcached+unix://al%40ice:p%2Fa:ss@/run/s@home", "/run/s@home", "al@ice", "p/a:ss");
    }

    void tlsAndUnixSocketsAreRead()
    {
        QFETCH(QString, text);
        QFETCH(ServerAddress, address);
        QFETCH(QString, user);
        QFETCH(QString, password);
        const auto parsed = ServerUrl::parse(text);
        const ServerUrl *url = std::get_if<ServerUrl>(&parsed);
        QVERIFY2(url, qPrintable(std::holds_alternative<Error>(parsed) ? std::get<Error>(parsed).text : QString()));
        QCOMPARE(url->address, address);
        QCOMPARE(url->credentials.user, user);
        QCOMPARE(url->credentials.password, password);
        QCOMPARE(url->passwordInText, !password.isEmpty());
    }

    void whatIsWrongWithAUnixSocketIsSaid()
    {
        const auto words = [](const char *text) {
            const auto parsed = ServerUrl::parse(QString::fromLatin1(text));
            return std::holds_alternative<Error>(parsed) ? std::get<Error>(parsed).text : QString();
        };
        QVERIFY2(words("memcached+unix://run/memcached.sock").contains(QStringLiteral("begins with")), "a relative path");
        QVERIFY2(words("memcached+unix://localhost/run/memcached.sock").contains(QStringLiteral("on no host")), "a host");
        QVERIFY2(words("memcached+unix://").contains(QStringLiteral("no socket file")), "no path");
        QVERIFY2(words("memcached+unix:///").contains(QStringLiteral("no socket file")), "a folder");
    }

    void textNamesTheSameServerWithoutItsPassword_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *text, const char *shown) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(shown);
        };
        row("host", "host:11211");
        row("memcached://host:22122", "host:22122");
        row("[::1]", "[::1]:11211");
        row("memcached://al%20ice:secret@host", "memcached://al%20ice@host:11211");
        row("memcacheds://host", "memcacheds://host:11211");
        row("memcacheds://alice:secret@[::1]:22122", "memcacheds://alice@[::1]:22122");
        row("memcached://alice@[fe80::1%25eth0]", "memcached://alice@[fe80::1%25eth0]:11211");
        row("memcached+unix:///run/my%20socket%25", "memcached+unix:///run/my%20socket%25");
        row("memcached+unix://alice:secret@/run/s", "memcached+unix://alice@/run/s");
    }

    void textNamesTheSameServerWithoutItsPassword()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        auto url = std::get<ServerUrl>(ServerUrl::parse(text));
        QCOMPARE(url.text(), shown);
        const auto again = std::get<ServerUrl>(ServerUrl::parse(shown));
        QCOMPARE(again.address, url.address);
        QCOMPARE(again.credentials.user, url.credentials.user);
        QVERIFY(again.credentials.password.isEmpty());
    }

    void debugDumpsShowNoSecret()
    {
        QString dump;
        const TlsOptions options{
            .keyFile = QStringLiteral("client.key"), .keyPassphrase = testSecret(""), .acceptedFingerprint = "\xab\xcd"};
        QDebug(&dump) << options;
        QVERIFY2(dump.contains(QStringLiteral("client.key")) && dump.contains(QStringLiteral("abcd")), qPrintable(dump));
        QVERIFY2(!dump.contains(testSecret("")), qPrintable(dump));
    }
};

QTEST_APPLESS_MAIN(TestServerAddress)
#include "tst_serveraddress.moc"
