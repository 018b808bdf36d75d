#include "connection/connection.h"

#include "tests/asking.h"
#include "tests/patience.h"
#include "tests/servers/realserver.h"

#include <QTcpSocket>

using namespace std::chrono_literals;
using State = Connection::State;

class TestConnectionReal : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Connection> m_connection;

    void start(const QStringList &arguments = {}, RealServer::Access access = RealServer::Access::Open)
    {
        m_server = std::make_unique<RealServer>(arguments, access);
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
    }
    void open(const ConnectionOptions &options)
    {
        m_connection->open(options);
        QTRY_VERIFY(m_connection->isReady() || m_connection->state() == State::Failed);
    }
    void startAndOpen(const QStringList &arguments = {})
    {
        start(arguments);
        open(optionsFor(m_server->port()));
        QVERIFY2(m_connection->isReady(), qPrintable(m_connection->error().text));
    }

    /// Asks `command` alone and waits for how it ends.
    std::unique_ptr<CommandReply> ask(const Command &command, Checking checking = Checking::Strict)
    {
        std::unique_ptr<CommandReply> reply = m_connection->execute(command, checking);
        const bool finished = comesTrue([&reply] { return reply->isFinished(); });
        if (!finished)
            qWarning("no outcome came");
        return reply;
    }
    QByteArray end(const Command &command, Checking checking = Checking::Strict) { return endOf(*ask(command, checking)); }
    /// The value of `key`, or how reading it ended.
    QByteArray valueOf(const QByteArray &key)
    {
        const auto reply = ask({.opcode = Opcode::Get, .key = key});
        return reply->outcome().value ? reply->outcome().value->toByteArray() : endOf(*reply);
    }

private slots:
    void init() { m_connection = std::make_unique<Connection>(); }

    void cleanup()
    {
        m_connection.reset();
        m_server.reset();
    }

    void everyKindOfCommandDoesWhatItSays()
    {
        startAndOpen();
        QVERIFY(m_connection->server().version.startsWith("1."));
        QCOMPARE(m_connection->server().itemSizeMax, 1'048'576);

        auto reply = ask({.opcode = Opcode::Set, .key = "k", .value = "hello", .flags = 0xdeadbeef});
        QCOMPARE(endOf(*reply), QByteArray("success"));
        const quint64 cas = reply->outcome().cas;
        QVERIFY(cas != 0);
        reply = ask({.opcode = Opcode::GetK, .key = "k"});
        QCOMPARE(reply->outcome().flags, 0xdeadbeef);
        QCOMPARE(reply->outcome().cas, cas);
        QCOMPARE(reply->outcome().key.toByteArray(), QByteArray("k"));
        QCOMPARE(reply->outcome().value.value().toByteArray(), QByteArray("hello"));
        reply = ask({.opcode = Opcode::GetK, .key = "none"});
        QCOMPARE(endOf(*reply), QByteArray("key_not_found"));
        QCOMPARE(reply->outcome().key.toByteArray(), QByteArray("none"));
        QCOMPARE(end({.opcode = Opcode::Set, .key = "k", .value = "x", .cas = cas + 1}), QByteArray("key_exists"));
        QCOMPARE(end({.opcode = Opcode::Add, .key = "k"}), QByteArray("key_exists"));
        QCOMPARE(end({.opcode = Opcode::Add, .key = "added"}), QByteArray("success"));
        reply = ask({.opcode = Opcode::Get, .key = "added"});
        QVERIFY(reply->outcome().value.has_value());
        QVERIFY(reply->outcome().value->isEmpty());
        QCOMPARE(end({.opcode = Opcode::Replace, .key = "none"}), QByteArray("key_not_found"));
        QCOMPARE(end({.opcode = Opcode::Replace, .key = "k", .value = "b"}), QByteArray("success"));
        QCOMPARE(end({.opcode = Opcode::Append, .key = "none", .value = "c"}), QByteArray("not_stored"));
        QCOMPARE(end({.opcode = Opcode::Append, .key = "k", .value = "c"}), QByteArray("success"));
        QCOMPARE(end({.opcode = Opcode::Prepend, .key = "k", .value = "a"}), QByteArray("success"));
        QCOMPARE(valueOf("k"), QByteArray("abc"));
        QCOMPARE(ask({.opcode = Opcode::Increment, .key = "k"})->outcome().message(),
                 QStringLiteral("Non-numeric server-side value for incr or decr"));
        QCOMPARE(end({.opcode = Opcode::Delete, .key = "k"}), QByteArray("success"));
        QCOMPARE(end({.opcode = Opcode::Delete, .key = "k"}), QByteArray("key_not_found"));
        QCOMPARE(ask({.opcode = Opcode::Version})->outcome().value.value().toByteArray(), m_connection->server().version);
        QCOMPARE(end({.opcode = Opcode::Noop}), QByteArray("success"));
        QCOMPARE(m_connection->attempts(), 1);
    }

    void quietFormsEndAsTheirLoudOnes()
    {
        startAndOpen();
        const auto batch = m_connection->executeBatch({
            {.opcode = Opcode::SetQ, .key = "k", .value = "b"},
            {.opcode = Opcode::AddQ, .key = "k"},
            {.opcode = Opcode::ReplaceQ, .key = "none"},
            {.opcode = Opcode::AppendQ, .key = "k", .value = "c"},
            {.opcode = Opcode::PrependQ, .key = "k", .value = "a"},
            {.opcode = Opcode::GetQ, .key = "k"},
            {.opcode = Opcode::GetQ, .key = "none"},
            {.opcode = Opcode::GetKQ, .key = "k"},
            {.opcode = Opcode::GatQ, .key = "k", .expiry = 100},
            {.opcode = Opcode::GatKQ, .key = "k", .expiry = 100},
            {.opcode = Opcode::GatKQ, .key = "none", .expiry = 100},
            {.opcode = Opcode::IncrementQ, .key = "n", .initial = 5},
            {.opcode = Opcode::DecrementQ, .key = "n", .delta = 2},
            {.opcode = Opcode::IncrementQ, .key = "k"},
            {.opcode = Opcode::Get, .key = "n"},
            {.opcode = Opcode::DeleteQ, .key = "n"},
            {.opcode = Opcode::DeleteQ, .key = "n"},
            {.opcode = Opcode::FlushQ},
            {.opcode = Opcode::GetQ, .key = "k"},
            {.opcode = Opcode::QuitQ},
        });
        const BatchOutcomes outcomes(batch.get());
        QTRY_COMPARE(outcomes.finishedCount, 1);
        QCOMPARE(outcomes.ends(),
                 (QByteArrayList{"success", "key_exists", "key_not_found", "success",       "success",       "success", "key_not_found",
                                 "success", "success",    "success",       "key_not_found", "success",       "success", "non_numeric",
                                 "success", "success",    "key_not_found", "success",       "key_not_found", "success"}));
        for (const int hit : {5, 7, 8, 9})
            QCOMPARE(outcomes.at(hit).value.value().toByteArray(), QByteArray("abc"));
        QCOMPARE(outcomes.at(14).value.value().toByteArray(), QByteArray("3"));
        QTRY_VERIFY(m_connection->isReady());
    }

    void countersAndExpiries()
    {
        startAndOpen();
        QCOMPARE(end({.opcode = Opcode::Increment, .key = "n", .expiry = Command::doNotCreate}), QByteArray("key_not_found"));
        QCOMPARE(ask({.opcode = Opcode::Increment, .key = "n", .delta = 3, .initial = 10})->outcome().number, 10u);
        QCOMPARE(ask({.opcode = Opcode::Increment, .key = "n", .delta = 3})->outcome().number, 13u);
        QCOMPARE(ask({.opcode = Opcode::Decrement, .key = "n", .delta = 100})->outcome().number, 0u);
        QCOMPARE(end({.opcode = Opcode::Touch, .key = "none", .expiry = 100}), QByteArray("key_not_found"));
        QCOMPARE(end({.opcode = Opcode::Touch, .key = "n", .expiry = 100}), QByteArray("success"));
        for (const Opcode opcode : {Opcode::Gat, Opcode::GatK}) {
            QCOMPARE(end({.opcode = opcode, .key = "none", .expiry = 1}), QByteArray("key_not_found"));
            QVERIFY(ask({.opcode = opcode, .key = "n", .expiry = 100})->outcome().value.has_value());
        }
        // Longer ago than any clock could differ.
        QCOMPARE(end({.opcode = Opcode::Gat, .key = "n", .expiry = Command::longestRelativeExpiry + 1}), QByteArray("success"));
        QCOMPARE(valueOf("n"), QByteArray("key_not_found"));
        QCOMPARE(end({.opcode = Opcode::Set, .key = "k", .value = "v"}), QByteArray("success"));
        QCOMPARE(end({.opcode = Opcode::Flush, .expiry = 1000, .delayGiven = true}), QByteArray("success"));
        QCOMPARE(valueOf("k"), QByteArray("v"));
        QCOMPARE(end({.opcode = Opcode::Flush}), QByteArray("success"));
        QCOMPARE(valueOf("k"), QByteArray("key_not_found"));
    }

    void statisticsOfEveryGroup_data()
    {
        QTest::addColumn<QByteArray>("group");
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("none") << QByteArray() << QByteArray("success") << QByteArray("pid");
        QTest::newRow("settings") << QByteArray("settings") << QByteArray("success") << QByteArray("item_size_max");
        QTest::newRow("items") << QByteArray("items") << QByteArray("success") << QByteArray("items:1:number");
        QTest::newRow("slabs") << QByteArray("slabs") << QByteArray("success") << QByteArray("active_slabs");
        QTest::newRow("sizes") << QByteArray("sizes") << QByteArray("success") << QByteArray("sizes_status");
        QTest::newRow("reset") << QByteArray("reset") << QByteArray("success") << QByteArray();
        QTest::newRow("unknown") << QByteArray("no such group") << QByteArray("key_not_found") << QByteArray();
    }

    void statisticsOfEveryGroup()
    {
        QFETCH(QByteArray, group);
        startAndOpen();
        QCOMPARE(end({.opcode = Opcode::Set, .key = "k"}), QByteArray("success"));
        const auto reply = ask({.opcode = Opcode::Stat, .key = group});
        QTEST(endOf(*reply), "end");
        QFETCH(QByteArray, name);
        const QList<Statistic> statistics = reply->outcome().statistics();
        const bool found = std::ranges::any_of(statistics, [&name](const Statistic &line) { return line.name == name; });
        QCOMPARE(found, !name.isEmpty());
        QCOMPARE(end({.opcode = Opcode::Noop}), QByteArray("success"));
    }

    void logins_data()
    {
        QTest::addColumn<Credentials>("credentials");
        QTest::addColumn<Error::Code>("code");
        const QString user = RealServer::user();
        QTest::newRow("right") << Credentials{user, RealServer::password()} << Error::Code::None;
        QTest::newRow("wrong") << Credentials{user, QStringLiteral("wrong")} << Error::Code::AuthenticationFailed;
        QTest::newRow("none") << Credentials{} << Error::Code::AuthenticationRequired;
    }

    void logins()
    {
        QFETCH(Credentials, credentials);
        QFETCH(Error::Code, code);
        start({}, RealServer::Access::Sasl);
        ConnectionOptions options = optionsFor(m_server->port());
        options.credentials = credentials;
        open(options);
        QCOMPARE(m_connection->error().code, code);
        QCOMPARE(m_connection->attempts(), 1);
        QCOMPARE(m_connection->isReady(), code == Error::Code::None);
        QVERIFY(m_connection->warning().isEmpty());
        if (m_connection->isReady()) {
            QVERIFY(m_connection->server().saslEnabled);
            QCOMPARE(end({.opcode = Opcode::Set, .key = "k"}), QByteArray("success"));
        }
    }

    void serverWithoutLoginWarns()
    {
        start();
        ConnectionOptions options = optionsFor(m_server->port());
        options.credentials = {RealServer::user(), RealServer::password()};
        open(options);
        QVERIFY(m_connection->isReady());
        QVERIFY(!m_connection->warning().isEmpty());
    }

    void textOnlyServersAreToldApart_data()
    {
        QTest::addColumn<bool>("login");
        QTest::addColumn<QString>("words");
        QTest::newRow("-B ascii") << false << QStringLiteral("ERROR");
        QTest::newRow("-Y") << true << QStringLiteral("login");
    }

    void textOnlyServersAreToldApart()
    {
        QFETCH(bool, login);
        QFETCH(QString, words);
        start(login ? QStringList() : QStringList{QStringLiteral("-B"), QStringLiteral("ascii")},
              login ? RealServer::Access::AuthFile : RealServer::Access::Open);
        open(optionsFor(m_server->port()));
        QCOMPARE(m_connection->state(), State::Failed);
        QCOMPARE(m_connection->error().code, Error::Code::TextOnly);
        QVERIFY2(m_connection->error().text.contains(words), qPrintable(m_connection->error().text));
    }

    void fullServersEvict()
    {
        startAndOpen({QStringLiteral("-m"), QStringLiteral("1"), QStringLiteral("-I"), QStringLiteral("512k")});
        const QByteArray value(10'000, 'v');
        const auto stores = m_connection->executeBatch([&value, index = 0](SourcedCommand &next) mutable {
            next.command = {.opcode = Opcode::SetQ, .key = QByteArray::number(index), .value = value};
            return index++ < 10'000 ? SourceState::Next : SourceState::End;
        });
        const BatchOutcomes stored(stores.get());
        QTRY_COMPARE_WITH_TIMEOUT(stored.finishedCount, 1, 20'000);
        QCOMPARE(stored.count(Status::Success), 10'000);
        const auto reads = m_connection->executeBatch([index = 0](SourcedCommand &next) mutable {
            next.command = {.opcode = Opcode::GetKQ, .key = QByteArray::number(index)};
            return index++ < 10'000 ? SourceState::Next : SourceState::End;
        });
        const BatchOutcomes read(reads.get());
        QTRY_COMPARE_WITH_TIMEOUT(read.finishedCount, 1, 20'000);
        const qint64 hits = read.count(Status::Success);
        QVERIFY(hits > 0);
        QCOMPARE(read.count(Status::KeyNotFound), 10'000 - hits);
        QVERIFY(read.at(0).silent());
        QCOMPARE(read.at(9'999).value.value().size(), value.size());
        for (const Statistic &line : ask({.opcode = Opcode::Stat})->outcome().statistics()) {
            if (line.name == "evictions")
                QVERIFY(line.value.toByteArray().toLongLong() > 0);
        }
    }

    void itemLimitIsTheServersOwn()
    {
        startAndOpen({QStringLiteral("-I"), QStringLiteral("512k")});
        QCOMPARE(m_connection->server().itemSizeMax, 512 * 1024);
        const Command tooLarge{.opcode = Opcode::Set, .key = "k", .value = QByteArray(512 * 1024, 'v')};
        auto reply = ask(tooLarge);
        QCOMPARE(endOf(*reply), QByteArray("value_too_large"));
        QVERIFY(!reply->outcome().sent());
        reply = ask(tooLarge, Checking::Unchecked);
        QCOMPARE(endOf(*reply), QByteArray("value_too_large"));
        QVERIFY(reply->outcome().sent());
        QCOMPARE(reply->outcome().message(), QStringLiteral("Too large."));
        // The largest that our own check lets through is stored.
        QCOMPARE(end({.opcode = Opcode::Set, .key = "k", .value = QByteArray(512 * 1024 - 60, 'v')}), QByteArray("success"));
        QCOMPARE(end({.opcode = Opcode::Set, .key = "k", .value = QByteArray(512 * 1024 - 59, 'v')}), QByteArray("value_too_large"));
    }

    void longKeysUncheckedGetTheServersOwnAnswer()
    {
        startAndOpen();
        const auto reply = ask({.opcode = Opcode::Get, .key = QByteArray(251, 'k')}, Checking::Unchecked);
        QVERIFY(reply->outcome().sent());
        QCOMPARE(endOf(*reply), QByteArray("invalid_arguments"));
        QTRY_COMPARE(m_connection->attempts(), 1);
        QTRY_VERIFY(m_connection->isReady());
        QCOMPARE(end({.opcode = Opcode::Set, .key = "k"}), QByteArray("success"));
    }

    void serverWithoutCasTellsNone()
    {
        startAndOpen({QStringLiteral("-C")});
        QVERIFY(!m_connection->server().casEnabled);
        QCOMPARE(ask({.opcode = Opcode::Set, .key = "k"})->outcome().cas, 0u);
    }

    void idleServerIsKeptAwake()
    {
        startAndOpen({QStringLiteral("-o"), QStringLiteral("idle_timeout=1")});
        const QSignalSpy states(m_connection.get(), &Connection::stateChanged);
        // It looks for idle clients every few seconds.
        QVERIFY(!comesTrue([&states] { return !states.isEmpty(); }, 4'000));
        QVERIFY(m_connection->isReady());
    }

    void fullServerIsTriedAgain()
    {
        start({QStringLiteral("-c"), QStringLiteral("20"), QStringLiteral("-t"), QStringLiteral("1")});
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        QByteArray answer;
        while (!answer.startsWith("ERROR") && sockets.size() < 30) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            sockets.back()->connectToHost(QHostAddress::LocalHost, m_server->port());
            sockets.back()->write("version\r\n");
            QTRY_VERIFY(sockets.back()->bytesAvailable() > 0);
            answer = sockets.back()->readAll();
        }
        QCOMPARE(answer, QByteArray("ERROR Too many open connections\r\n"));
        m_connection->open(optionsFor(m_server->port()));
        QTRY_COMPARE(m_connection->error().code, Error::Code::TooManyConnections);
        QVERIFY(m_connection->error().text.contains(QStringLiteral("-c")));
        sockets.clear();
        QTRY_VERIFY(m_connection->isReady());
    }
};

QTEST_GUILESS_MAIN(TestConnectionReal)
#include "tst_connection_real.moc"
