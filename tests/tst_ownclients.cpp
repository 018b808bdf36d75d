#include "app/watch/ownclients.h"
#include "connection/ownaddress.h"
#include "tests/asking.h"
#include "tests/textasking.h"
#include "tests/waiting.h"

class TestOwnClients : public QObject
{
    Q_OBJECT

private slots:
    /// The server is asked before anything else goes on: one that closes soon is not named later.
    void aBriefConnectionIsAskedForWhileItIsThere()
    {
        FakeServer server;
        const QHostAddress here(QHostAddress::LocalHost);
        const OwnAddress lasting({here, 4}, {here, 6});
        OwnClients clients;
        clients.follow(optionsFor(server.port()));
        answerLogin(server);
        for (int time = 0; time < 2; ++time) { // again, since the asking itself opened a connection
            QCOMPARE(hearLine(server), QByteArray("stats conns\r\n"));
            server.say("END\r\n");
        }
        QVERIFY(soon([&clients] { return !clients.mustWait(); }));
        {
            const OwnAddress brief({here, 5}, {here, 6});
            for (int turns = 0; turns < 200 && server.heard().isEmpty(); ++turns)
                QVERIFY(turn());
            QCOMPARE(server.takeHeard(), QByteArray("stats conns\r\n"));
            QVERIFY(clients.numbers().isEmpty());
            server.say("STAT 3:addr tcp:127.0.0.1:4\r\nSTAT 7:addr tcp:127.0.0.1:5\r\nSTAT 8:addr tcp:127.0.0.1:9\r\nEND\r\n");
            QVERIFY(soon([&clients] { return !clients.numbers().isEmpty(); }));
        }
        QCOMPARE(clients.numbers(), (QSet<qint64>{3, 7})); // what it did is told later
    }
};

QTEST_GUILESS_MAIN(TestOwnClients)
#include "tst_ownclients.moc"
