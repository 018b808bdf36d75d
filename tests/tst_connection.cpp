#include "connection/connection.h"

#include "tests/asking.h"
#include "tests/servers/fakeserver.h"
#include "tests/toldwaits.h"

#include <QPointer>
#include <QTcpServer>

using namespace std::chrono_literals;
using State = Connection::State;

namespace {

enum class Deed { Close, Open, StopTrying, RetryNow, Delete };

void perform(Deed deed, Connection *connection, quint16 otherPort)
{
    switch (deed) {
    case Deed::Close:
        return connection->close();
    case Deed::Open:
        return connection->open(optionsFor(otherPort));
    case Deed::StopTrying:
        return connection->stopTrying();
    case Deed::RetryNow:
        return connection->retryNow();
    case Deed::Delete:
        delete connection;
    }
}

void hangUpOnEverybody(FakeServer &server)
{
    server.setHandler([&server](const QByteArray &) {
        server.hangUp();
        return std::nullopt;
    });
}

} // namespace

class TestConnection : public QObject
{
    Q_OBJECT

private slots:
    void openReturnsAtOnceAndLeadsToReady()
    {
        FakeServer server;
        server.answerGreeting();
        Connection connection;
        const QSignalSpy states(&connection, &Connection::stateChanged);
        QCOMPARE(connection.state(), State::Disconnected);
        connection.open(optionsFor(server.port()));
        QCOMPARE(connection.state(), State::Connecting);
        QCOMPARE(connection.attempts(), 1);
        QTRY_VERIFY(connection.isReady());
        QCOMPARE(statesOf(states), (QList{State::Connecting, State::Authenticating, State::Ready}));
        QCOMPARE(connection.attempts(), 1);
        QVERIFY(!connection.error());
        QVERIFY(connection.warning().isEmpty());
        QCOMPARE(connection.server().version, QByteArray("1.6.18"));
        QCOMPARE(connection.server().itemSizeMax, 1'048'576);
        QVERIFY(connection.server().told);
        QVERIFY(std::chrono::abs(connection.server().clockOffset) <= 2s);
    }

    void greetingIsShort()
    {
        FakeServer server;
        server.answerGreeting();
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(connection.isReady());
        QList<quint8> opcodes;
        for (const RequestPacket &request : requestsIn(server.recorded(0)))
            opcodes += request.opcode;
        QCOMPARE(opcodes, (QList<quint8>{0x0b, 0x10, 0x0a, 0x10, 0x0a}));
        // A server that speaks text only answers this at once, since the opaque ends a line.
        QCOMPARE(requestsIn(server.recorded(0)).constFirst().opaque, 0x0d0a0d0au);
    }

    void serviceThatTellsNothingIsReadyAllTheSame()
    {
        FakeServer server;
        server.answerGreeting({.version = {}, .statStatus = 0x81});
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(connection.isReady());
        QVERIFY(connection.server().version.isEmpty());
        QVERIFY(!connection.server().told);
        QVERIFY(!connection.server().itemSizeMax);
    }

    void answersMayComeByteByByte()
    {
        FakeServer server;
        QByteArray toSay;
        server.setHandler([&toSay](const QByteArray &request) {
            toSay += obedientAnswer(requestsIn(request).constFirst());
            return QByteArray();
        });
        QTimer trickle;
        connect(&trickle, &QTimer::timeout, &server, [&] {
            if (toSay.isEmpty() || !server.isConnected())
                return;
            server.say(toSay.first(1));
            toSay.remove(0, 1);
        });
        trickle.start(0ms);
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(connection.isReady());
        const auto reply = connection.execute({.opcode = Opcode::GetK, .key = "name"});
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->outcome().value.value().toByteArray(), QByteArray("name"));
        QCOMPARE(connection.attempts(), 1);
    }

    void closeHangsUp()
    {
        FakeServer server;
        server.answerGreeting();
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(connection.isReady());
        const QSignalSpy states(&connection, &Connection::stateChanged);
        const auto reply = connection.execute({.opcode = Opcode::Get, .key = "k"});
        connection.close();
        QCOMPARE(connection.state(), State::Disconnected);
        QCOMPARE(statesOf(states), QList{State::Disconnected});
        QTRY_COMPARE(endOf(*reply), QByteArray("closed"));
        QVERIFY(server.waitForHangUp());
        QCOMPARE(server.connectionCount(), 1);
        QVERIFY(!connection.error());
    }

    void openingAgainMovesOn()
    {
        FakeServer server;
        FakeServer other;
        server.answerGreeting();
        other.answerGreeting({.version = "1.5.22"});
        Connection connection;
        connection.open(optionsFor(server.port()));
        connection.open(optionsFor(other.port()));
        QCOMPARE(connection.state(), State::Connecting);
        QCOMPARE(connection.attempts(), 1);
        QTRY_VERIFY(connection.isReady());
        QCOMPARE(connection.server().version, QByteArray("1.5.22"));
        const auto lost = connection.execute({.opcode = Opcode::Get, .key = "k"});
        connection.open(optionsFor(server.port()));
        QCOMPARE(connection.state(), State::Connecting);
        QTRY_VERIFY(connection.isReady());
        QCOMPARE(connection.server().version, QByteArray("1.6.18"));
        QCOMPARE(endOf(*lost), QByteArray("closed"));
        QTRY_VERIFY(!other.isConnected());
    }

    void waitsAreCountedAndTold()
    {
        FakeServer server;
        hangUpOnEverybody(server);
        ConnectionOptions options = optionsFor(server.port());
        options.backoff = {10min, 10min, 1};
        Connection connection;
        const QSignalSpy states(&connection, &Connection::stateChanged);
        const QSignalSpy lines(&connection, &Connection::logged);
        connection.open(options);
        QTRY_COMPARE(connection.state(), State::WaitingToRetry);
        QCOMPARE(connection.error().code, Error::Code::ClosedAtOnce);
        const qint64 wait = QDateTime::currentDateTime().msecsTo(connection.nextAttempt());
        QVERIFY2(wait > 590'000 && wait <= 600'000, QByteArray::number(wait).constData());
        QVERIFY(lines.constLast().constFirst().toString().contains(QStringLiteral("600")));

        connection.retryNow();
        QCOMPARE(connection.state(), State::Connecting);
        QCOMPARE(connection.attempts(), 2);
        QTRY_COMPARE(connection.state(), State::WaitingToRetry);
        connection.stopTrying();
        QCOMPARE(connection.state(), State::Disconnected);
        QCOMPARE(connection.error().code, Error::Code::ClosedAtOnce);
        QCOMPARE(server.connectionCount(), 2);
        QCOMPARE(statesOf(states),
                 (QList{State::Connecting, State::Authenticating, State::WaitingToRetry, State::Connecting, State::Authenticating,
                        State::WaitingToRetry, State::Disconnected}));

        // From there it is a new beginning.
        connection.retryNow();
        QCOMPARE(connection.attempts(), 1);
    }

    void waitsGrowWhileTheServerHangsUp()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&server] { delete server.nextPendingConnection(); });
        Connection connection;
        const ToldWaits waits(connection);
        connection.open(optionsFor(server.serverPort()));
        QTRY_VERIFY(waits.milliseconds().size() >= 6);
        QCOMPARE(waits.milliseconds().mid(0, 6), (QList<qint64>{20, 30, 45, 68, 101, 152}));
        QVERIFY(connection.attempts() >= 6);
    }

    void waitsStartAnewOnlyOnceACommandWasAnswered()
    {
        FakeServer server;
        server.answerGreeting();
        hangUpOnEverybody(server);
        Connection connection;
        const ToldWaits waits(connection);
        std::unique_ptr<CommandReply> reply;
        connect(&connection, &Connection::stateChanged, &server, [&](State state) {
            if (state == State::Ready)
                reply = connection.execute({.opcode = Opcode::Version});
        });
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(waits.milliseconds().size() >= 5);
        QCOMPARE(waits.milliseconds().mid(0, 5), (QList<qint64>{20, 30, 45, 68, 101}));
        QVERIFY(connection.attempts() >= 5);

        server.setHandler(obey);
        QTRY_VERIFY(connection.isReady());
        QTRY_COMPARE(endOf(*reply), QByteArray("success"));
        server.hangUp();
        QTRY_COMPARE(connection.state(), State::WaitingToRetry);
        QCOMPARE(waits.milliseconds().constLast(), 20);
        QTRY_VERIFY(connection.isReady());
        QCOMPARE(connection.attempts(), 1);
    }

    void idleServerIsKeptAwake()
    {
        FakeServer server;
        Greeting greeting;
        greeting.settings = {{"idle_timeout", "1"}};
        server.answerGreeting(greeting);
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(connection.isReady());
        QVERIFY(server.waitForRequests(1));
        const RequestPacket request = server.takeRequests().constFirst();
        QCOMPARE(Opcode(request.opcode), Opcode::Noop);
        server.say(request.answer());
        QVERIFY(server.waitForRequests(1));
        QVERIFY(connection.isReady());
    }

    void slotsMayDoAnything_data()
    {
        QTest::addColumn<State>("when");
        QTest::addColumn<Deed>("deed");
        QTest::addColumn<bool>("onLog");
        const QMetaEnum states = QMetaEnum::fromType<State>();
        for (const State when :
             {State::Disconnected, State::Connecting, State::Authenticating, State::Ready, State::WaitingToRetry, State::Failed}) {
            for (const auto &[deed, name] : {std::pair{Deed::Close, "close"},
                                             {Deed::Open, "open"},
                                             {Deed::StopTrying, "stopTrying"},
                                             {Deed::RetryNow, "retryNow"},
                                             {Deed::Delete, "delete"}}) {
                QTest::addRow("%s when %s", name, states.valueToKey(int(when))) << when << deed << false;
                // Nothing is logged of Authenticating.
                if (when != State::Authenticating)
                    QTest::addRow("%s when %s is logged", name, states.valueToKey(int(when))) << when << deed << true;
            }
        }
    }

    void slotsMayDoAnything()
    {
        QFETCH(State, when);
        QFETCH(Deed, deed);
        QFETCH(bool, onLog);
        FakeServer server;
        FakeServer other;
        server.answerGreeting();
        other.answerGreeting({.version = "other"});
        ConnectionOptions options = optionsFor(server.port());
        options.retry = when != State::Failed;
        if (when == State::WaitingToRetry || when == State::Failed)
            server.stopListening();

        const QPointer<Connection> connection = new Connection;
        bool done = false;
        const auto act = [&] {
            if (!done && connection->state() == when) {
                done = true;
                perform(deed, connection, other.port());
            }
        };
        if (onLog)
            connect(connection, &Connection::logged, &server, act);
        State told = State::Disconnected;
        connect(connection, &Connection::stateChanged, &server, [&told](State state) { told = state; });
        if (!onLog)
            connect(connection, &Connection::stateChanged, &server, act);

        connection->open(options);
        if (when == State::Disconnected) {
            QTRY_VERIFY(connection->isReady());
            connection->close();
        }
        QTRY_VERIFY(done);
        switch (deed) {
        case Deed::Open:
            QTRY_VERIFY(connection->isReady());
            QCOMPARE(connection->server().version, QByteArray("other"));
            break;
        case Deed::Close:
            QCOMPARE(connection->state(), State::Disconnected);
            break;
        case Deed::StopTrying: {
            const bool over = when == State::Ready || when == State::Failed;
            QTRY_COMPARE(connection->state(), over ? when : State::Disconnected);
            break;
        }
        case Deed::RetryNow:
            if (when == State::WaitingToRetry)
                QTRY_COMPARE(connection->attempts(), 3);
            else if (when == State::Failed)
                QTRY_COMPARE(connection->state(), State::Failed);
            else
                QTRY_VERIFY(connection->isReady());
            break;
        case Deed::Delete:
            QVERIFY(!connection);
            return;
        }
        if (!onLog || deed == Deed::Close || deed == Deed::Open)
            QCOMPARE(told, connection->state());
        delete connection;
    }

    void deletedWhileItTries()
    {
        FakeServer server;
        server.answerGreeting();
        {
            Connection connecting;
            connecting.open(optionsFor(server.port()));
        }
        {
            Connection ready;
            ready.open(optionsFor(server.port()));
            QTRY_VERIFY(ready.isReady());
        }
        QVERIFY(server.waitForHangUp());
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
