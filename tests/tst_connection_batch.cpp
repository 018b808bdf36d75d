#include "connection/connection.h"

#include "tests/asking.h"
#include "tests/servers/fakeserver.h"

using namespace std::chrono_literals;
using State = Connection::State;

namespace {

/// A source of `count` commands that counts how often it was asked; `make` fills in the command at an index.
template <typename Make> CommandSource sourceOf(qint64 count, qint64 *asked, Make make)
{
    return [count, asked, make, index = qint64(0)](SourcedCommand &next) mutable {
        if (asked)
            ++*asked;
        if (index == count)
            return SourceState::End;
        make(next.command, index++);
        return SourceState::Next;
    };
}

void makeQuietGet(Command &command, qint64 index)
{
    command.opcode = Opcode::GetKQ;
    command.key = "key " + QByteArray::number(index);
}

} // namespace

class TestConnectionBatch : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<Connection> m_connection;

    void open(bool obedient)
    {
        m_server->answerGreeting();
        if (obedient)
            m_server->setHandler(obey);
        ConnectionOptions options = optionsFor(m_server->port());
        options.requestTimeout = std::chrono::minutes(1); // a slow machine is not what these tests are about
        m_connection->open(options);
        QTRY_VERIFY(m_connection->isReady());
    }
    /// What was asked since the greeting.
    [[nodiscard]] QList<RequestPacket> asked() const { return requestsIn(m_server->recorded(0)).sliced(5); }

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

    void outcomesComeInTheOrderOfTheCommands()
    {
        open(true);
        const QList<Command> commands{
            {.opcode = Opcode::SetQ, .key = "a", .value = "1"},
            {.opcode = Opcode::GetQ, .key = "miss 1"},
            {.opcode = Opcode::Get, .key = "b"},
            {.opcode = Opcode::Get, .key = {}},
            {.opcode = Opcode::Stat},
            {.opcode = Opcode::GetKQ, .key = "c"},
            {.opcode = Opcode::Noop},
            {.opcode = Opcode::Get, .key = "miss 2"},
            {.opcode = Opcode::Set, .key = "d", .value = QByteArray(1'048'576, 'v')},
            {.opcode = Opcode::Increment, .key = "n"},
            {.opcode = Opcode::DeleteQ, .key = QByteArray(251, 'k')},
        };
        const auto batch = m_connection->executeBatch(commands);
        const BatchOutcomes outcomes(batch.get());
        QVERIFY(!batch->isFinished());
        QTRY_COMPARE(outcomes.finishedCount, 1);
        QCOMPARE(outcomes.ends(),
                 (QByteArrayList{"success", "key_not_found", "success", "invalid_arguments", "success", "success", "success",
                                 "key_not_found", "value_too_large", "success", "invalid_arguments"}));
        for (qsizetype i = 0; i < commands.size(); ++i)
            QCOMPARE(outcomes.at(i).opcode, commands[i].opcode);
        QVERIFY(outcomes.at(0).silent() && outcomes.at(1).silent() && !outcomes.at(2).silent());
        QCOMPARE(outcomes.at(2).value.value().toByteArray(), QByteArray("b"));
        QCOMPARE(outcomes.at(4).statistics().size(), 1);
        QCOMPARE(outcomes.at(5).key.toByteArray(), QByteArray("c"));
        QCOMPARE(outcomes.at(9).number, 42u);
        QVERIFY(!outcomes.at(10).sent());
        QCOMPARE(batch->outcomeCount(), commands.size());
        QCOMPARE(batch->sourcedCount(), commands.size());
        QVERIFY(batch->isFinished());
    }

    void emptyBatchFinishes()
    {
        open(true);
        const auto batch = m_connection->executeBatch(QList<Command>());
        const BatchOutcomes outcomes(batch.get());
        QTRY_COMPARE(outcomes.finishedCount, 1);
        QCOMPARE(outcomes.size(), 0);
        QVERIFY(asked().isEmpty());
    }

    void refusalsOfTheSourceKeepTheirPlace()
    {
        open(true);
        int index = 0;
        const auto batch = m_connection->executeBatch([&index](SourcedCommand &next) {
            makeQuietGet(next.command, index);
            if (index % 2 == 0) {
                next.refusal = Status::Refused;
                next.reason = QStringLiteral("not %1").arg(index);
            }
            return index++ < 5 ? SourceState::Next : SourceState::End;
        });
        const BatchOutcomes outcomes(batch.get());
        QTRY_COMPARE(outcomes.finishedCount, 1);
        QCOMPARE(outcomes.ends(), (QByteArrayList{"refused", "success", "refused", "success", "refused"}));
        QCOMPARE(outcomes.at(2).message(), QStringLiteral("not 2"));
        QCOMPARE(outcomes.at(3).value.value().toByteArray(), QByteArray("key 3"));
    }

    void onlyRefusedCommandsSendNothing()
    {
        open(true);
        const auto batch = m_connection->executeBatch(sourceOf(100'000, nullptr, [](Command &, qint64) {}), Checking::Strict);
        const auto refused =
            m_connection->executeBatch(sourceOf(100'000, nullptr, [](Command &command, qint64) { command.opcode = Opcode::SetQ; }));
        const BatchOutcomes noops(batch.get());
        const BatchOutcomes outcomes(refused.get());
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.finishedCount, 1, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(noops.finishedCount, 1, 20'000);
        QCOMPARE(outcomes.count(Status::InvalidArguments), 100'000);
        QCOMPARE(noops.count(Status::Success), 100'000);
        for (const RequestPacket &request : asked())
            QCOMPARE(Opcode(request.opcode), Opcode::Noop);
    }

    void sourceThatWaitsIsAskedAgainWhenItSaysSo()
    {
        open(true);
        QList<Command> commands{{.opcode = Opcode::SetQ, .key = "a"}};
        bool over = false;
        int asks = 0;
        const auto batch = m_connection->executeBatch([&](SourcedCommand &next) {
            ++asks;
            if (commands.isEmpty())
                return over ? SourceState::End : SourceState::Waiting;
            next.command = commands.takeFirst();
            return SourceState::Next;
        });
        const BatchOutcomes outcomes(batch.get());
        // Its silence ends although nothing more is written.
        QTRY_COMPARE(outcomes.ends(), (QByteArrayList{"success"}));
        QCOMPARE(asks, 2);
        const auto between = m_connection->execute({.opcode = Opcode::Get, .key = "between"});
        QTRY_COMPARE(endOf(*between), QByteArray("success"));
        commands = {{.opcode = Opcode::GetQ, .key = "miss"}, {.opcode = Opcode::Get, .key = "b"}};
        batch->resume();
        batch->resume();
        QTRY_COMPARE(outcomes.ends(), (QByteArrayList{"success", "key_not_found", "success"}));
        QCOMPARE(outcomes.finishedCount, 0);
        over = true;
        batch->resume();
        QTRY_COMPARE(outcomes.finishedCount, 1);
        batch->resume();
        batch->cancel();
        const auto after = m_connection->execute({.opcode = Opcode::Noop});
        QTRY_VERIFY(after->isFinished());
        QCOMPARE(outcomes.finishedCount, 1);
    }

    void cancellingLetsWhatWasWrittenRun()
    {
        open(false);
        qint64 asks = 0;
        const auto batch = m_connection->executeBatch(sourceOf(100'000, &asks, makeQuietGet));
        const BatchOutcomes outcomes(batch.get());
        // The server has not answered any: only so much is written.
        QTRY_VERIFY(asks > 30'000);
        batch->cancel();
        batch->cancel();
        const qint64 written = asks;
        QVERIFY(written < 50'000);
        const auto next = m_connection->execute({.opcode = Opcode::Get, .key = "next"});
        QVERIFY(outcomes.finishedCount == 0);
        m_server->setHandler(obey);
        for (const RequestPacket &request : m_server->takeRequests())
            m_server->say(obedientAnswer(request));
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.finishedCount, 1, 20'000);
        QCOMPARE(outcomes.size(), 100'000);
        QCOMPARE(outcomes.count(Status::Success), written);
        QCOMPARE(outcomes.at(written - 1).key.toByteArray(), "key " + QByteArray::number(written - 1));
        QCOMPARE(outcomes.at(written).status, Status::Cancelled);
        QVERIFY(!outcomes.at(written).sent());
        QTRY_COMPARE(endOf(*next), QByteArray("success"));
        QCOMPARE(next->outcome().value.value().toByteArray(), QByteArray("next"));
    }

    void cancellingWhileTheSourceWaitsFinishes()
    {
        open(true);
        int given = 0;
        const auto batch = m_connection->executeBatch([&given](SourcedCommand &next) {
            makeQuietGet(next.command, given);
            return given++ < 3 ? SourceState::Next : SourceState::Waiting;
        });
        const BatchOutcomes outcomes(batch.get());
        QTRY_COMPARE(outcomes.size(), 3);
        batch->cancel();
        QTRY_COMPARE(outcomes.finishedCount, 1);
        QCOMPARE(outcomes.size(), 3);
    }

    void droppingABatchDisturbsNoOther_data()
    {
        QTest::addColumn<bool>("inItsSlot");
        QTest::newRow("at any time") << false;
        QTest::newRow("when results are ready") << true;
    }

    void droppingABatchDisturbsNoOther()
    {
        QFETCH(bool, inItsSlot);
        open(inItsSlot);
        qint64 asks = 0;
        std::unique_ptr<BatchReply> batch = m_connection->executeBatch(sourceOf(100'000, &asks, makeQuietGet));
        if (inItsSlot) {
            connect(batch.get(), &BatchReply::resultsReady, this, [&batch] { batch.reset(); });
            QTRY_VERIFY(!batch);
        } else {
            QTRY_VERIFY(asks > 0);
            batch.reset();
        }
        const qint64 given = asks;
        const auto next = m_connection->execute({.opcode = Opcode::Get, .key = "next"});
        const auto last = m_connection->executeBatch({{.opcode = Opcode::GetKQ, .key = "last"}});
        const BatchOutcomes outcomes(last.get());
        if (!inItsSlot) {
            m_server->setHandler(obey);
            for (const RequestPacket &request : m_server->takeRequests())
                m_server->say(obedientAnswer(request));
        }
        QTRY_COMPARE_WITH_TIMEOUT(endOf(*next), QByteArray("success"), 20'000);
        QCOMPARE(next->outcome().value.value().toByteArray(), QByteArray("next"));
        QTRY_COMPARE(outcomes.finishedCount, 1);
        QCOMPARE(outcomes.at(0).value.value().toByteArray(), QByteArray("last"));
        QCOMPARE(asks, given);
        QVERIFY(m_connection->isReady());
    }

    void batchMayBeDroppedWhenItFinishes()
    {
        open(true);
        std::unique_ptr<BatchReply> batch = m_connection->executeBatch({{.opcode = Opcode::GetKQ, .key = "k"}});
        connect(batch.get(), &BatchReply::finished, this, [&batch] { batch.reset(); });
        QTRY_VERIFY(!batch);
        QVERIFY(m_connection->isReady());
    }

    void batchesAndCommandsShareTheConnection()
    {
        open(true);
        const auto first = m_connection->executeBatch(sourceOf(60'000, nullptr, makeQuietGet));
        const auto second = m_connection->executeBatch(sourceOf(20'000, nullptr, [](Command &command, qint64 index) {
            command.opcode = Opcode::Get;
            command.key = "other " + QByteArray::number(index);
        }));
        const BatchOutcomes firstOutcomes(first.get());
        const BatchOutcomes secondOutcomes(second.get());
        QTRY_VERIFY(secondOutcomes.size() > 0);
        const auto between = m_connection->execute({.opcode = Opcode::Get, .key = "between"});
        const auto quiet = m_connection->execute({.opcode = Opcode::GetQ, .key = "miss"});
        QTRY_COMPARE(endOf(*between), QByteArray("success"));
        QCOMPARE(between->outcome().value.value().toByteArray(), QByteArray("between"));
        QTRY_COMPARE(endOf(*quiet), QByteArray("key_not_found"));
        QTRY_COMPARE_WITH_TIMEOUT(firstOutcomes.finishedCount + secondOutcomes.finishedCount, 2, 20'000);
        QCOMPARE(firstOutcomes.count(Status::Success), 60'000);
        QCOMPARE(secondOutcomes.count(Status::Success), 20'000);
        QCOMPARE(firstOutcomes.at(59'999).key.toByteArray(), QByteArray("key 59999"));
        QCOMPARE(secondOutcomes.at(19'999).value.value().toByteArray(), QByteArray("other 19999"));
    }

    void silentCommandsDoNotWaitForRefusedOnes()
    {
        open(true);
        // So many that the window is full of them: nothing after the SETQ is sent.
        const auto batch = m_connection->executeBatch(sourceOf(40'000, nullptr, [](Command &command, qint64 index) {
            command.opcode = index == 0 ? Opcode::SetQ : Opcode::Get;
            command.key = index == 0 ? "a" : "";
        }));
        const BatchOutcomes outcomes(batch.get());
        QTRY_COMPARE(outcomes.finishedCount, 1);
        QCOMPARE(outcomes.ends().constFirst(), QByteArray("success"));
        QCOMPARE(outcomes.count(Status::InvalidArguments), 39'999);
    }

    void aSingleQuitWaitsForTheSilencesOfABatch()
    {
        open(true);
        bool more = false;
        const auto batch = m_connection->executeBatch([&more, given = 0](SourcedCommand &next) mutable {
            next.command = {.opcode = Opcode::SetQ, .key = "a"};
            return given++ < 5 ? SourceState::Next : more ? SourceState::End : SourceState::Waiting;
        });
        const BatchOutcomes outcomes(batch.get());
        const auto quit = m_connection->execute({.opcode = Opcode::QuitQ});
        QTRY_VERIFY(!asked().isEmpty() && Opcode(asked().constLast().opcode) == Opcode::QuitQ);
        m_server->hangUp();
        QTRY_COMPARE(endOf(*quit), QByteArray("success"));
        more = true;
        batch->resume();
        QTRY_COMPARE(outcomes.finishedCount, 1);
        QCOMPARE(outcomes.count(Status::Success) + outcomes.count(Status::NotConnected), outcomes.size());
    }

    void nothingIsWrittenBehindAQuit_data()
    {
        QTest::addColumn<Opcode>("opcode");
        QTest::newRow("QUIT") << Opcode::Quit;
        QTest::newRow("QUITQ") << Opcode::QuitQ;
    }

    void nothingIsWrittenBehindAQuit()
    {
        QFETCH(Opcode, opcode);
        open(false);
        const auto batch = m_connection->executeBatch({{.opcode = Opcode::GetQ, .key = "miss"},
                                                       {.opcode = opcode},
                                                       {.opcode = Opcode::Get, .key = "a"},
                                                       {.opcode = Opcode::SetQ, .key = "b"}});
        const BatchOutcomes outcomes(batch.get());
        QVERIFY(m_server->waitForRequests(3));
        const QList<RequestPacket> requests = m_server->takeRequests();
        QCOMPARE(requests.size(), 3);
        QCOMPARE(Opcode(requests[1].opcode), Opcode::Noop);
        QCOMPARE(Opcode(requests[2].opcode), opcode);
        m_server->say(requests[1].answer() + (opcode == Opcode::Quit ? requests[2].answer() : QByteArray()));
        m_server->hangUp();
        QTRY_COMPARE(outcomes.finishedCount, 1);
        QCOMPARE(outcomes.ends(), (QByteArrayList{"key_not_found", "success", "not_connected", "not_connected"}));
        QCOMPARE(outcomes.at(1).silent(), opcode == Opcode::QuitQ);
        QVERIFY(!outcomes.at(2).sent() && !outcomes.at(3).sent());
        QTRY_VERIFY(m_connection->isReady() && m_server->connectionCount() == 2);
    }
};

QTEST_GUILESS_MAIN(TestConnectionBatch)
#include "tst_connection_batch.moc"
