#include "connection/connection.h"

#include "tests/asking.h"
#include "tests/servers/realserver.h"

#include <QElapsedTimer>

using namespace std::chrono_literals;
using State = Connection::State;

namespace {

CommandSource commands(Opcode opcode, qint64 count, const QByteArray &value = {})
{
    return [opcode, count, value, index = qint64(0)](SourcedCommand &next) mutable {
        next.command.opcode = opcode;
        next.command.key = "key:" + QByteArray::number(index);
        next.command.value = value;
        return index++ < count ? SourceState::Next : SourceState::End;
    };
}

} // namespace

class TestConnectionRealLoss : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Connection> m_connection;

    void open(std::chrono::milliseconds requestTimeout = 5s)
    {
        ConnectionOptions options = optionsFor(m_server->port());
        options.requestTimeout = requestTimeout;
        options.connectTimeout = 2s;
        m_connection->open(options);
        QTRY_VERIFY(m_connection->isReady());
    }

private slots:
    void init()
    {
        m_server = std::make_unique<RealServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
        m_connection = std::make_unique<Connection>();
    }

    void cleanup()
    {
        m_connection.reset();
        m_server.reset();
    }

    void restartedServerIsFoundAgain()
    {
        open();
        QVERIFY2(m_server->restart(), qPrintable(m_server->errorString()));
        QTRY_VERIFY(m_connection->state() != State::Ready);
        QTRY_VERIFY(m_connection->isReady());
        const auto reply = m_connection->execute({.opcode = Opcode::Set, .key = "k"});
        QTRY_COMPARE(endOf(*reply), QByteArray("success"));
    }

    void frozenServerTimesOutAndIsFoundAgain()
    {
        open(300ms);
        m_server->suspend();
        QElapsedTimer elapsed;
        elapsed.start();
        const auto single = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        const auto batch = m_connection->executeBatch(commands(Opcode::SetQ, 200'000, QByteArray(100, 'v')));
        const BatchOutcomes outcomes(batch.get());
        QTRY_COMPARE(endOf(*single), QByteArray("timeout"));
        QVERIFY(elapsed.elapsed() >= 299);
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.finishedCount, 1, 20'000);
        QCOMPARE(outcomes.count(Status::TimedOut) + outcomes.count(Status::NotConnected), 200'000);
        QCOMPARE(outcomes.at(0).status, Status::TimedOut);
        // It still accepts connections, as the system does that for it.
        QTRY_COMPARE(m_connection->error().code, Error::Code::Silent);
        m_server->resume();
        QTRY_VERIFY(m_connection->isReady());
        const auto reply = m_connection->execute({.opcode = Opcode::Set, .key = "k"});
        QTRY_COMPARE(endOf(*reply), QByteArray("success"));
    }

    void killedServerLeavesEveryCommandOneOutcome()
    {
        open();
        const QSignalSpy lines(m_connection.get(), &Connection::logged);
        const qint64 count = 1'000'000;
        const auto batch = m_connection->executeBatch(commands(Opcode::SetQ, count, QByteArray(10, 'v')));
        const BatchOutcomes outcomes(batch.get());
        QTRY_VERIFY_WITH_TIMEOUT(batch->outcomeCount() > 50'000, 20'000);
        m_server->stop();
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.finishedCount, 1, 60'000);
        QCOMPARE(outcomes.size(), count);
        QCOMPARE(batch->sourcedCount(), count);
        const qint64 done = outcomes.count(Status::Success);
        const qint64 closed = outcomes.count(Status::Closed);
        QVERIFY(done >= 50'000 && done < count);
        QCOMPARE(done + closed + outcomes.count(Status::NotConnected), count);
        if (closed > 0)
            QCOMPARE(outcomes.at(done).status, Status::Closed);
        QCOMPARE(outcomes.at(done + closed).status, Status::NotConnected);
        QVERIFY(lines.constFirst().constFirst().toString().contains(QStringLiteral("Lost the connection")));
    }

    void largeAnswersLeaveTimeForTheProgram()
    {
        open();
        const auto stores = m_connection->executeBatch(commands(Opcode::SetQ, 400, QByteArray(100'000, 'v')));
        QTRY_VERIFY_WITH_TIMEOUT(stores->isFinished(), 20'000);
        const auto reads = m_connection->executeBatch([index = 0](SourcedCommand &next) mutable {
            next.command = {.opcode = Opcode::GetKQ, .key = "key:" + QByteArray::number(index % 400)};
            return index++ < 4'000 ? SourceState::Next : SourceState::End;
        });
        qint64 hits = 0;
        connect(reads.get(), &BatchReply::resultsReady, this, [&] {
            for (const ResultSegment &segment : reads->takeSegments()) {
                for (qsizetype i = 0; i < segment.size(); ++i)
                    hits += segment.status(i) == Status::Success ? 1 : 0;
            }
        });
        // A timer that is always due tells how long everything else takes its turn.
        QTimer timer;
        QElapsedTimer since;
        QList<qint64> pauses;
        connect(&timer, &QTimer::timeout, this, [&] { pauses += since.restart(); });
        since.start();
        timer.start(0ms);
        QTRY_VERIFY_WITH_TIMEOUT(reads->isFinished(), 30'000);
        QCOMPARE(hits, 4'000);
        QVERIFY2(pauses.size() > 10, QByteArray::number(pauses.size()).constData());
        const qint64 longest = *std::ranges::max_element(pauses);
        QVERIFY2(longest < 200, QByteArray::number(longest).constData());
    }
};

QTEST_GUILESS_MAIN(TestConnectionRealLoss)
#include "tst_connection_realloss.moc"
