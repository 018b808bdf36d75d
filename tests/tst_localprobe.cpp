#include "connection/localprobe.h"
#include "tests/servers/realserver.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

class TestLocalProbe : public QObject
{
    Q_OBJECT

    static quint16 unusedPort()
    {
        QTcpServer server;
        return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
    }

    /// To the one request that is asked.
    static QByteArray answerOf(const QByteArray &version)
    {
        QByteArray header = QByteArray::fromHex("810b0000000000000000000051ab5c0e0000000000000000");
        header[11] = char(version.size());
        return header + version;
    }

private slots:
    void memcachedIsFoundWithItsVersion()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        LocalProbe probe(server.port());
        QSignalSpy finished(&probe, &LocalProbe::finished);
        probe.start();
        QCOMPARE(finished.size(), 0);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY2(probe.version().startsWith(QStringLiteral("1.")), qPrintable(probe.version()));
        QCOMPARE(probe.address().port, server.port());
        QCOMPARE(probe.address().host, QStringLiteral("127.0.0.1"));
    }

    void whatListensOnTheOtherLoopbackIsFoundToo()
    {
        QTcpServer server;
        QVERIFY2(server.listen(QHostAddress::LocalHostIPv6), qPrintable(server.errorString()));
        connect(&server, &QTcpServer::newConnection, &server, [&server] { server.nextPendingConnection()->write(answerOf("1.6.18")); });
        LocalProbe probe(server.serverPort());
        QSignalSpy finished(&probe, &LocalProbe::finished);
        probe.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(probe.version(), QStringLiteral("1.6.18"));
        QCOMPARE(probe.address().text(), QStringLiteral("[::1]:%1").arg(server.serverPort()));
    }

    void nothingThereIsNoAnswer()
    {
        LocalProbe probe(unusedPort());
        QSignalSpy finished(&probe, &LocalProbe::finished);
        probe.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(probe.version(), QString());
    }

    void somethingElseIsNoMemcached_data()
    {
        QTest::addColumn<QByteArray>("answer");
        const QByteArray whole = answerOf("1.6.18");
        QTest::newRow("silence") << QByteArray();
        QTest::newRow("another protocol") << QByteArrayLiteral("SSH-2.0-OpenSSH_9.2\r\n");
        QTest::newRow("text only") << QByteArrayLiteral("ERROR\r\n");
        QTest::newRow("beginning of an answer") << whole.first(20);
        QTest::newRow("a version with a line break in it") << answerOf("1.6.\n8");
        QTest::newRow("another opaque") << QByteArray(whole).replace(12, 1, "x");
        QTest::newRow("a version without an end") << QByteArray(whole).replace(8, 4, "\x7f\xff\xff\xff") + QByteArray(500, '1');
    }

    void somethingElseIsNoMemcached()
    {
        QFETCH(const QByteArray, answer);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&server, answer] { server.nextPendingConnection()->write(answer); });
        LocalProbe probe(server.serverPort());
        QSignalSpy finished(&probe, &LocalProbe::finished);
        probe.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(probe.version(), QString());
    }

    void answerInPiecesIsAnAnswer()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QTcpSocket *client = nullptr;
        connect(&server, &QTcpServer::newConnection, &server, [&] { client = server.nextPendingConnection(); });
        LocalProbe probe(server.serverPort());
        QSignalSpy finished(&probe, &LocalProbe::finished);
        probe.start();
        QTRY_VERIFY(client && client->bytesAvailable() == 24);
        QCOMPARE(client->readAll(), QByteArray::fromHex("800b0000000000000000000051ab5c0e0000000000000000"));
        const QByteArray answer = answerOf("1.6.18");
        for (const char byte : answer) {
            QCOMPARE(finished.size(), 0);
            client->write(&byte, 1);
            QVERIFY(client->flush());
            QCoreApplication::sendPostedEvents();
        }
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(probe.version(), QStringLiteral("1.6.18"));
    }
};

QTEST_GUILESS_MAIN(TestLocalProbe)
#include "tst_localprobe.moc"
