#include "connection/text/textchannel.h"

#include "tests/asking.h"
#include "tests/recordedtext.h"
#include "tests/textasking.h"

using namespace std::chrono_literals;
using State = PeekedItem::State;

namespace {

QList<QByteArray> peekKeys()
{
    const QByteArray unnamable = QByteArray(200, 'x') + ' ';
    return {"", "a", "gone", unnamable, "refused", "empty", unnamable};
}

QByteArray peekAnswers()
{
    return "VA 9 t-1 f7 c9 s9 l3 h1\r\nx\r\nEN\r\n\r\n\r\nEN\r\nCLIENT_ERROR bad command line format\r\n"
           "VA 0 t5 f0 c1 s0 l0 h0\r\n\r\nMN\r\n";
}

} // namespace

class TestTextChannel : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<TextChannel> m_channel;
    ConnectionOptions m_options;

    void open() { m_channel = std::make_unique<TextChannel>(m_options); }
    /// The words of a watch, once it has heard OK, in the segments that were taken.
    static QList<WatchedLine> takeLines(WatchReply &reply)
    {
        QList<WatchedLine> lines;
        for (const WatchSegment &segment : reply.takeSegments()) {
            for (qsizetype i = 0; i < segment.size(); ++i)
                lines += segment.line(i);
        }
        return lines;
    }

private slots:
    void init()
    {
        m_server = std::make_unique<FakeServer>();
        m_options = optionsFor(m_server->port());
        open();
    }

    void cleanup()
    {
        m_channel.reset();
        m_server.reset();
    }

    void questionsGoOneAfterAnotherOverOneConnection()
    {
        const auto statistics = m_channel->statistics();
        const auto connections = m_channel->statistics("conns");
        const auto version = m_channel->version();
        answerLogin(*m_server);
        QCOMPARE(hearLine(*m_server), QByteArray("stats\r\n"));
        m_server->say("STAT pid 7\r\nSTAT version 1.6.18\r\nEND\r\n");
        QCOMPARE(hearLine(*m_server), QByteArray("stats conns\r\n"));
        m_server->say("STAT 5:addr tcp:127.0.0.1:1\r\nEND\r\n");
        QCOMPARE(hearLine(*m_server).trimmed(), QByteArray("version"));
        m_server->say("VERSION 1.6.18\r\n");
        QVERIFY(!errorOf(*version));
        QCOMPARE(version->version(), QByteArray("1.6.18"));
        QVERIFY(!errorOf(*statistics));
        QCOMPARE(statistics->statistics(), (TextStatistics{{"pid", "7"}, {"version", "1.6.18"}}));
        QVERIFY(!errorOf(*connections));
        QCOMPARE(clientConnections(connections->statistics()).size(), 1);
        QCOMPARE(m_server->connectionCount(), 1);
        QVERIFY(m_server->isConnected());
    }

    void finishedComesOnceAndNeverAtOnce()
    {
        m_server->stopListening();
        const auto asked = m_channel->statistics();
        const auto refused = m_channel->statistics("two\r\nlines");
        QSignalSpy askedFinished(asked.get(), &TextReply::finished);
        QSignalSpy refusedFinished(refused.get(), &TextReply::finished);
        QVERIFY(!asked->isFinished() && !refused->isFinished());
        QTRY_COMPARE(refusedFinished.size(), 1);
        QCOMPARE(refused->error().code, Error::Code::Invalid);
        QTRY_COMPARE(askedFinished.size(), 1);
        QCOMPARE(asked->error().code, Error::Code::ConnectionRefused);
        m_channel.reset();
        QCOMPARE(askedFinished.size() + refusedFinished.size(), 2);
    }

    void aRefusedLoginAnswersForAllThatWait()
    {
        const auto first = m_channel->statistics();
        const auto second = m_channel->peek({"k"});
        QVERIFY(m_server->waitForConnections());
        QVERIFY(!hearLine(*m_server).isEmpty());
        m_server->say("CLIENT_ERROR unauthenticated\r\n");
        QCOMPARE(errorOf(*first).code, Error::Code::AuthenticationRequired);
        QCOMPARE(errorOf(*second).code, Error::Code::AuthenticationRequired);
        QCOMPARE(m_server->connectionCount(), 1);
    }

    void aRefusalDisturbsNoOtherQuestion()
    {
        const auto bad = m_channel->statistics("bad");
        const auto good = m_channel->statistics();
        answerLogin(*m_server);
        QCOMPARE(hearLine(*m_server), QByteArray("stats bad\r\n"));
        m_server->say("ERROR\r\n");
        QCOMPARE(errorOf(*bad).code, Error::Code::UnknownCommand);
        QCOMPARE(hearLine(*m_server), QByteArray("stats\r\n"));
        m_server->say("END\r\n");
        QVERIFY(!errorOf(*good));
    }

    void aLostConnectionIsOpenedAnewForTheNextQuestion()
    {
        const auto lost = m_channel->statistics();
        const auto next = m_channel->statistics("items");
        answerLogin(*m_server);
        QVERIFY(!hearLine(*m_server).isEmpty());
        m_server->say("STAT a 1\r\n");
        m_server->hangUp();
        QCOMPARE(errorOf(*lost).code, Error::Code::ClosedByServer);
        answerLogin(*m_server, 2);
        QCOMPARE(hearLine(*m_server), QByteArray("stats items\r\n"));
        m_server->say("END\r\n");
        QVERIFY(!errorOf(*next));
        m_server->hangUp();
        // One that is asked before the loss is noticed is lost with it.
        std::unique_ptr<StatisticsReply> later;
        QTRY_VERIFY((later = m_channel->statistics(), m_server->waitForConnections(3, 50ms)));
        answerLogin(*m_server, 3);
        QCOMPARE(hearLine(*m_server), QByteArray("stats\r\n"));
    }

    void aDeletedReplyDisturbsNoOther()
    {
        auto dropped = m_channel->statistics();
        auto unasked = m_channel->statistics("unasked");
        const auto kept = m_channel->statistics("kept");
        answerLogin(*m_server);
        QCOMPARE(hearLine(*m_server), QByteArray("stats\r\n"));
        m_server->say("STAT a 1\r\n");
        dropped.reset();
        unasked.reset();
        m_server->say("STAT b 2\r\nEND\r\n");
        QCOMPARE(hearLine(*m_server), QByteArray("stats kept\r\n"));
        m_server->say("STAT c 3\r\nEND\r\n");
        QVERIFY(!errorOf(*kept));
        QCOMPARE(kept->statistics(), (TextStatistics{{"c", "3"}}));
        QCOMPARE(m_server->connectionCount(), 1);
    }

    void whatNobodyAskedForEndsTheConnection()
    {
        const auto first = m_channel->statistics();
        answerLogin(*m_server);
        QVERIFY(!hearLine(*m_server).isEmpty());
        m_server->say("END\r\nSTAT late 1\r\n");
        QVERIFY(!errorOf(*first));
        QVERIFY(m_server->waitForHangUp());
    }

    void silenceIsGivenUp()
    {
        m_options.requestTimeout = 50ms;
        open();
        const auto reply = m_channel->statistics();
        answerLogin(*m_server);
        QVERIFY(!hearLine(*m_server).isEmpty());
        QCOMPARE(errorOf(*reply).code, Error::Code::RequestTimeout);
    }

    void itemsArePeekedAtInOrder()
    {
        const auto reply = m_channel->peek(peekKeys());
        answerLogin(*m_server);
        QTRY_VERIFY(m_server->heard().endsWith("mn\r\n"));
        QCOMPARE(m_server->takeHeard(),
                 QByteArray("mg YQ== b t f c s l h u v\r\nmg Z29uZQ== b t f c s l h u v\r\n"
                            "mg cmVmdXNlZA== b t f c s l h u v\r\nmg ZW1wdHk= b t f c s l h u v\r\nmn\r\n"));
        m_server->say(peekAnswers());
        QVERIFY(!errorOf(*reply));
        const std::vector<PeekedItem> items = reply->takeItems();
        QCOMPARE(items.size(), size_t(7));
        QCOMPARE(items[0].state, State::Refused);
        QCOMPARE(items[1].state, State::Hit);
        QCOMPARE(items[1].value, QByteArray("x\r\nEN\r\n\r\n"));
        QCOMPARE(items[1].answer.flags, std::optional<quint32>(7));
        QCOMPARE(items[1].answer.wasRead, std::optional<bool>(true));
        QCOMPARE(items[2].state, State::Miss);
        QCOMPARE(items[3].state, State::Refused);
        QVERIFY(!items[3].reason.isEmpty());
        QCOMPARE(items[4].state, State::Refused);
        QVERIFY(items[4].reason.contains(QLatin1String("bad command line format")));
        QCOMPARE(items[5].state, State::Hit);
        QVERIFY(items[5].value.isEmpty());
        QCOMPARE(items[5].answer.timeToLive, std::optional<qint64>(5));
        QCOMPARE(items[6].state, State::Refused);
    }

    void aPeekReadsTheSameInEverySlicing()
    {
        std::vector<PeekedItem> expected;
        inEverySlicing(peekAnswers(), [&](auto feedTo) {
            PeekExchange exchange(peekKeys(), PeekParts::WithValue, 1'000);
            QVERIFY(exchange.nextPortion().endsWith("mn\r\n"));
            feedTo([&](QByteArrayView slice) { return exchange.take(slice); });
            QCOMPARE(exchange.progress(), TextExchange::Progress::Complete);
            const std::vector<PeekedItem> items = exchange.takeItems();
            if (expected.empty())
                expected = items;
            QVERIFY(items.size() == 7 && items == expected);
        });
    }

    void wrongAnswersToAPeekAreAnError_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<Error::Code>("code");
        QTest::newRow("garbage") << QByteArray("what\r\n") << Error::Code::MalformedLine;
        QTest::newRow("early end") << QByteArray("MN\r\n") << Error::Code::MalformedLine;
        QTest::newRow("one too many") << QByteArray("EN\r\nEN\r\n") << Error::Code::MalformedLine;
        QTest::newRow("no value") << QByteArray("HD t-1\r\n") << Error::Code::MalformedLine;
        QTest::newRow("4 GiB") << QByteArray("VA 4294967296 t-1\r\n") << Error::Code::TooLarge;
        QTest::newRow("over the limit") << QByteArray("VA 134217729 t-1\r\n") << Error::Code::TooLarge;
        QTest::newRow("longer than said") << QByteArray("VA 2 t-1\r\nabc\r\n") << Error::Code::MalformedLine;
        QTest::newRow("shorter than said") << QByteArray("VA 5 t-1\r\nabc\r\nMN\r\n") << Error::Code::MalformedLine;
        QTest::newRow("number out of range") << QByteArray("VA 1 f99999999999\r\n") << Error::Code::MalformedLine;
        QTest::newRow("no such command") << QByteArray("ERROR\r\n") << Error::Code::UnknownCommand;
        QTest::newRow("endless line") << QByteArray("VA ") + QByteArray(100'000, '1') << Error::Code::MalformedLine;
    }

    void wrongAnswersToAPeekAreAnError()
    {
        QFETCH(QByteArray, answer);
        QFETCH(Error::Code, code);
        const auto reply = m_channel->peek({"a"});
        answerLogin(*m_server);
        QTRY_VERIFY(m_server->heard().endsWith("mn\r\n"));
        m_server->say(answer);
        QCOMPARE(errorOf(*reply).code, code);
        QVERIFY(m_server->waitForHangUp());
    }

    void manyKeysAreWrittenInPortions()
    {
        const auto reply = m_channel->peek(QList<QByteArray>(10'000, "key"), PeekParts::Metadata);
        QSignalSpy results(reply.get(), &TextReply::resultsReady);
        answerLogin(*m_server);
        const QByteArray question = "mg a2V5 b t f c s l h u\r\n";
        QTRY_COMPARE(m_server->heard().size(), 2'000 * question.size());
        qsizetype heard = 0;
        qsizetype found = 0;
        QTRY_VERIFY(([&] {
            const qsizetype count = m_server->takeHeard().count(question);
            heard += count;
            m_server->say(QByteArray("HD t-1 f0 c1 s1 l1 h0\r\n").repeated(count) + (heard == 10'000 && count > 0 ? "MN\r\n" : ""));
            found += qsizetype(reply->takeItems().size());
            return reply->isFinished();
        })());
        QVERIFY(!reply->error());
        QCOMPARE(found + qsizetype(reply->takeItems().size()), 10'000);
        QVERIFY(results.size() > 1);
    }

    void keysThatCannotBeNamedNeedNoAnswer()
    {
        const auto reply = m_channel->peek(QList<QByteArray>(10'000, QByteArray(300, 'k')));
        answerLogin(*m_server);
        QCOMPARE(hearLine(*m_server), QByteArray("mn\r\n"));
        m_server->say("MN\r\n");
        QVERIFY(!errorOf(*reply));
        QCOMPARE(reply->takeItems().size(), size_t(10'000));
    }

    void aCancelledPeekAsksForNoMore()
    {
        const auto reply = m_channel->peek(QList<QByteArray>(100'000, "key"), PeekParts::Metadata);
        const auto next = m_channel->statistics();
        answerLogin(*m_server);
        const QByteArray question = "mg a2V5 b t f c s l h u\r\n";
        QTRY_COMPARE(m_server->heard().size(), 2'000 * question.size());
        reply->cancel();
        QCOMPARE(errorOf(*reply).code, Error::Code::Stopped);
        QVERIFY(!m_server->takeHeard().isEmpty());
        m_server->say(QByteArray("EN\r\n").repeated(2'000));
        QCOMPARE(hearLine(*m_server), QByteArray("mn\r\n"));
        m_server->say("MN\r\n");
        QCOMPARE(hearLine(*m_server), QByteArray("stats\r\n"));
        m_server->say("END\r\n");
        QVERIFY(!errorOf(*next));
    }

    void oldServersArePeekedAtInNoWay()
    {
        const auto reply = m_channel->peek({"k"});
        const auto store = m_channel->store({.key = "k", .value = "flush_all\r\n"});
        const auto statistics = m_channel->statistics();
        answerLogin(*m_server, 1, "1.5.22");
        QCOMPARE(hearLine(*m_server), QByteArray("stats\r\n"));
        QCOMPARE(errorOf(*reply).code, Error::Code::UnknownCommand);
        QCOMPARE(errorOf(*store).code, Error::Code::UnknownCommand);
    }

    void aStoreSaysWhatBecameOfIt_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<StoreOutcome>("outcome");
        QTest::addColumn<quint64>("cas");
        QTest::newRow("HD") << QByteArray("HD c77\r\n") << StoreOutcome::Stored << quint64(77);
        QTest::newRow("HD alone") << QByteArray("HD \r\n") << StoreOutcome::Stored << quint64(0);
        QTest::newRow("NS") << QByteArray("NS\r\n") << StoreOutcome::NotStored << quint64(0);
        QTest::newRow("EX") << QByteArray("EX c0\r\n") << StoreOutcome::Exists << quint64(0);
        QTest::newRow("NF") << QByteArray("NF \r\n") << StoreOutcome::NotFound << quint64(0);
    }

    void aStoreSaysWhatBecameOfIt()
    {
        QFETCH(QByteArray, answer);
        QFETCH(StoreOutcome, outcome);
        QFETCH(quint64, cas);
        const auto reply =
            m_channel->store({.key = "k", .value = "a\r\nb", .flags = 7, .expiry = -1, .cas = 12, .mode = MetaStore::Mode::Add});
        answerLogin(*m_server);
        QTRY_COMPARE(m_server->heard(), QByteArray("ms aw== 4 b c F7 T-1 ME C12\r\na\r\nb\r\n"));
        m_server->say(answer);
        QVERIFY(!errorOf(*reply));
        QCOMPARE(reply->outcome(), outcome);
        QCOMPARE(reply->cas(), cas);
    }

    void aRefusedStoreEndsTheConnection()
    {
        const auto reply = m_channel->store({.key = QByteArray(200, 'k'), .value = "v"});
        answerLogin(*m_server);
        QTRY_COMPARE(m_server->heard(), "ms " + QByteArray(200, 'k') + " 1 c F0 T0 MS\r\nv\r\n");
        m_server->say("CLIENT_ERROR bad data chunk\r\n");
        QCOMPARE(errorOf(*reply).code, Error::Code::CommandRefused);
        QVERIFY(m_server->waitForHangUp());
    }

    void aLargeStoreIsWrittenAsTheServerTakesIt()
    {
        const QByteArray value(20'000'000, 'v');
        const auto reply = m_channel->store({.key = "k", .value = value});
        answerLogin(*m_server);
        QTRY_COMPARE(m_server->heard().size(), value.size() + QByteArray("ms aw== 20000000 b c F0 T0 MS\r\n\r\n").size());
        m_server->say("HD c1\r\n");
        QVERIFY(!errorOf(*reply));
    }

    void aStoreThatIsRefusedHalfWayIsGivenUp()
    {
        const auto reply = m_channel->store({.key = "k", .value = QByteArray(50'000'000, 'v')});
        answerLogin(*m_server);
        QTRY_VERIFY(m_server->heard().startsWith("ms aw== 50000000 b"));
        m_server->stopReading();
        m_server->say("SERVER_ERROR object too large for cache\r\n");
        QCOMPARE(errorOf(*reply).code, Error::Code::CommandRefused);
        QVERIFY(reply->error().text.contains(QLatin1String("too large")));
    }

    void linesAreWatchedUntilItIsCancelled()
    {
        const auto reply = m_channel->watch({"fetchers", "mutations"}, QByteArrayLiteral("1.6.18"));
        QSignalSpy results(reply.get(), &TextReply::resultsReady);
        answerLogin(*m_server);
        QCOMPARE(hearLine(*m_server), QByteArray("watch fetchers mutations\r\n"));
        m_server->say("OK\r\n");
        QTRY_VERIFY(reply->isWatching() && !results.isEmpty());
        m_server->say("ts=1.2 gid=1 type=item_get key=a%20b status=found\nskipped=5\nts=1.3 gid=2 type=item_store key=c status=stored\n");
        QTRY_COMPARE(reply->lineCount(), 2);
        const QList<WatchedLine> lines = takeLines(*reply);
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0].key, QByteArray("a b"));
        QCOMPARE(lines[1].skipped, std::optional<quint64>(5));
        QCOMPARE(lines[2].type, QByteArray("item_store"));
        QCOMPARE(reply->skipped(), quint64(5));
        QCOMPARE(reply->words(), (QByteArrayList{"fetchers", "mutations"}));
        reply->cancel();
        QVERIFY(m_server->waitForHangUp());
        QCOMPARE(errorOf(*reply).code, Error::Code::Stopped);
    }

    void aQuietWatchIsNotGivenUp()
    {
        m_options.requestTimeout = 30ms;
        open();
        const auto reply = m_channel->watch({});
        answerLogin(*m_server);
        QCOMPARE(hearLine(*m_server), QByteArray("watch fetchers\r\n"));
        m_server->say("OK\r\n");
        QTRY_VERIFY(reply->isWatching());
        // Another question that is given up takes as long.
        const auto other = m_channel->statistics();
        QCOMPARE(errorOf(*other).code, Error::Code::Silent);
        QVERIFY(!reply->isFinished());
    }

    void unknownWordsAreFoundOut()
    {
        const auto reply = m_channel->watch({"fetchers", "bogus", "mutations"}, QByteArrayLiteral("1.6.18"));
        answerLogin(*m_server);
        QCOMPARE(hearLine(*m_server), QByteArray("watch fetchers bogus mutations\r\n"));
        m_server->say("ERROR\r\n");
        answerLogin(*m_server, 2);
        QCOMPARE(hearLine(*m_server), QByteArray("watch fetchers\r\n"));
        m_server->say("OK\r\nts=1.2 gid=1 type=item_get\n");
        answerLogin(*m_server, 3);
        QCOMPARE(hearLine(*m_server), QByteArray("watch bogus\r\n"));
        m_server->say("ERROR\r\n");
        answerLogin(*m_server, 4);
        QCOMPARE(hearLine(*m_server), QByteArray("watch mutations\r\n"));
        m_server->say("OK\r\n");
        answerLogin(*m_server, 5);
        QCOMPARE(hearLine(*m_server), QByteArray("watch fetchers mutations\r\n"));
        m_server->say("OK\r\n");
        QTRY_VERIFY(reply->isWatching());
        QCOMPARE(reply->unknownWords(), QByteArrayList{"bogus"});
        QCOMPARE(reply->words(), (QByteArrayList{"fetchers", "mutations"}));
        QVERIFY(!reply->isFinished());
    }

    void refusalsOfAWatchAreTold_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<Error::Code>("code");
        QTest::newRow("-W") << QByteArray("CLIENT_ERROR watch commands not allowed\r\n") << Error::Code::WatchNotAllowed;
        QTest::newRow("too many") << QByteArray("WATCHER_TOO_MANY log watcher limit reached\r\n") << Error::Code::TooManyWatchers;
        QTest::newRow("unknown") << QByteArray("ERROR\r\n") << Error::Code::UnknownCommand;
        QTest::newRow("garbage") << QByteArray("what\r\n") << Error::Code::MalformedLine;
        QTest::newRow("garbage later") << QByteArray("OK\r\nwhat\r\n") << Error::Code::MalformedLine;
        QTest::newRow("broken time") << QByteArray("OK\r\nts=x.2 gid=1 key=4\r\n") << Error::Code::MalformedLine;
        QTest::newRow("endless") << QByteArray("OK\r\n") + QByteArray(100'000, 'x') << Error::Code::MalformedLine;
    }

    void refusalsOfAWatchAreTold()
    {
        QFETCH(QByteArray, line);
        QFETCH(Error::Code, code);
        const auto reply = m_channel->watch({"fetchers"});
        answerLogin(*m_server);
        QVERIFY(!hearLine(*m_server).isEmpty());
        m_server->say(line);
        QCOMPARE(errorOf(*reply).code, code);
        QVERIFY(m_server->waitForHangUp());
    }

    void aWatchThatTheServerEndsIsTold()
    {
        const auto reply = m_channel->watch({"fetchers"});
        answerLogin(*m_server);
        QVERIFY(!hearLine(*m_server).isEmpty());
        m_server->say("OK\r\nts=1.2 gid=1 type=item_get\n");
        m_server->hangUp();
        QCOMPARE(errorOf(*reply).code, Error::Code::ClosedByServer);
        QCOMPARE(takeLines(*reply).size(), 1);
    }

    void wordsThatAreNoneAreNotSent()
    {
        for (const char *word : {"", "two words", "x\r\nflush_all", "UPPER"})
            QCOMPARE(errorOf(*m_channel->watch({"fetchers", word})).code, Error::Code::Invalid);
        QCOMPARE(m_server->connectionCount(), 0);
    }

    void linesThatNobodyTakesAreBounded()
    {
        const auto reply = m_channel->watch({"fetchers"});
        answerLogin(*m_server);
        QVERIFY(!hearLine(*m_server).isEmpty());
        m_server->say("OK\r\n");
        const QByteArray lines = ("ts=1.2 gid=1 type=item_get key=" + QByteArray(8'000, 'k') + "\n").repeated(1'000);
        for (int i = 1; i <= 10; ++i) {
            m_server->say(lines);
            QTRY_COMPARE(reply->lineCount(), i * 1'000);
        }
        QVERIFY(reply->dropped() > 0);
        QCOMPARE(takeLines(*reply).size(), 10'000 - qsizetype(reply->dropped()));
    }

    void repliesOutliveTheChannel()
    {
        const auto asked = m_channel->statistics();
        const auto waiting = m_channel->peek({"k"});
        answerLogin(*m_server);
        QVERIFY(!hearLine(*m_server).isEmpty());
        m_channel.reset();
        QCOMPARE(errorOf(*asked).code, Error::Code::Stopped);
        QCOMPARE(errorOf(*waiting).code, Error::Code::Stopped);
    }
};

QTEST_GUILESS_MAIN(TestTextChannel)
#include "tst_textchannel.moc"
