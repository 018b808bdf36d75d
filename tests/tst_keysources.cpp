#include "app/keyspace/keysources.h"

#include "connection/text/keydumps.h"
#include "connection/text/textchannel.h"
#include "tests/asking.h"
#include "tests/servers/certificates.h"
#include "tests/servers/realserver.h"
#include "tests/textasking.h"

#include <QMetaEnum>
#include <QTcpSocket>

using enum KeySource;

namespace {

QList<KeySource> named()
{
    return {KeysFromFile, TypedKeys, SeenKeys};
}
QList<KeySource> namedOrPart()
{
    return {Cachedump, KeysFromFile, TypedKeys, SeenKeys};
}
QList<KeySource> namedOrAgain()
{
    return {Retry, KeysFromFile, TypedKeys, SeenKeys};
}

} // namespace

/// Each row of the table in keysources.h, provoked.
class TestKeySources : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<KeyDumps> m_dumps;

    void start(const QStringList &arguments = {}, RealServer::Access access = RealServer::Access::Open)
    {
        m_server = std::make_unique<RealServer>(arguments, access);
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
    }
    [[nodiscard]] ConnectionOptions options() const { return optionsFor(m_server->port()); }
    RemainingSources refused(const ConnectionOptions &options, Error::Code code)
    {
        const auto reply = m_dumps->list(options);
        const Error error = errorOf(*reply);
        if (error.code != code)
            qWarning("another refusal: %s", qPrintable(error.text));
        return error.code == code ? RemainingSources::after(error) : RemainingSources();
    }
    /// Whether a key that is there can be looked at without a trace, and one that is not is told to be missing.
    bool canBePeeked()
    {
        TextChannel channel(options());
        const auto reply = channel.peek({"no such key"}, PeekParts::Metadata);
        return !errorOf(*reply) && reply->answeredCount() == 1;
    }
    bool hasCachedump()
    {
        TextChannel channel(options());
        return !errorOf(*channel.cachedump(1));
    }
    /// Asks the server in its own words, and returns the answer's beginning.
    QByteArray told(const QByteArray &line)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_server->port());
        if (!socket.waitForConnected())
            return {};
        socket.write(line);
        return socket.waitForReadyRead() ? socket.readAll() : QByteArray();
    }

private slots:
    void init() { m_dumps = std::make_unique<KeyDumps>(); }

    void cleanup()
    {
        m_dumps.reset();
        m_server.reset();
    }

    void binaryOnly_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<RealServer::Access>("access");
        QTest::newRow("-B binary") << QStringList{QStringLiteral("-B"), QStringLiteral("binary")} << RealServer::Access::Open;
        QTest::newRow("-S") << QStringList() << RealServer::Access::Sasl;
    }

    void binaryOnly()
    {
        QFETCH(QStringList, arguments);
        QFETCH(RealServer::Access, access);
        start(arguments, access);
        const RemainingSources left = refused(options(), Error::Code::BinaryOnly);
        QCOMPARE(left.sources, named());
        QCOMPARE(left.knowledge, KeyKnowledge::NameOnly);
        QVERIFY(!canBePeeked());
        QVERIFY(!hasCachedump());
    }

    void dumpsForbidden()
    {
        start({QStringLiteral("-X")});
        const RemainingSources left = refused(options(), Error::Code::DumpNotAllowed);
        QCOMPARE(left.sources, named());
        QCOMPARE(left.knowledge, KeyKnowledge::Everything);
        QVERIFY(canBePeeked());
        QVERIFY(!hasCachedump());
    }

    void noCrawlerFromTheStart()
    {
        start({QStringLiteral("-o"), QStringLiteral("no_lru_crawler")});
        const RemainingSources left = refused(options(), Error::Code::CrawlerDisabled);
        QCOMPARE(left.sources, namedOrPart());
        QCOMPARE(left.knowledge, KeyKnowledge::Everything);
        QVERIFY(canBePeeked());
        QVERIFY(hasCachedump());
        // What the remedy says.
        QCOMPARE(told("lru_crawler enable\r\n"), QByteArray("OK\r\n"));
        QVERIFY(!errorOf(*m_dumps->list(options())));
    }

    void crawlerSwitchedOff()
    {
        start();
        QVERIFY(!errorOf(*m_dumps->list(options())));
        QCOMPARE(told("lru_crawler disable\r\n"), QByteArray("OK\r\n"));
        const RemainingSources left = refused(options(), Error::Code::CrawlerDisabled);
        QCOMPARE(left.sources, namedOrPart());
        QVERIFY(canBePeeked());
        QVERIFY(hasCachedump());
    }

    /// That a real one is busy lasts too briefly to be met every time; see tst_keydumps_real.
    void busyWithAnotherList_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<Error::Code>("code");
        QTest::newRow("crawler") << QByteArray("BUSY currently processing crawler request\r\n") << Error::Code::CrawlerBusy;
        QTest::newRow("crawler that is being stopped") << QByteArray("ERROR an unknown error happened\r\n") << Error::Code::CrawlerBusy;
        QTest::newRow("hash table") << QByteArray("ERROR locked try again later\r\n") << Error::Code::HashTableLocked;
    }

    void busyWithAnotherList()
    {
        QFETCH(QByteArray, answer);
        QFETCH(Error::Code, code);
        FakeServer server;
        ConnectionOptions options = optionsFor(server.port());
        options.backoff = {std::chrono::milliseconds(1), std::chrono::milliseconds(2), 1.5};
        const auto reply = m_dumps->list(options);
        answerLogin(server);
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(hearLine(server), QByteArray("lru_crawler metadump hash\r\n"));
            server.say(answer);
        }
        const Error error = errorOf(*reply);
        QCOMPARE(error.code, code);
        const RemainingSources left = RemainingSources::after(error);
        QCOMPARE(left.sources, (QList<KeySource>{Retry, Cachedump, KeysFromFile, TypedKeys, SeenKeys}));
        QCOMPARE(left.knowledge, KeyKnowledge::Everything);
    }

    void wrongCredentials()
    {
        start({}, RealServer::Access::AuthFile);
        QCOMPARE(refused(options(), Error::Code::AuthenticationRequired).sources, QList{Retry});
        ConnectionOptions wrong = options();
        wrong.credentials = {RealServer::user(), QStringLiteral("wrong")};
        QCOMPARE(refused(wrong, Error::Code::AuthenticationFailed).sources, QList{Retry});
    }

    void tlsWhereThereIsNone()
    {
        start();
        ConnectionOptions options = this->options();
        options.address.encryption = Encryption::Tls;
        QCOMPARE(refused(options, Error::Code::NotTls).sources, QList{Retry});
    }

    /// It resets the connection, as others do for other reasons.
    void tlsThatIsWantedAndNotSpoken()
    {
        Certificates certificates;
        QVERIFY2(certificates.create(), qPrintable(certificates.errorString()));
        m_server = std::make_unique<RealServer>();
        m_server->speakTls({.certificate = certificates.server(), .key = certificates.serverKey()});
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
        const auto reply = m_dumps->list(options());
        const Error error = errorOf(*reply);
        QCOMPARE(error.code, Error::Code::ClosedAtOnce);
        QVERIFY2(error.text.contains(QStringLiteral("TLS")), qPrintable(error.text));
        const RemainingSources left = RemainingSources::after(error);
        QCOMPARE(left.sources, namedOrAgain());
        QCOMPARE(left.knowledge, KeyKnowledge::NameOnly);
        ConnectionOptions corrected = options();
        corrected.address.encryption = Encryption::Tls;
        corrected.tls.caFile = certificates.authority();
        QVERIFY(!errorOf(*m_dumps->list(corrected)));
    }

    void connectionsAllInUse()
    {
        start({QStringLiteral("-c"), QStringLiteral("20"), QStringLiteral("-t"), QStringLiteral("1")});
        std::vector<std::unique_ptr<QTcpSocket>> others;
        for (int i = 0; i < 30; ++i) {
            QTcpSocket &socket = *others.emplace_back(std::make_unique<QTcpSocket>());
            socket.connectToHost(QHostAddress::LocalHost, m_server->port());
            QVERIFY(socket.waitForConnected());
        }
        const RemainingSources left = refused(options(), Error::Code::TooManyConnections);
        QCOMPARE(left.sources, namedOrAgain());
        QCOMPARE(left.knowledge, KeyKnowledge::NameOnly);
    }

    void aServerFromBeforeTheCrawler()
    {
        FakeServer server;
        const auto reply = m_dumps->list(optionsFor(server.port()));
        answerLogin(server, 1, "1.4.15");
        QCOMPARE(hearLine(server), QByteArray("lru_crawler metadump all\r\n"));
        server.say("ERROR\r\n");
        const Error error = errorOf(*reply);
        QCOMPARE(error.code, Error::Code::UnknownCommand);
        QCOMPARE(RemainingSources::after(error).sources, namedOrPart());
        QCOMPARE(RemainingSources::after(error).knowledge, KeyKnowledge::NameOnly);
    }

    void aProxy()
    {
        FakeServer server;
        const auto reply = m_dumps->list(optionsFor(server.port()));
        answerLogin(server, 1, "mcrouter");
        hearLine(server);
        server.say("SERVER_ERROR Command not supported\r\n");
        const Error error = errorOf(*reply);
        QCOMPARE(error.code, Error::Code::CommandRefused);
        QCOMPARE(RemainingSources::after(error).sources, namedOrAgain());
    }

    void aProxyThatHangsUp()
    {
        FakeServer server;
        const auto reply = m_dumps->list(optionsFor(server.port()));
        answerLogin(server);
        hearLine(server);
        server.hangUp();
        const Error error = errorOf(*reply);
        QCOMPARE(error.code, Error::Code::ClosedByServer);
        QCOMPARE(RemainingSources::after(error).sources, namedOrAgain());
    }

    void aFrozenServer()
    {
        start();
        m_server->suspend();
        ConnectionOptions options = this->options();
        options.requestTimeout = std::chrono::milliseconds(300);
        options.connectTimeout = std::chrono::milliseconds(600);
        QCOMPARE(refused(options, Error::Code::Silent).sources, namedOrAgain());
        m_server->resume();
    }

    void nobodyThere()
    {
        start();
        const ConnectionOptions options = this->options();
        m_server->stop();
        QCOMPARE(refused(options, Error::Code::ConnectionRefused).sources, namedOrAgain());
    }

    void everyErrorLeavesSomethingAndSaysSo()
    {
        const auto codes = QMetaEnum::fromType<Error::Code>();
        for (int i = 0; i < codes.keyCount(); ++i) {
            const RemainingSources left = RemainingSources::after({Error::Code(codes.value(i)), {}});
            QVERIFY(!left.sources.isEmpty());
            QVERIFY(!left.missing.isEmpty() && !left.remedy.isEmpty());
            for (const KeySource source : left.sources)
                QVERIFY(!left.explanation(source).isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestKeySources)
#include "tst_keysources.moc"
