#include "connection/text/keydumps.h"

#include "tests/asking.h"
#include "tests/secretword.h"
#include "tests/textasking.h"

using namespace std::chrono_literals;

namespace {

QByteArray item(int number)
{
    return "key=k" + QByteArray::number(number) + " exp=-1 la=5 cas=6 fetch=no cls=1 size=64\n";
}

/// Takes the keys as they come.
QByteArrayList takeKeys(KeyDumpReply &reply)
{
    QByteArrayList keys;
    for (const KeySegment &segment : reply.takeSegments()) {
        for (qsizetype i = 0; i < segment.size(); ++i)
            keys += segment.key(i).toByteArray();
    }
    return keys;
}

} // namespace

class TestKeyDumps : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<KeyDumps> m_dumps;
    ConnectionOptions m_options;

private slots:
    void init()
    {
        m_server = std::make_unique<FakeServer>();
        m_dumps = std::make_unique<KeyDumps>();
        m_options = optionsFor(m_server->port());
    }

    void cleanup()
    {
        m_dumps.reset();
        m_server.reset();
    }

    void keysComeInPortionsBeforeTheEnd()
    {
        const auto reply = m_dumps->list(m_options);
        QSignalSpy results(reply.get(), &TextReply::resultsReady);
        QSignalSpy finished(reply.get(), &TextReply::finished);
        answerLogin(*m_server);
        QCOMPARE(hearLine(*m_server), QByteArray("lru_crawler metadump hash\r\n"));
        QByteArray many;
        for (int i = 0; i < KeySegment::usualSize + 5; ++i)
            many += item(i);
        m_server->say(many);
        QTRY_VERIFY(!results.isEmpty());
        QCOMPARE(finished.size(), 0);
        QByteArrayList keys = takeKeys(*reply);
        QVERIFY(!keys.isEmpty() && keys.size() <= KeySegment::usualSize); // fewer where they come slowly
        m_server->say(item(99'999) + "END\r\n");
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!reply->error());
        keys += takeKeys(*reply);
        QCOMPARE(keys.size(), KeySegment::usualSize + 6);
        QCOMPARE(keys.constLast(), QByteArray("k99999"));
        QCOMPARE(reply->keyCount(), KeySegment::usualSize + 6);
        QTRY_VERIFY(m_dumps->isIdle());
        QVERIFY(m_server->waitForHangUp());
        QCOMPARE(finished.size(), 1);
    }

    void theFirstKeysAreToldOfAtOnce()
    {
        const auto reply = m_dumps->list(m_options);
        answerLogin(*m_server);
        hearLine(*m_server);
        QByteArrayList keys;
        connect(reply.get(), &TextReply::resultsReady, this, [&] { keys += takeKeys(*reply); });
        m_server->say(item(0));
        QTRY_COMPARE(keys, QByteArrayList{"k0"});
        // What comes before the server halts is there for whoever asks.
        m_server->say(item(1));
        QTRY_VERIFY((keys += takeKeys(*reply), keys.size() == 2));
        QVERIFY(!reply->isFinished());
    }

    void slowKeysAreToldOfBeforeASegmentIsFull()
    {
        const auto reply = m_dumps->list(m_options);
        answerLogin(*m_server);
        hearLine(*m_server);
        QByteArrayList keys;
        connect(reply.get(), &TextReply::resultsReady, this, [&] { keys += takeKeys(*reply); });
        int said = 0;
        QTRY_VERIFY((m_server->say(item(said++)), !keys.isEmpty()));
        QVERIFY(!reply->isFinished());
        QCOMPARE(keys.constFirst(), QByteArray("k0"));
    }

    void howToWalkFollowsFromTheVersion_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("command");
        QTest::newRow("1.4.39") << QByteArray("1.4.39") << QByteArray("lru_crawler metadump all\r\n");
        QTest::newRow("1.5.22") << QByteArray("1.5.22") << QByteArray("lru_crawler metadump all\r\n");
        QTest::newRow("1.6.8") << QByteArray("1.6.8") << QByteArray("lru_crawler metadump all\r\n");
        QTest::newRow("1.6.9") << QByteArray("1.6.9") << QByteArray("lru_crawler metadump hash\r\n");
        QTest::newRow("1.6.10") << QByteArray("1.6.10_beta") << QByteArray("lru_crawler metadump hash\r\n");
        QTest::newRow("unknown") << QByteArray("unknown") << QByteArray("lru_crawler metadump all\r\n");
    }

    void howToWalkFollowsFromTheVersion()
    {
        QFETCH(QByteArray, version);
        QFETCH(QByteArray, command);
        const auto reply = m_dumps->list(m_options);
        answerLogin(*m_server, 1, version);
        QCOMPARE(hearLine(*m_server), command);
    }

    void theWalkThatIsAskedForIsTaken()
    {
        const auto reply = m_dumps->list(m_options, DumpWalk::All);
        answerLogin(*m_server, 1, "1.6.45");
        QCOMPARE(hearLine(*m_server), QByteArray("lru_crawler metadump all\r\n"));
    }

    void aServerThatDoesNotKnowOurChoiceIsAskedForAll()
    {
        const auto reply = m_dumps->list(m_options);
        answerLogin(*m_server);
        QCOMPARE(hearLine(*m_server), QByteArray("lru_crawler metadump hash\r\n"));
        m_server->say("BADCLASS invalid class id\r\n");
        QCOMPARE(hearLine(*m_server), QByteArray("lru_crawler metadump all\r\n"));
        m_server->say("END\r\n");
        QVERIFY(!errorOf(*reply));
    }

    void aServerThatDoesNotKnowTheAskersChoiceSaysSo()
    {
        const auto reply = m_dumps->list(m_options, DumpWalk::Hash);
        answerLogin(*m_server);
        hearLine(*m_server);
        m_server->say("BADCLASS invalid class id\r\n");
        QCOMPARE(errorOf(*reply).code, Error::Code::UnknownClass);
    }

    void aBusyServerIsAskedAgain()
    {
        const auto reply = m_dumps->list(m_options);
        answerLogin(*m_server);
        for (const char *busy : {"BUSY currently processing crawler request\r\n", "ERROR locked try again later\r\n"}) {
            QCOMPARE(hearLine(*m_server), QByteArray("lru_crawler metadump hash\r\n"));
            m_server->say(busy);
        }
        QCOMPARE(hearLine(*m_server), QByteArray("lru_crawler metadump hash\r\n"));
        m_server->say(item(1) + "END\r\n");
        QVERIFY(!errorOf(*reply));
        QCOMPARE(takeKeys(*reply), QByteArrayList{"k1"});
        QCOMPARE(m_server->connectionCount(), 1);
    }

    void aServerThatStaysBusyIsGivenUp()
    {
        m_options.backoff = {10ms, 20ms, 1.5};
        const auto reply = m_dumps->list(m_options);
        answerLogin(*m_server);
        int asked = 0;
        QTRY_VERIFY(([&] {
            if (m_server->takeHeard().contains("metadump")) {
                ++asked;
                m_server->say("BUSY currently processing crawler request\r\n");
            }
            return reply->isFinished();
        })());
        QCOMPARE(reply->error().code, Error::Code::CrawlerBusy);
        QCOMPARE(asked, 10);
    }

    void eachRefusalIsTold_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<Error::Code>("code");
        QTest::newRow("-X") << QByteArray("ERROR metadump not allowed\r\n") << Error::Code::DumpNotAllowed;
        QTest::newRow("crawler") << QByteArray("CLIENT_ERROR lru crawler disabled\r\n") << Error::Code::CrawlerDisabled;
        QTest::newRow("unknown") << QByteArray("ERROR\r\n") << Error::Code::UnknownCommand;
        QTest::newRow("other") << QByteArray("SERVER_ERROR out of memory\r\n") << Error::Code::CommandRefused;
        QTest::newRow("garbage") << QByteArray("what is this\r\n") << Error::Code::MalformedLine;
        QTest::newRow("out of range") << QByteArray("key=a exp=-1 la=1 cas=1 fetch=no cls=999 size=1\n") << Error::Code::MalformedLine;
        QTest::newRow("endless line") << QByteArray(100'000, 'k') << Error::Code::MalformedLine;
        QTest::newRow("more behind the end") << QByteArray("END\r\nmore\r\n") << Error::Code::None;
    }

    void eachRefusalIsTold()
    {
        QFETCH(QByteArray, line);
        QFETCH(Error::Code, code);
        const auto reply = m_dumps->list(m_options);
        answerLogin(*m_server);
        hearLine(*m_server);
        m_server->say(line);
        QCOMPARE(errorOf(*reply).code, code);
        QTRY_VERIFY(m_dumps->isIdle());
        QVERIFY(m_server->waitForHangUp());
    }

    void aRefusalAtTheLoginIsTold_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<Error::Code>("code");
        QTest::newRow("login") << QByteArray("CLIENT_ERROR unauthenticated\r\n") << Error::Code::AuthenticationRequired;
        QTest::newRow("connections") << QByteArray("ERROR Too many open connections\r\n") << Error::Code::TooManyConnections;
        QTest::newRow("another service") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n") << Error::Code::Protocol;
        QTest::newRow("endless") << QByteArray(1'000'000, 'x') << Error::Code::MalformedLine;
    }

    void aRefusalAtTheLoginIsTold()
    {
        QFETCH(QByteArray, line);
        QFETCH(Error::Code, code);
        const auto reply = m_dumps->list(m_options);
        QVERIFY(m_server->waitForConnections());
        hearLine(*m_server);
        m_server->say(line);
        QCOMPARE(errorOf(*reply).code, code);
    }

    void theLoginIsMadeWhereItIsAskedFor()
    {
        m_options.credentials = {QStringLiteral("alice"), testSecret("-s\u00e9cret")};
        const auto reply = m_dumps->list(m_options);
        QVERIFY(m_server->waitForConnections());
        hearLine(*m_server);
        m_server->say("CLIENT_ERROR unauthenticated\r\n");
        QTRY_COMPARE(m_server->heard(),
                     QByteArray("set auth 0 0 22\r\nalice " SECRET_WORD "-s\xc3\xa9"
                                "cret\r\n"));
        QVERIFY(!m_server->takeHeard().isEmpty());
        m_server->say("STORED\r\n");
        answerLogin(*m_server);
        QCOMPARE(hearLine(*m_server), QByteArray("lru_crawler metadump hash\r\n"));
    }

    void aWrongPasswordIsTold()
    {
        m_options.credentials = {QStringLiteral("alice"), QStringLiteral("wrong")};
        const auto reply = m_dumps->list(m_options);
        QVERIFY(m_server->waitForConnections());
        hearLine(*m_server);
        m_server->say("CLIENT_ERROR unauthenticated\r\n");
        QTRY_VERIFY(m_server->heard().endsWith("wrong\r\n"));
        m_server->say("CLIENT_ERROR authentication failure\r\n");
        QCOMPARE(errorOf(*reply).code, Error::Code::AuthenticationFailed);
    }

    void aServerThatClosesAtTheFirstLineSpeaksBinaryOnly()
    {
        const auto reply = m_dumps->list(m_options);
        QVERIFY(m_server->waitForConnections());
        QVERIFY(hearLine(*m_server).size() >= 24);
        m_server->hangUp();
        QCOMPARE(errorOf(*reply).code, Error::Code::BinaryOnly);
    }

    void aServerThatResetsAtTheFirstLineMayBeManyThings()
    {
        const auto reply = m_dumps->list(m_options);
        QVERIFY(m_server->waitForConnections());
        hearLine(*m_server);
        m_server->reset();
        QCOMPARE(errorOf(*reply).code, Error::Code::ClosedAtOnce);
    }

    void aRefusedConnectionIsTold()
    {
        m_server->stopListening();
        const auto reply = m_dumps->list(m_options);
        QVERIFY(!reply->isFinished());
        QCOMPARE(errorOf(*reply).code, Error::Code::ConnectionRefused);
    }

    void aSilentServerIsGivenUp()
    {
        m_options.requestTimeout = 50ms;
        const auto reply = m_dumps->list(m_options);
        QCOMPARE(errorOf(*reply).code, Error::Code::Silent);
        m_options.requestTimeout = 0ms;
        m_options.connectTimeout = 50ms;
        const auto other = m_dumps->list(m_options);
        QCOMPARE(errorOf(*other).code, Error::Code::Silent);
    }

    void aListThatStopsIsGivenUp()
    {
        m_options.requestTimeout = 30ms;
        const auto reply = m_dumps->list(m_options);
        answerLogin(*m_server);
        hearLine(*m_server);
        m_server->say(item(1));
        QCOMPARE(errorOf(*reply).code, Error::Code::RequestTimeout);
        QCOMPARE(takeKeys(*reply), QByteArrayList{"k1"});
    }

    void aListThatIsCutOffIsNotWhole()
    {
        const auto reply = m_dumps->list(m_options);
        answerLogin(*m_server);
        hearLine(*m_server);
        m_server->say(item(1) + item(2) + "key=k3 exp");
        m_server->hangUp();
        QCOMPARE(errorOf(*reply).code, Error::Code::ClosedByServer);
        QCOMPARE(takeKeys(*reply), (QByteArrayList{"k1", "k2"}));
    }

    void aCancelledListIsReadToItsEnd()
    {
        const auto reply = m_dumps->list(m_options);
        QSignalSpy finished(reply.get(), &TextReply::finished);
        QSignalSpy draining(m_dumps.get(), &KeyDumps::drainingChanged);
        answerLogin(*m_server);
        hearLine(*m_server);
        m_server->say(item(1));
        QTRY_VERIFY(reply->keyCount() > 0);
        reply->cancel();
        QCOMPARE(finished.size(), 0);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(reply->error().code, Error::Code::Stopped);
        QCOMPARE(takeKeys(*reply), QByteArrayList{"k1"});
        QCOMPARE(m_dumps->draining(), QList<ServerAddress>{m_options.address});
        QTRY_COMPARE(draining.size(), 1);
        m_server->say(QByteArray(item(2)).repeated(100'000));
        QVERIFY(m_server->isConnected());
        QVERIFY(!m_dumps->isIdle());
        QSignalSpy idle(m_dumps.get(), &KeyDumps::idle);
        m_server->say("END\r\n");
        QTRY_COMPARE(idle.size(), 1);
        QVERIFY(m_dumps->draining().isEmpty());
        QCOMPARE(draining.size(), 2);
        QVERIFY(m_server->waitForHangUp());
        QVERIFY(takeKeys(*reply).isEmpty());
        QCOMPARE(finished.size(), 1);
    }

    void aDeletedListIsReadToItsEnd()
    {
        auto reply = m_dumps->list(m_options);
        answerLogin(*m_server);
        hearLine(*m_server);
        QSignalSpy draining(m_dumps.get(), &KeyDumps::drainingChanged);
        reply.reset();
        QCOMPARE(m_dumps->draining().size(), 1);
        m_server->say(item(1) + "nonsense\n");
        QTRY_COMPARE(draining.size(), 1);
        QVERIFY(!m_dumps->isIdle() && m_server->isConnected());
        m_server->say("END\r\n");
        QTRY_VERIFY(m_dumps->isIdle());
    }

    void beforeTheServerListsThereIsNothingToDrain()
    {
        auto reply = m_dumps->list(m_options);
        QVERIFY(m_server->waitForConnections());
        reply->cancel();
        QVERIFY(m_dumps->draining().isEmpty());
        QTRY_VERIFY(m_dumps->isIdle());
        QVERIFY(reply->isFinished());
        QVERIFY(m_server->waitForHangUp());
    }

    void aSecondListWaitsForTheFirstEvenIfThatIsNotWanted()
    {
        auto first = m_dumps->list(m_options);
        answerLogin(*m_server);
        hearLine(*m_server);
        const auto second = m_dumps->list(m_options);
        const auto third = m_dumps->list(m_options);
        first.reset();
        m_server->say(item(1));
        QTRY_COMPARE(m_dumps->draining().size(), 1);
        QCOMPARE(m_server->connectionCount(), 1);
        m_server->say("END\r\n");
        answerLogin(*m_server, 2);
        QCOMPARE(m_server->connectionCount(), 2);
        hearLine(*m_server);
        m_server->say(item(2) + "END\r\n");
        QVERIFY(!errorOf(*second));
        QCOMPARE(takeKeys(*second), QByteArrayList{"k2"});
        answerLogin(*m_server, 3);
        hearLine(*m_server);
        m_server->say("END\r\n");
        QVERIFY(!errorOf(*third));
    }

    void listsOfOtherServersDoNotWait()
    {
        FakeServer other;
        const auto first = m_dumps->list(m_options);
        answerLogin(*m_server);
        hearLine(*m_server);
        const auto second = m_dumps->list(optionsFor(other.port()));
        answerLogin(other);
        hearLine(other);
        other.say(item(1) + "END\r\n");
        QVERIFY(!errorOf(*second));
        QVERIFY(!first->isFinished());
    }

    void aListThatTakesTooMuchIsCutOffAndDrained()
    {
        const auto reply = m_dumps->list(m_options, DumpWalk::Best, 1'000'000);
        answerLogin(*m_server);
        hearLine(*m_server);
        m_server->say(QByteArray(item(1)).repeated(100'000));
        QCOMPARE(errorOf(*reply).code, Error::Code::TooLarge);
        QVERIFY(takeKeys(*reply).size() < 60'000);
        QCOMPARE(m_dumps->draining().size(), 1);
        m_server->say("END\r\n");
        QTRY_VERIFY(m_dumps->isIdle());
        QCOMPARE(reply->error().code, Error::Code::TooLarge);
    }

    void aReplyMayDeleteItselfOrTheListsFromItsSignals()
    {
        auto reply = m_dumps->list(m_options);
        connect(reply.get(), &TextReply::resultsReady, this, [&] { reply.reset(); });
        answerLogin(*m_server);
        hearLine(*m_server);
        m_server->say(item(1) + "END\r\n");
        QTRY_VERIFY(!reply);
        reply = m_dumps->list(m_options);
        connect(reply.get(), &TextReply::finished, this, [&] { m_dumps.reset(); });
        answerLogin(*m_server, 2);
        hearLine(*m_server);
        m_server->say("ERROR\r\n");
        QTRY_VERIFY(!m_dumps);
    }

    void repliesOutliveTheLists()
    {
        const auto asked = m_dumps->list(m_options);
        const auto waiting = m_dumps->list(m_options);
        answerLogin(*m_server);
        hearLine(*m_server);
        m_dumps.reset();
        QCOMPARE(errorOf(*asked).code, Error::Code::Stopped);
        QCOMPARE(errorOf(*waiting).code, Error::Code::Stopped);
    }
};

QTEST_GUILESS_MAIN(TestKeyDumps)
#include "tst_keydumps.moc"
