#include "connection/connection.h"

#include "tests/asking.h"
#include "tests/patience.h"
#include "tests/servers/certificates.h"
#include "tests/servers/fakeserver.h"

#include <QElapsedTimer>

using namespace std::chrono_literals;
using Code = Error::Code;
using State = Connection::State;

/// TLS with a server that does what a test tells it to.
class TestConnectionTlsFake : public QObject
{
    Q_OBJECT

private:
    Certificates m_certificates;
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<Connection> m_connection;

    [[nodiscard]] ConnectionOptions trusting() const
    {
        ConnectionOptions options = optionsFor(m_server->port());
        options.address.encryption = Encryption::Tls;
        options.tls.caFile = m_certificates.authority();
        return options;
    }
    void open(const ConnectionOptions &options)
    {
        m_connection->open(options);
        QTRY_VERIFY(m_connection->isReady() || m_connection->error());
    }
    void openReady()
    {
        m_server->answerGreeting();
        open(trusting());
        QVERIFY2(m_connection->isReady(), qPrintable(m_connection->error().text));
    }
    [[nodiscard]] QByteArray heardOpcodes() const
    {
        QByteArray opcodes;
        for (const RequestPacket &request : requestsIn(m_server->heard()))
            opcodes += char(request.opcode);
        return opcodes.toHex();
    }

private slots:
    void initTestCase() { QVERIFY2(m_certificates.create(), qPrintable(m_certificates.errorString())); }
    void init()
    {
        m_server = std::make_unique<FakeServer>(m_certificates.serverConfiguration());
        m_connection = std::make_unique<Connection>();
    }
    void cleanup()
    {
        m_connection.reset();
        m_server.reset();
    }

    void olderTlsWorksToo()
    {
        QSslConfiguration configuration = m_certificates.serverConfiguration();
        configuration.setProtocol(QSsl::TlsV1_2);
        m_server = std::make_unique<FakeServer>(configuration);
        openReady();
        const auto reply = m_connection->execute({.opcode = Opcode::Noop});
        QVERIFY(m_server->waitForRequests(1));
        m_server->say(m_server->takeRequests().constFirst().answer());
        QTRY_COMPARE(endOf(*reply), QByteArray("success"));
    }

    void closedRightBehindTheHandshakeMayWantACertificate()
    {
        m_server->setHandler([this](const QByteArray &) {
            m_server->hangUp();
            return std::nullopt;
        });
        ConnectionOptions options = trusting();
        options.backoff.first = 1min;
        options.backoff.longest = 1min;
        open(options);
        QVERIFY2(m_connection->error().code == Code::ClosedAtOnce, qPrintable(m_connection->error().text));
        QVERIFY2(m_connection->error().text.contains(QStringLiteral("client certificate")), qPrintable(m_connection->error().text));
        QCOMPARE(m_connection->state(), State::WaitingToRetry);
    }

    void answersBeforeTheEndAreRead_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("small") << 10;
        // More than is decrypted ahead.
        QTest::newRow("large") << 3 * 1024 * 1024;
    }

    void answersBeforeTheEndAreRead()
    {
        QFETCH(int, size);
        openReady();
        const auto reply = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        const auto lost = m_connection->execute({.opcode = Opcode::Get, .key = "lost"});
        QVERIFY(m_server->waitForRequests(2));
        m_server->say(m_server->takeRequests().constFirst().answer(0, QByteArray(size, 'v'), bigEndian32(0)));
        m_server->hangUp();
        QTRY_VERIFY(reply->isFinished() && lost->isFinished());
        QCOMPARE(endOf(*reply), QByteArray("success"));
        QCOMPARE(reply->outcome().value->size(), size);
        QCOMPARE(endOf(*lost), QByteArray("closed"));
    }

    void silenceOfAQuitEndsWithItsConnection()
    {
        openReady();
        const auto clean = m_connection->execute({.opcode = Opcode::QuitQ});
        QVERIFY(m_server->waitForRequests(1));
        m_server->hangUp();
        QTRY_COMPARE(endOf(*clean), QByteArray("success"));

        QTRY_VERIFY(m_connection->isReady());
        const auto reset = m_connection->execute({.opcode = Opcode::QuitQ});
        QVERIFY(m_server->waitForRequests(1));
        m_server->reset();
        QTRY_COMPARE(endOf(*reset), QByteArray("closed"));
    }

    void silentServerIsNudgedOnceASilence()
    {
        openReady();
        QElapsedTimer elapsed;
        elapsed.start();
        const auto first = m_connection->execute({.opcode = Opcode::SetQ, .key = "k", .value = "v"});
        const auto second = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        QVERIFY(m_server->waitForRequests(3));
        QCOMPARE(heardOpcodes(), QByteArray("110a00"));
        QVERIFY(m_server->waitForRequests(4));
        QVERIFY2(elapsed.elapsed() >= 240, qPrintable(QString::number(elapsed.elapsed())));
        QCOMPARE(heardOpcodes(), QByteArray("110a000a"));
        // One is enough.
        QVERIFY(!m_server->waitForRequests(5, 700ms));
        const QList<RequestPacket> requests = m_server->takeRequests();
        m_server->say(requests[1].answer());
        QTRY_COMPARE(endOf(*first), QByteArray("success"));
        QVERIFY(!second->isFinished());
        // It has woken up, and is silent again.
        QVERIFY(m_server->waitForRequests(1));
        QCOMPARE(heardOpcodes(), QByteArray("0a"));
        m_server->say(requests[2].answer(0, "value", bigEndian32(0)) + requests[3].answer() + m_server->takeRequests()[0].answer());
        QTRY_COMPARE(endOf(*second), QByteArray("success"));
        QCOMPARE(second->outcome().value->toByteArray(), QByteArray("value"));
        // Nothing is waited for any more.
        QVERIFY(!m_server->waitForRequests(1, 600ms));
        QVERIFY(m_connection->isReady());
    }

    void nobodyIsNudgedBeforeTheLoginIsOver()
    {
        m_connection->open(trusting());
        QVERIFY(m_server->waitForRequests(1));
        QVERIFY(!m_server->waitForRequests(2, 700ms));
        QCOMPARE(heardOpcodes(), QByteArray("0b"));
    }

    void plainServerIsNotNudged()
    {
        m_server = std::make_unique<FakeServer>();
        m_server->answerGreeting();
        open(optionsFor(m_server->port()));
        QVERIFY(m_connection->isReady());
        const auto reply = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        QVERIFY(m_server->waitForRequests(1));
        QVERIFY(!m_server->waitForRequests(2, 700ms));
    }

    void serverThatDoesNotReadCostsNoMemory_data()
    {
        QTest::addColumn<bool>("cut");
        QTest::newRow("until it reads again") << false;
        QTest::newRow("until it is cut off") << true;
    }

    void serverThatDoesNotReadCostsNoMemory()
    {
        QFETCH(bool, cut);
        constexpr int count = 10'000;
        openReady();
        m_server->stopReading();
        QList<Command> commands;
        for (int i = 0; i < count; ++i)
            commands += {.opcode = Opcode::SetQ, .key = "key:" + QByteArray::number(i), .value = QByteArray(4'000, 'v')};
        const auto batch = m_connection->executeBatch(commands);
        const BatchOutcomes outcomes(batch.get());
        // Until nothing goes out any more.
        qint64 written = -1;
        QTRY_VERIFY_WITH_TIMEOUT(std::exchange(written, batch->bytesWritten()) == batch->bytesWritten() && written > 0, 10'000);
        QVERIFY(!comesTrue([&] { return batch->bytesWritten() > written + 16 * 1024 * 1024; }, 500));
        QVERIFY2(batch->bytesWritten() < 24 * 1024 * 1024, qPrintable(QString::number(batch->bytesWritten())));
        QVERIFY(!batch->isFinished());

        if (!cut) {
            m_server->setHandler(obey);
            m_server->resumeReading();
            QTRY_VERIFY_WITH_TIMEOUT(batch->isFinished(), 20'000);
            QCOMPARE(outcomes.count(Status::Success), count);
            return;
        }
        m_connection->close();
        QTRY_VERIFY(batch->isFinished());
        m_server->resumeReading();
        QVERIFY(m_server->waitForHangUp());
        const QByteArrayList ends = outcomes.ends();
        QCOMPARE(ends.size(), count);
        const qsizetype sent = ends.lastIndexOf("closed") + 1;
        QCOMPARE(ends.count("closed"), sent);
        QCOMPARE(ends.count("not_connected"), count - sent);
        // What is said not to be sent has not arrived, and little of what has not arrived is said to be sent.
        qsizetype arrived = 0;
        for (const RequestPacket &request : requestsIn(m_server->recorded(0)))
            arrived += request.opcode == quint8(Opcode::SetQ) ? 1 : 0;
        QVERIFY2(arrived > 0 && arrived <= sent, qPrintable(QStringLiteral("%1 of %2").arg(arrived).arg(sent)));
    }
};

QTEST_GUILESS_MAIN(TestConnectionTlsFake)
#include "tst_connection_tlsfake.moc"
