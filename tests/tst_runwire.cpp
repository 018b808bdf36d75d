#include "app/wire/runwire.h"

#include "app/run/scriptsource.h"
#include "tests/asking.h"
#include "tests/servers/fakeserver.h"
#include "tests/servers/realserver.h"

#include <QElapsedTimer>

using namespace std::chrono_literals;
using Mode = ScriptRun::Mode;

class TestRunWire : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Connection> m_connection;
    std::shared_ptr<RunRecord> m_run;
    std::shared_ptr<WireRecord> m_record;
    std::unique_ptr<ScriptRun> m_scriptRun;
    bool m_finished = false;

    void open(quint16 port)
    {
        m_connection->open(optionsFor(port));
        QTRY_VERIFY2(m_connection->isReady(), qPrintable(m_connection->error().text));
    }
    void start(const QByteArray &script, Mode mode = Mode::Batch, qsizetype bound = WireRecord::usualBound)
    {
        m_finished = false;
        m_record = std::make_shared<WireRecord>(bound);
        m_run = std::make_shared<RunRecord>();
        m_run->wire = m_record;
        m_connection->record(m_record);
        m_scriptRun = std::make_unique<ScriptRun>(m_connection.get(), ScriptSource::fromText(script, {}), ScriptRun::Options{.mode = mode});
        connect(m_scriptRun.get(), &ScriptRun::segmentReady, this,
                [run = m_run](const std::shared_ptr<const RunSegment> &segment) { run->results.append(segment); });
        connect(m_scriptRun.get(), &ScriptRun::finished, this, [this] { m_finished = true; });
        m_scriptRun->start();
    }
    void run(const QByteArray &script, Mode mode = Mode::Batch, qsizetype bound = WireRecord::usualBound)
    {
        start(script, mode, bound);
        QTRY_VERIFY_WITH_TIMEOUT(m_finished, 20'000);
    }
    [[nodiscard]] RequestPacket requestOf(const RunWire::Found &found) const
    {
        const QByteArray bytes = m_record->requests().bytes().sliced(found.request->offset, found.request->available);
        return requestsIn(bytes).value(0);
    }
    [[nodiscard]] QByteArray answerOf(const RunWire::Found &found) const
    {
        return m_record->answers().bytes().sliced(found.answer->offset, found.answer->available);
    }

private slots:
    void init() { m_connection = std::make_unique<Connection>(); }
    void cleanup()
    {
        m_scriptRun.reset();
        m_connection.reset();
    }

    void everyKindOfResultFindsItsBytes_data()
    {
        QTest::addColumn<Mode>("mode");
        QTest::newRow("batch") << Mode::Batch;
        QTest::newRow("one by one") << Mode::Each;
    }
    void everyKindOfResultFindsItsBytes()
    {
        QFETCH(Mode, mode);
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        open(server.port());
        const QByteArray tooLarge(2 * 1024 * 1024, 'x');
        run("SETQ a 1\nGET a\nNOOP\nGETQ absent\nSET big " + tooLarge + "\nSTAT settings\nNOOP\nGETKQ a\nDELETEQ a\nVERSION\nSETQ a 1",
            mode);
        QCOMPARE(m_run->results.size(), 11);
        RunWire wire(m_run);
        const QByteArrayList keys{"a", "a", "", "absent", "", "settings", "", "a", "a", "", "a"};
        const QByteArray opcodes = QByteArray::fromHex("11000a0900100a0d140b11");
        for (int i = 0; i < 11; ++i) {
            const RunWire::Found found = wire.find(i);
            const ResultRow row = m_run->results.at(i);
            if (i == 4) {
                QCOMPARE(row.outcome().basis, Basis::NotSent);
                QVERIFY(!found.request);
                continue;
            }
            QVERIFY2(found.request && found.answer && found.answeredAt, QByteArray::number(i).constData());
            QCOMPARE(requestOf(found).key, keys.at(i));
            QCOMPARE(requestOf(found).opcode, quint8(opcodes.at(i)));
            QVERIFY(*found.answeredAt >= found.sentAt);
            QCOMPARE(found.proves, row.outcome().silent());
            if (found.proves) {
                QVERIFY(found.answer->header.opaque != found.request->header.opaque);
                QCOMPARE(found.isBarrier, mode == Mode::Each || i == 10);
            } else {
                QCOMPARE(found.answer->header.opaque, found.request->header.opaque);
                QVERIFY(row.segment->results.answer(row.index).startsWith(answerOf(found)));
            }
        }
        // The person's NOOPs are not ours.
        QCOMPARE(wire.find(2).answer->header.opaque, wire.find(2).request->header.opaque);
        QVERIFY(std::ranges::find(m_record->barriers(), wire.find(6).request->header.opaque) == m_record->barriers().end());
    }

    void silenceIsProvedByTheNextAnswer()
    {
        FakeServer server;
        server.answerGreeting();
        server.setHandler(obey);
        open(server.port());
        run("SETQ a 1\nSETQ b 1\nGET c\nSETQ d 1");
        RunWire wire(m_run);
        QCOMPARE(answerOf(wire.find(0)), answerOf(wire.find(2)));
        QCOMPARE(wire.find(1).answer->header.opcode, Opcode::Get);
        QVERIFY(!wire.find(1).isBarrier);
        QCOMPARE(wire.find(3).answer->header.opcode, Opcode::Noop);
        QVERIFY(wire.find(3).isBarrier);
    }

    void noopOfOursIsNotTakenForThePersons()
    {
        FakeServer server;
        server.answerGreeting();
        int noops = 0;
        server.setHandler([&](const QByteArray &request) -> std::optional<QByteArray> {
            if (Opcode(requestsIn(request).constFirst().opcode) != Opcode::Noop || noops++ == 0)
                return obey(request);
            server.hangUp();
            return QByteArray();
        });
        open(server.port());
        // One of ours stands behind the STAT, and the person's is never answered.
        run("STAT\nNOOP");
        QCOMPARE(m_run->results.at(1).outcome().basis, Basis::NoAnswer);
        RunWire wire(m_run);
        QCOMPARE(wire.find(1).request->header.opcode, Opcode::Noop);
        QCOMPARE(m_record->barriers().size(), size_t(2));
        QVERIFY(std::ranges::find(m_record->barriers(), wire.find(1).request->header.opaque) == m_record->barriers().end());
    }

    void largeBatchIsFoundInAnyOrder()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        open(server.port());
        constexpr int count = 20'000;
        QByteArray script;
        for (int i = 0; i < count; ++i)
            script += (i % 7 == 0       ? "GET key:"
                           : i % 7 == 1 ? "SET key:"
                                        : "SETQ key:")
                + QByteArray::number(i % 100) + (i % 7 == 0 ? "\n" : " v\n");
        run(script);
        RunWire wire(m_run);
        for (int number : {count - 1, 0, 12'345, 7, 19'998, 4'000}) {
            const RunWire::Found found = wire.find(number);
            QCOMPARE(requestOf(found).key, "key:" + QByteArray::number(number % 100));
            // The same key comes often: its place among the others tells.
            const QList<RequestPacket> before = requestsIn(m_record->requests().bytes().first(found.request->offset));
            const auto own =
                std::ranges::count_if(before, [](const RequestPacket &request) { return request.opcode == quint8(Opcode::Noop); });
            QCOMPARE(before.size() - own, number);
        }
    }

    void whatIsBehindTheBoundIsNotFound()
    {
        FakeServer server;
        server.answerGreeting();
        server.setHandler(obey);
        open(server.port());
        run("GET a\nGET b\nGET c\nGET d\nGET e", Mode::Batch, 60);
        RunWire wire(m_run);
        QVERIFY(wire.find(1).request);
        const RunWire::Found cut = wire.find(1);
        QCOMPARE(cut.request->fault, WirePacket::Fault::None);
        QVERIFY(!wire.find(2).request);
        QVERIFY(!wire.find(4).request);
        // Of the answers, 29 bytes each, two are whole.
        QVERIFY(wire.find(0).answeredAt);
        run("SET a 1234567890\nGET a", Mode::Batch, 40);
        RunWire again(m_run);
        QCOMPARE(again.find(0).request->fault, WirePacket::Fault::Cut);
        QVERIFY(!again.find(1).request);
    }

    void resultsFarBehindTheBoundAreNotFoundEither()
    {
        FakeServer server;
        server.answerGreeting();
        server.setHandler(obey);
        open(server.port());
        run(QByteArray("GET a\n").repeated(500), Mode::Batch, 60);
        RunWire wire(m_run);
        QVERIFY(!wire.find(499).request);
        QVERIFY(!wire.find(100).request);
        QVERIFY(!wire.find(499).request);
        QVERIFY(wire.find(1).request);
    }

    void answerThatIsCutHasNoTime()
    {
        FakeServer server;
        server.answerGreeting();
        server.setHandler(obey);
        open(server.port());
        run("GET averylongkeythatcomesbackasitsvalue", Mode::Each, 60);
        RunWire wire(m_run);
        const RunWire::Found found = wire.find(0);
        QVERIFY(found.request && found.answer);
        QCOMPARE(found.answer->fault, WirePacket::Fault::Cut);
        QVERIFY(!found.answeredAt);
    }

    void runOverSeveralConnections()
    {
        FakeServer server;
        server.answerGreeting();
        server.setHandler([&server](const QByteArray &request) -> std::optional<QByteArray> {
            if (requestsIn(request).constFirst().key != "lost")
                return obey(request);
            server.say(QByteArray(packet(0, 0, 0)).first(10)); // half an answer
            server.hangUp();
            return QByteArray();
        });
        open(server.port());
        run("GET a\nSETQ b 1\nGET lost\nGET a\nSETQ b 1\nGET c", Mode::Each);
        QCOMPARE(m_record->streams().size(), size_t(2));
        RunWire wire(m_run);
        QCOMPARE(m_run->results.at(2).outcome().basis, Basis::NoAnswer);
        const RunWire::Found lost = wire.find(2);
        QCOMPARE(requestOf(lost).key, QByteArray("lost"));
        QVERIFY(!lost.answer);
        QVERIFY(!lost.answeredAt);
        for (int i : {3, 4, 5}) {
            const RunWire::Found found = wire.find(i);
            QVERIFY(found.request && found.answer && found.answeredAt);
            QVERIFY(found.request->offset >= m_record->streams()[1].requestsBegin);
            QVERIFY(found.answer->offset >= m_record->streams()[1].answersBegin);
        }
        QCOMPARE(requestOf(wire.find(5)).key, QByteArray("c"));
        QVERIFY(wire.find(4).isBarrier);
        QVERIFY(wire.find(0).answer->offset < m_record->streams()[1].answersBegin);
    }

    void runThatGoesOnIsFollowed()
    {
        FakeServer server;
        server.answerGreeting();
        QByteArray held;
        server.setHandler([&held](const QByteArray &request) -> std::optional<QByteArray> {
            if (requestsIn(request).constFirst().key != "slow")
                return obey(request);
            held = request;
            return QByteArray();
        });
        open(server.port());
        start("GET a\nGET slow\nGET b", Mode::Each);
        QTRY_VERIFY(!held.isEmpty() && m_run->results.size() == 1);
        RunWire wire(m_run);
        QCOMPARE(requestOf(wire.find(0)).key, QByteArray("a"));
        server.say(obey(held).value_or(QByteArray()));
        QTRY_VERIFY(m_finished);
        QCOMPARE(requestOf(wire.find(2)).key, QByteArray("b"));
        QVERIFY(wire.find(1).answeredAt);
    }

    void runWithoutARecord()
    {
        m_run = std::make_shared<RunRecord>();
        QVERIFY(!RunWire(m_run).find(0).request);
    }
};

QTEST_GUILESS_MAIN(TestRunWire)
#include "tst_runwire.moc"
