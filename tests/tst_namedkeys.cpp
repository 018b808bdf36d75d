#include "app/keyspace/namedkeys.h"

#include "tests/asking.h"
#include "tests/maderun.h"
#include "tests/patience.h"
#include "tests/servers/realserver.h"

#include <QFile>
#include <QTemporaryDir>

class TestNamedKeys : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Connection> m_connection;

    void start(const QStringList &arguments = {})
    {
        m_server = std::make_unique<RealServer>(arguments);
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
        m_connection = std::make_unique<Connection>();
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
    qint64 statistic(QByteArrayView name)
    {
        const auto reply = m_connection->execute({.opcode = Opcode::Stat});
        if (!comesTrue([&reply] { return reply->isFinished(); }))
            return -1;
        for (const Statistic &one : reply->outcome().statistics()) {
            if (one.name == name)
                return one.value.toByteArray().toLongLong();
        }
        return -1;
    }
    static void read(NamedKeys &keys, const QByteArray &text)
    {
        const QSignalSpy finished(&keys, &NamedKeys::finished);
        keys.readTyped(text);
        QVERIFY(keys.step() == NamedKeys::Step::Reading && finished.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
        QCOMPARE(keys.step(), NamedKeys::Step::Idle);
    }

private slots:
    void cleanup()
    {
        m_connection.reset();
        m_server.reset();
    }

    /// As a list would have told of them, on a server that gives none.
    void keysAreLookedUpWhereListsAreForbidden()
    {
        start({QStringLiteral("-X")});
        store({{.opcode = Opcode::Set, .key = "a", .value = "12345"},
               {.opcode = Opcode::Set, .key = "two words", .value = "1", .flags = 9, .expiry = 1000},
               {.opcode = Opcode::Set, .key = "read", .value = "1"}});
        const auto get = m_connection->execute({.opcode = Opcode::Get, .key = "read"});
        QTRY_VERIFY(get->isFinished());
        const qint64 hits = statistic("get_hits");
        const qint64 misses = statistic("get_misses");
        NamedKeys keys;
        keys.setServer(optionsFor(m_server->port()), KeyKnowledge::Everything);
        for (int round = 0; round < 2; ++round) {
            read(keys, "a\n\"two words\"\nread\nmissing\na\n");
            QVERIFY2(!keys.error(), qPrintable(keys.error().text));
            QVERIFY(keys.wereLookedUp());
            QCOMPARE(keys.nameCount(), 4);
            QCOMPARE(keys.missCount(), 1);
            QCOMPARE(keys.hitCount(), 3);
            const KeyStore found = keys.takeStore();
            QCOMPARE(found.count(), 3);
            const KeyListing &listing = found.listing();
            const ListedKey a = listing.at(*found.find("a"));
            QCOMPARE(a.size, quint32(48 + 8 + 2 + 5 + 2));
            QCOMPARE(a.expiry, ListedKey::never);
            QVERIFY(a.cas != 0 && !a.fetched && a.flags == 0U);
            QVERIFY(listing.idle(a.lastAccess) >= 0 && listing.idle(a.lastAccess) < 60);
            const ListedKey words = listing.at(*found.find("two words"));
            QCOMPARE(words.size, quint32(48 + 8 + 10 + 4 + 1 + 2));
            QCOMPARE(words.flags, 9U);
            QVERIFY(std::abs(listing.ttl(words.expiry) - 1000) < 60);
            // And looking at it did not make it so.
            QVERIFY(listing.at(*found.find("read")).fetched);
        }
        QVERIFY2(keys.summary({}).contains(QLatin1String("does not have 1")), qPrintable(keys.summary({})));
        QCOMPARE(statistic("get_hits"), hits + 2 * keys.hitCount());
        QCOMPARE(statistic("get_misses"), misses + 2 * keys.missCount());
    }

    void manyKeysAreAskedForInPortions()
    {
        start();
        QList<Command> commands;
        QByteArray text;
        for (int i = 0; i < 20'000; ++i) {
            commands += {.opcode = Opcode::SetQ, .key = "key:" + QByteArray::number(i)};
            text += "key:" + QByteArray::number(2 * i) + '\n';
        }
        store(commands);
        NamedKeys keys;
        keys.setServer(optionsFor(m_server->port()), KeyKnowledge::Everything);
        const QSignalSpy progress(&keys, &NamedKeys::progressChanged);
        read(keys, text);
        QCOMPARE(keys.nameCount(), 20'000);
        QCOMPARE(keys.keyCount(), 10'000);
        QVERIFY(progress.size() >= 10);
    }

    void namesAreAllWhereNothingCanBeAsked()
    {
        NamedKeys keys;
        read(keys, "a\nb\n");
        QVERIFY(!keys.error() && !keys.wereLookedUp());
        QCOMPARE(keys.keyCount(), 2);
        QCOMPARE(keys.takeStore().listing().at(0).size, 0U);
    }

    void aServerThatAnswersNothingLeavesTheNames()
    {
        start();
        const ConnectionOptions options = optionsFor(m_server->port());
        m_server->stop();
        NamedKeys keys;
        keys.setServer(options, KeyKnowledge::Everything);
        read(keys, "a\nb\n");
        QVERIFY(keys.error());
        QVERIFY(!keys.wereLookedUp());
        QCOMPARE(keys.keyCount(), 2);
        QVERIFY(keys.summary({}).contains(keys.error().text));
    }

    void aFilesFaultsAreToldByLine()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("list.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a\ntwo words\nb\n");
        file.close();
        NamedKeys keys;
        const QSignalSpy finished(&keys, &NamedKeys::finished);
        keys.readFile(file.fileName());
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(keys.keyCount(), 2);
        QCOMPARE(keys.faultCount(), 1);
        QVERIFY(keys.summary(QStringLiteral("list.txt")).contains(QLatin1String("Line 2: ")));
    }

    void resultsGiveTheirKeys()
    {
        MadeRun run;
        run.hit("a", "v").hit("b", "v");
        NamedKeys keys;
        const QSignalSpy finished(&keys, &NamedKeys::finished);
        keys.readSeen({run.results()});
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(keys.keyCount(), 2);
    }

    void whatIsStoppedTellsNothingMore()
    {
        NamedKeys keys;
        const QSignalSpy finished(&keys, &NamedKeys::finished);
        keys.readTyped(QByteArray("key\n").repeated(200'000));
        keys.stop();
        QCOMPARE(keys.step(), NamedKeys::Step::Idle);
        // The latest question wins.
        keys.readTyped(QByteArray("key\n").repeated(200'000));
        keys.readTyped("only");
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(keys.keyCount(), 1);
        QVERIFY(keys.takeStore().find("only"));
    }
};

QTEST_GUILESS_MAIN(TestNamedKeys)
#include "tst_namedkeys.moc"
