#include "connection/text/textchannel.h"
#include "tests/asking.h"
#include "tests/servers/fakeserver.h"
#include "tests/servers/realserver.h"
#include "tests/textasking.h"

#include <algorithm>
#include <array>

namespace {

/// What may arrive; written out here, so that the list in the code cannot grow unseen.
constexpr std::array reads{0x00, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0x21, 0x22};
bool isRead(int opcode)
{
    return std::ranges::find(reads, opcode) != reads.end();
}

constexpr int stat = 0x10;
constexpr int quit = 0x07;
constexpr int quitQ = 0x17;

ConnectionOptions readOnly(quint16 port)
{
    ConnectionOptions options = optionsFor(port);
    options.access = Access::ReadOnly;
    return options;
}

Command command(int opcode)
{
    return {.opcode = Opcode(opcode), .key = "k", .value = has(Opcode(opcode), OpcodeTrait::Store) ? QByteArray("v") : QByteArray()};
}

} // namespace

class TestConnectionReadOnly : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_server = std::make_unique<FakeServer>();
        m_server->answerGreeting();
        m_connection = std::make_unique<Connection>();
        m_connection->open(readOnly(m_server->port()));
        QTRY_VERIFY2(m_connection->isReady(), qPrintable(m_connection->error().text));
        m_arrived.clear();
        m_server->setHandler([this](const QByteArray &request) {
            const RequestPacket asked = requestsIn(request).constFirst();
            m_arrived.append(asked);
            const bool misses = has(Opcode(asked.opcode), OpcodeTrait::Read);
            return std::optional(isQuiet(Opcode(asked.opcode)) ? QByteArray() : asked.answer(misses ? 1 : 0));
        });
    }
    void cleanup()
    {
        m_connection.reset();
        m_server.reset();
    }

    void onlyReadsArriveOfAllOpcodes_data()
    {
        QTest::addColumn<Checking>("checking");
        QTest::newRow("checked") << Checking::Strict;
        QTest::newRow("unchecked") << Checking::Unchecked;
    }
    void onlyReadsArriveOfAllOpcodes()
    {
        QFETCH(const Checking, checking);
        for (int opcode = 0; opcode < 256; ++opcode) {
            if (opcode == quit || opcode == quitQ || opcode == stat)
                continue;
            m_arrived.clear();
            const auto reply = m_connection->execute(command(opcode), checking);
            QTRY_VERIFY(reply->isFinished());
            const bool allowed = isRead(opcode);
            QVERIFY2((endOf(*reply) == "refused") == !allowed, (QByteArray::number(opcode, 16) + ": " + endOf(*reply)).constData());
            QCOMPARE(!m_arrived.isEmpty(), allowed);
            if (!allowed)
                QCOMPARE(reply->outcome().message(), QStringLiteral("Not sent: this connection is read-only."));
        }
        QVERIFY(m_connection->isReady());
    }

    void onlyReadsArriveOfABatch_data() { onlyReadsArriveOfAllOpcodes_data(); }
    void onlyReadsArriveOfABatch()
    {
        QFETCH(const Checking, checking);
        // Each several times in a row and among others: there are quick ways for commands that are alike.
        QList<Command> commands;
        for (int opcode = 0; opcode < 256; ++opcode) {
            if (opcode == quit || opcode == quitQ || opcode == stat || (opcode >= 0x20 && opcode <= 0x22))
                continue;
            commands += {command(opcode), command(opcode), command(0x0d), command(opcode)};
        }
        const auto batch = m_connection->executeBatch(commands, checking);
        const BatchOutcomes outcomes(batch.get());
        QTRY_VERIFY(batch->isFinished());
        QCOMPARE(outcomes.size(), commands.size());
        for (qsizetype i = 0; i < commands.size(); ++i) {
            const bool allowed = isRead(int(commands[i].opcode));
            QVERIFY2((outcomes.at(i).status == Status::Refused) == !allowed, qPrintable(QString::number(int(commands[i].opcode), 16)));
        }
        for (const RequestPacket &request : std::as_const(m_arrived))
            QVERIFY2(isRead(request.opcode), qPrintable(QString::number(request.opcode, 16)));
        QVERIFY(!m_arrived.isEmpty());
    }

    void onlyStatisticsThatChangeNothingAreAskedFor_data()
    {
        QTest::addColumn<QByteArray>("group");
        QTest::addColumn<bool>("allowed");
        for (const char *group : {"", "settings", "items", "slabs", "sizes", "conns", "extstore", "detail dump", "cachedump 1 10"})
            QTest::newRow(group) << QByteArray(group) << true;
        for (const char *group : {"reset", "resetFOO", "reset ", "detail on", "detail off", "detail", "detail dumping", "sizes_enable",
                                  "sizes_disable", "RESET", "unheard of", "settings\nreset"})
            QTest::newRow(group) << QByteArray(group) << false;
        QTest::newRow("with a NUL") << QByteArray("settings\0reset", 14) << false;
    }
    void onlyStatisticsThatChangeNothingAreAskedFor()
    {
        QFETCH(const QByteArray, group);
        QFETCH(const bool, allowed);
        const auto reply = m_connection->execute({.opcode = Opcode::Stat, .key = group});
        const auto batch = m_connection->executeBatch({{.opcode = Opcode::Stat, .key = group}});
        const BatchOutcomes outcomes(batch.get());
        QTRY_VERIFY(reply->isFinished() && batch->isFinished());
        QCOMPARE(endOf(*reply), allowed ? QByteArray("success") : QByteArray("refused"));
        QCOMPARE(outcomes.ends(), QByteArrayList{endOf(*reply)});
        const auto asked = std::ranges::count(m_arrived, quint8(stat), &RequestPacket::opcode);
        QCOMPARE(asked, allowed ? 2 : 0);
    }

    void realItemsStayAsTheyAre()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        Connection writer;
        writer.open(optionsFor(server.port()));
        QTRY_VERIFY(writer.isReady());
        const auto stored = writer.execute({.opcode = Opcode::Set, .key = "k", .value = "5", .flags = 7});
        QTRY_COMPARE(endOf(*stored), QByteArray("success"));

        Connection reader;
        reader.open(readOnly(server.port()));
        QTRY_VERIFY(reader.isReady());
        QList<Command> writes;
        for (int opcode = 0; opcode < 256; ++opcode) {
            if (!isRead(opcode) && has(Opcode(opcode), OpcodeTrait::Known) && opcode != quit && opcode != quitQ && opcode != stat)
                writes.append(command(opcode));
        }
        QVERIFY(writes.size() > 20);
        const auto batch = reader.executeBatch(writes);
        const BatchOutcomes outcomes(batch.get());
        QTRY_VERIFY(batch->isFinished());
        QCOMPARE(outcomes.count(Status::Refused), writes.size());
        const auto read = reader.execute({.opcode = Opcode::Get, .key = "k"});
        QTRY_COMPARE(endOf(*read), QByteArray("success"));
        QCOMPARE(read->outcome().value, std::optional(QByteArrayView("5")));
        QCOMPARE(read->outcome().flags, 7U);
        QCOMPARE(read->outcome().cas, stored->outcome().cas);
    }

    void itOutlivesAReconnect()
    {
        m_server->hangUp();
        QTRY_VERIFY(m_server->connectionCount() == 2 && m_connection->isReady());
        const auto reply = m_connection->execute(command(0x04));
        QTRY_COMPARE(endOf(*reply), QByteArray("refused"));
    }

    void textChannelWritesNothing()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        TextChannel channel(readOnly(server.port()));
        const auto store = channel.store({.key = "k", .value = "v"});
        QCOMPARE(errorOf(*store).code, Error::Code::NotPermitted);
        const auto reset = channel.statistics("reset");
        QCOMPARE(errorOf(*reset).code, Error::Code::NotPermitted);
        const auto settings = channel.statistics("settings");
        QCOMPARE(errorOf(*settings), Error());
        const auto peek = channel.peek({"k"});
        QCOMPARE(errorOf(*peek), Error());
        QCOMPARE(peek->takeItems().at(0).state, PeekedItem::State::Miss);
    }

private:
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<Connection> m_connection;
    QList<RequestPacket> m_arrived;
};

QTEST_GUILESS_MAIN(TestConnectionReadOnly)
#include "tst_connection_readonly.moc"
