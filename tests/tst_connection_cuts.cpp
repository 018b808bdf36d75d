#include "tests/asking.h"
#include "tests/mixedsession.h"
#include "tests/servers/fakeserver.h"
#include "tests/servers/faultproxy.h"
#include "tests/servers/realserver.h"
#include "tests/waiting.h"

#include <algorithm>
#include <set>

using namespace std::chrono_literals;
using State = Connection::State;
using Direction = FaultProxy::Direction;

/// A session of 50 commands, cut at every byte in either direction: once recorded from a real server, then played back by a fake one, which
/// is fast enough for every byte. The real server itself is cut where it matters, and with SLABSCOPE_SOAK set at every byte too.
class TestConnectionCuts : public QObject
{
    Q_OBJECT

private:
    SessionPlan m_plan = mixedSession();
    std::unique_ptr<RealServer> m_real;
    std::optional<SessionRecording> m_recording;
    std::optional<SessionRecording> m_recordingWithoutCas;
    bool m_exact = true; ///< the CAS is compared too

    static ConnectionOptions options(quint16 port)
    {
        ConnectionOptions options = optionsFor(port);
        // The test says when.
        options.backoff.first = 1h;
        options.backoff.longest = 1h;
        return options;
    }

    /// How many bytes the client's system has taken of the requests since the mark.
    static qsizetype written(const FaultProxy &proxy) { return proxy.heard(Direction::Requests).size(); }

    [[nodiscard]] QList<Ending> comparable(QList<Ending> endings) const
    {
        if (!m_exact)
            std::ranges::transform(endings, endings.begin(), withoutCas);
        return endings;
    }
    [[nodiscard]] const SessionRecording &recording() const { return m_exact ? *m_recording : *m_recordingWithoutCas; }

    /// A session that nothing disturbs; what was wrong with it.
    QByteArray runUndisturbed(Connection &connection)
    {
        SessionRun run(&connection, m_plan);
        if (!soon([&] { return run.isOver(); }))
            return "the session does not end";
        if (comparable(run.endings()) != recording().endings())
            return "a session over a new connection went differently: "
                + recording().difference(comparable(run.endings()), recording().responseSize(), recording().requestSize());
        return run.faults();
    }

    /// A session cut at `offset`; what was wrong with it.
    QByteArray runCut(Connection &connection, FaultProxy &proxy, Direction direction, FaultProxy::Ending ending, qsizetype offset)
    {
        proxy.mark();
        SessionRun run(&connection, m_plan);
        proxy.cutAfter(direction, offset, ending);
        if (!soon([&] { return run.isOver() && proxy.isOver() && connection.state() == State::WaitingToRetry; }))
            return "not every reply has finished";
        const QList<Ending> endings = comparable(run.endings());
        const qsizetype passed = proxy.passed(Direction::Responses).size();
        if (ending == FaultProxy::Ending::Fin) {
            const qsizetype expected = direction == Direction::Responses ? offset : recording().responsesTo(offset);
            // memcached drops answers that it holds back when the end comes in the middle of a value.
            if (m_exact || direction == Direction::Responses ? passed != expected : passed > expected)
                return "the proxy handed on " + QByteArray::number(passed) + " bytes of responses, not " + QByteArray::number(expected);
            return run.faults() + recording().difference(endings, passed, written(proxy));
        }
        // A reset may overtake the answers before it, but cannot change their order: some beginning of them has come.
        QByteArray difference = recording().difference(endings, passed, written(proxy));
        for (qsizetype packet = qsizetype(recording().packets().size()); packet-- > 0 && !difference.isEmpty();) {
            if (recording().packets()[size_t(packet)].begin < passed)
                difference = recording().difference(endings, recording().packets()[size_t(packet)].begin, written(proxy));
        }
        return run.faults() + difference;
    }

    void sweep(Connection &connection, FaultProxy &proxy, const std::set<qsizetype> &offsets, const std::function<void()> &restart)
    {
        QFETCH(FaultProxy::Direction, direction);
        QFETCH(FaultProxy::Ending, ending);
        qInfo("%zu cuts", offsets.size());
        qsizetype number = 0;
        for (const qsizetype offset : offsets) {
            QByteArray fault;
            // Most sessions behind a loss are cut themselves, which shows as well that they begin as they should.
            const bool whole = number++ % 8 == 0;
            if (whole) {
                restart();
                fault = runUndisturbed(connection);
            }
            restart();
            if (fault.isEmpty())
                fault = runCut(connection, proxy, direction, ending, offset);
            QVERIFY2(fault.isEmpty(), ("cut after byte " + QByteArray::number(offset) + ": " + fault).constData());
            const bool answered = whole || proxy.passed(Direction::Responses).size() >= 24;
            connection.retryNow();
            QVERIFY(soon([&] { return connection.isReady(); }));
            // Where commands were answered before, the waits began anew.
            if (answered)
                QCOMPARE(connection.attempts(), 1);
        }
    }

    [[nodiscard]] qsizetype sizeOf(Direction direction) const
    {
        return direction == Direction::Requests ? m_recording->requestSize() : m_recording->responseSize();
    }

    [[nodiscard]] std::set<qsizetype> everyOffset(Direction direction) const
    {
        std::set<qsizetype> offsets;
        for (qsizetype offset = 0; offset <= sizeOf(direction); ++offset)
            offsets.insert(offset);
        return offsets;
    }

    /// Around the borders of packets, and some between.
    [[nodiscard]] std::set<qsizetype> offsetsThatMatter(Direction direction) const
    {
        constexpr qsizetype step = 97;
        std::set<qsizetype> offsets{0, 1};
        const auto addEnd = [&](qsizetype end) { offsets.merge(std::set<qsizetype>{end - 1, end, std::min(end + 1, sizeOf(direction))}); };
        for (const SessionRecording::Request &request : m_recording->requests()) {
            if (direction == Direction::Requests)
                addEnd(request.end);
        }
        for (const SessionRecording::Packet &packet : m_recording->packets()) {
            if (direction == Direction::Responses)
                addEnd(packet.end);
        }
        for (qsizetype offset = step; offset < sizeOf(direction); offset += step)
            offsets.insert(offset);
        return offsets;
    }

    static bool isSoak() { return qEnvironmentVariableIsSet("SLABSCOPE_SOAK"); }

    static void addDirections()
    {
        QTest::addColumn<FaultProxy::Direction>("direction");
        QTest::addColumn<FaultProxy::Ending>("ending");
        QTest::newRow("requests, FIN") << Direction::Requests << FaultProxy::Ending::Fin;
        QTest::newRow("requests, RST") << Direction::Requests << FaultProxy::Ending::Reset;
        QTest::newRow("responses, FIN") << Direction::Responses << FaultProxy::Ending::Fin;
        QTest::newRow("responses, RST") << Direction::Responses << FaultProxy::Ending::Reset;
    }

private slots:
    void initTestCase()
    {
        m_real = std::make_unique<RealServer>();
        QVERIFY2(m_real->start(), qPrintable(m_real->errorString()));
        FaultProxy proxy(m_real->port());
        Connection connection;
        connection.open(options(proxy.port()));
        QTRY_VERIFY(connection.isReady());
        proxy.mark();
        SessionRun run(&connection, m_plan);
        QTRY_VERIFY(run.isOver());
        QCOMPARE(run.faults(), QByteArray());
        QCOMPARE(run.endings().size(), 50);
        const QList<PlannedCommand> commands = commandsOf(m_plan);
        for (qsizetype i = 0; i < commands.size(); ++i)
            QVERIFY2(run.endings().at(i).name == commands.at(i).end, (QByteArray::number(i) + ": " + run.endings().at(i).name).constData());
        m_recording.emplace(m_plan, proxy.heard(Direction::Requests), proxy.heard(Direction::Responses), run.endings());
        QVERIFY(m_recording->isValid());
        QList<Ending> withoutAnyCas = run.endings();
        std::ranges::transform(withoutAnyCas, withoutAnyCas.begin(), withoutCas);
        m_recordingWithoutCas.emplace(m_plan, proxy.heard(Direction::Requests), proxy.heard(Direction::Responses), withoutAnyCas);
        QCOMPARE(m_recording->difference(run.endings(), m_recording->responseSize(), m_recording->requestSize()), QByteArray());
    }

    void cleanupTestCase() { m_real.reset(); }

    void init() { m_exact = true; }

    void everyByte_data() { addDirections(); }

    void everyByte()
    {
        QFETCH(FaultProxy::Direction, direction);
        FakeServer server;
        server.answerGreeting();
        qsizetype number = 0;
        server.setHandler([&](const QByteArray &request) { return m_recording->answer(number++, request); });
        FaultProxy proxy(server.port());
        Connection connection;
        connection.open(options(proxy.port()));
        QTRY_VERIFY(connection.isReady());
        sweep(connection, proxy, everyOffset(direction), [&number] { number = 0; });
    }

    void realServerCutWhereItMatters_data() { addDirections(); }

    void realServerCutWhereItMatters()
    {
        QFETCH(FaultProxy::Direction, direction);
        // With one thread it has dealt with what was left of the last session before it greets the next connection.
        RealServer server({QStringLiteral("-t"), QStringLiteral("1")});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        FaultProxy proxy(server.port());
        Connection connection;
        connection.open(options(proxy.port()));
        QTRY_VERIFY(connection.isReady());
        m_exact = false;
        sweep(connection, proxy, isSoak() ? everyOffset(direction) : offsetsThatMatter(direction), [] {});
    }

    void piecesMakeNoDifference_data()
    {
        QTest::addColumn<QList<qsizetype>>("sizes");
        QTest::addColumn<int>("pause");
        QTest::newRow("byte by byte") << QList<qsizetype>{1} << 0;
        QTest::newRow("headers apart from bodies") << QList<qsizetype>{24} << 0;
        QTest::newRow("odd sizes") << QList<qsizetype>{23, 1, 2, 200, 7} << 0;
        QTest::newRow("slowly") << QList<qsizetype>{50, 31} << 1;
    }

    void piecesMakeNoDifference()
    {
        QFETCH(QList<qsizetype>, sizes);
        QFETCH(int, pause);
        FaultProxy proxy(m_real->port());
        Connection connection;
        for (const Direction direction : {Direction::Requests, Direction::Responses}) {
            proxy.split(direction, sizes);
            proxy.delay(direction, std::chrono::milliseconds(pause));
        }
        connection.open(options(proxy.port()));
        QTRY_VERIFY(connection.isReady());
        m_exact = false;
        QCOMPARE(runUndisturbed(connection), QByteArray());
    }

    void quietQuitSucceedsWithACleanEndOnly_data() { addDirections(); }

    void quietQuitSucceedsWithACleanEndOnly()
    {
        QFETCH(FaultProxy::Direction, direction);
        QFETCH(FaultProxy::Ending, ending);
        using enum Opcode;
        const SessionPlan plan{{.singles = {{{.opcode = Set, .key = "k"}, "success"},
                                            {{.opcode = GetQ, .key = "missing"}, "key_not_found"},
                                            {{.opcode = QuitQ}, "success"}},
                                .batch = {}}};
        // SET and the NOOP behind GETQ are answered.
        const QList<qsizetype> requestEnds{33, 33 + 31 + 24, 33 + 31 + 24 + 24};
        const QList<qsizetype> responseEnds{24, 48};
        FaultProxy proxy(m_real->port());
        Connection connection;
        for (qsizetype offset = 0; offset <= (direction == Direction::Requests ? requestEnds.constLast() : responseEnds.constLast());
             ++offset) {
            connection.open(options(proxy.port()));
            QVERIFY(soon([&] { return connection.isReady(); }));
            proxy.mark();
            const SessionRun run(&connection, plan);
            proxy.cutAfter(direction, offset, ending);
            QVERIFY(soon([&] { return run.isOver() && proxy.isOver(); }));
            const qsizetype passed = proxy.passed(Direction::Responses).size();
            const bool clean = ending == FaultProxy::Ending::Fin;
            if (clean)
                QCOMPARE(passed,
                         direction == Direction::Responses        ? offset
                             : offset >= requestEnds.at(1)        ? 48
                             : offset >= requestEnds.constFirst() ? 24
                                                                  : 0);
            QByteArrayList ends;
            for (const Ending &end : run.endings())
                ends += end.name;
            QList<QByteArrayList> right{{"closed", "closed", "closed"}};
            if (passed >= responseEnds.at(0))
                right.prepend({"success", "closed", "closed"});
            if (passed >= responseEnds.at(1))
                right.prepend({"success", "key_not_found", clean ? "success" : "closed"});
            // A reset may overtake the answers.
            if (clean)
                right = {right.constFirst()};
            QVERIFY2(right.contains(ends), (QByteArray::number(offset) + ": " + ends.join(' ')).constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestConnectionCuts)
#include "tst_connection_cuts.moc"
