#include "connection/wirerecord.h"

#include "connection/connection.h"
#include "tests/asking.h"
#include "tests/secretword.h"
#include "tests/servers/certificates.h"
#include "tests/servers/fakeserver.h"
#include "tests/servers/realserver.h"

using namespace std::chrono_literals;
using State = Connection::State;

namespace {

QByteArray opcodesIn(const QByteArray &bytes)
{
    QByteArray opcodes;
    for (const RequestPacket &request : requestsIn(bytes))
        opcodes += char(request.opcode);
    return opcodes.toHex();
}

QList<Command> quietStores(int count)
{
    QList<Command> commands;
    for (int i = 0; i < count; ++i)
        commands += {.opcode = Opcode::SetQ, .key = "key:" + QByteArray::number(i), .value = "value"};
    return commands;
}

} // namespace

class TestWireRecord : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<WireRecord> m_record;
    std::unique_ptr<Connection> m_connection;

    void run(QList<Command> commands)
    {
        const auto batch = m_connection->executeBatch(std::move(commands));
        const BatchOutcomes outcomes(batch.get());
        QTRY_COMPARE(outcomes.finishedCount, 1);
    }
    void open(const ConnectionOptions &options)
    {
        m_connection->open(options);
        QTRY_VERIFY2(m_connection->isReady(), qPrintable(m_connection->error().text));
    }

private slots:
    void init()
    {
        m_record = std::make_shared<WireRecord>();
        m_connection = std::make_unique<Connection>();
    }
    void cleanup() { m_connection.reset(); }

    void beginningIsKept()
    {
        WireRecord record(10);
        record.beginStream();
        record.addRequests("abcdef", 6);
        record.addBarrier(1);
        record.addRequests("ghijkl", 6);
        record.addRequests("mno", 3);
        record.addBarrier(2);
        record.addAnswers("xy", 2);
        QCOMPARE(record.requests().bytes(), QByteArray("abcdefghij"));
        QCOMPARE(record.requests().total(), 15);
        QVERIFY(!record.requests().isWhole());
        QVERIFY(record.requests().isFull());
        QCOMPARE(record.requests().chunks().size(), size_t(2));
        QCOMPARE(record.requests().timeOf(5), record.requests().chunks().at(0).at);
        QCOMPARE(record.requests().timeOf(6), record.requests().chunks().at(1).at);
        QVERIFY(record.answers().isWhole());
        QCOMPARE(record.barriers(), std::vector<quint32>{1});
        QVERIFY(record.byteSize() >= 12);
    }

    void bytesAreThoseOnTheWire()
    {
        FakeServer server;
        server.answerGreeting();
        QByteArray said;
        server.setHandler([&said](const QByteArray &request) {
            const auto answer = obey(request);
            said += answer.value_or(QByteArray());
            return answer;
        });
        open(optionsFor(server.port()));
        const qsizetype before = server.recorded(0).size();
        m_connection->record(m_record);
        run({{.opcode = Opcode::SetQ, .key = "a", .value = "1"}, {.opcode = Opcode::Noop}, {.opcode = Opcode::Get, .key = "a"}});
        QCOMPARE(m_record->requests().bytes(), server.recorded(0).sliced(before));
        QCOMPARE(m_record->answers().bytes(), said);
        QCOMPARE(m_record->streams(), std::vector<WireRecord::Stream>{WireRecord::Stream()});
        // Ours and the person's own.
        const QList<RequestPacket> requests = requestsIn(m_record->requests().bytes());
        QCOMPARE(opcodesIn(m_record->requests().bytes()), QByteArray("110a000a"));
        QCOMPARE(m_record->barriers(), std::vector<quint32>{requests.at(3).opaque});
        QVERIFY(m_record->answers().timeOf(0) >= m_record->requests().timeOf(0));

        m_connection->record(nullptr);
        run({{.opcode = Opcode::Get, .key = "b"}});
        QCOMPARE(opcodesIn(m_record->requests().bytes()), QByteArray("110a000a"));
        QCOMPARE(m_record->answers().bytes().size(), said.size() - 28 - 1 - 24);
    }

    void portionsHaveTheirTimes()
    {
        FakeServer server;
        server.answerGreeting();
        server.setHandler(obey);
        open(optionsFor(server.port()));
        m_connection->record(m_record);
        for (int i = 0; i < 3; ++i)
            run({{.opcode = Opcode::Get, .key = "k"}});
        const auto &requests = m_record->requests().chunks();
        QCOMPARE(requests.size(), size_t(3));
        QVERIFY(std::ranges::is_sorted(requests, {}, &WireRecord::Chunk::at));
        QVERIFY(m_record->answers().timeOf(0) < m_record->requests().timeOf(requests.at(1).end - 1));
    }

    void nextOpaqueIsThatOfTheNextCommand()
    {
        FakeServer server;
        server.answerGreeting();
        server.setHandler(obey);
        QVERIFY(!m_connection->nextOpaque());
        open(optionsFor(server.port()));
        m_connection->record(m_record);
        const std::optional<quint32> opaque = m_connection->nextOpaque();
        run({{.opcode = Opcode::Get, .key = "k"}});
        QCOMPARE(requestsIn(m_record->requests().bytes()).constFirst().opaque, *opaque);
    }

    void encryptedBytesArePlainHere()
    {
        Certificates certificates;
        QVERIFY2(certificates.create(), qPrintable(certificates.errorString()));
        FakeServer server(certificates.serverConfiguration());
        server.answerGreeting();
        server.setHandler(obey);
        ConnectionOptions options = optionsFor(server.port());
        options.address.encryption = Encryption::Tls;
        options.tls.caFile = certificates.authority();
        m_connection->record(m_record);
        open(options);
        run({{.opcode = Opcode::SetQ, .key = "a", .value = "plain"}, {.opcode = Opcode::Get, .key = "a"}});
        QCOMPARE(opcodesIn(m_record->requests().bytes()), QByteArray("11000a"));
        QVERIFY(m_record->requests().bytes().contains("plain"));
        QCOMPARE(m_record->answers().bytes().first(1).toHex(), QByteArray("81"));
    }

    void loginIsNeverKept()
    {
        FakeServer server;
        server.answerGreeting({.mechanisms = "PLAIN"});
        server.setHandler(obey);
        ConnectionOptions options = optionsFor(server.port());
        options.credentials = {QStringLiteral("alice"), testSecret("-S3cret")};
        m_connection->record(m_record);
        open(options);
        run({{.opcode = Opcode::Get, .key = "a"}});
        server.hangUp();
        QTRY_VERIFY(!m_connection->isReady());
        QTRY_VERIFY(m_connection->isReady());
        run({{.opcode = Opcode::Get, .key = "b"}});
        QVERIFY(server.recorded(0).contains(SECRET_WORD));
        QVERIFY(server.recorded(1).contains(SECRET_WORD));
        QCOMPARE(opcodesIn(m_record->requests().bytes()), QByteArray("000a000a"));
        QVERIFY(!m_record->requests().bytes().contains(SECRET_WORD));
        QVERIFY(!m_record->answers().bytes().contains("PLAIN"));
        QCOMPARE(m_record->streams().size(), size_t(2));
        QCOMPARE(m_record->streams().at(1), (WireRecord::Stream{49, m_record->streams().at(1).answersBegin, 1}));
    }

    void loginToARealServerIsNeverKept()
    {
        RealServer server({}, RealServer::Access::Sasl);
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ConnectionOptions options = optionsFor(server.port());
        options.credentials = {RealServer::user(), RealServer::password()};
        m_connection->record(m_record);
        open(options);
        run({{.opcode = Opcode::Set, .key = "a", .value = "1"}});
        QVERIFY2(server.restart(), qPrintable(server.errorString()));
        QTRY_VERIFY(!m_connection->isReady());
        QTRY_VERIFY(m_connection->isReady());
        run({{.opcode = Opcode::Get, .key = "a"}});
        QCOMPARE(opcodesIn(m_record->requests().bytes()), QByteArray("010a000a"));
        QVERIFY(!m_record->requests().bytes().contains(RealServer::password().toUtf8()));
        QVERIFY(!m_record->requests().bytes().contains(RealServer::user().toUtf8()));
        QVERIFY(m_record->answers().bytes().contains("Not found"));
    }

    void largeBatchIsKeptUpToTheBound()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        open(optionsFor(server.port()));
        m_record = std::make_shared<WireRecord>(100'000);
        m_connection->record(m_record);
        run(quietStores(20'000));
        QCOMPARE(m_record->requests().bytes().size(), 100'000);
        QVERIFY(m_record->requests().total() > 20'000 * 40);
        QVERIFY(m_record->answers().isWhole());
        QCOMPARE(m_record->answers().total() % 24, 0);
    }
};

QTEST_GUILESS_MAIN(TestWireRecord)
#include "tst_wirerecord.moc"
