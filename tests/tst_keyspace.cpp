#include "app/keyspace/keyspace.h"

#include "connection/text/keydumps.h"
#include "tests/asking.h"
#include "tests/keysample.h"
#include "tests/servers/realserver.h"
#include "tests/textasking.h"

using namespace std::chrono_literals;

namespace {

QByteArray item(const QByteArray &key, int cas = 6, int size = 64)
{
    return "key=" + key + " exp=-1 la=5 cas=" + QByteArray::number(cas) + " fetch=no cls=1 size=" + QByteArray::number(size) + "\n";
}

QByteArrayList keysOf(const KeyListing &listing)
{
    QByteArrayList keys;
    for (int i = 0; i < listing.size(); ++i)
        keys += listing.key(i).toByteArray();
    return keys;
}

} // namespace

class TestKeyspace : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<KeyDumps> m_dumps;
    std::unique_ptr<Keyspace> m_keyspace;
    ConnectionOptions m_options;
    int m_connections = 0;

    /// Answers what is asked before a list, up to the request for it.
    void answerQuestions(qint64 count = 2, qint64 skew = 0)
    {
        answerLogin(*m_server, ++m_connections);
        QCOMPARE(hearLine(*m_server), QByteArray("stats\r\n"));
        m_server->say("STAT time " + QByteArray::number(QDateTime::currentSecsSinceEpoch() + skew) + "\r\nSTAT curr_items "
                      + QByteArray::number(count) + "\r\nEND\r\n");
        QCOMPARE(hearLine(*m_server), QByteArray("stats slabs\r\n"));
        m_server->say("STAT 1:chunk_size 96\r\nSTAT active_slabs 1\r\nEND\r\n");
    }
    void answerUpToTheList()
    {
        answerQuestions();
        answerLogin(*m_server, ++m_connections);
        QCOMPARE(hearLine(*m_server), QByteArray("lru_crawler metadump hash\r\n"));
    }
    void listAll(const QByteArray &items)
    {
        m_keyspace->list(m_options);
        answerUpToTheList();
        m_server->say(items + "END\r\n");
        QTRY_COMPARE(m_keyspace->state(), Keyspace::State::Complete);
        QTRY_VERIFY(m_dumps->isIdle());
    }

private slots:
    void init()
    {
        m_server = std::make_unique<FakeServer>();
        m_dumps = std::make_unique<KeyDumps>();
        m_keyspace = std::make_unique<Keyspace>(m_dumps.get());
        m_options = optionsFor(m_server->port());
        m_connections = 0;
    }

    void cleanup()
    {
        m_keyspace.reset();
        m_dumps.reset();
        m_server.reset();
    }

    void nothingIsThereAtFirst()
    {
        QCOMPARE(m_keyspace->state(), Keyspace::State::Empty);
        QVERIFY(m_keyspace->listing().isEmpty());
        QVERIFY(!m_keyspace->isBusy());
    }

    void keysAreThereAsTheyCome()
    {
        QSignalSpy replaced(m_keyspace.get(), &Keyspace::replaced);
        m_keyspace->list(m_options);
        QCOMPARE(m_keyspace->state(), Keyspace::State::Listing);
        answerUpToTheList();
        m_server->say(item("a"));
        QTRY_COMPARE(keysOf(m_keyspace->listing()), QByteArrayList{"a"});
        QCOMPARE(replaced.size(), 1);
        QCOMPARE(m_keyspace->state(), Keyspace::State::Listing);
        QCOMPARE(m_keyspace->expectedCount(), 2);
        QVERIFY(!m_keyspace->isWhole());
        QSignalSpy came(m_keyspace.get(), &Keyspace::keysCame);
        m_server->say(item("b") + "END\r\n");
        QTRY_COMPARE(m_keyspace->state(), Keyspace::State::Complete);
        QVERIFY(!came.isEmpty());
        QCOMPARE(keysOf(m_keyspace->listing()), (QByteArrayList{"a", "b"}));
        QVERIFY(m_keyspace->isWhole());
        QCOMPARE(m_keyspace->chunks().chunkSize(1), 96U);
        QCOMPARE(m_keyspace->serverName(), m_options.place());
        QVERIFY(m_keyspace->changes().isEmpty());
        QCOMPARE(replaced.size(), 1);
    }

    void aServerWithoutKeysIsWhole()
    {
        listAll({});
        QVERIFY(m_keyspace->isWhole());
        QVERIFY(m_keyspace->listing().isEmpty());
    }

    void theServersClockDecides()
    {
        m_keyspace->list(m_options);
        answerQuestions(1, -1000);
        answerLogin(*m_server, ++m_connections);
        hearLine(*m_server);
        m_server->say(item("a") + "END\r\n");
        QTRY_COMPARE(m_keyspace->state(), Keyspace::State::Complete);
        QVERIFY(m_keyspace->clockSkew().has_value());
        QVERIFY(std::abs(*m_keyspace->clockSkew() + 1000) <= 2);
        const qint64 ours = QDateTime::currentSecsSinceEpoch();
        QVERIFY(std::abs(ours - 1000 - m_keyspace->listing().time()) <= 10);
        m_keyspace->list(m_options); // which is not answered
        QVERIFY(m_keyspace->isBusy());
        QVERIFY(std::abs(ours - 1000 - m_keyspace->time()) <= 10);
    }

    void aStoppedListingKeepsWhatCame()
    {
        m_keyspace->list(m_options);
        answerUpToTheList();
        m_server->say(item("a"));
        QTRY_COMPARE(m_keyspace->listing().size(), 1);
        m_keyspace->stop();
        QTRY_COMPARE(m_keyspace->state(), Keyspace::State::Stopped);
        QCOMPARE(keysOf(m_keyspace->listing()), QByteArrayList{"a"});
        QVERIFY(!m_keyspace->isWhole());
        QVERIFY(!m_dumps->isIdle()); // what still comes is read
        m_server->say(item("b") + "END\r\n");
        QTRY_VERIFY(m_dumps->isIdle());
        QCOMPARE(m_keyspace->listing().size(), 1);
    }

    void stoppingBeforeTheServerAnswersEndsAtOnce()
    {
        m_keyspace->list(m_options);
        QVERIFY(m_server->waitForConnections(1));
        m_keyspace->stop();
        QCOMPARE(m_keyspace->state(), Keyspace::State::Stopped);
        QVERIFY(m_dumps->isIdle());
    }

    void aRefusalIsTold()
    {
        m_keyspace->list(m_options);
        answerUpToTheList();
        m_server->say("CLIENT_ERROR lru crawler disabled\r\n");
        QTRY_COMPARE(m_keyspace->state(), Keyspace::State::Failed);
        QCOMPARE(m_keyspace->error().code, Error::Code::CrawlerDisabled);
        QVERIFY(m_keyspace->listing().isEmpty());
    }

    void aServerThatIsNotThereIsTold()
    {
        m_server->stopListening();
        m_keyspace->list(m_options);
        QTRY_COMPARE(m_keyspace->state(), Keyspace::State::Failed);
        QCOMPARE(m_keyspace->error().code, Error::Code::ConnectionRefused);
    }

    void aServerWithoutStatisticsIsListedAllTheSame()
    {
        m_keyspace->list(m_options);
        answerLogin(*m_server, ++m_connections);
        hearLine(*m_server);
        m_server->say("ERROR\r\n");
        hearLine(*m_server);
        m_server->say("ERROR\r\n");
        answerLogin(*m_server, ++m_connections);
        hearLine(*m_server);
        m_server->say(item("a") + "END\r\n");
        QTRY_COMPARE(m_keyspace->state(), Keyspace::State::Complete);
        QCOMPARE(m_keyspace->expectedCount(), -1);
        QVERIFY(!m_keyspace->clockSkew());
    }

    void aLostConnectionKeepsWhatCame()
    {
        m_keyspace->list(m_options);
        answerUpToTheList();
        m_server->say(item("a"));
        QTRY_COMPARE(m_keyspace->listing().size(), 1);
        m_server->hangUp();
        QTRY_COMPARE(m_keyspace->state(), Keyspace::State::Failed);
        QCOMPARE(m_keyspace->listing().size(), 1);
        QVERIFY(!m_keyspace->isWhole());
    }

    void aKeyThatComesTwiceStandsOnce()
    {
        listAll(item("a") + item("b") + item("a", 9));
        QCOMPARE(keysOf(m_keyspace->listing()), (QByteArrayList{"a", "b"}));
        QCOMPARE(m_keyspace->store().repeatedCount(), 1);
    }

    void aSecondListOfTheSameServerWaits()
    {
        m_keyspace->list(m_options);
        answerUpToTheList();
        Keyspace second(m_dumps.get());
        second.list(m_options);
        answerQuestions();
        QTRY_COMPARE(second.state(), Keyspace::State::Waiting);
        QVERIFY(second.isBusy());
        m_keyspace->stop();
        QTRY_COMPARE(m_keyspace->state(), Keyspace::State::Stopped);
        QCOMPARE(second.state(), Keyspace::State::Waiting);
        second.stop();
        QTRY_COMPARE(second.state(), Keyspace::State::Stopped);
    }

    void aRefreshStandsInForTheEarlierAtItsEnd()
    {
        listAll(item("gone") + item("kept") + item("rewritten"));
        QSignalSpy replaced(m_keyspace.get(), &Keyspace::replaced);
        QSignalSpy found(m_keyspace.get(), &Keyspace::changesFound);
        m_keyspace->list(m_options);
        answerUpToTheList();
        m_server->say(item("new") + item("kept"));
        QTRY_COMPARE(m_keyspace->cameCount(), 2);
        QVERIFY(m_keyspace->isRefreshing());
        QCOMPARE(keysOf(m_keyspace->listing()), (QByteArrayList{"gone", "kept", "rewritten"}));
        QCOMPARE(replaced.size(), 0);
        m_server->say(item("rewritten", 7) + "END\r\n");
        QTRY_COMPARE(found.size(), 1);
        QCOMPARE(replaced.size(), 1);
        QCOMPARE(keysOf(m_keyspace->listing()), (QByteArrayList{"new", "kept", "rewritten"}));
        const KeyChanges &changes = m_keyspace->changes();
        QCOMPARE(changes.markOf(0), KeyChanges::Mark::New);
        QCOMPARE(changes.markOf(1), KeyChanges::Mark::None);
        QCOMPARE(changes.markOf(2), KeyChanges::Mark::Changed);
        QCOMPARE(changes.goneCount, 1);
        QCOMPARE(changes.gone, QByteArrayList{"gone"});
    }

    void aRefreshThatFailsLeavesTheEarlier()
    {
        listAll(item("a") + item("b"));
        const QDateTime listedAt = m_keyspace->listedAt();
        m_keyspace->list(m_options);
        answerUpToTheList();
        m_server->say(item("c"));
        QTRY_COMPARE(m_keyspace->cameCount(), 1);
        m_server->hangUp();
        QTRY_COMPARE(m_keyspace->state(), Keyspace::State::Failed);
        QCOMPARE(keysOf(m_keyspace->listing()), (QByteArrayList{"a", "b"}));
        QVERIFY(m_keyspace->isWhole());
        QVERIFY(!m_keyspace->isRefreshing());
        QCOMPARE(m_keyspace->listedAt(), listedAt);
    }

    void anotherServersKeysAreNotCompared()
    {
        listAll(item("a"));
        m_server = std::make_unique<FakeServer>();
        m_connections = 0;
        m_keyspace->list(optionsFor(m_server->port()));
        QVERIFY(!m_keyspace->isRefreshing());
        QCOMPARE(keysOf(m_keyspace->listing()), QByteArrayList{"a"}); // until others come
        answerUpToTheList();
        m_server->say(item("b"));
        QTRY_COMPARE(keysOf(m_keyspace->listing()), QByteArrayList{"b"});
    }

    void keysOfAFileAreShown()
    {
        KeySnapshot snapshot{.server = QStringLiteral("cache.example"), .store = KeyStore(KeySample::now)};
        snapshot.store.append(KeySample().segment(0, 5));
        m_keyspace->show(std::move(snapshot));
        QCOMPARE(m_keyspace->state(), Keyspace::State::Complete);
        QCOMPARE(m_keyspace->source(), Keyspace::Source::File);
        QCOMPARE(m_keyspace->serverName(), QStringLiteral("cache.example"));
        QCOMPARE(m_keyspace->listing().size(), 5);
        QCOMPARE(m_keyspace->listedAt().toSecsSinceEpoch(), KeySample::now);
        m_keyspace->clear();
        QCOMPARE(m_keyspace->state(), Keyspace::State::Empty);
        QVERIFY(m_keyspace->listing().isEmpty());
    }

    void aRealServersKeysAllCome()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(connection.isReady());
        QList<Command> commands;
        constexpr int count = 40'000;
        for (int i = 0; i < count; ++i)
            commands.append({.opcode = Opcode::Set, .key = "k" + QByteArray::number(i), .value = "v"});
        const auto batch = connection.executeBatch(commands);
        const BatchOutcomes outcomes(batch.get());
        QTRY_VERIFY_WITH_TIMEOUT(batch->isFinished(), 30'000);
        m_keyspace->list(optionsFor(server.port()));
        QTRY_COMPARE_WITH_TIMEOUT(m_keyspace->state(), Keyspace::State::Complete, 30'000);
        QCOMPARE(m_keyspace->listing().size(), count);
        QCOMPARE(m_keyspace->expectedCount(), count);
        QVERIFY(m_keyspace->chunks().chunkSize(1) > 0);
        QVERIFY(m_keyspace->store().find("k39999").has_value());
    }
};

QTEST_GUILESS_MAIN(TestKeyspace)
#include "tst_keyspace.moc"
