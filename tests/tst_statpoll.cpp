#include "app/monitor/statpoll.h"
#include "tests/asking.h"
#include "tests/patience.h"
#include "tests/servers/realserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

namespace {

constexpr int patience = 20'000; // milliseconds
constexpr qint64 workTime = 150; // milliseconds

} // namespace

/// A real memcached is asked for its statistics while others work with it.
class TestStatPoll : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_server = std::make_unique<RealServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
        m_client = std::make_unique<Connection>();
        m_client->open(optionsFor(m_server->port()));
        QTRY_VERIFY(m_client->isReady());
        m_poll = std::make_unique<StatPoll>();
        m_poll->setInterval(StatPoll::shortestInterval);
    }
    void cleanup()
    {
        m_poll.reset();
        m_client.reset();
        m_server.reset();
    }

    void whatOthersDoIsMeasured()
    {
        begin();
        QVERIFY(m_poll->history().isEmpty()); // one answer alone tells no rate
        QVERIFY(!m_poll->statistics().isEmpty());
        for (int i = 0; i < 10; ++i)
            ask({.opcode = Opcode::Set, .key = "key", .value = "value"});
        for (int i = 0; i < 30; ++i)
            ask({.opcode = Opcode::Get, .key = i % 3 == 0 ? "nowhere" : "key"});
        ask({.opcode = Opcode::Delete, .key = "nowhere"});
        QVERIFY(seesAnother(2));
        const StatStretch sum = all();
        QCOMPARE(amount(sum, Metric::Sets), 10.0);
        QCOMPARE(amount(sum, Metric::Gets), 30.0);
        QCOMPARE(amount(sum, Metric::Deletes), 1.0);
        QCOMPARE(*sum.hitRatio(), 2.0 / 3);
        QCOMPARE(*m_poll->latest().values[indexOf(Metric::Items)], quint64(1));
        QVERIFY(*sum.mean(Metric::BytesRead) > 0);
    }

    void itsOwnQuestionsAreNotMeasured()
    {
        m_client->close();
        begin();
        QVERIFY(seesAnother(3));
        const StatStretch sum = all();
        QVERIFY(m_poll->cost() > 1'000);
        QCOMPARE(amount(sum, Metric::BytesRead), 0.0);
        QCOMPARE(amount(sum, Metric::BytesWritten), 0.0);
        QCOMPARE(amount(sum, Metric::Gets), 0.0);
        QTRY_VERIFY_WITH_TIMEOUT(all().metrics[indexOf(Metric::Latency)].isKnown(), patience);
    }

    /// Neither are those for groups, also where nobody waits for the answer any more.
    void questionsThatWereLeftAreNotMeasured()
    {
        m_client->close();
        begin();
        connect(m_poll.get(), &StatPoll::sampled, this, [this] { m_poll->leave(m_poll->askGroup("settings")); });
        QVERIFY(seesAnother(4));
        m_poll->disconnect(this);
        QCOMPARE(amount(all(), Metric::BytesRead), 0.0);
        QCOMPARE(amount(all(), Metric::BytesWritten), 0.0);
    }

    /// An answer is of the time when it was asked for, and what the thread took to come to it is no latency.
    void aBusyThreadMakesNoSpikes()
    {
        begin();
        QTimer busy;
        connect(&busy, &QTimer::timeout, this, &TestStatPoll::work);
        m_delay = 0;
        connect(m_poll.get(), &StatPoll::sampled, this,
                [this] { m_delay = std::max(m_delay, QDateTime::currentMSecsSinceEpoch() - m_poll->latest().time); });
        busy.start(0);
        QVERIFY(seesAnother(4));
        busy.stop();
        m_poll->disconnect(this);
        QVERIFY2(m_delay >= workTime, qPrintable(QString::number(m_delay)));
        const MetricStretch latency = all().metrics[indexOf(Metric::Latency)];
        QVERIFY2(!latency.isKnown() || latency.most < workTime * 1'000, qPrintable(QString::number(latency.most)));
    }

    void aRestartIsMarkedAndTheGapStays()
    {
        begin();
        for (int i = 0; i < 10; ++i)
            ask({.opcode = Opcode::Set, .key = "key", .value = "value"});
        QVERIFY(seesAnother(1));
        const qint64 before = m_poll->history().end();
        QVERIFY(m_server->restart());
        QTRY_VERIFY_WITH_TIMEOUT(m_poll->history().marks().size() == 1, patience);
        QCOMPARE(m_poll->history().marks().front().event, StatEvent::Restart);
        QVERIFY(seesAnother(1));
        const std::vector<StatStretch> stretches = m_poll->history().stretches(before, m_poll->history().end(), 1'000);
        QVERIFY(!stretches.empty());
        for (const StatStretch &stretch : stretches)
            QVERIFY(stretch.metrics[indexOf(Metric::Sets)].amount == 0);
        QVERIFY(stretches.front().begin > before);
        QCOMPARE(amount(all(), Metric::Sets), 10.0);
    }

    void aServerThatIsAwayIsToldAndComesBack()
    {
        begin();
        QVERIFY(seesAnother(1));
        const QSignalSpy states(m_poll.get(), &StatPoll::stateChanged);
        m_server->stop();
        QTRY_VERIFY_WITH_TIMEOUT(m_poll->error(), patience);
        QVERIFY(m_poll->state() != Connection::State::Ready);
        QVERIFY(!m_poll->statistics().isEmpty()); // the last that is known
        QVERIFY(!states.isEmpty());
        QVERIFY(m_server->restart());
        QTRY_VERIFY_WITH_TIMEOUT(!m_poll->error() && m_poll->state() == Connection::State::Ready, patience);
        QVERIFY(seesAnother(2));
    }

    void whatWasMeasuredStaysForTheSameServerOnly()
    {
        begin();
        QVERIFY(seesAnother(1));
        m_poll->stop();
        QCOMPARE(m_poll->state(), Connection::State::Disconnected);
        const qint64 end = m_poll->history().end();
        QVERIFY(end > 0);
        begin();
        QCOMPARE(m_poll->history().end(), end);
        QVERIFY(seesAnother(1));
        QVERIFY(m_poll->history().marks().empty());
        RealServer other;
        QVERIFY2(other.start(), qPrintable(other.errorString()));
        m_poll->start(optionsFor(other.port()));
        QVERIFY(m_poll->history().isEmpty());
        QVERIFY(m_poll->statistics().isEmpty());
    }

    void theIntervalIsBounded()
    {
        using namespace std::chrono_literals;
        m_poll->setInterval(10ms);
        QCOMPARE(m_poll->interval(), StatPoll::shortestInterval);
        m_poll->setInterval(1h);
        QCOMPARE(m_poll->interval(), StatPoll::longestInterval);
    }

private:
    void begin()
    {
        QSignalSpy samples(m_poll.get(), &StatPoll::sampled);
        m_poll->start(optionsFor(m_server->port()));
        QTRY_COMPARE_WITH_TIMEOUT(samples.size(), 1, patience);
    }
    /// Whether so many more answers come.
    bool seesAnother(int count)
    {
        QSignalSpy samples(m_poll.get(), &StatPoll::sampled);
        return comesTrue([&] { return samples.size() >= count; }, patience);
    }
    void ask(const Command &command)
    {
        const auto reply = m_client->execute(command);
        QTRY_VERIFY(reply->isFinished());
    }
    /// As a window that is busy with something else.
    void work()
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < workTime) {}
    }
    [[nodiscard]] StatStretch all() const { return m_poll->history().sum(m_poll->history().begin(), m_poll->history().end()); }
    static double amount(const StatStretch &stretch, Metric metric) { return stretch.metrics[indexOf(metric)].amount; }

    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Connection> m_client;
    std::unique_ptr<StatPoll> m_poll;
    qint64 m_delay = 0; ///< milliseconds from what an answer is of to when it was told, the longest
};

QTEST_GUILESS_MAIN(TestStatPoll)
#include "tst_statpoll.moc"
