#include "app/keyspace/cachedumplisting.h"
#include "connection/text/textchannel.h"
#include "tests/asking.h"
#include "tests/recordedtext.h"
#include "tests/servers/realserver.h"
#include "tests/textasking.h"

namespace {

/// What an answer came to, written down.
QByteArray written(CachedumpExchange &exchange)
{
    exchange.finish({});
    QByteArray text = QByteArray::number(int(exchange.progress())) + ' ' + QByteArray::number(exchange.unreadableCount()) + '\n';
    for (const KeySegment &segment : exchange.takeSegments()) {
        for (qsizetype i = 0; i < segment.size(); ++i)
            text += segment.key(i).toByteArray().toHex() + ' ' + QByteArray::number(segment.itemSize(i)) + ' '
                + QByteArray::number(segment.expiry(i)) + ' ' + QByteArray::number(segment.slabClass(i)) + '\n';
    }
    return text;
}

QByteArray readWhole(const QByteArray &answer)
{
    CachedumpExchange exchange(3);
    static_cast<void>(exchange.take(answer));
    return written(exchange);
}

QByteArray oddAnswer()
{
    return QByteArray("ITEM plain [5 b; 0 s]\r\n"
                      "ITEM with space [0 b; 1795988372 s]\r\n"
                      "ITEM cr\r\nlf [5 b; 0 s]\r\n"
                      "ITEM x\r\nEND\r\n [5 b; 0 s]\r\n"
                      "ITEM x [3 b; 0 s] [5 b; 7 s]\r\n"
                      "ITEM \xff\xfe [1048000 b; 18446744073709551615 s]\r\n"
                      "END\r\n");
}

} // namespace

class TestCachedump : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<TextChannel> m_channel;

    void start(const QStringList &arguments = {})
    {
        m_server = std::make_unique<RealServer>(arguments);
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
        m_channel = std::make_unique<TextChannel>(optionsFor(m_server->port()));
    }
    void store(const QList<Command> &commands)
    {
        m_connection->open(optionsFor(m_server->port()));
        QTRY_VERIFY2(m_connection->isReady(), qPrintable(m_connection->error().text));
        const auto batch = m_connection->executeBatch(commands);
        const BatchOutcomes outcomes(batch.get());
        QTRY_VERIFY_WITH_TIMEOUT(batch->isFinished(), 30'000);
        QCOMPARE(outcomes.count(Status::Success), commands.size());
    }
    static void run(CachedumpListing &listing, quint16 port)
    {
        const QSignalSpy finished(&listing, &CachedumpListing::finished);
        listing.start(optionsFor(port));
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
    }

private slots:
    void init() { m_connection = std::make_unique<Connection>(); }

    void cleanup()
    {
        m_channel.reset();
        m_connection.reset();
        m_server.reset();
    }

    void keysWithOddBytesAreToldApart()
    {
        QCOMPARE(readWhole(oddAnswer()),
                 QByteArray("1 0\n") + QByteArray("plain").toHex() + " 69 -1 3\n" + QByteArray("with space").toHex() + " 69 1795988372 3\n"
                     + QByteArray("cr\r\nlf").toHex() + " 70 -1 3\n" + QByteArray("x\r\nEND\r\n").toHex() + " 72 -1 3\n"
                     + QByteArray("x [3 b; 0 s]").toHex() + " 76 7 3\n" + QByteArray("\xff\xfe").toHex() + " 1048061 4294967295 3\n");
    }

    void anAnswerReadsTheSameInEverySlicing()
    {
        const QByteArray whole = readWhole(oddAnswer());
        inEverySlicing(oddAnswer(), [&](auto feedTo) {
            CachedumpExchange exchange(3);
            feedTo([&](QByteArrayView bytes) { return exchange.take(bytes); });
            QCOMPARE(written(exchange), whole);
        });
    }

    /// As a real server wrote it: a name ends at its NUL.
    void aRecordedAnswerIsRead()
    {
        const QByteArray read = readWhole(recordedText("1.6.18", "cachedump_odd_keys"));
        QVERIFY(read.startsWith("1 0\n"));
        QCOMPARE(read.count('\n'), 7);
        for (const QByteArray &key :
             std::initializer_list<QByteArray>{"plain", "with space", "nul", "cr\r\nlf", "\xff\xfe", "x [3 b; 0 s]"})
            QVERIFY2(read.contains('\n' + key.toHex() + ' '), key.constData());
    }

    void whatIsNoItemIsCountedAndPassedOver()
    {
        const QByteArray answer =
            "ITEM a [1 b; 0 s]\r\nrest of something\r\nITEM k\r\n" + QByteArray(400, 'k') + "\r\nITEM b [1 b; 0 s]\r\nEND\r\n";
        const QByteArray whole = readWhole(answer);
        QCOMPARE(whole, QByteArray("1 3\n") + QByteArray("a").toHex() + " 61 -1 3\n" + QByteArray("b").toHex() + " 61 -1 3\n");
        inEverySlicing(answer, [&](auto feedTo) {
            CachedumpExchange exchange(3);
            feedTo([&](QByteArrayView bytes) { return exchange.take(bytes); });
            QCOMPARE(written(exchange), whole);
        });
    }

    void aLineThatOnlyLooksLikeAnItemIsPassedOver_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("no expiry") << QByteArray("ITEM x [3 b; s]");
        QTest::newRow("no length") << QByteArray("ITEM x [ b; 0 s]");
        QTest::newRow("neither") << QByteArray("ITEM x [ b; s]");
        QTest::newRow("nothing in brackets") << QByteArray("ITEM x [ s]");
        QTest::newRow("no key") << QByteArray("ITEM  [3 b; 0 s]");
        QTest::newRow("no brackets") << QByteArray("ITEM x b;  s]");
    }

    void aLineThatOnlyLooksLikeAnItemIsPassedOver()
    {
        QFETCH(QByteArray, line);
        QCOMPARE(readWhole(line + "\r\n" + QByteArray(400, 'k') + "\r\nITEM b [1 b; 0 s]\r\nEND\r\n"),
                 QByteArray("1 2\n") + QByteArray("b").toHex() + " 61 -1 3\n");
    }

    void aRefusalIsTold()
    {
        CachedumpExchange forbidden(1);
        QCOMPARE(forbidden.take("CLIENT_ERROR stats cachedump not allowed\r\n"), 42);
        QCOMPARE(forbidden.progress(), TextExchange::Progress::Refused);
        QCOMPARE(forbidden.refusal().code, Error::Code::DumpNotAllowed);
        CachedumpExchange odd(1);
        static_cast<void>(odd.take("HELLO\r\n"));
        QCOMPARE(odd.progress(), TextExchange::Progress::Malformed);
        CachedumpExchange endless(1);
        static_cast<void>(endless.take("ITEM " + QByteArray(400, 'k')));
        QCOMPARE(endless.progress(), TextExchange::Progress::Malformed);
    }

    void anAnswerThatNeverEndsIsGivenUp()
    {
        CachedumpExchange exchange(1);
        const QByteArray lines = QByteArray("ITEM a key [1 b; 0 s]\r\n").repeated(50'000);
        for (int i = 0; i < 20 && exchange.progress() == TextExchange::Progress::Open; ++i)
            static_cast<void>(exchange.take(lines));
        QCOMPARE(exchange.progress(), TextExchange::Progress::Malformed);
        QCOMPARE(exchange.refusal().code, Error::Code::TooLarge);
    }

    void aClassThatCannotBeIsNotAskedFor()
    {
        TextChannel channel(optionsFor(1));
        for (const int slabClass : {0, -1, 64}) {
            const auto reply = channel.cachedump(slabClass);
            QCOMPARE(errorOf(*reply).code, Error::Code::UnknownClass);
        }
    }

    void aReadOnlyConnectionMayAsk()
    {
        start();
        ConnectionOptions options = optionsFor(m_server->port());
        options.access = Access::ReadOnly;
        TextChannel channel(options);
        const auto reply = channel.cachedump(1);
        QVERIFY(!errorOf(*reply));
        QCOMPARE(reply->keyCount(), 0);
    }

    /// Without the maintainer of its LRUs a server has but one for each class, and cachedump shows all of it.
    void aRealServersKeysAreGathered()
    {
        start({QStringLiteral("-o"), QStringLiteral("no_lru_maintainer,no_lru_crawler")});
        QList<Command> commands{{.opcode = Opcode::Set, .key = "cr\r\nlf", .value = "v"},
                                {.opcode = Opcode::Set, .key = "\xff x", .value = QByteArray(5'000, 'v'), .expiry = 1000}};
        for (int i = 0; i < 1'000; ++i)
            commands += {.opcode = Opcode::SetQ, .key = "key:" + QByteArray::number(i), .value = QByteArray(i, 'v')};
        store(commands);
        CachedumpListing listing;
        run(listing, m_server->port());
        QVERIFY2(!listing.error(), qPrintable(listing.error().text));
        QCOMPARE(listing.keyCount(), 1'002);
        QCOMPARE(listing.itemCount(), 1'002);
        QCOMPARE(listing.classesDone(), listing.classCount());
        QVERIFY(listing.classCount() > 5);
        QVERIFY(!listing.isCutOff());
        QVERIFY2(listing.summary().contains(QLatin1String("100 %")), qPrintable(listing.summary()));
        const KeyStore store = listing.takeStore();
        const std::optional<int> odd = store.find("\xff x");
        QVERIFY(store.find("cr\r\nlf") && odd);
        const ListedKey key = store.listing().at(*odd);
        QCOMPARE(key.size, quint32(48 + 8 + 4 + 5'000 + 2));
        QVERIFY(std::abs(store.listing().ttl(key.expiry) - 1000) < 60);
        QCOMPARE(key.cas, 0U);
        QCOMPARE(key.lastAccess, 0);
        QVERIFY(!key.flags && !key.fetched && key.slabClass > 1);
        QCOMPARE(store.listing().at(*store.find("key:7")).expiry, ListedKey::never);
    }

    void whatDoesNotFitIsSaidToBeMissing()
    {
        start({QStringLiteral("-o"), QStringLiteral("no_lru_maintainer,no_lru_crawler")});
        QList<Command> commands;
        for (int i = 0; i < 20'000; ++i)
            commands += {.opcode = Opcode::SetQ, .key = QByteArray(180, 'k') + QByteArray::number(i)};
        store(commands);
        CachedumpListing listing;
        run(listing, m_server->port());
        QVERIFY(!listing.error());
        QVERIFY(listing.isCutOff());
        QVERIFY(listing.keyCount() > 5'000 && listing.keyCount() < 20'000);
        QCOMPARE(listing.itemCount(), 20'000);
        QVERIFY2(listing.summary().contains(QLatin1String("2 MB")), qPrintable(listing.summary()));
    }

    void whatHasExpiredIsLeftOut()
    {
        FakeServer server;
        CachedumpListing listing;
        const QSignalSpy finished(&listing, &CachedumpListing::finished);
        listing.start(optionsFor(server.port()));
        answerLogin(server);
        QCOMPARE(hearLine(server), QByteArray("stats\r\n"));
        server.say("STAT uptime 500\r\nSTAT time 100000\r\nSTAT version 1.6.18\r\nEND\r\n");
        QCOMPARE(hearLine(server), QByteArray("stats items\r\n"));
        server.say("STAT items:5:number 3\r\nSTAT items:5:number_cold 3\r\nSTAT items:99:number 3\r\nSTAT items:x:number 3\r\n"
                   "STAT items:5:number 4\r\nEND\r\n");
        QCOMPARE(hearLine(server), QByteArray("stats cachedump 5 0\r\n"));
        server.say("ITEM a [1 b; 0 s]\r\nITEM gone [1 b; 99999 s]\r\nITEM b [1 b; 100001 s]\r\nEND\r\n");
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!listing.error());
        QCOMPARE(listing.expiredCount(), 1);
        const KeyStore store = listing.takeStore();
        QCOMPARE(store.count(), 2);
        QVERIFY(!store.find("gone"));
        QCOMPARE(store.listing().ttl(store.listing().at(*store.find("b")).expiry), 1);
    }

    /// 1.4.5 says of what never expires that it did when the server was started.
    void anOldServersNeverIsUnderstood()
    {
        FakeServer server;
        CachedumpListing listing;
        const QSignalSpy finished(&listing, &CachedumpListing::finished);
        listing.start(optionsFor(server.port()));
        answerLogin(server, 1, "1.4.5");
        hearLine(server);
        server.say("STAT uptime 500\r\nSTAT time 100000\r\nSTAT version 1.4.5\r\nEND\r\n");
        hearLine(server);
        server.say("STAT items:1:number 2\r\nEND\r\n");
        hearLine(server);
        server.say("ITEM a [1 b; 99498 s]\r\nITEM gone [1 b; 99499 s]\r\nEND\r\n");
        QTRY_COMPARE(finished.size(), 1);
        const KeyStore store = listing.takeStore();
        QCOMPARE(store.count(), 1);
        QCOMPARE(store.listing().at(0).expiry, ListedKey::never);
        QCOMPARE(store.listing().at(0).slabClass, 1);
    }

    void whatCameBeforeALossIsKept()
    {
        FakeServer server;
        CachedumpListing listing;
        const QSignalSpy finished(&listing, &CachedumpListing::finished);
        listing.start(optionsFor(server.port()));
        answerLogin(server);
        hearLine(server);
        server.say("STAT time 100000\r\nEND\r\n");
        hearLine(server);
        server.say("STAT items:1:number 2\r\nSTAT items:2:number 2\r\nEND\r\n");
        hearLine(server);
        server.say("ITEM a [1 b; 0 s]\r\nEND\r\n");
        hearLine(server);
        server.say("ITEM b [1 b; 0 s]\r\nITEM c");
        server.hangUp();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(listing.error());
        QVERIFY(listing.summary().contains(listing.error().text));
        QCOMPARE(listing.takeStore().count(), 2);
    }

    void aServerThatForbidsItSaysSo()
    {
        start({QStringLiteral("-X")});
        store({{.opcode = Opcode::Set, .key = "k"}});
        CachedumpListing listing;
        run(listing, m_server->port());
        QCOMPARE(listing.error().code, Error::Code::DumpNotAllowed);
    }
};

QTEST_GUILESS_MAIN(TestCachedump)
#include "tst_cachedump.moc"
