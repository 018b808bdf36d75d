#include "connection/text/keydumps.h"

#include "tests/asking.h"
#include "tests/patience.h"
#include "tests/servers/realserver.h"
#include "tests/textasking.h"

#include <QHash>

#include <algorithm>

class TestKeyDumpsReal : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<KeyDumps> m_dumps;

    void start(const QStringList &arguments = {}, RealServer::Access access = RealServer::Access::Open)
    {
        m_server = std::make_unique<RealServer>(arguments, access);
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
    }
    void open()
    {
        m_connection->open(optionsFor(m_server->port()));
        QTRY_VERIFY2(m_connection->isReady(), qPrintable(m_connection->error().text));
    }
    void store(const QList<Command> &commands)
    {
        const auto batch = m_connection->executeBatch(commands);
        const BatchOutcomes outcomes(batch.get());
        QTRY_VERIFY_WITH_TIMEOUT(batch->isFinished(), 30'000);
        QCOMPARE(outcomes.count(Status::Success), commands.size());
    }
    [[nodiscard]] std::unique_ptr<KeyDumpReply> list(DumpWalk walk = DumpWalk::Best)
    {
        return m_dumps->list(optionsFor(m_server->port()), walk);
    }
    Error errorOfList() { return errorOf(*list()); }
    /// How many clients the server has, besides the one that asks.
    qint64 connectionCount()
    {
        const auto reply = m_connection->execute({.opcode = Opcode::Stat});
        if (!comesTrue([&reply] { return reply->isFinished(); }))
            return -1;
        for (const Statistic &statistic : reply->outcome().statistics()) {
            if (statistic.name == QByteArrayView("curr_connections"))
                return statistic.value.toByteArray().toLongLong();
        }
        return -1;
    }

private slots:
    void init()
    {
        m_connection = std::make_unique<Connection>();
        m_dumps = std::make_unique<KeyDumps>();
    }

    void cleanup()
    {
        m_dumps.reset();
        m_connection.reset();
        m_server.reset();
    }

    void hundredThousandKeysAreListedExactly()
    {
        start({QStringLiteral("-m"), QStringLiteral("256")});
        open();
        constexpr int count = 100'000;
        QList<Command> commands;
        for (int i = 0; i < count; ++i) {
            commands += {.opcode = Opcode::SetQ,
                         .key = "a key:" + QByteArray::number(i) + QByteArray(i % 100, 'x'),
                         .value = QByteArray(i % 50, 'v'),
                         .flags = quint32(i % 3),
                         .expiry = i % 2 == 0 ? 0U : 1000U};
        }
        store(commands);

        const qint64 now = QDateTime::currentSecsSinceEpoch();
        const auto reply = list();
        std::vector<KeySegment> segments;
        connect(reply.get(), &TextReply::resultsReady, this, [&] {
            for (KeySegment &segment : reply->takeSegments())
                segments.push_back(std::move(segment));
        });
        QVERIFY(!errorOf(*reply));
        QCOMPARE(reply->keyCount(), count);
        QHash<QByteArray, ListedKey> listed;
        for (const KeySegment &segment : segments) {
            for (qsizetype i = 0; i < segment.size(); ++i)
                listed.insert(segment.key(i).toByteArray(), segment.at(i));
        }
        QCOMPARE(listed.size(), count);
        for (int i = 0; i < count; ++i) {
            const Command &command = commands.at(i);
            const auto found = listed.constFind(command.key);
            QVERIFY(found != listed.cend());
            const qint64 size = 48 + 8 + command.key.size() + 1 + (command.flags != 0 ? 4 : 0) + command.value.size() + 2;
            QCOMPARE(qint64(found->size), size);
            QVERIFY(found->cas != 0 && found->slabClass != 0 && !found->fetched);
            QVERIFY(i % 2 == 0 ? found->expiry == ListedKey::never : std::abs(found->expiry - now - 1000) < 60);
            QVERIFY(std::abs(found->lastAccess - now) < 60);
            QVERIFY(!found->flags || *found->flags == command.flags);
        }
        QTRY_VERIFY(m_dumps->isIdle());
    }

    void keysWithEveryByteAreListed()
    {
        start();
        open();
        QList<Command> commands;
        QByteArrayList keys;
        for (int byte = 0; byte < 256; ++byte)
            keys += QByteArray(1, char(byte)) + "x" + QByteArray(1, char(byte));
        keys += QByteArray(250, '\xff');
        for (const QByteArray &key : std::as_const(keys))
            commands += {.opcode = Opcode::SetQ, .key = key};
        store(commands);
        for (const DumpWalk walk : {DumpWalk::Hash, DumpWalk::All}) {
            const auto reply = list(walk);
            QVERIFY(!errorOf(*reply));
            QByteArrayList listed;
            for (const KeySegment &segment : reply->takeSegments()) {
                for (qsizetype i = 0; i < segment.size(); ++i)
                    listed += segment.key(i).toByteArray();
            }
            std::ranges::sort(listed);
            std::ranges::sort(keys);
            QCOMPARE(listed, keys);
        }
    }

    void anEmptyServerHasNoKeys()
    {
        start();
        const auto reply = list();
        QVERIFY(!errorOf(*reply));
        QCOMPARE(reply->keyCount(), 0);
    }

    void lookingAtTheListIsNoReading()
    {
        start();
        open();
        store({{.opcode = Opcode::Set, .key = "read"}, {.opcode = Opcode::Set, .key = "unread"}});
        const auto get = m_connection->execute({.opcode = Opcode::Get, .key = "read"});
        QTRY_VERIFY(get->isFinished());
        for (int i = 0; i < 2; ++i) {
            const auto reply = list();
            QVERIFY(!errorOf(*reply));
            const std::vector<KeySegment> segments = reply->takeSegments();
            QCOMPARE(segments.size(), size_t(1));
            for (qsizetype row = 0; row < segments.front().size(); ++row)
                QCOMPARE(segments.front().isFetched(row), segments.front().key(row) == QByteArrayView("read"));
        }
    }

    void aServerThatSpeaksBinaryOnlySaysSo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<RealServer::Access>("access");
        QTest::newRow("-B binary") << QStringList{QStringLiteral("-B"), QStringLiteral("binary")} << RealServer::Access::Open;
        QTest::newRow("-S") << QStringList() << RealServer::Access::Sasl;
    }

    void aServerThatSpeaksBinaryOnlySaysSo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(RealServer::Access, access);
        start(arguments, access);
        ConnectionOptions options = optionsFor(m_server->port());
        options.connectTimeout = options.requestTimeout = {}; // it is not by waiting that it is found out
        QCOMPARE(errorOf(*m_dumps->list(options)).code, Error::Code::BinaryOnly);
    }

    void aServerThatForbidsListsSaysSo()
    {
        start({QStringLiteral("-X")});
        QCOMPARE(errorOfList().code, Error::Code::DumpNotAllowed);
    }

    void aServerWithoutCrawlerSaysSo()
    {
        start({QStringLiteral("-o"), QStringLiteral("no_lru_crawler")});
        QCOMPARE(errorOfList().code, Error::Code::CrawlerDisabled);
    }

    void aTextOnlyServerListsItsKeys()
    {
        start({QStringLiteral("-B"), QStringLiteral("ascii")});
        QVERIFY(!errorOfList());
    }

    void aServerWithAPasswordFileIsEntered()
    {
        start({}, RealServer::Access::AuthFile);
        QCOMPARE(errorOfList().code, Error::Code::AuthenticationRequired);
        ConnectionOptions options = optionsFor(m_server->port());
        options.credentials = {RealServer::user(), QStringLiteral("wrong")};
        QCOMPARE(errorOf(*m_dumps->list(options)).code, Error::Code::AuthenticationFailed);
        options.credentials.password = RealServer::password();
        QVERIFY(!errorOf(*m_dumps->list(options)));
    }

    void credentialsThatNobodyWantsDoNoHarm()
    {
        start();
        ConnectionOptions options = optionsFor(m_server->port());
        options.credentials = {RealServer::user(), RealServer::password()};
        const auto reply = m_dumps->list(options);
        QVERIFY(!errorOf(*reply));
        QCOMPARE(reply->keyCount(), 0);
    }

    void twoListsAtOnceComeOneAfterTheOther()
    {
        start();
        open();
        QList<Command> commands;
        for (int i = 0; i < 20'000; ++i)
            commands += {.opcode = Opcode::SetQ, .key = QByteArray::number(i)};
        store(commands);
        const auto first = list();
        const auto second = list();
        QVERIFY(!errorOf(*first));
        QVERIFY(!errorOf(*second));
        QCOMPARE(first->keyCount(), 20'000);
        QCOMPARE(second->keyCount(), 20'000);
    }

    void aServerBusyForAnotherProgramIsAskedAgain()
    {
        start();
        open();
        QList<Command> commands;
        for (int i = 0; i < 50'000; ++i)
            commands += {.opcode = Opcode::SetQ, .key = QByteArray::number(i)};
        store(commands);
        // Another program: it does not know of the turns here.
        KeyDumps other;
        const auto theirs = other.list(optionsFor(m_server->port()));
        const auto ours = list();
        QVERIFY(!errorOf(*theirs));
        QVERIFY(!errorOf(*ours));
        QCOMPARE(theirs->keyCount(), 50'000);
        QCOMPARE(ours->keyCount(), 50'000);
    }

    void aCancelledListIsDrainedAndItsConnectionClosed()
    {
        start({QStringLiteral("-m"), QStringLiteral("256")});
        open();
        QList<Command> commands;
        for (int i = 0; i < 100'000; ++i)
            commands += {.opcode = Opcode::SetQ, .key = "key:" + QByteArray::number(i)};
        store(commands);
        const qint64 before = connectionCount();
        auto reply = list();
        QTRY_VERIFY(reply->keyCount() > 0);
        QVERIFY(reply->keyCount() < 100'000);
        QCOMPARE(connectionCount(), before + 1);
        reply.reset();
        QTRY_VERIFY(m_dumps->isIdle());
        QTRY_COMPARE(connectionCount(), before);
        // And the server lists again.
        const auto again = list();
        QVERIFY(!errorOf(*again));
        QCOMPARE(again->keyCount(), 100'000);
    }
};

QTEST_GUILESS_MAIN(TestKeyDumpsReal)
#include "tst_keydumps_real.moc"
