#include "connection/text/keydumps.h"
#include "connection/text/textchannel.h"
#include "tests/asking.h"
#include "tests/servers/certificates.h"
#include "tests/servers/realserver.h"
#include "tests/textasking.h"

/// The text protocol over TLS and over a Unix socket, with real servers.
class TestTextChannelSecure : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY2(m_certificates.create(), qPrintable(m_certificates.errorString())); }

    void everythingIsSaid_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addRow("TLS") << true;
        QTest::addRow("Unix socket") << false;
    }

    void everythingIsSaid()
    {
        QFETCH(bool, tls);
        RealServer server;
        if (tls)
            server.speakTls({.certificate = m_certificates.server(), .key = m_certificates.serverKey()});
        else
            server.listenOnSocket();
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        const ConnectionOptions options = optionsOf(server, tls);

        TextChannel channel(options);
        const auto version = channel.version();
        QCOMPARE(errorOf(*version).text, QString());
        QVERIFY(!version->version().isEmpty());

        // Larger than a TLS record, with line ends inside.
        const QByteArray value = QByteArray("line\r\nEN\r\n").repeated(20'000);
        QList<QByteArray> keys;
        std::vector<std::unique_ptr<StoreReply>> stores;
        for (int i = 0; i < 20; ++i) {
            keys += "key " + QByteArray::number(i);
            stores.push_back(channel.store({.key = keys.constLast(), .value = value + QByteArray::number(i), .flags = 7}));
        }
        for (const auto &store : stores)
            QCOMPARE(errorOf(*store).text, QString());

        const auto peeked = channel.peek(keys);
        QCOMPARE(errorOf(*peeked).text, QString());
        const std::vector<PeekedItem> items = peeked->takeItems();
        QCOMPARE(items.size(), size_t(20));
        for (size_t i = 0; i < items.size(); ++i)
            QCOMPARE(items[i].value, value + QByteArray::number(int(i)));

        const auto statistics = channel.statistics("conns");
        QCOMPARE(errorOf(*statistics).text, QString());

        KeyDumps dumps;
        const auto list = dumps.list(options);
        QCOMPARE(errorOf(*list).text, QString());
        qsizetype listed = 0;
        for (const KeySegment &segment : list->takeSegments())
            listed += segment.size();
        QCOMPARE(listed, 20);
        QTRY_VERIFY(dumps.isIdle());

        const auto watch = channel.watch({"fetchers"});
        QTRY_VERIFY(watch->isWatching());
        const auto again = channel.peek({keys.constFirst()});
        QCOMPARE(errorOf(*again).text, QString());
        QTRY_VERIFY(watch->lineCount() > 0);
    }

    void anUntrustedCertificateEndsItTooWithoutALogin()
    {
        RealServer server;
        server.speakTls({.certificate = m_certificates.server(), .key = m_certificates.serverKey()});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ConnectionOptions options = optionsOf(server, true);
        options.tls.caFile = m_certificates.rogueAuthority();
        TextChannel channel(options);
        const auto version = channel.version();
        QCOMPARE(errorOf(*version).code, Error::Code::UnknownIssuer);
        KeyDumps dumps;
        const auto list = dumps.list(options);
        QCOMPARE(errorOf(*list).code, Error::Code::UnknownIssuer);
        QTRY_VERIFY(dumps.isIdle());
    }

private:
    [[nodiscard]] ConnectionOptions optionsOf(const RealServer &server, bool tls) const
    {
        ConnectionOptions options = optionsFor(server.port());
        if (tls) {
            options.address.encryption = Encryption::Tls;
            options.tls.caFile = m_certificates.authority();
        } else {
            options.address.socketPath = server.socketPath();
        }
        return options;
    }

    Certificates m_certificates;
};

QTEST_GUILESS_MAIN(TestTextChannelSecure)
#include "tst_textchannel_secure.moc"
