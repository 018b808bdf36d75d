#include "connection/connection.h"

#include "tests/asking.h"
#include "tests/servers/fakeserver.h"

#include <QElapsedTimer>

using namespace std::chrono_literals;
using State = Connection::State;

namespace {

CommandSource quietGets(qint64 count, qsizetype keyLength = 16)
{
    return [count, keyLength, index = qint64(0)](SourcedCommand &next) mutable {
        next.command.opcode = Opcode::GetKQ;
        next.command.key = QByteArray::number(index).rightJustified(keyLength, '0');
        return index++ < count ? SourceState::Next : SourceState::End;
    };
}

} // namespace

class TestConnectionLosses : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<Connection> m_connection;
    QList<Error> m_losses;

    void open(std::chrono::milliseconds requestTimeout = 5s, std::chrono::milliseconds retryAfter = 20ms)
    {
        m_server->answerGreeting();
        ConnectionOptions options = optionsFor(m_server->port());
        options.requestTimeout = requestTimeout;
        options.backoff.first = retryAfter;
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

    void whatWasAnsweredBeforeTheLossCounts()
    {
        open(5s, 1s); // what is looked at lasts until then
        const auto first = m_connection->execute({.opcode = Opcode::Get, .key = "first"});
        const auto second = m_connection->execute({.opcode = Opcode::Get, .key = "second"});
        const auto quiet = m_connection->execute({.opcode = Opcode::SetQ, .key = "third"});
        QVERIFY(m_server->waitForRequests(4));
        m_server->say(m_server->takeRequests().constFirst().answer(1));
        m_server->hangUp();
        QTRY_COMPARE(m_connection->state(), State::WaitingToRetry);
        QCOMPARE(m_connection->error().code, Error::Code::ClosedByServer);
        QTRY_COMPARE(endOf(*quiet), QByteArray("closed"));
        QCOMPARE(endOf(*first), QByteArray("key_not_found"));
        QCOMPARE(endOf(*second), QByteArray("closed"));
        QVERIFY(second->outcome().sent());
        QCOMPARE(second->outcome().basis, Basis::NoAnswer);
        const auto late = m_connection->execute({.opcode = Opcode::Get, .key = "late"});
        QTRY_COMPARE(endOf(*late), QByteArray("not_connected"));
        QVERIFY(late->outcome().reason.contains(m_connection->error().text));
        QTRY_VERIFY(m_connection->isReady());
    }

    void resetIsALossToo()
    {
        open();
        const auto reply = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        QVERIFY(m_server->waitForRequests(1));
        m_server->reset();
        QTRY_COMPARE(endOf(*reply), QByteArray("closed"));
        QTRY_VERIFY(m_connection->isReady());
    }

    void idleLossIsNoticedAtOnce()
    {
        open();
        const QSignalSpy states(m_connection.get(), &Connection::stateChanged);
        m_server->hangUp();
        QTRY_COMPARE(statesOf(states), (QList{State::WaitingToRetry, State::Connecting, State::Authenticating, State::Ready}));
    }

    void lossInTheMiddleOfABatchTellsWhatMayHaveHappened()
    {
        open();
        m_server->stopReading();
        // Far more than the system's buffers take of it.
        const qint64 count = 1'000'000;
        const auto batch = m_connection->executeBatch(quietGets(count, 240));
        const BatchOutcomes outcomes(batch.get());
        QTRY_VERIFY(batch->bytesWritten() > 100'000);
        QVERIFY(!m_server->waitForBytes(1, 300ms));
        m_server->reset();
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.finishedCount, 1, 20'000);
        QCOMPARE(outcomes.size(), count);
        const qint64 closed = outcomes.count(Status::Closed);
        const qint64 unsent = outcomes.count(Status::NotConnected);
        QCOMPARE(closed + unsent, count);
        QVERIFY(closed > 0);
        QVERIFY(closed < batch->bytesWritten() / 264 + 1);
        for (const ResultSegment &segment : outcomes.segments) {
            for (qsizetype i = 0; i < segment.size(); ++i)
                QCOMPARE(segment.basis(i), segment.status(i) == Status::Closed ? Basis::NoAnswer : Basis::NotSent);
        }
        QCOMPARE(outcomes.at(closed - 1).status, Status::Closed);
        QCOMPARE(outcomes.at(closed).status, Status::NotConnected);
    }

    void answersOfABatchAreKeptWhenTheConnectionIsLost()
    {
        open();
        int heard = 0;
        m_server->setHandler([this, &heard](const QByteArray &request) -> std::optional<QByteArray> {
            // Nothing is left unread at the end, which would make it a reset that loses answers.
            if (++heard == 10'005)
                QMetaObject::invokeMethod(m_server.get(), &FakeServer::hangUp, Qt::QueuedConnection);
            return heard <= 5'000 ? obey(request) : std::nullopt;
        });
        const auto batch = m_connection->executeBatch([gets = quietGets(10'000)](SourcedCommand &next) {
            return gets(next) == SourceState::Next ? SourceState::Next : SourceState::Waiting;
        });
        const BatchOutcomes outcomes(batch.get());
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.finishedCount, 1, 20'000);
        QCOMPARE(outcomes.size(), 10'000);
        // Two of the answers were to barriers.
        QCOMPARE(outcomes.count(Status::Success), 4'998);
        QCOMPARE(outcomes.count(Status::Closed), 5'002);
        QCOMPARE(outcomes.at(4'997).status, Status::Success);
        QCOMPARE(outcomes.at(4'998).status, Status::Closed);
    }

    void closingEndsABatch()
    {
        open();
        const auto batch = m_connection->executeBatch(quietGets(100'000));
        const BatchOutcomes outcomes(batch.get());
        QVERIFY(m_server->waitForRequests(1));
        m_connection->close();
        QCOMPARE(outcomes.finishedCount, 0);
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.finishedCount, 1, 20'000);
        QCOMPARE(outcomes.size(), 100'000);
        QCOMPARE(outcomes.at(0).status, Status::Closed);
        QCOMPARE(outcomes.at(99'999).status, Status::NotConnected);
    }

    void deletingTheConnectionEndsWhatIsPending()
    {
        open();
        const auto single = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        const auto batch = m_connection->executeBatch(quietGets(100'000));
        const BatchOutcomes outcomes(batch.get());
        QVERIFY(m_server->waitForRequests(2));
        m_connection.reset();
        QTRY_COMPARE(endOf(*single), QByteArray("closed"));
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.finishedCount, 1, 20'000);
        QCOMPARE(outcomes.size(), 100'000);
        batch->cancel();
        batch->resume();
    }

    void silenceEndsWithTheRequestTimeout()
    {
        open(200ms);
        QElapsedTimer elapsed;
        elapsed.start();
        // It is soon connected again, and has no error then.
        m_losses.clear();
        connect(m_connection.get(), &Connection::stateChanged, this, [this](Connection::State state) {
            if (state == Connection::State::WaitingToRetry)
                m_losses.append(m_connection->error());
        });
        const auto single = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        const auto batch = m_connection->executeBatch(quietGets(100'000));
        const BatchOutcomes outcomes(batch.get());
        QTRY_COMPARE(endOf(*single), QByteArray("timeout"));
        QVERIFY(elapsed.elapsed() >= 199);
        QTRY_VERIFY(!m_losses.isEmpty());
        QCOMPARE(m_losses.first().code, Error::Code::RequestTimeout);
        QVERIFY(m_losses.first().text.contains(QStringLiteral("0.2")));
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.finishedCount, 1, 20'000);
        QCOMPARE(outcomes.count(Status::TimedOut) + outcomes.count(Status::NotConnected), 100'000);
        QCOMPARE(outcomes.at(0).status, Status::TimedOut);
        QCOMPARE(outcomes.at(0).basis, Basis::NoAnswer);
        QCOMPARE(outcomes.at(99'999).status, Status::NotConnected);
        QTRY_VERIFY(m_connection->isReady());
    }

    void slowButSteadyAnswersAreInTime()
    {
        open(300ms);
        m_server->setHandler([](const QByteArray &) { return QByteArray(); });
        const auto single = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        QTRY_COMPARE(requestsIn(m_server->recorded(0)).size(), 6);
        QByteArray answer = obedientAnswer(requestsIn(m_server->recorded(0)).constLast());
        QTimer trickle;
        connect(&trickle, &QTimer::timeout, this, [&] {
            m_server->say(answer.first(1));
            answer.remove(0, 1);
            if (answer.isEmpty())
                trickle.stop();
        });
        trickle.start(30ms);
        QTRY_VERIFY(single->isFinished());
        QCOMPARE(endOf(*single), QByteArray("success"));
    }

    void requestTimeoutCountsFromTheRequest()
    {
        open(400ms);
        const auto first = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        QVERIFY(m_server->waitForRequests(1));
        m_server->say(m_server->takeRequests().constFirst().answer(1));
        QTRY_VERIFY(first->isFinished());
        // The connection has been quiet for a while when the next one is asked.
        std::unique_ptr<CommandReply> second;
        QElapsedTimer elapsed;
        QTimer::singleShot(250ms, this, [&] {
            elapsed.start();
            second = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        });
        QTRY_VERIFY(second && second->isFinished());
        QCOMPARE(endOf(*second), QByteArray("timeout"));
        QVERIFY2(elapsed.elapsed() >= 399, QByteArray::number(elapsed.elapsed()).constData());
    }

    void waitingForInputIsNoSilence()
    {
        open(100ms);
        m_server->setHandler(obey);
        bool over = false;
        int given = 0;
        const auto batch = m_connection->executeBatch([&](SourcedCommand &next) {
            next.command = {.opcode = Opcode::SetQ, .key = "k"};
            if (given < 2 && (given == 0 || over)) {
                ++given;
                return SourceState::Next;
            }
            return over ? SourceState::End : SourceState::Waiting;
        });
        const BatchOutcomes outcomes(batch.get());
        QTRY_COMPARE(outcomes.size(), 1);
        QVERIFY(!m_server->waitForHangUp(300ms));
        over = true;
        batch->resume();
        QTRY_COMPARE(outcomes.finishedCount, 1);
        QCOMPARE(outcomes.ends(), (QByteArrayList{"success", "success"}));
    }

    void noRequestTimeoutWaitsForEver()
    {
        open(0ms);
        const auto single = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        QVERIFY(!m_server->waitForHangUp(300ms));
        m_server->say(m_server->takeRequests().constFirst().answer(1));
        QTRY_COMPARE(endOf(*single), QByteArray("key_not_found"));
    }

    void serverThatStopsReadingTimesOut()
    {
        open(200ms);
        m_server->stopReading();
        const QByteArray value(1'000'000, 'v');
        const auto batch = m_connection->executeBatch([&value, index = 0](SourcedCommand &next) mutable {
            next.command = {.opcode = Opcode::SetQ, .key = QByteArray::number(index), .value = value};
            return index++ < 100 ? SourceState::Next : SourceState::End;
        });
        const BatchOutcomes outcomes(batch.get());
        QTRY_COMPARE(outcomes.finishedCount, 1);
        QCOMPARE(outcomes.count(Status::TimedOut) + outcomes.count(Status::NotConnected), 100);
        QVERIFY(outcomes.count(Status::TimedOut) > 0);
        QCOMPARE(outcomes.at(99).status, Status::NotConnected);
    }
};

QTEST_GUILESS_MAIN(TestConnectionLosses)
#include "tst_connection_losses.moc"
