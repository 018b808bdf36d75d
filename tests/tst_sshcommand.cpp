#include "connection/ssh/sshcommand.h"

#include "connection/ssh/sshfailure.h"
#include "connection/ssh/tunnelexit.h"

#include <QTest>

using Code = Error::Code;

/// What ssh is told, and what is understood of what it says.
class TestSshCommand : public QObject
{
    Q_OBJECT

private slots:
    void namesThatAreNoneAreRefused_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("user");
        QTest::addColumn<bool>("fine");
        const auto add = [](const char *host, const char *user, bool fine) {
            QTest::addRow("%s@%s", user, host) << QString::fromUtf8(host) << QString::fromUtf8(user) << fine;
        };
        add("bastion", "", true);
        add("bastion.example.org", "alice", true);
        add("2001:db8::1", "alice@realm", true);
        add("fe80::1%eth0", "DOMAIN\\alice", true);
        add("", "", false);
        add("-oProxyCommand=touch x", "", false);
        add("-oProxyCommand=x", "", false);
        add("a b", "", false);
        add("a\nb", "", false);
        add("$(touch x)", "", false);
        add("`touch x`", "", false);
        add("a;b", "", false);
        add("a|b", "", false);
        add("a'b", "", false);
        add("root@bastion", "", false);
        add("ssh://bastion", "", false);
        add("bastion", "-oProxyCommand=x", false);
        add("bastion", "a b", false);
        add("bastion", "a;b", false);
        add("bastion", "`a`", false);
        add("bastion", "alice\\", false);
    }
    void namesThatAreNoneAreRefused()
    {
        QFETCH(const QString, host);
        QFETCH(const QString, user);
        QFETCH(const bool, fine);
        const Error error = tunnelObjection({.host = host, .user = user}, {});
        QCOMPARE(error.code, fine ? Code::None : Code::InvalidAddress);
        QCOMPARE(error.text.isEmpty(), fine);
    }

    void versionTellsWhetherQuestionsOfServersAreMarked_data()
    {
        QTest::addColumn<bool>("marks");
        QTest::newRow("OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19 27 Jan 2026\n") << true;
        QTest::newRow("OpenSSH_8.5p1") << true;
        QTest::newRow("OpenSSH_10.0p2 Debian-7, OpenSSL 3.5.1") << true;
        QTest::newRow("OpenSSH_9.8, LibreSSL 3.9.2") << true;
        QTest::newRow("OpenSSH_for_Windows_9.5p1, LibreSSL 3.8.2") << true;
        QTest::newRow("OpenSSH_8.4p1 Debian-5+deb11u3, OpenSSL 1.1.1n") << false;
        QTest::newRow("OpenSSH_7.10") << false;
        QTest::newRow("OpenSSH_8.55.1") << false;
        QTest::newRow("OpenSSH_99999.9") << false;
        QTest::newRow("Sun_SSH_9.9") << false;
        QTest::newRow("Dropbear v2022.83") << false;
        QTest::newRow("not OpenSSH_9.2p1") << false;
        QTest::newRow("OpenSSH_") << false;
        QTest::newRow("") << false;
    }
    void versionTellsWhetherQuestionsOfServersAreMarked()
    {
        QFETCH(const bool, marks);
        QCOMPARE(marksQuestionsOfServers(QTest::currentDataTag()), marks);
    }

    void placesThatCannotBeSaidAreRefused_data()
    {
        QTest::addColumn<ServerAddress>("address");
        QTest::addColumn<bool>("fine");
        const auto host = [](const char *name) { return ServerAddress{.host = QString::fromUtf8(name)}; };
        const auto path = [](const char *name) { return ServerAddress{.socketPath = QString::fromUtf8(name)}; };
        QTest::addRow("name") << host("cache-1.internal") << true;
        QTest::addRow("IPv6") << host("::1") << true;
        QTest::addRow("path for a host") << host("/tmp/x") << false;
        QTest::addRow("another target behind") << host("a:1 -R 1:b:2") << false;
        QTest::addRow("brackets") << host("[::1]") << false;
        QTest::addRow("backslash") << host("a\\b") << false;
        QTest::addRow("no host") << host("") << false;
        QTest::addRow("socket") << path("/run/memcached.sock") << true;
        QTest::addRow("socket with all that can be escaped") << path("/run/a b:c\\d%e$f.sock") << true;
        QTest::addRow("relative") << path("memcached.sock") << false;
        QTest::addRow("variable") << path("/run/${HOME}/x") << false;
        QTest::addRow("line") << path("/run/a\nb") << false;
        QTest::addRow("too long") << path(QByteArray('/' + QByteArray(107, 'x')).constData()) << false;
    }
    void placesThatCannotBeSaidAreRefused()
    {
        QFETCH(const ServerAddress, address);
        QFETCH(const bool, fine);
        QCOMPARE(tunnelObjection({.host = QStringLiteral("bastion")}, address).code, fine ? Code::None : Code::InvalidAddress);
    }

    void hostComesBehindAllOptions()
    {
        const QStringList arguments = sshLoginArguments({.host = QStringLiteral("bastion"), .port = 2222, .user = QStringLiteral("alice")},
                                                        QStringLiteral("/t/100%/c"), std::chrono::milliseconds(1500));
        QCOMPARE(arguments.last(), QStringLiteral("bastion"));
        QCOMPARE(arguments.at(arguments.size() - 2), QStringLiteral("--"));
        QCOMPARE(arguments.at(arguments.indexOf(QStringLiteral("-p")) + 1), QStringLiteral("2222"));
        QCOMPARE(arguments.at(arguments.indexOf(QStringLiteral("-l")) + 1), QStringLiteral("alice"));
        QCOMPARE(arguments.at(arguments.indexOf(QStringLiteral("-S")) + 1), QStringLiteral("/t/100%%/c"));
        QVERIFY(arguments.contains(QStringLiteral("ConnectTimeout=2")));
        QVERIFY(arguments.contains(QStringLiteral("ClearAllForwardings=yes")));
        QVERIFY(!arguments.join(u' ').contains(QStringLiteral("BatchMode")));
    }

    void targetIsEscaped_data()
    {
        QTest::addColumn<ServerAddress>("address");
        QTest::addColumn<QString>("expected");
        QTest::addRow("name") << ServerAddress{.host = QStringLiteral("cache"), .port = 11212} << QStringLiteral("/t\\:x/f:cache:11212");
        QTest::addRow("IPv6") << ServerAddress{.host = QStringLiteral("::1")} << QStringLiteral("/t\\:x/f:[::1]:11211");
        QTest::addRow("socket") << ServerAddress{.socketPath = QStringLiteral("/r/a:b\\c%d")}
                                << QStringLiteral("/t\\:x/f:/r/a\\:b\\\\c%%d");
    }
    void targetIsEscaped()
    {
        QFETCH(const ServerAddress, address);
        QFETCH(const QString, expected);
        const QStringList arguments = sshForwardArguments(QStringLiteral("/t:x/c"), QStringLiteral("/t:x/f"), address);
        QCOMPARE(arguments.at(arguments.indexOf(QStringLiteral("-L")) + 1), expected);
    }

    void failuresAreToldApart_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<Error::Code>("code");
        QTest::addColumn<QString>("words");
        QTest::addRow("nothing") << QByteArray() << Code::TunnelLost << QStringLiteral("has ended");
        QTest::addRow("login") << QByteArray("alice@bastion: Permission denied (publickey,password).\r\n") << Code::TunnelLogin
                               << QStringLiteral("it takes: publickey,password");
        QTest::addRow("too many keys") << QByteArray("Received disconnect from 10.0.0.1 port 22:2: Too many authentication failures\n")
                                       << Code::TunnelLogin << QStringLiteral("refused the login");
        QTest::addRow("host key") << QByteArray("No ED25519 host key is known for x.\nHost key verification failed.\n")
                                  << Code::TunnelHostKey << QStringLiteral("not known");
        QTest::addRow("changed host key") << QByteArray(
            "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nOffending ED25519 key in /h/.ssh/known_hosts:3\n"
            "Host key verification failed.\n")
                                          << Code::TunnelHostKey << QStringLiteral("Offending ED25519 key in /h/.ssh/known_hosts:3");
        QTest::addRow("name") << QByteArray("ssh: Could not resolve hostname bastoin: Name or service not known\n")
                              << Code::TunnelUnreachable << QStringLiteral("bastoin: Name or service not known");
        QTest::addRow("refused") << QByteArray("ssh: connect to host 10.0.0.1 port 22: Connection refused\n") << Code::TunnelUnreachable
                                 << QStringLiteral("port 22: Connection refused");
        QTest::addRow("configuration") << QByteArray(
            "/h/.ssh/config: line 1: Bad configuration option: foo\n/h/.ssh/config: terminating, 1 "
            "bad configuration options\n")
                                       << Code::TunnelNotPossible << QStringLiteral("line 1: Bad configuration option: foo");
        QTest::addRow("anything else") << QByteArray("banner\nsomething\x1b[31m rare\n") << Code::TunnelLost
                                       << QStringLiteral("(something [31m rare)");
    }
    void failuresAreToldApart()
    {
        QFETCH(const QByteArray, said);
        QFETCH(const Error::Code, code);
        QFETCH(const QString, words);
        const Error error = sshFailure(said, {.host = QStringLiteral("bastion")});
        QCOMPARE(error.code, code);
        QVERIFY2(error.text.contains(words), qPrintable(error.text));
        QVERIFY2(error.text.contains(QStringLiteral("SSH tunnel")), qPrintable(error.text));
        QVERIFY2(!error.text.contains(QStringLiteral("alice")), qPrintable(error.text));
    }

    void refusalsBehindTheTunnelAreToldApart_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<Error::Code>("code");
        QTest::addRow("refused") << QByteArray("channel 1: open failed: connect failed: Connection refused\r") << Code::ConnectionRefused;
        QTest::addRow("name") << QByteArray("channel 12: open failed: connect failed: Name or service not known") << Code::HostNotFound;
        QTest::addRow("prohibited") << QByteArray("channel 1: open failed: administratively prohibited: open failed")
                                    << Code::TunnelForbidden;
        QTest::addRow("route") << QByteArray("channel 1: open failed: connect failed: No route to host") << Code::BehindTunnel;
        QTest::addRow("another line") << QByteArray("Welcome to channel 1: open failed: connect failed") << Code::None;
    }
    void refusalsBehindTheTunnelAreToldApart()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const Error::Code, code);
        const Error error = channelFailure(line, {.host = QStringLiteral("bastion")}, {.host = QStringLiteral("cache")});
        QCOMPARE(error.code, code);
        if (error)
            QVERIFY2(error.text.contains(QStringLiteral("bastion")), qPrintable(error.text));
    }

    void stretchBehindTheTunnelIsKnown_data()
    {
        QTest::addColumn<ServerAddress>("address");
        QTest::addColumn<bool>("goesOn");
        const auto row = [](const char *host, bool goesOn) {
            QTest::addRow("%s", host) << ServerAddress{.host = QString::fromLatin1(host)} << goesOn;
        };
        row("localhost", false);
        row("LocalHost.", false);
        row("127.0.0.1", false);
        row("127.8.8.8", false);
        row("::1", false);
        row("Bastion", false);
        row("cache.example", true);
        row("10.0.0.7", true);
        row("fd00::7", true);
        QTest::addRow("socket") << ServerAddress{.host = QStringLiteral("cache.example"), .socketPath = QStringLiteral("/s")} << false;
    }
    void stretchBehindTheTunnelIsKnown()
    {
        QFETCH(const ServerAddress, address);
        QFETCH(const bool, goesOn);
        QCOMPARE(goesOnByNetwork({.host = QStringLiteral("bastion")}, address), goesOn);
    }
};

QTEST_GUILESS_MAIN(TestSshCommand)
#include "tst_sshcommand.moc"
