#include "connection/connection.h"

#include "tests/asking.h"
#include "tests/servers/fakeserver.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace std::chrono_literals;
using Code = Error::Code;
using State = Connection::State;

class TestConnectionErrors : public QObject
{
    Q_OBJECT

private slots:
    void refusal()
    {
        FakeServer server;
        server.stopListening();
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_COMPARE(connection.state(), State::WaitingToRetry);
        QCOMPARE(connection.error().code, Code::ConnectionRefused);
        QVERIFY(connection.error().text.contains(QString::number(server.port())));
        // And it comes by itself once the server is there.
        server.answerGreeting();
        QVERIFY(server.listenAgain());
        QTRY_VERIFY(connection.isReady());
        QVERIFY(!connection.error());
    }

    void unknownName()
    {
        ConnectionOptions options = optionsFor(11211);
        options.address.host = QStringLiteral("no-such-host.invalid");
        Connection connection;
        connection.open(options);
        QCOMPARE(connection.state(), State::Connecting);
        QTRY_COMPARE_WITH_TIMEOUT(connection.state(), State::WaitingToRetry, 20'000);
        QCOMPARE(connection.error().code, Code::HostNotFound);
        QVERIFY(connection.error().text.contains(options.address.host));
    }

    void firstAnswers_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<Code>("code");
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QByteArray &answer, bool closes, Code code, State state, const char *words) {
            QTest::newRow(name) << answer << closes << code << state << QString::fromUtf8(words);
        };
        row("nothing, then closed", {}, true, Code::ClosedAtOnce, State::WaitingToRetry, "TLS");
        row("text", "ERROR\r\n", false, Code::TextOnly, State::Failed, "ERROR");
        row("text, then closed", "ERROR\r\n", true, Code::TextOnly, State::Failed, "ERROR");
        row("half a line, then closed", "ERR", true, Code::TextOnly, State::Failed, "ERR");
        row("half a line, then silence", "ERR", false, Code::TextOnly, State::Failed, "ERR");
        row("several lines", "ERROR\r\nERROR\r\n", false, Code::TextOnly, State::Failed, "ERROR");
        row("a login in text", "CLIENT_ERROR unauthenticated\r\n", false, Code::TextOnly, State::Failed, "login");
        row("no connection left", "ERROR Too many open connections\r\n", true, Code::TooManyConnections, State::WaitingToRetry, "-c");
        row("a web server", "HTTP/1.1 400 Bad Request\r\n\r\n", true, Code::TextOnly, State::Failed, "HTTP/1.1 400");
        row("a long line", QByteArray(100'000, 'x'), false, Code::TextOnly, State::Failed, "xxx");
        row("a request's magic", packet(0x0b, 0, 0x0d0a0d0a).replace(0, 1, "\x80"), false, Code::Protocol, State::WaitingToRetry, "80 0b");
        row("an alert of TLS", QByteArray::fromHex("15030300020246"), true, Code::WantsTls, State::WaitingToRetry, "memcacheds://");
        row("nothing but zeros", QByteArray(100, '\0'), false, Code::Protocol, State::WaitingToRetry, "00 00");
        row("somebody else's answer", packet(0x0b, 0, 0x01020304), false, Code::Protocol, State::WaitingToRetry, "nobody asked");
        row("the answer to another opcode", packet(0x0a, 0, 0x0d0a0d0a), false, Code::Protocol, State::WaitingToRetry, "does not fit");
        row("an endless answer", packet(0x0b, 0, 0x0d0a0d0a).replace(8, 4, "\x7f\xff\xff\xff"), false, Code::Protocol,
            State::WaitingToRetry, "impossible lengths");
        row("half an answer, then closed", packet(0x0b, 0, 0x0d0a0d0a).first(12), true, Code::ClosedByServer, State::WaitingToRetry,
            "closed");
    }

    void firstAnswers()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, closes);
        FakeServer server;
        server.setHandler([&](const QByteArray &) {
            server.say(answer);
            if (closes)
                server.hangUp();
            return std::nullopt;
        });
        Connection connection;
        ConnectionOptions options = optionsFor(server.port());
        options.backoff = {10min, 10min, 1};
        connection.open(options);
        QTRY_VERIFY(connection.state() == State::WaitingToRetry || connection.state() == State::Failed);
        QFETCH(Code, code);
        QFETCH(State, state);
        QFETCH(QString, words);
        QCOMPARE(connection.error().code, code);
        QCOMPARE(connection.state(), state);
        QVERIFY2(connection.error().text.contains(words), qPrintable(connection.error().text));
        QVERIFY(connection.error().text.size() < 500);
        QVERIFY(server.waitForHangUp());
    }

    void textByteByByteIsOneLine()
    {
        FakeServer server;
        QByteArray toSay;
        server.setHandler([&toSay](const QByteArray &) {
            toSay = "CLIENT_ERROR unauthenticated\r\n";
            return std::nullopt;
        });
        QTimer trickle;
        connect(&trickle, &QTimer::timeout, &server, [&] {
            if (toSay.isEmpty() || !server.isConnected())
                return;
            server.say(toSay.first(1));
            toSay.remove(0, 1);
        });
        trickle.start(1ms);
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_COMPARE(connection.state(), State::Failed);
        QVERIFY2(connection.error().text.contains(QStringLiteral("CLIENT_ERROR unauthenticated")), qPrintable(connection.error().text));
    }

    void resetAtOnceIsTakenForAWishForTls()
    {
        FakeServer server;
        server.setHandler([&server](const QByteArray &) {
            server.reset();
            return std::nullopt;
        });
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_COMPARE(connection.state(), State::WaitingToRetry);
        QCOMPARE(connection.error().code, Code::WantsTls);
        QVERIFY2(connection.error().text.contains(QStringLiteral("memcacheds://")), qPrintable(connection.error().text));
    }

    void silenceEndsWithTheConnectTimeout_data()
    {
        QTest::addColumn<bool>("accepts");
        QTest::newRow("a silent server") << true;
        QTest::newRow("nobody there") << false;
    }

    void silenceEndsWithTheConnectTimeout()
    {
        QFETCH(bool, accepts);
        FakeServer server;
        if (!accepts)
            server.stopAccepting();
        ConnectionOptions options = optionsFor(server.port());
        options.connectTimeout = 300ms;
        Connection connection;
        QElapsedTimer elapsed;
        elapsed.start();
        connection.open(options);
        QTRY_COMPARE(connection.state(), State::WaitingToRetry);
        QVERIFY(elapsed.elapsed() >= 299);
        QCOMPARE(connection.error().code, Code::Silent);
        QVERIFY2(connection.error().text.contains(QStringLiteral("0.3")), qPrintable(connection.error().text));
    }

    void anAddressThatNeverAnswersEndsWithTheConnectTimeout()
    {
        // Once its backlog is full the system leaves further clients without an answer, as a firewall does.
        QTcpServer full;
        full.setListenBacklogSize(1);
        QVERIFY(full.listen(QHostAddress::LocalHost));
        full.pauseAccepting();
        std::vector<std::unique_ptr<QTcpSocket>> fillers;
        for (int i = 0; i < 4; ++i) {
            fillers.push_back(std::make_unique<QTcpSocket>());
            fillers.back()->connectToHost(QHostAddress::LocalHost, full.serverPort());
        }
        QTRY_VERIFY(fillers[1]->state() == QAbstractSocket::ConnectedState);
        ConnectionOptions options = optionsFor(full.serverPort());
        options.connectTimeout = 300ms;
        Connection connection;
        connection.open(options);
        QCOMPARE(connection.state(), State::Connecting);
        QTRY_COMPARE(connection.state(), State::WaitingToRetry);
        QCOMPARE(connection.error().code, Code::ConnectTimeout);
        QVERIFY2(connection.error().text.contains(options.address.text()), qPrintable(connection.error().text));
    }

    void serverThatStopsHalfwayIsNotReadyInTime()
    {
        FakeServer server;
        server.setHandler([](const QByteArray &request) -> std::optional<QByteArray> {
            const RequestPacket asked = requestsIn(request).constFirst();
            return Opcode(asked.opcode) == Opcode::Version ? obey(request) : std::nullopt;
        });
        ConnectionOptions options = optionsFor(server.port());
        options.connectTimeout = 300ms;
        Connection connection;
        connection.open(options);
        QTRY_COMPARE(connection.state(), State::WaitingToRetry);
        QCOMPARE(connection.error().code, Code::ConnectTimeout);
    }

    void withoutAConnectTimeoutTheRequestTimeoutCounts()
    {
        FakeServer server;
        ConnectionOptions options = optionsFor(server.port());
        options.connectTimeout = 0ms;
        options.requestTimeout = 300ms;
        Connection connection;
        connection.open(options);
        QTRY_COMPARE(connection.state(), State::WaitingToRetry);
        QCOMPARE(connection.error().code, Code::Silent);
    }

    void withoutAnyTimeoutItWaits()
    {
        FakeServer server;
        ConnectionOptions options = optionsFor(server.port());
        options.connectTimeout = 0ms;
        options.requestTimeout = 0ms;
        Connection connection;
        connection.open(options);
        QVERIFY(server.waitForRequests(1));
        QVERIFY(!server.waitForHangUp(200ms));
        QCOMPARE(connection.state(), State::Authenticating);
        server.answerGreeting();
        server.say(server.takeRequests().constFirst().answer(0, "1.6.18"));
        QTRY_VERIFY(connection.isReady());
    }

    void withoutRetryTheFirstFailureIsFinal()
    {
        FakeServer server;
        server.stopListening();
        ConnectionOptions options = optionsFor(server.port());
        options.retry = false;
        Connection connection;
        connection.open(options);
        QTRY_COMPARE(connection.state(), State::Failed);
        QCOMPARE(connection.error().code, Code::ConnectionRefused);

        // After Failed it begins anew, also with the count.
        QVERIFY(server.listenAgain());
        server.answerGreeting();
        connection.retryNow();
        QCOMPARE(connection.attempts(), 1);
        QTRY_VERIFY(connection.isReady());
    }

    void lossesAfterReadyAreMadeGoodOnceWithoutRetry()
    {
        FakeServer server;
        server.answerGreeting();
        ConnectionOptions options = optionsFor(server.port());
        options.retry = false;
        Connection connection;
        connection.open(options);
        QTRY_VERIFY(connection.isReady());
        server.hangUp();
        QTRY_COMPARE(connection.state(), State::WaitingToRetry);
        QTRY_VERIFY(connection.isReady());
        server.stopListening();
        server.hangUp();
        QTRY_COMPARE(connection.state(), State::Failed);
    }
};

QTEST_GUILESS_MAIN(TestConnectionErrors)
#include "tst_connection_errors.moc"
