#include "tests/servers/fakeserver.h"
#include "tests/servers/realserver.h"

#include <QTcpSocket>
#include <QTest>

#include <sys/socket.h>

namespace {

const auto versionProbe = RequestPacket{0x0b, 0x0d0a0d0a, 0, {}, {}, {}};

/// What a server on `port` answers to `request` until it has said at least `length` bytes or closed.
QByteArray ask(quint16 port, const QByteArray &request, qsizetype length)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    if (!socket.waitForConnected())
        return socket.errorString().toUtf8();
    socket.write(request);
    while (socket.bytesAvailable() < length && socket.waitForReadyRead(5'000)) {}
    return socket.readAll();
}

bool refuses(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    return !socket.waitForConnected() && socket.error() == QAbstractSocket::ConnectionRefusedError;
}

/// Starts a server, tells its port and waits to be killed.
int keepServer(bool asNobody)
{
    if (asNobody && (::setgid(65534) != 0 || ::setuid(65534) != 0))
        return 1;
    RealServer server;
    if (!server.start())
        qFatal("%s", qPrintable(server.errorString()));
    fprintf(stdout, "%d\n", server.port());
    fflush(stdout);
    for (;;)
        ::pause();
}

} // namespace

class TestServers : public QObject
{
    Q_OBJECT

private slots:
    void realServersStartWithTheirOptions_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto binary = [](const char *name, const QString &arguments) {
            QTest::newRow(name) << arguments.split(u' ', Qt::SkipEmptyParts);
        };
        binary("plain", {});
        binary("small memory", QStringLiteral("-m 1 -I 512k"));
        binary("few connections", QStringLiteral("-c 20 -t 1"));
        binary("no CAS", QStringLiteral("-C"));
        binary("binary only", QStringLiteral("-B binary"));
        binary("IPv4 and IPv6", QStringLiteral("-l 127.0.0.1 -l ::1"));
        binary("idle timeout", QStringLiteral("-o idle_timeout=2"));
    }

    void realServersStartWithTheirOptions()
    {
        QFETCH(QStringList, arguments);
        RealServer server(arguments);
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        const QByteArray answer = ask(server.port(), versionProbe.bytes(), 25);
        QVERIFY2(answer.startsWith(packet(0x0b, 0, 0x0d0a0d0a, 0, {}, {}, "1.x.y").first(8)), answer.toHex().constData());
        server.stop();
        QVERIFY(refuses(server.port()));
    }

    void realServerRefusesBadOptionsWithItsOwnWords()
    {
        RealServer server({QStringLiteral("-S"), QStringLiteral("-B"), QStringLiteral("ascii")});
        QVERIFY(!server.start());
        QVERIFY2(server.errorString().contains(QStringLiteral("SASL")), qPrintable(server.errorString()));
    }

    void aUserLogsInBySasl()
    {
        RealServer server({}, RealServer::Access::Sasl);
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        const auto login = [](const QByteArray &password) {
            return RequestPacket{0x21, 7, 0, {}, "PLAIN", QByteArray(1, '\0') + "alice" + '\0' + password};
        };
        QCOMPARE(ask(server.port(), login("wrong").bytes(), 37), login({}).answer(0x20, "Auth failure."));
        QCOMPARE(ask(server.port(), login(RealServer::password().toUtf8()).bytes(), 37), login({}).answer(0, "Authenticated"));
    }

    void aUserLogsInByText()
    {
        RealServer server({}, RealServer::Access::AuthFile);
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        QCOMPARE(ask(server.port(), "get k\r\n", 30), QByteArray("CLIENT_ERROR unauthenticated\r\n"));
        QCOMPARE(ask(server.port(),
                     "set any 0 0 " + QByteArray::number(6 + RealServer::password().size()) + "\r\nalice " + RealServer::password().toUtf8()
                         + "\r\n",
                     8),
                 QByteArray("STORED\r\n"));
    }

    void restartKeepsThePort()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        const quint16 port = server.port();
        const qint64 pid = server.pid();
        QCOMPARE(ask(port, "set k 0 0 1\r\nv\r\n", 8), QByteArray("STORED\r\n"));
        QVERIFY2(server.restart(), qPrintable(server.errorString()));
        QCOMPARE(server.port(), port);
        QVERIFY(server.pid() != pid);
        QCOMPARE(ask(port, "get k\r\n", 5), QByteArray("END\r\n"));
    }

    void suspendedServerIsSilentUntilItGoesOn()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        server.suspend();
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, server.port());
        QVERIFY(socket.waitForConnected());
        socket.write("version\r\n");
        QVERIFY(!socket.waitForReadyRead(50));
        server.resume();
        QVERIFY(socket.waitForReadyRead(5'000));
        server.suspend();
        server.stop();
        QVERIFY(refuses(server.port()));
    }

    void serverDiesWithAKilledParent_data()
    {
        QTest::addColumn<QString>("role");
        QTest::newRow("our own account") << QStringLiteral("--keep-server");
        if (::geteuid() == 0)
            QTest::newRow("an ordinary account") << QStringLiteral("--keep-server-as-nobody");
    }

    void serverDiesWithAKilledParent()
    {
        QFETCH(QString, role);
        QProcess parent;
        parent.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        parent.start(QCoreApplication::applicationFilePath(), {role});
        QTRY_VERIFY_WITH_TIMEOUT(parent.canReadLine(), 20'000);
        const quint16 port = parent.readLine().trimmed().toUShort();
        QVERIFY(!refuses(port));
        parent.kill();
        QVERIFY(parent.waitForFinished());
        QTRY_VERIFY(refuses(port));
    }

    void fakeServerSaysAndHears()
    {
        FakeServer server;
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, server.port());
        QVERIFY(server.waitForConnections());
        QVERIFY(server.isConnected());
        client.write("hel");
        client.write("lo");
        QVERIFY(server.waitForBytes(5));
        QCOMPARE(server.heard(), QByteArray("hello"));
        QCOMPARE(server.takeHeard(), QByteArray("hello"));
        QCOMPARE(server.heard(), QByteArray());
        QCOMPARE(server.recorded(0), QByteArray("hello"));
        server.say("welcome");
        QTRY_COMPARE(client.bytesAvailable(), 7);
        client.disconnectFromHost();
        QVERIFY(server.waitForHangUp());
        QCOMPARE(server.connectionCount(), 1);
    }

    void handlerAnswersWholeRequestsOnly()
    {
        FakeServer server;
        server.setHandler([](const QByteArray &request) -> std::optional<QByteArray> {
            const RequestPacket asked = requestsIn(request).constFirst();
            return asked.key == "mine" ? std::nullopt : std::optional(asked.answer(1, "Not found"));
        });
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, server.port());
        QVERIFY(server.waitForConnections());
        const RequestPacket missed{0x00, 5, 0, {}, "other", {}};
        const RequestPacket left{0x00, 6, 0, {}, "mine", {}};
        const QByteArray bytes = missed.bytes() + left.bytes();
        for (const char byte : bytes) {
            client.write(&byte, 1);
            client.flush();
        }
        QVERIFY(server.waitForRequests(1));
        QCOMPARE(server.takeRequests(), QList{left});
        QTRY_COMPARE(client.bytesAvailable(), 33);
        QCOMPARE(client.readAll(), packet(0, 1, 5, 0, {}, {}, "Not found"));
    }

    void greetingLeavesTheRestToTheTest()
    {
        FakeServer server;
        server.answerGreeting({.mechanisms = "PLAIN"});
        // Twice, since every connection is greeted.
        for (int connection = 1; connection <= 2; ++connection) {
            QTcpSocket client;
            client.connectToHost(QHostAddress::LocalHost, server.port());
            const QList<RequestPacket> greeting{versionProbe,
                                                {0x20, 1, 0, {}, {}, {}},
                                                {0x21, 2, 0, {}, "PLAIN", "\0a\0b"},
                                                {0x10, 3, 0, {}, "settings", {}},
                                                {0x10, 4, 0, {}, {}, {}},
                                                {0x0a, 5, 0, {}, {}, {}}};
            for (const RequestPacket &request : greeting)
                client.write(request.bytes());
            const RequestPacket next{0x0a, 6, 0, {}, {}, {}};
            client.write(next.bytes());
            QVERIFY(server.waitForConnections(connection));
            QVERIFY(server.waitForBytes(24));
            QCOMPARE(server.takeRequests(), QList{next});
            QTRY_VERIFY(client.bytesAvailable() > 0);
            QByteArray answers;
            QTRY_VERIFY((answers += client.readAll()).endsWith(packet(0x0a, 0, 5)));
            QVERIFY(answers.startsWith(packet(0x0b, 0, 0x0d0a0d0a, 0, {}, {}, "1.6.18") + packet(0x20, 0, 1, 0, {}, {}, "PLAIN")
                                       + packet(0x21, 0, 2, 0, {}, {}, "Authenticated")
                                       + packet(0x10, 0, 3, 0, {}, "item_size_max", "1048576")));
            QVERIFY(answers.contains(packet(0x10, 0, 3) + packet(0x10, 0, 4, 0, {}, "pid", "7")));
        }
    }

    void hangUpEndsAndResetBreaks()
    {
        FakeServer server;
        char byte = 0;
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, server.port());
        QVERIFY(server.waitForConnections(1));
        server.say("bye");
        server.hangUp();
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(client.readAll(), QByteArray("bye"));

        QTcpSocket other;
        other.connectToHost(QHostAddress::LocalHost, server.port());
        QVERIFY(server.waitForConnections(2));
        server.reset();
        QCOMPARE(::recv(int(other.socketDescriptor()), &byte, 1, MSG_PEEK | MSG_DONTWAIT), -1);
        QCOMPARE(errno, ECONNRESET);
    }

    void whoDoesNotReadIsNotHeard()
    {
        FakeServer server;
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, server.port());
        QVERIFY(server.waitForConnections());
        server.stopReading();
        const QByteArray much(16 * 1024 * 1024, 'x');
        client.write(much);
        QVERIFY(!server.waitForBytes(1, std::chrono::milliseconds(100)));
        QVERIFY(client.bytesToWrite() > 0);
        server.resumeReading();
        QVERIFY(server.waitForBytes(much.size(), std::chrono::seconds(30)));
        QCOMPARE(server.heard(), much);
    }

    void whoDoesNotListenIsRefused()
    {
        FakeServer server;
        server.stopListening();
        QVERIFY(refuses(server.port()));
        QVERIFY(server.listenAgain());
        server.stopAccepting();
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, server.port());
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        QVERIFY(!server.waitForConnections(1, std::chrono::milliseconds(50)));
        server.resumeAccepting();
        QVERIFY(server.waitForConnections(1));
    }

    void requestsAreTakenApart()
    {
        const RequestPacket request{0x01, 0xdeadbeef, 42, bigEndian32(0xfa52) + bigEndian32(300), "key", "value"};
        const QByteArray bytes = request.bytes();
        QCOMPARE(bytes.toHex(' ').first(72), QByteArray("80 01 00 03 08 00 00 00 00 00 00 10 de ad be ef 00 00 00 00 00 00 00 2a "));
        QCOMPARE(requestsIn(bytes + bytes + bytes.chopped(1)), (QList{request, request}));
        QCOMPARE(requestLength(bytes.chopped(1)), 0);
        QCOMPARE(requestLength("version"), -1);
        QCOMPARE(bigEndian64(0x0102030405060708), QByteArray::fromHex("0102030405060708"));
        QCOMPARE(bigEndian16(0x0102), QByteArray::fromHex("0102"));
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.contains(QStringLiteral("--keep-server")))
        return keepServer(false);
    if (arguments.contains(QStringLiteral("--keep-server-as-nobody")))
        return keepServer(true);
    TestServers tests;
    return QTest::qExec(&tests, argc, argv);
}

#include "tst_servers.moc"
