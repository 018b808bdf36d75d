#include "tests/asking.h"
#include "tests/footprint.h"
#include "tests/servers/realserver.h"
#include "tests/waiting.h"

#include <QElapsedTimer>

using namespace std::chrono_literals;
using State = Connection::State;

/// A real server that is frozen and goes on, and one that is killed and started again and again: SLABSCOPE_SOAK says how often, instead of
/// the few times that CI has time for.
class TestConnectionRestarts : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Connection> m_connection;
    QList<Error> m_losses;
    int m_attempts = 0;

    void open(std::chrono::milliseconds requestTimeout)
    {
        ConnectionOptions options = optionsFor(m_server->port());
        options.requestTimeout = requestTimeout;
        options.connectTimeout = 200ms;
        m_connection->open(options);
        QVERIFY(soon([this] { return m_connection->isReady(); }));
    }

    static QList<Command> stores(int count, const QByteArray &value)
    {
        QList<Command> commands;
        for (int i = 0; i < count; ++i)
            commands.append({.opcode = Opcode::SetQ, .key = "key:" + QByteArray::number(i), .value = value});
        return commands;
    }

private slots:
    void init()
    {
        m_losses.clear();
        m_attempts = 0;
        m_server = std::make_unique<RealServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
        m_connection = std::make_unique<Connection>();
        connect(m_connection.get(), &Connection::stateChanged, this, [this](State state) {
            if (state == State::WaitingToRetry)
                m_losses.append(m_connection->error());
            if (state == State::Connecting)
                ++m_attempts;
        });
    }

    void cleanup()
    {
        m_connection.reset();
        m_server.reset();
    }

    void shortFreezeLosesNothing()
    {
        open(5s);
        m_server->suspend();
        const auto single = m_connection->execute({.opcode = Opcode::Set, .key = "k", .value = "v"});
        const auto batch = m_connection->executeBatch(stores(50'000, QByteArray(100, 'v')));
        const BatchOutcomes outcomes(batch.get());
        QTimer::singleShot(200ms, this, [this] { m_server->resume(); });
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.finishedCount, 1, 20'000);
        QCOMPARE(endOf(*single), QByteArray("success"));
        QCOMPARE(outcomes.count(Status::Success), 50'000);
        QCOMPARE(m_losses.size(), 0);
    }

    void pageThatAsksSteadilyNoticesAFreezeAndTheThaw()
    {
        open(300ms);
        m_server->suspend();
        std::vector<std::unique_ptr<CommandReply>> replies;
        QTimer page;
        connect(&page, &QTimer::timeout, this,
                [&] { replies.push_back(m_connection->execute({.opcode = Opcode::Set, .key = "k", .value = "from before"})); });
        page.start(20ms);
        QTRY_VERIFY(m_losses.size() >= 3);
        QCOMPARE(m_losses.at(0).code, Error::Code::RequestTimeout);
        QCOMPARE(m_losses.at(1).code, Error::Code::Silent);
        QCOMPARE(m_connection->attempts(), m_attempts);
        QTRY_COMPARE(endOf(*replies.front()), QByteArray("timeout"));
        page.stop();
        m_server->resume();
        QTRY_VERIFY(m_connection->isReady());
        // What was asked before the freeze is answered on connections that nobody has any more.
        for (int i = 0; i < 50; ++i) {
            const QByteArray value = QByteArray::number(i);
            const auto set = m_connection->execute({.opcode = Opcode::Set, .key = "mine", .value = value});
            const auto read = m_connection->execute({.opcode = Opcode::Get, .key = "mine"});
            QVERIFY(soon([&] { return read->isFinished(); }));
            QCOMPARE(read->outcome().value.value_or(QByteArrayView()).toByteArray(), value);
        }
    }

    void everyRestartIsSurvived()
    {
        const int restarts = std::max(20, qEnvironmentVariableIntValue("SLABSCOPE_SOAK"));
        open(5s);
        Footprint footprint;
        qint64 firstMemory = 0;
        qint64 attempts = 0;
        QElapsedTimer elapsed;
        elapsed.start();
        for (int i = 0; i < restarts; ++i) {
            const auto single = m_connection->execute({.opcode = Opcode::Set, .key = "k", .value = "v"});
            const auto batch = m_connection->executeBatch(stores(20'000, QByteArray(50, 'v')));
            const BatchOutcomes outcomes(batch.get());
            // Killed at another point of the batch each time, also before and behind it.
            const qint64 killAt = 20'000LL * (i % 11) / 10;
            QVERIFY(soon([&] { return batch->outcomeCount() >= killAt || batch->isFinished(); }));
            m_server->stop();
            QVERIFY(soon([&] { return single->isFinished() && outcomes.finishedCount > 0; }));
            QCOMPARE(outcomes.finishedCount, 1);
            const qint64 done = outcomes.count(Status::Success);
            const qint64 lost = outcomes.count(Status::Closed);
            const qint64 unsent = outcomes.count(Status::NotConnected);
            QCOMPARE(done + lost + unsent, 20'000);
            QVERIFY(done >= killAt);
            // In this order.
            if (lost > 0)
                QCOMPARE(outcomes.at(done).status, Status::Closed);
            if (unsent > 0)
                QCOMPARE(outcomes.at(done + lost).status, Status::NotConnected);

            m_losses.clear();
            m_attempts = 0;
            QVERIFY(soon([this] { return m_connection->state() == State::WaitingToRetry; }));
            if (i % 4 == 0) {
                // Long enough to be refused.
                QVERIFY(soon([this] { return !m_losses.isEmpty() && m_losses.constLast().code == Error::Code::ConnectionRefused; }));
                QVERIFY(m_connection->attempts() >= 1);
            }
            QVERIFY2(m_server->restart(), qPrintable(m_server->errorString()));
            QVERIFY(soon([this] { return m_connection->isReady(); }));
            attempts += m_connection->attempts();
            const auto again = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
            QVERIFY(soon([&] { return again->isFinished(); }));
            QCOMPARE(endOf(*again), QByteArray("key_not_found"));
            if (i == 9)
                firstMemory = footprint.most();
        }
        qInfo("%d restarts in %.1f s, %lld attempts, at most %lld MiB (%lld MiB after 10), longest pause %lld ms", restarts,
              double(elapsed.elapsed()) / 1000.0, attempts, footprint.most() >> 20, firstMemory >> 20, footprint.longestPause());
        if (memoryIsMeaningful) {
            QVERIFY(footprint.most() < 256 * 1024 * 1024);
            QVERIFY(footprint.most() < firstMemory + 32 * 1024 * 1024);
        }
    }
};

QTEST_GUILESS_MAIN(TestConnectionRestarts)
#include "tst_connection_restarts.moc"
