#include "connection/connection.h"

#include "tests/asking.h"
#include "tests/servers/fakeserver.h"

using namespace std::chrono_literals;
using State = Connection::State;

class TestConnectionAsking : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<Connection> m_connection;

    /// Opens a connection to the fake server, which then obeys, or leaves the requests to the test.
    void open(bool obedient, const ConnectionOptions &wanted = {})
    {
        ConnectionOptions options = wanted;
        options.address.port = m_server->port();
        options.backoff = optionsFor(0).backoff;
        m_server->answerGreeting();
        if (obedient)
            m_server->setHandler(obey);
        m_connection->open(options);
        QTRY_VERIFY(m_connection->isReady());
    }

private slots:
    void init()
    {
        m_server = std::make_unique<FakeServer>();
        m_connection = std::make_unique<Connection>();
    }

    void cleanup()
    {
        m_connection.reset();
        m_server.reset();
    }

    void everyKindEndsWithItsOutcome_data()
    {
        QTest::addColumn<Opcode>("opcode");
        for (int code = 0; code < 256; ++code) {
            const auto opcode = Opcode(code);
            if (has(opcode, OpcodeTrait::Known) && opcode != Opcode::Quit && opcode != Opcode::QuitQ)
                QTest::addRow("%s", opcodeName(opcode).constData()) << opcode;
        }
    }

    void everyKindEndsWithItsOutcome()
    {
        QFETCH(Opcode, opcode);
        open(true);
        const auto hit = m_connection->execute({.opcode = opcode, .key = "key", .value = "value"});
        const auto miss = m_connection->execute({.opcode = opcode, .key = "missing", .value = "value"});
        const auto version = m_connection->execute({.opcode = Opcode::Version});
        QTRY_VERIFY(version->isFinished());
        QVERIFY(hit->isFinished() && miss->isFinished());
        QCOMPARE(version->outcome().value.value().toByteArray(), QByteArray("1.6.18"));

        const Outcome outcome = hit->outcome();
        QCOMPARE(outcome.opcode, opcode);
        QCOMPARE(outcome.status, Status::Success);
        const bool read = has(opcode, OpcodeTrait::Read);
        QCOMPARE(outcome.silent(), isQuiet(opcode) && !read);
        QCOMPARE(outcome.flags.has_value(), read);
        QCOMPARE(outcome.number.has_value(), opcode == Opcode::Increment || opcode == Opcode::Decrement);
        QCOMPARE(outcome.key.toByteArray(), has(opcode, OpcodeTrait::Keyed) ? QByteArray("key") : QByteArray());
        if (read)
            QCOMPARE(outcome.value.value().toByteArray(), QByteArray("key"));
        if (opcode == Opcode::Stat)
            QCOMPARE(outcome.statistics().size(), 1);
        QCOMPARE(miss->outcome().status, read ? Status::KeyNotFound : Status::Success);
        QCOMPARE(miss->outcome().silent(), isQuiet(opcode));
    }

    void quietCommandIsClosedByANoop()
    {
        open(false);
        const auto reply = m_connection->execute({.opcode = Opcode::SetQ, .key = "k", .value = "v"});
        QVERIFY(m_server->waitForRequests(2));
        const QList<RequestPacket> requests = m_server->takeRequests();
        QCOMPARE(requests.size(), 2);
        QCOMPARE(Opcode(requests[0].opcode), Opcode::SetQ);
        QCOMPARE(Opcode(requests[1].opcode), Opcode::Noop);
        QVERIFY(requests[0].opaque != requests[1].opaque);
        QVERIFY(!reply->isFinished());
        m_server->say(requests[1].answer());
        QTRY_COMPARE(endOf(*reply), QByteArray("success"));
        QCOMPARE(reply->outcome().basis, Basis::Silence);
    }

    void quietFailureIsHeard()
    {
        open(false);
        const auto reply = m_connection->execute({.opcode = Opcode::AddQ, .key = "k", .value = "v"});
        QVERIFY(m_server->waitForRequests(2));
        const QList<RequestPacket> requests = m_server->takeRequests();
        m_server->say(requests[0].answer(2, "Data exists for key.") + requests[1].answer());
        QTRY_COMPARE(endOf(*reply), QByteArray("key_exists"));
        QCOMPARE(reply->outcome().message(), QStringLiteral("Data exists for key."));
    }

    void loudCommandIsSentAlone()
    {
        open(false);
        const auto reply = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        QVERIFY(m_server->waitForRequests(1));
        const RequestPacket request = m_server->takeRequests().constFirst();
        m_server->say(request.answer(1, "Not found"));
        QTRY_COMPARE(endOf(*reply), QByteArray("key_not_found"));
        QCOMPARE(m_server->takeHeard(), QByteArray());
    }

    void statWithoutAnEndHasOneByItsNoop()
    {
        open(false);
        const auto reply = m_connection->execute({.opcode = Opcode::Stat, .key = "sizes_enable"});
        QVERIFY(m_server->waitForRequests(2));
        const QList<RequestPacket> requests = m_server->takeRequests();
        m_server->say(requests[0].answer(0, "enabled", {}, "sizes_status") + requests[1].answer());
        QTRY_COMPARE(endOf(*reply), QByteArray("success"));
        QCOMPARE(reply->outcome().statistics().size(), 1);
    }

    void quitClosesAndTheConnectionComesBack_data()
    {
        QTest::addColumn<Opcode>("opcode");
        QTest::newRow("QUIT") << Opcode::Quit;
        QTest::newRow("QUITQ") << Opcode::QuitQ;
    }

    void quitClosesAndTheConnectionComesBack()
    {
        QFETCH(Opcode, opcode);
        open(false);
        const auto before = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        const auto quit = m_connection->execute({.opcode = opcode});
        const auto after = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        QVERIFY(m_server->waitForRequests(2));
        const QList<RequestPacket> requests = m_server->takeRequests();
        QCOMPARE(requests.size(), 2);
        QCOMPARE(Opcode(requests[1].opcode), opcode);
        m_server->say(requests[0].answer(1) + (opcode == Opcode::Quit ? requests[1].answer() : QByteArray()));
        m_server->hangUp();
        QTRY_COMPARE(endOf(*quit), QByteArray("success"));
        QCOMPARE(quit->outcome().silent(), opcode == Opcode::QuitQ);
        QCOMPARE(endOf(*before), QByteArray("key_not_found"));
        QCOMPARE(endOf(*after), QByteArray("not_connected"));
        QTRY_VERIFY(m_connection->isReady() && m_server->connectionCount() == 2);
    }

    void withoutAConnectionNothingIsSent()
    {
        const auto single = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        const auto batch = m_connection->executeBatch({{.opcode = Opcode::Get, .key = "k"}, {.opcode = Opcode::Quit}});
        const BatchOutcomes outcomes(batch.get());
        QVERIFY(!single->isFinished());
        QVERIFY(!batch->isFinished());
        QTRY_COMPARE(endOf(*single), QByteArray("not_connected"));
        QTRY_COMPARE(outcomes.finishedCount, 1);
        QCOMPARE(outcomes.ends(), (QByteArrayList{"not_connected", "not_connected"}));
        QCOMPARE(outcomes.at(1).opcode, Opcode::Quit);
        QVERIFY(!single->outcome().sent());
        QVERIFY(!single->outcome().message().isEmpty());
    }

    void finishedComesOnceAndNotBeforeTheCallReturned()
    {
        open(true);
        const auto missing = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        const auto refused = m_connection->execute({.opcode = Opcode::Get});
        const auto quiet = m_connection->execute({.opcode = Opcode::GetQ, .key = "miss"});
        QVERIFY(!missing->isFinished() && !refused->isFinished() && !quiet->isFinished());
        const QSignalSpy first(missing.get(), &CommandReply::finished);
        const QSignalSpy second(refused.get(), &CommandReply::finished);
        const QSignalSpy third(quiet.get(), &CommandReply::finished);
        QTRY_COMPARE(third.size(), 1);
        m_connection->close();
        const auto last = m_connection->execute({.opcode = Opcode::Noop});
        QTRY_VERIFY(last->isFinished());
        QCOMPARE(first.size(), 1);
        QCOMPARE(second.size(), 1);
        QCOMPARE(third.size(), 1);
    }

    void droppedReplyDisturbsNoOther()
    {
        open(false);
        auto dropped = m_connection->execute({.opcode = Opcode::Get, .key = "dropped"});
        auto quietlyDropped = m_connection->execute({.opcode = Opcode::GetKQ, .key = "also dropped"});
        const auto kept = m_connection->execute({.opcode = Opcode::Get, .key = "kept"});
        dropped.reset();
        quietlyDropped.reset();
        QVERIFY(m_server->waitForRequests(4));
        QByteArray answers;
        for (const RequestPacket &request : m_server->takeRequests())
            answers += obedientAnswer(request);
        m_server->say(answers);
        QTRY_COMPARE(endOf(*kept), QByteArray("success"));
        QCOMPARE(kept->outcome().value.value().toByteArray(), QByteArray("kept"));
        QVERIFY(m_connection->isReady());
    }

    void replyMayBeDroppedWhenItFinishes()
    {
        open(true);
        std::unique_ptr<CommandReply> reply = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        connect(reply.get(), &CommandReply::finished, this, [&reply] { reply.reset(); });
        QTRY_VERIFY(!reply);
        const auto next = m_connection->execute({.opcode = Opcode::Get, .key = "next"});
        QTRY_COMPARE(endOf(*next), QByteArray("success"));
    }

    void connectionMayBeDroppedWhenAReplyFinishes()
    {
        open(true);
        const auto reply = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        const auto other = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        connect(reply.get(), &CommandReply::finished, this, [this] { m_connection.reset(); });
        QTRY_VERIFY(other->isFinished());
        QVERIFY(!m_connection);
        QCOMPARE(endOf(*reply), QByteArray("success"));
    }

    void brokenAnswersEndAllAndReconnect_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("an opaque nobody asked for") << packet(0x00, 0, 0x12345678, 0, bigEndian32(0), {}, "somebody else's");
        QTest::newRow("bad magic") << QByteArray(24, '\x80');
        QTest::newRow("text") << QByteArray("ERROR\r\n");
        QTest::newRow("a huge length") << packet(0x00, 0, 0).replace(8, 4, QByteArray(4, '\xff'));
        QTest::newRow("a key longer than the body") << packet(0x00, 0, 0).replace(2, 2, bigEndian16(9));
    }

    void brokenAnswersEndAllAndReconnect()
    {
        QFETCH(QByteArray, answer);
        open(false);
        const auto first = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        const auto second = m_connection->execute({.opcode = Opcode::SetQ, .key = "k"});
        QVERIFY(m_server->waitForRequests(3));
        m_server->say(answer);
        QTRY_COMPARE(m_connection->state(), State::WaitingToRetry);
        QCOMPARE(m_connection->error().code, Error::Code::Protocol);
        QTRY_COMPARE(endOf(*first), QByteArray("closed"));
        QTRY_COMPARE(endOf(*second), QByteArray("closed"));
        QCOMPARE(first->outcome().reason, m_connection->error().text);
        QTRY_VERIFY(m_connection->isReady());
        QCOMPARE(m_server->connectionCount(), 2);
    }

    void keysOfAWrongLengthAreNotSent()
    {
        open(true);
        const auto none = m_connection->execute({.opcode = Opcode::Get});
        const auto tooLong = m_connection->execute({.opcode = Opcode::SetQ, .key = QByteArray(251, 'k')});
        const auto longGroup = m_connection->execute({.opcode = Opcode::Stat, .key = QByteArray(251, 'k')});
        const auto longest = m_connection->execute({.opcode = Opcode::Get, .key = QByteArray(250, 'k')});
        const auto shortest = m_connection->execute({.opcode = Opcode::Get, .key = QByteArray(1, '\0')});
        QTRY_COMPARE(endOf(*shortest), QByteArray("success"));
        QCOMPARE(endOf(*longest), QByteArray("success"));
        for (const CommandReply *refused : {none.get(), tooLong.get(), longGroup.get()}) {
            QCOMPARE(endOf(*refused), QByteArray("invalid_arguments"));
            QVERIFY(!refused->outcome().sent());
        }
        QVERIFY(tooLong->outcome().message().contains(QStringLiteral("250")));
        QCOMPARE(requestsIn(m_server->recorded(0)).size(), 5 + 2);
    }

    void valuesOverTheItemLimitAreNotSent()
    {
        open(true);
        const QByteArray tooLarge(1'048'576, 'v');
        const auto refused = m_connection->execute({.opcode = Opcode::Set, .key = "k", .value = tooLarge});
        QTRY_COMPARE(endOf(*refused), QByteArray("value_too_large"));
        QVERIFY(!refused->outcome().sent());
        QVERIFY(refused->outcome().message().contains(QStringLiteral("1048576")));
        QCOMPARE(requestsIn(m_server->recorded(0)).size(), 5);
        const auto fits = m_connection->execute({.opcode = Opcode::Set, .key = "kk", .value = tooLarge.first(1'048'515 - 4)});
        QTRY_COMPARE(endOf(*fits), QByteArray("success"));
    }

    void uncheckedCommandsAreSent()
    {
        open(true);
        const auto tooLong = m_connection->execute({.opcode = Opcode::Get, .key = QByteArray(65'535, 'k')}, Checking::Unchecked);
        const auto empty = m_connection->execute({.opcode = Opcode::Get}, Checking::Unchecked);
        const auto tooLarge =
            m_connection->execute({.opcode = Opcode::Set, .key = "k", .value = QByteArray(2'000'000, 'v')}, Checking::Unchecked);
        const auto impossible = m_connection->execute({.opcode = Opcode::Get, .key = QByteArray(65'536, 'k')}, Checking::Unchecked);
        QTRY_COMPARE(endOf(*tooLarge), QByteArray("success"));
        QCOMPARE(endOf(*tooLong), QByteArray("success"));
        QCOMPARE(endOf(*empty), QByteArray("success"));
        QCOMPARE(endOf(*impossible), QByteArray("invalid_arguments"));
        QCOMPARE(requestsIn(m_server->recorded(0)).size(), 5 + 3);
    }

    void afterACommandThatLosesStepNothingIsBelieved()
    {
        open(false);
        const auto unknown = m_connection->execute({.opcode = Opcode::GatK, .key = "k"});
        const auto later = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        QVERIFY(m_server->waitForRequests(2));
        const QList<RequestPacket> requests = m_server->takeRequests();
        m_server->setHandler(obey);
        m_server->say(requests[0].answer(0x81, "Unknown command") + requests[1].answer(0, "not its value", bigEndian32(0)));
        QTRY_COMPARE(endOf(*later), QByteArray("closed"));
        QCOMPARE(endOf(*unknown), QByteArray("unknown_command"));
        QTRY_VERIFY(m_connection->isReady());
        QCOMPARE(m_server->connectionCount(), 2);
        QCOMPARE(m_connection->attempts(), 1);
        const auto again = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        QTRY_COMPARE(endOf(*again), QByteArray("success"));
    }

    void unknownCommandWithoutMoreIsHarmless()
    {
        open(false);
        const auto unknown = m_connection->execute({.opcode = Opcode::Version});
        QVERIFY(m_server->waitForRequests(1));
        m_server->say(m_server->takeRequests().constFirst().answer(0x81, "Unknown command"));
        QTRY_COMPARE(endOf(*unknown), QByteArray("unknown_command"));
        QVERIFY(m_connection->isReady());
    }
};

QTEST_GUILESS_MAIN(TestConnectionAsking)
#include "tst_connection_asking.moc"
