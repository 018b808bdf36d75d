#include "tests/asking.h"
#include "tests/servers/fakeserver.h"
#include "tests/servers/faultproxy.h"
#include "tests/servers/realserver.h"
#include "tests/toldwaits.h"

#include <QElapsedTimer>

#include <functional>

using namespace std::chrono_literals;
using State = Connection::State;
using Direction = FaultProxy::Direction;

/// Networks and servers that are gone without a word: how they are noticed, and what must not be taken for them.
class TestConnectionSilence : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<Connection> m_connection;
    QList<Error> m_losses;

    void open(const ConnectionOptions &options)
    {
        connect(m_connection.get(), &Connection::stateChanged, this, [this](State state) {
            if (state == State::WaitingToRetry)
                m_losses.append(m_connection->error());
        });
        m_connection->open(options);
        QTRY_VERIFY(m_connection->isReady());
    }

    /// For the fake server, or a proxy before one.
    [[nodiscard]] ConnectionOptions patientFor(std::chrono::milliseconds requestTimeout, std::chrono::milliseconds probeAfter,
                                               quint16 port = 0) const
    {
        ConnectionOptions options = optionsFor(port == 0 ? m_server->port() : port);
        options.requestTimeout = requestTimeout;
        options.probeAfter = probeAfter;
        return options;
    }

    /// How many NOOPs the connection accepted last has heard since its greeting.
    [[nodiscard]] qsizetype probes() const
    {
        const QList<RequestPacket> requests = requestsIn(m_server->recorded(m_server->connectionCount() - 1));
        // Each of the two STAT of the greeting is closed by one.
        return std::ranges::count(requests, quint8(Opcode::Noop), &RequestPacket::opcode) - 2;
    }

private slots:
    void init()
    {
        m_losses.clear();
        m_server = std::make_unique<FakeServer>();
        m_server->answerGreeting();
        m_connection = std::make_unique<Connection>();
    }

    void cleanup()
    {
        m_connection.reset();
        m_server.reset();
    }

    void serverIsAskedAtOnceWhenSomethingHappened()
    {
        m_server->setHandler([](const QByteArray &request) { return std::optional(requestsIn(request).constFirst().answer(0, {})); });
        open(patientFor(300ms, 0ms));
        const QSignalSpy logged(m_connection.get(), &Connection::logged);
        m_connection->checkNow(QStringLiteral("The network changed."));
        QCOMPARE(logged.constLast().constFirst().toString(), QStringLiteral("The network changed."));
        QTRY_COMPARE(probes(), 1);
        m_connection->checkNow(QStringLiteral("The network changed."));
        QTRY_COMPARE(probes(), 2);
        QVERIFY(m_connection->isReady());
        // One that is gone without a word is noticed by it.
        m_server->setHandler([](const QByteArray &) { return std::optional<QByteArray>(QByteArray()); });
        m_server->stopReading();
        m_connection->checkNow(QStringLiteral("The network changed."));
        QTRY_COMPARE(m_losses.size(), 1);
        QCOMPARE(m_losses.constFirst().code, Error::Code::RequestTimeout);
    }

    void whoWaitsTriesAtOnceWhenSomethingHappened()
    {
        ConnectionOptions options = patientFor(300ms, 0ms);
        options.backoff = {.first = 1h, .longest = 1h};
        open(options);
        m_server->hangUp();
        QTRY_COMPARE(m_connection->state(), State::WaitingToRetry);
        m_connection->checkNow(QStringLiteral("The computer is awake again."));
        QTRY_VERIFY(m_connection->isReady());
        m_connection->close();
        m_connection->checkNow(QStringLiteral("The computer is awake again."));
        QCOMPARE(m_connection->state(), State::Disconnected);
    }

    void steadyQuestionsDoNotHideASilentServer_data()
    {
        QTest::addColumn<bool>("inBatches");
        QTest::newRow("single commands") << false;
        QTest::newRow("batches") << true;
    }

    void steadyQuestionsDoNotHideASilentServer()
    {
        QFETCH(bool, inBatches);
        open(patientFor(300ms, 0ms));
        std::vector<std::unique_ptr<CommandReply>> singles;
        std::vector<std::unique_ptr<BatchReply>> batches;
        QTimer page;
        connect(&page, &QTimer::timeout, this, [&] {
            if (inBatches)
                batches.push_back(m_connection->executeBatch({{.opcode = Opcode::GetQ, .key = "k"}, {.opcode = Opcode::GetQ, .key = "l"}}));
            else
                singles.push_back(m_connection->execute({.opcode = Opcode::Get, .key = "k"}));
        });
        page.start(40ms);
        QTRY_VERIFY(!m_losses.isEmpty());
        page.stop();
        QCOMPARE(m_losses.constFirst().code, Error::Code::RequestTimeout);
        if (!inBatches)
            QTRY_COMPARE(endOf(*singles.front()), QByteArray("timeout"));
        else
            QTRY_VERIFY(batches.front()->isFinished());
        QTRY_VERIFY(m_connection->isReady());
    }

    void slowUploadIsInTime_data()
    {
        QTest::addColumn<QList<Command>>("commands");
        const QByteArray value(12'000'000, 'v');
        QTest::newRow("one large value") << QList<Command>{{.opcode = Opcode::Set, .key = "k", .value = value}};
        QTest::newRow("a batch") << QList<Command>(24, {.opcode = Opcode::SetQ, .key = "k", .value = value.first(500'000)});
    }

    void slowUploadIsInTime()
    {
        QFETCH(QList<Command>, commands);
        FaultProxy proxy(m_server->port());
        m_server->setHandler(obey);
        // What the system has taken, some megabytes, must go on within this.
        open(patientFor(1500ms, 0ms, proxy.port()));
        proxy.delay(Direction::Requests, 10ms);
        QElapsedTimer elapsed;
        elapsed.start();
        const auto batch = m_connection->executeBatch(commands, Checking::Unchecked);
        const BatchOutcomes outcomes(batch.get());
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.finishedCount, 1, 20'000);
        QVERIFY2(elapsed.elapsed() > 1600, "it was no slow upload");
        QCOMPARE(outcomes.count(Status::Success), commands.size());
        QCOMPARE(m_losses.size(), 0);
    }

    void questionsBehindAnUploadDoNotHideASilentServer()
    {
        open(patientFor(300ms, 0ms));
        m_server->stopReading();
        const auto upload =
            m_connection->execute({.opcode = Opcode::Set, .key = "k", .value = QByteArray(20'000'000, 'v')}, Checking::Unchecked);
        std::vector<std::unique_ptr<CommandReply>> singles;
        QTimer page;
        connect(&page, &QTimer::timeout, this, [&] { singles.push_back(m_connection->execute({.opcode = Opcode::Get, .key = "k"})); });
        page.start(40ms);
        QTRY_COMPARE(endOf(*upload), QByteArray("timeout"));
        page.stop();
        QTRY_VERIFY(singles.back()->isFinished());
    }

    void silentNetworkIsNoticedWhileAsking()
    {
        RealServer real;
        QVERIFY2(real.start(), qPrintable(real.errorString()));
        FaultProxy proxy(real.port());
        ConnectionOptions options = patientFor(150ms, 0ms, proxy.port());
        options.connectTimeout = 300ms;
        open(options);
        m_losses.clear(); // on a busy machine not every attempt is that quick
        proxy.goSilent();
        QElapsedTimer elapsed;
        elapsed.start();
        const auto reply = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        const auto batch = m_connection->executeBatch(QList<Command>(1000, {.opcode = Opcode::SetQ, .key = "k"}));
        QTRY_COMPARE(endOf(*reply), QByteArray("timeout"));
        QVERIFY(elapsed.elapsed() >= 149);
        QTRY_VERIFY(batch->isFinished());
        QTRY_VERIFY(m_losses.size() >= 3);
        QCOMPARE(m_losses.at(0).code, Error::Code::RequestTimeout);
        QCOMPARE(m_losses.at(1).code, Error::Code::Silent);
        proxy.recover();
        QTRY_VERIFY(m_connection->isReady());
        const auto next = m_connection->execute({.opcode = Opcode::Set, .key = "k"});
        QTRY_COMPARE(endOf(*next), QByteArray("success"));
    }

    void silentNetworkIsNoticedWhileIdle()
    {
        RealServer real;
        QVERIFY2(real.start(), qPrintable(real.errorString()));
        FaultProxy proxy(real.port());
        ConnectionOptions options = patientFor(150ms, 100ms, proxy.port());
        options.connectTimeout = 300ms;
        open(options);
        m_losses.clear(); // on a busy machine not every attempt is that quick
        QElapsedTimer elapsed;
        elapsed.start();
        proxy.goSilent();
        QTRY_COMPARE(m_losses.size(), 1);
        QVERIFY(elapsed.elapsed() >= 149);
        QCOMPARE(m_losses.constFirst().code, Error::Code::RequestTimeout);
        proxy.recover();
        QTRY_VERIFY(m_connection->isReady());
        const auto next = m_connection->execute({.opcode = Opcode::Set, .key = "k"});
        QTRY_COMPARE(endOf(*next), QByteArray("success"));
    }

    void idleConnectionIsTriedNowAndThen()
    {
        m_server->setHandler(obey);
        open(patientFor(5s, 100ms));
        const QSignalSpy lines(m_connection.get(), &Connection::logged);
        QTRY_VERIFY(probes() >= 3);
        QVERIFY(m_connection->isReady());
        QCOMPARE(m_losses.size(), 0);
        QCOMPARE(lines.size(), 0);
    }

    void probeWaitsUntilNothingIsAsked()
    {
        m_server->setHandler(obey);
        open(patientFor(5s, 200ms));
        std::unique_ptr<CommandReply> reply;
        int asked = 0;
        QTimer page;
        connect(&page, &QTimer::timeout, this, [&] {
            reply = m_connection->execute({.opcode = Opcode::Version});
            ++asked;
        });
        page.start(20ms);
        QTRY_VERIFY(asked >= 30);
        QCOMPARE(probes(), 0);
        page.stop();
        QTRY_COMPARE(probes(), 1);
    }

    void probeIsNotSentBehindOthers()
    {
        open(patientFor(0ms, 50ms));
        const auto reply = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        QVERIFY(m_server->waitForRequests(1));
        QVERIFY(!m_server->waitForRequests(2, 300ms));
        m_server->say(m_server->takeRequests().constFirst().answer(1));
        QTRY_COMPARE(probes(), 1);
    }

    void withoutProbesNothingIsSent()
    {
        open(patientFor(5s, 0ms));
        QVERIFY(!m_server->waitForBytes(1, 300ms));
    }

    void answeredProbesDoNotStartTheWaitsAnew()
    {
        m_server->setHandler([this](const QByteArray &request) {
            QMetaObject::invokeMethod(m_server.get(), &FakeServer::hangUp, Qt::QueuedConnection);
            return obey(request);
        });
        const ToldWaits waits(*m_connection);
        open(patientFor(5s, 20ms));
        QTRY_VERIFY(waits.milliseconds().size() >= 5);
        QCOMPARE(waits.milliseconds().mid(0, 5), (QList<qint64>{20, 30, 45, 68, 101}));
        QVERIFY(m_connection->attempts() >= 5);
    }

    void commandsAnsweredBeforeALostProbeDo()
    {
        m_server->setHandler([](const QByteArray &request) {
            return Opcode(requestsIn(request).constFirst().opcode) == Opcode::Noop ? std::nullopt : obey(request);
        });
        open(patientFor(100ms, 50ms));
        for (int round = 0; round < 4; ++round) {
            QTRY_VERIFY(m_connection->isReady());
            QCOMPARE(m_connection->attempts(), 1);
            const auto reply = m_connection->execute({.opcode = Opcode::Version});
            QTRY_COMPARE(endOf(*reply), QByteArray("success"));
            QTRY_COMPARE(m_losses.size(), round + 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestConnectionSilence)
#include "tst_connection_silence.moc"
