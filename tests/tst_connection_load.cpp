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

/// The length of the longest stretch of commands, and of bytes, in `requests` without a NOOP.
std::pair<qsizetype, qsizetype> longestStretch(const QList<RequestPacket> &requests)
{
    qsizetype commands = 0, bytes = 0, mostCommands = 0, mostBytes = 0;
    for (const RequestPacket &request : requests) {
        const bool barrier = Opcode(request.opcode) == Opcode::Noop;
        commands = barrier ? 0 : commands + 1;
        bytes = barrier ? 0 : bytes + request.bytes().size();
        mostCommands = std::max(mostCommands, commands);
        mostBytes = std::max(mostBytes, bytes);
    }
    return {mostCommands, mostBytes};
}

} // namespace

class TestConnectionLoad : public QObject
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
        m_connection->open(optionsFor(m_server->port()));
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

    void barriersComeOftenEnough_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("valueSize");
        QTest::newRow("small") << 10'000 << 0;
        QTest::newRow("large") << 100 << 100'000;
        QTest::newRow("the largest") << 6 << 1'000'000;
    }

    void barriersComeOftenEnough()
    {
        QFETCH(int, count);
        QFETCH(int, valueSize);
        open(true);
        const QByteArray value(valueSize, 'v');
        const auto batch = m_connection->executeBatch(sourceOf(count, nullptr, [&value](Command &command, qint64 index) {
            makeQuietGet(command, index);
            command.opcode = Opcode::SetQ;
            command.value = value;
        }));
        const BatchOutcomes outcomes(batch.get());
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.finishedCount, 1, 20'000);
        QCOMPARE(outcomes.count(Status::Success), count);
        const QList<RequestPacket> requests = asked();
        const auto [commands, bytes] = longestStretch(requests);
        QVERIFY2(commands <= 2000, QByteArray::number(commands).constData());
        QVERIFY2(bytes <= 1024 * 1024 + valueSize + 300, QByteArray::number(bytes).constData());
        QCOMPARE(Opcode(requests.constLast().opcode), Opcode::Noop);
        qint64 written = 0;
        for (const RequestPacket &request : requests)
            written += request.bytes().size();
        QCOMPARE(batch->bytesWritten(), written);
    }

    void serverThatDoesNotReadCostsNoMemory()
    {
        open(false);
        m_server->stopReading();
        qint64 asks = 0;
        const QByteArray value(100'000, 'v');
        const auto batch = m_connection->executeBatch(sourceOf(1'000'000, &asks, [&value](Command &command, qint64 index) {
            makeQuietGet(command, index);
            command.opcode = Opcode::SetQ;
            command.value = value;
        }));
        QTRY_VERIFY(asks > 2);
        QVERIFY(!m_server->waitForBytes(1, 300ms));
        // What waits for an answer is limited, whatever the system's own buffers take.
        QVERIFY2(asks < 9 * 1024 * 1024 / 100'000, QByteArray::number(asks).constData());
    }

    void answersFarLargerThanRequestsDoNotBlock()
    {
        open(false);
        const QByteArray value(100'000, 'v');
        m_server->setHandler([&value](const QByteArray &request) -> std::optional<QByteArray> {
            const RequestPacket asked = requestsIn(request).constFirst();
            return Opcode(asked.opcode) == Opcode::GetKQ ? asked.answer(0, value, bigEndian32(0), asked.key) : asked.answer();
        });
        const int count = 3000;
        const auto batch = m_connection->executeBatch(sourceOf(count, nullptr, [](Command &command, qint64 index) {
            makeQuietGet(command, index);
            command.key.append(QByteArray(90, 'k'));
        }));
        qint64 seen = 0;
        qint64 bytes = 0;
        connect(batch.get(), &BatchReply::resultsReady, this, [&] {
            for (const ResultSegment &segment : batch->takeSegments()) {
                seen += segment.size();
                for (qsizetype i = 0; i < segment.size(); ++i)
                    bytes += segment.outcome(i).value.value_or(QByteArrayView()).size();
            }
        });
        QTRY_VERIFY_WITH_TIMEOUT(batch->isFinished(), 30'000);
        QCOMPARE(seen, count);
        QCOMPARE(bytes, count * value.size());
    }

    void manyCommandsRunThrough()
    {
        open(true);
        const auto batch = m_connection->executeBatch(sourceOf(200'000, nullptr, makeQuietGet));
        const BatchOutcomes outcomes(batch.get());
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.finishedCount, 1, 60'000);
        QCOMPARE(outcomes.count(Status::Success), 200'000);
        QCOMPARE(outcomes.at(123'456).key.toByteArray(), QByteArray("key 123456"));
    }
};

QTEST_GUILESS_MAIN(TestConnectionLoad)
#include "tst_connection_load.moc"
