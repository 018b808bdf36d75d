#include "tests/asking.h"
#include "tests/footprint.h"
#include "tests/servers/fakeserver.h"
#include "tests/toldwaits.h"
#include "tests/waiting.h"

#include <QRandomGenerator>

#include <optional>

using namespace std::chrono_literals;
using State = Connection::State;

namespace {

constexpr qint64 mostMemory = 256 * 1024 * 1024;

/// The header of an answer to `request` whose body has so many bytes.
QByteArray announcement(const RequestPacket &request, quint32 bodyLength)
{
    QByteArray bytes = request.answer();
    bytes.replace(8, 4, bigEndian32(bodyLength));
    return bytes;
}

QByteArray garbage(QRandomGenerator &random, qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random.bounded(256));
    return bytes;
}

} // namespace

/// Servers that are broken, or mean ill.
class TestConnectionHostility : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<Connection> m_connection;
    std::optional<Footprint> m_footprint;
    QList<Error> m_losses;

    void open(const ConnectionOptions &options) { m_connection->open(options); }

    void openGreeted(std::chrono::milliseconds requestTimeout = 5s)
    {
        m_server->answerGreeting();
        ConnectionOptions options = optionsFor(m_server->port());
        options.requestTimeout = requestTimeout;
        open(options);
        QTRY_VERIFY(m_connection->isReady());
    }

    /// Says it again and again, as fast as it is taken, until the client hangs up.
    void flood(const std::function<QByteArray()> &more)
    {
        auto *timer = new QTimer(m_server.get());
        connect(timer, &QTimer::timeout, timer, [this, timer, more] {
            if (m_server->isConnected())
                m_server->say(more());
            else
                timer->deleteLater();
        });
        timer->start(0);
    }

private slots:
    void init()
    {
        m_losses.clear();
        m_server = std::make_unique<FakeServer>();
        m_connection = std::make_unique<Connection>();
        connect(m_connection.get(), &Connection::stateChanged, this, [this](State state) {
            if (state == State::WaitingToRetry)
                m_losses.append(m_connection->error());
        });
        m_footprint.emplace();
    }

    void cleanup()
    {
        qInfo("at most %lld MiB, longest pause %lld ms", m_footprint->most() >> 20, m_footprint->longestPause());
        if (memoryIsMeaningful)
            QVERIFY(m_footprint->most() < mostMemory);
        m_footprint.reset();
        m_connection.reset();
        m_server.reset();
    }

    void serverThatSaysNothingIsTriedLessAndLess()
    {
        ConnectionOptions options = optionsFor(m_server->port());
        options.connectTimeout = 200ms;
        options.backoff = {20ms, 100ms, 2.0};
        const ToldWaits waits(*m_connection);
        open(options);
        QTRY_VERIFY(m_losses.size() >= 6 && waits.milliseconds().size() >= 6);
        QCOMPARE(waits.milliseconds().mid(0, 6), (QList<qint64>{20, 40, 80, 100, 100, 100}));
        for (qsizetype i = 0; i < 6; ++i)
            QCOMPARE(m_losses.at(i).code, Error::Code::Silent);
        QVERIFY(m_connection->attempts() >= 6);
        QVERIFY(m_server->connectionCount() <= m_connection->attempts());
        QVERIFY(m_losses.constFirst().text.contains(QStringLiteral("said nothing")));
    }

    void greetingThatDripsIsNotReadyInTime()
    {
        ConnectionOptions options = optionsFor(m_server->port());
        options.connectTimeout = 500ms;
        open(options);
        QVERIFY(m_server->waitForRequests(1));
        QByteArray drops = m_server->takeRequests().constFirst().answer(0, QByteArray(1000, '1'));
        QTimer drip;
        connect(&drip, &QTimer::timeout, this, [&] {
            if (m_server->isConnected())
                m_server->say(drops.first(1));
            drops.remove(0, 1);
        });
        drip.start(10ms);
        QTRY_VERIFY(!m_losses.isEmpty());
        QCOMPARE(m_losses.constFirst().code, Error::Code::ConnectTimeout);
        QVERIFY(m_losses.constFirst().text.contains(QStringLiteral("began to answer")));
    }

    void lengthsBeyondTheLimitAreNotBelieved_data()
    {
        QTest::addColumn<Command>("command");
        QTest::addColumn<quint32>("length");
        const quint32 limit = ConnectionOptions().maximumBody;
        for (const quint32 length : {0xffffffffU, 0x80000000U, 0x7fffffffU, limit + 1}) {
            QTest::addRow("GET, %u", length) << Command{.opcode = Opcode::Get, .key = "k"} << length;
            QTest::addRow("GETQ, %u", length) << Command{.opcode = Opcode::GetQ, .key = "k"} << length;
            QTest::addRow("STAT, %u", length) << Command{.opcode = Opcode::Stat} << length;
            QTest::addRow("NOOP, %u", length) << Command{.opcode = Opcode::Noop} << length;
        }
    }

    void lengthsBeyondTheLimitAreNotBelieved()
    {
        QFETCH(Command, command);
        QFETCH(quint32, length);
        openGreeted();
        const auto reply = m_connection->execute(command);
        QVERIFY(m_server->waitForRequests(1));
        m_server->say(announcement(m_server->takeRequests().constFirst(), length));
        QTRY_COMPARE(endOf(*reply), QByteArray("closed"));
        QTRY_COMPARE(m_losses.size(), 1);
        QCOMPARE(m_losses.constFirst().code, Error::Code::Protocol);
        QTRY_VERIFY(m_connection->isReady());
    }

    void largestLengthCostsNoMemoryBeforeItsBytesCome()
    {
        openGreeted(150ms);
        for (int round = 0; round < 5; ++round) {
            const auto reply = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
            QVERIFY(m_server->waitForRequests(1));
            m_server->say(announcement(m_server->takeRequests().constFirst(), ConnectionOptions().maximumBody));
            // Some bytes of it, in time, and then no more.
            int drops = 0;
            QTimer drip;
            connect(&drip, &QTimer::timeout, this, [&] {
                if (m_server->isConnected() && ++drops <= 20)
                    m_server->say("v");
            });
            drip.start(20ms);
            QTRY_COMPARE(endOf(*reply), QByteArray("timeout"));
            QVERIFY(drops > 20);
            QTRY_VERIFY(m_connection->isReady());
        }
    }

    void statisticsWithoutAnEndAreGivenUp_data()
    {
        QTest::addColumn<bool>("greeting");
        QTest::newRow("of a command") << false;
        QTest::newRow("of the greeting") << true;
    }

    void statisticsWithoutAnEndAreGivenUp()
    {
        QFETCH(bool, greeting);
        std::unique_ptr<CommandReply> reply;
        if (greeting) {
            open(optionsFor(m_server->port()));
            QVERIFY(m_server->waitForRequests(1));
            m_server->say(m_server->takeRequests().constFirst().answer(0, "1.6.18"));
            QVERIFY(m_server->waitForRequests(1));
        } else {
            openGreeted();
            reply = m_connection->execute({.opcode = Opcode::Stat});
            QVERIFY(m_server->waitForRequests(1));
        }
        const QByteArray line = m_server->takeRequests().constFirst().answer(0, QByteArray(1000, 'v'), {}, "name");
        flood([line] { return line.repeated(200); });
        QTRY_VERIFY_WITH_TIMEOUT(!m_losses.isEmpty(), 20'000);
        QCOMPARE(m_losses.constFirst().code, Error::Code::Protocol);
        QVERIFY(m_losses.constFirst().text.contains(QStringLiteral("no end")));
        if (reply)
            QTRY_COMPARE(endOf(*reply), QByteArray("closed"));
    }

    void answersThatNobodyAskedForAreNotBelieved_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("answers") << packet(quint8(Opcode::Noop), 0, 1);
        QTest::newRow("text") << QByteArray("ERROR\r\n");
        QTest::newRow("a web server's words") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
        QTest::newRow("zeros") << QByteArray(100, '\0');
        QTest::newRow("ones") << QByteArray(100, '\xff');
    }

    void answersThatNobodyAskedForAreNotBelieved()
    {
        QFETCH(QByteArray, said);
        openGreeted();
        // Once while idle, once behind a question, and without an end.
        m_server->say(said);
        QTRY_COMPARE(m_losses.size(), 1);
        QCOMPARE(m_losses.constFirst().code, Error::Code::Protocol);
        QTRY_VERIFY(m_connection->isReady());
        const auto reply = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        QVERIFY(m_server->waitForRequests(1));
        flood([said] { return said.repeated(10'000); });
        QTRY_COMPARE(endOf(*reply), QByteArray("closed"));
        QTRY_COMPARE(m_losses.size(), 2);
        QCOMPARE(m_losses.constLast().code, Error::Code::Protocol);
    }

    void garbageEndsEveryCommandOnce_data()
    {
        QTest::addColumn<QByteArray>("beginning");
        QTest::newRow("anything") << QByteArray();
        QTest::newRow("as an answer begins") << QByteArray("\x81");
    }

    void garbageEndsEveryCommandOnce()
    {
        QFETCH(QByteArray, beginning);
        QRandomGenerator random(3);
        m_server->answerGreeting();
        ConnectionOptions options = optionsFor(m_server->port());
        options.backoff = {10ms, 10ms, 1.0};
        open(options);
        for (int round = 0; round < 100; ++round) {
            QVERIFY(soon([&] { return m_connection->isReady(); }));
            const auto single = m_connection->execute({.opcode = Opcode::GetK, .key = "k"});
            const auto statistics = m_connection->execute({.opcode = Opcode::Stat});
            const auto batch = m_connection->executeBatch(QList<Command>(10, {.opcode = Opcode::GetKQ, .key = "k"}));
            const BatchOutcomes outcomes(batch.get());
            QVERIFY(soon([&] { return requestsIn(m_server->heard()).size() >= 14; }));
            const QList<RequestPacket> requests = m_server->takeRequests();
            // Behind a good answer every other time. A beginning that makes sense has an end.
            m_server->say(round % 2 == 0 ? QByteArray() : obedientAnswer(requests.constFirst()));
            m_server->say(beginning + garbage(random, random.bounded(1, 3000)));
            m_server->hangUp();
            QVERIFY(soon([&] { return single->isFinished() && statistics->isFinished() && batch->isFinished(); }));
            QCOMPARE(endOf(*single), QByteArray(round % 2 == 0 ? "closed" : "success"));
            QCOMPARE(endOf(*statistics), QByteArray("closed"));
            QCOMPARE(outcomes.finishedCount, 1);
            QCOMPARE(outcomes.count(Status::Closed), 10);
            QVERIFY(soon([&] { return m_losses.size() == round + 1; }));
        }
    }

    void garbageInsteadOfAGreetingIsNotReady()
    {
        QRandomGenerator random(4);
        ConnectionOptions options = optionsFor(m_server->port());
        options.backoff = {1h, 1h, 1.0};
        open(options);
        for (int round = 0; round < 60; ++round) {
            QVERIFY(soon([&] { return m_server->connectionCount() == round + 1 && !requestsIn(m_server->heard()).isEmpty(); }));
            m_server->say((round % 2 == 0 ? QByteArray() : QByteArray("\x81\x0b")) + garbage(random, random.bounded(1, 2000)));
            m_server->hangUp();
            QVERIFY(soon([&] { return m_losses.size() == round + 1 || m_connection->state() == State::Failed; }));
            if (m_connection->state() == State::Failed) {
                // Some garbage looks like a line of text.
                QCOMPARE(m_connection->error().code, Error::Code::TextOnly);
                m_losses.append(m_connection->error());
            }
            m_connection->retryNow();
        }
    }

    void serverThatStopsReadingCostsNoMemory()
    {
        openGreeted(300ms);
        m_server->stopReading();
        const QByteArray value(100'000, 'v');
        const auto batch = m_connection->executeBatch([&value, index = 0](SourcedCommand &next) mutable {
            next.command = {.opcode = Opcode::SetQ, .key = "k", .value = value};
            return index++ < 20'000 ? SourceState::Next : SourceState::End;
        });
        const BatchOutcomes outcomes(batch.get());
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.finishedCount, 1, 20'000);
        QCOMPARE(outcomes.count(Status::TimedOut) + outcomes.count(Status::NotConnected), 20'000);
        QCOMPARE(m_losses.constFirst().code, Error::Code::RequestTimeout);
        QTRY_VERIFY(m_connection->isReady());
    }
};

QTEST_GUILESS_MAIN(TestConnectionHostility)
#include "tst_connection_hostility.moc"
