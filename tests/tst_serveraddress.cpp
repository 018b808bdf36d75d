#include "connection/serveraddress.h"

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
    }

    void aDebugDumpShowsNoCredentials()
    {
        QString text;
        QDebug(&text) << Credentials{QStringLiteral("alice"), QStringLiteral("secret")};
        QVERIFY2(!text.contains(QStringLiteral("secret")), qPrintable(text));
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
                                 "memcacheds://alice:secret@host",
                                 "memcached+unix:///run/memcached/memcached.sock",
                                 "memcached+unix://alice:secret@/run/memcached.sock"})
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

    void whatIsToComeIsSaidToBeMissing()
    {
        for (const char *text : {"memcacheds://host", "memcached+unix:///run/memcached/memcached.sock"}) {
            const auto parsed = ServerUrl::parse(QString::fromLatin1(text));
            const Error *error = std::get_if<Error>(&parsed);
            QVERIFY(error);
            QVERIFY2(error->text.contains(QStringLiteral("support")), qPrintable(error->text));
        }
    }
};

QTEST_APPLESS_MAIN(TestServerAddress)
#include "tst_serveraddress.moc"
