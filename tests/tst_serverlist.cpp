#include "app/profiles/exchange/importreader.h"
#include "app/profiles/exchange/serverlist.h"
#include "tests/sanitized.h"

#include <QTest>

namespace {

/// Each server as "line user password address".
QStringList found(const ServerList &list)
{
    QStringList all;
    for (const ListedServer &server : list.servers) {
        const Credentials &credentials = server.url.credentials;
        QStringList words{QString::number(server.line)};
        if (!credentials.isEmpty())
            words += {credentials.user, credentials.password};
        all.append((words << server.url.address.text()).join(QLatin1Char(' ')));
    }
    return all;
}

} // namespace

class TestServerList : public QObject
{
    Q_OBJECT

private slots:
    void serversAreFoundHoweverTheyAreListed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("servers");
        const auto row = [](const char *name, const char *text, std::initializer_list<const char *> servers) {
            QStringList list;
            for (const char *server : servers)
                list.append(QString::fromUtf8(server));
            QTest::newRow(name) << QString::fromUtf8(text) << list;
        };
        row("nothing", "", {});
        row("only comments", "# cache.example:11211\n  # more", {});
        row("one a line", "a.example:1\nb.example\r\n\nc.example:3\n", {"1 a.example:1", "2 b.example:11211", "4 c.example:3"});
        row("commas", "a:1,b:2 , c:3;d:4", {"1 a:1", "1 b:2", "1 c:3", "1 d:4"});
        row("blanks and tabs", "a:1 b:2\tc:3", {"1 a:1", "1 b:2", "1 c:3"});
        row("a comment behind", "a:1 # the first, b:2\nc:3#no", {"1 a:1"});
        row("IPv6", "[::1]:11212 [fe80::1] ::1", {"1 [::1]:11212", "1 [fe80::1]:11211", "1 [::1]:11211"});
        row("in quotes", "\"a:1\", 'b:2'", {"1 a:1", "1 b:2"});
        row("URLs", "memcached://a memcacheds://b:2/\nmemcached+unix:///run/m.sock", {"1 a:11211", "1 b:2 (TLS)", "2 /run/m.sock"});
        row("with a user and a password", "memcached://shop:jo%40kel@a,memcacheds://shop@b",
            {"1 shop jo@kel a:11211", "1 shop  b:11211 (TLS)"});
        row("a password with separators", "memcached://shop:1,2;#\"x@a, memcached://b:2,c:3",
            {"1 shop 1,2;#\"x a:11211", "1 b:2", "1 c:3"});
        row("a password that looks like a port", "memcached://shop:12345,6@a", {"1 shop 12345,6 a:11211"});
        row("a password with a comma and an @", "memcached://shop:a@b,c@d", {"1 shop a@b,c d:11211"});
        row("a socket's path", "/run/memcached.sock", {"1 /run/memcached.sock"});
        row("libmemcached", "--SERVER=a.example:1 --SERVER=b.example/?2 --SERVER=c.example:3/?4",
            {"1 a.example:1", "1 b.example:11211", "1 c.example:3"});
        row("libmemcached with sockets", "--SOCKET=\"/tmp/my sock\" --SOCKET=\"/tmp/b/?7\" --SOCKET=/tmp/c",
            {"1 /tmp/my sock", "1 /tmp/b", "1 /tmp/c"});
        row("libmemcached in a source", "\"--SERVER=a:1 --SOCKET=\\\"/tmp/b/?5\\\"\"", {"1 a:1", "1 /tmp/b"});
        row("libmemcached's programs", "--servers=a:1,b:2", {"1 a:1", "1 b:2"});
        row("options between", "--BINARY-PROTOCOL --SERVER=a:1 --POOL-MIN=10 --NAMESPACE=\"x y\" --HASH=MD5 --SERVER=b:2 END",
            {"1 a:1", "1 b:2"});
        row("the same twice", "a:1 a:1\nmemcached://a:1", {"1 a:1"});
        row("good between bad", "a:1 b:x\nc:3 d:99999 e:5", {"1 a:1", "2 c:3", "2 e:5"});
    }
    void serversAreFoundHoweverTheyAreListed()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, servers);
        QCOMPARE(found(ServerList::read(text)), servers);
    }

    void problemsNameTheLineTheEntryAndTheReason_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("problems");
        const auto row = [](const char *name, const char *text, std::initializer_list<const char *> problems) {
            QStringList list;
            for (const char *problem : problems)
                list.append(QString::fromUtf8(problem));
            QTest::newRow(name) << QString::fromUtf8(text) << list;
        };
        row("no port", "a:1\nb:x", {"Line 2, “b:x”: Behind the colon stands no port; a port is a number from 1 to 65535."});
        row("too large", "a:70000", {"Line 1, “a:70000”: Behind the colon stands no port; a port is a number from 1 to 65535."});
        row("an unknown scheme", "\nredis://a",
            {"Line 2, “redis://…”: “redis://” is unknown; an address begins with memcached://, memcacheds:// (TLS) or memcached+unix://, "
             "or "
             "is host:port."});
        row("no server", "--SERVER=", {"Line 1, “--SERVER”: Behind it a server is missing."});
        row("no socket", "--SOCKET", {"Line 1, “--SOCKET”: Behind it the path of a socket is missing."});
        row("a socket that is no path", "--SOCKET=run/m", {"Line 1, “run/m”: The path of a socket begins with “/” and names a file."});
        row("two bad ones", "a:x b:y",
            {"Line 1, “a:x”: Behind the colon stands no port; a port is a number from 1 to 65535.",
             "Line 1, “b:y”: Behind the colon stands no port; a port is a number from 1 to 65535."});
    }
    void problemsNameTheLineTheEntryAndTheReason()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, problems);
        QCOMPARE(ServerList::read(text).problems, problems);
    }

    void noPasswordIsInAProblem_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"memcached://shop:qu1ckst3p@host:port", "memcached://shop:qu1ckst3p", "shop:qu1ckst3p@host", "memcached://:qu1ckst3p@host",
              "memcached://shop:qu1ckst3p,9@", "memcached+unix://shop:qu1ckst3p@", "--SERVER=memcached://shop:qu1ckst3p",
              "redis://:qu1ckst3p@h", "memcached://shop:qu1ckst3p%zz@h", "memcached+unix://shop:qu1ckst3p/run/x/"}) {
            QTest::newRow(text) << QString::fromLatin1(text);
        }
    }
    void noPasswordIsInAProblem()
    {
        QFETCH(QString, text);
        const ServerList list = ServerList::read(text);
        QVERIFY(!list.problems.isEmpty());
        const QString said = (list.problems + list.notes).join(QLatin1Char('\n'));
        QVERIFY2(!said.contains(QLatin1String("qu1ckst3p")), qPrintable(said));
        QVERIFY(list.servers.isEmpty());
    }

    void whatDoesNotConcernUsIsNotedOnce()
    {
        const ServerList list = ServerList::read(
            QStringLiteral("--SERVER=a:1/?2 --SERVER=b:2/?3 --POOL-MIN=1\n--pool-min=2 --CONNECT-TIMEOUT=10\nINCLUDE \"more.cnf\"\na:1"));
        QCOMPARE(list.problems, QStringList());
        QCOMPARE(list.notes,
                 (QStringList{QStringLiteral("The weights of the servers are passed over: a profile has none."),
                              QStringLiteral("Line 1: --POOL-MIN is passed over: it says nothing about where a server is."),
                              QStringLiteral("Line 2: --CONNECT-TIMEOUT is passed over: it says nothing about where a server is."),
                              QStringLiteral("Line 3: the file that INCLUDE names is not read; import it by itself."),
                              QStringLiteral("Line 4: a:1 stands in line 1 already.")}));
    }

    void longListsAreBounded()
    {
        QString text;
        for (int i = 0; i < ServerList::mostServers + 5; ++i)
            text += QStringLiteral("host%1\n").arg(i);
        const ServerList list = ServerList::read(text);
        QCOMPARE(list.servers.size(), ServerList::mostServers);
        QCOMPARE(list.problems.size(), 1);
        QVERIFY(list.problems.constFirst().startsWith(QStringLiteral("Line 2001: ")));
        const ServerList bad = ServerList::read(QStringLiteral("a:x\n").repeated(1000));
        QCOMPARE(bad.problems.size(), ServerList::mostProblems + 1);
        QVERIFY(bad.problems.constLast().contains(QStringLiteral("800")));
    }

    /// A megabyte of what is worst for the reader: this must end.
    void hostileTextTakesNoTime_data()
    {
        QTest::addColumn<QString>("piece");
        for (const char *piece : {"a://,", "a:1,", "a,", "--a=\"", "--a='\",", "INCLUDE ", "memcached://a,", "\"", "@", "--S,", "a://@"})
            QTest::newRow(piece) << QString::fromLatin1(piece);
    }
    void hostileTextTakesNoTime()
    {
        QFETCH(QString, piece);
        const ServerList list = ServerList::read(piece.repeated((isSanitized ? 100'000 : 1'000'000) / piece.size()));
        QVERIFY(list.problems.size() <= ServerList::mostProblems + 1);
        QVERIFY(list.notes.size() <= ServerList::mostProblems);
    }
};

QTEST_GUILESS_MAIN(TestServerList)
#include "tst_serverlist.moc"
