#include "connection/connection.h"

#include "tests/asking.h"
#include "tests/secretword.h"
#include "tests/servers/fakeserver.h"

using namespace std::chrono_literals;
using Code = Error::Code;
using State = Connection::State;

namespace {

QString secret()
{
    return testSecret("-S3cr\u00e4t!");
}

ConnectionOptions optionsWithLogin(quint16 port)
{
    ConnectionOptions options = optionsFor(port);
    options.credentials = {QStringLiteral("alice"), secret()};
    return options;
}

/// Everything that a person may come to read of `connection`.
QString wordsOf(const Connection &connection, const QSignalSpy &logged)
{
    QString words = connection.error().text + connection.warning();
    for (const QList<QVariant> &line : logged)
        words += line.constFirst().toString() + u'\n';
    QDebug(&words) << connection.options().credentials << &connection;
    return words;
}

} // namespace

class TestConnectionLogins : public QObject
{
    Q_OBJECT

private slots:
    void loginIsMadeOnce()
    {
        FakeServer server;
        server.answerGreeting({.mechanisms = "CRAM-MD5 plain"});
        Connection connection;
        const QSignalSpy logged(&connection, &Connection::logged);
        connection.open(optionsWithLogin(server.port()));
        QTRY_VERIFY(connection.isReady());
        const QList<RequestPacket> requests = requestsIn(server.recorded(0));
        QCOMPARE(requests.at(2).opcode, 0x21);
        QCOMPARE(requests.at(2).key, QByteArray("PLAIN"));
        QCOMPARE(requests.at(2).value, QByteArray("\0alice\0", 7) + secret().toUtf8());
        QCOMPARE(std::ranges::count(requests, quint8(0x21), &RequestPacket::opcode), 1);
        QVERIFY(!wordsOf(connection, logged).contains(secret()));
        QVERIFY(connection.warning().isEmpty());
    }

    void serverWithoutPlainIsFinal()
    {
        FakeServer server;
        server.answerGreeting({.mechanisms = "CRAM-MD5 SCRAM-SHA-1 PLAINER"});
        Connection connection;
        connection.open(optionsWithLogin(server.port()));
        QTRY_COMPARE(connection.state(), State::Failed);
        QCOMPARE(connection.error().code, Code::NoPlainMechanism);
        QVERIFY(connection.error().text.contains(QStringLiteral("CRAM-MD5")));
        QVERIFY(server.waitForHangUp());
        QCOMPARE(server.connectionCount(), 1);
    }

    void wrongPasswordIsTriedOnce()
    {
        FakeServer server;
        server.answerGreeting({.mechanisms = "PLAIN", .loginStatus = 0x20});
        Connection connection;
        const QSignalSpy logged(&connection, &Connection::logged);
        connection.open(optionsWithLogin(server.port()));
        QTRY_COMPARE(connection.state(), State::Failed);
        QCOMPARE(connection.error().code, Code::AuthenticationFailed);
        QVERIFY(server.waitForHangUp());
        QVERIFY(!server.waitForConnections(2, 200ms));
        const QList<RequestPacket> requests = requestsIn(server.recorded(0));
        QCOMPARE(std::ranges::count(requests, quint8(0x21), &RequestPacket::opcode), 1);
        const QString words = wordsOf(connection, logged);
        QVERIFY2(!words.contains(secret()), qPrintable(words));
        QVERIFY2(connection.error().text.contains(QStringLiteral("(Auth failure). ")), qPrintable(connection.error().text));
        const auto reply = connection.execute({.opcode = Opcode::Get, .key = "k"});
        QTRY_COMPARE(endOf(*reply), QByteArray("not_connected"));
        QVERIFY(!reply->outcome().reason.contains(secret()));
    }

    void loginMayTakeAStep()
    {
        FakeServer server;
        server.setHandler([](const QByteArray &request) -> std::optional<QByteArray> {
            const RequestPacket asked = requestsIn(request).constFirst();
            if (Opcode(asked.opcode) == Opcode::SaslListMechanisms)
                return asked.answer(0, "PLAIN");
            return Opcode(asked.opcode) == Opcode::SaslStart ? asked.answer(0x21) : obey(request);
        });
        Connection connection;
        connection.open(optionsWithLogin(server.port()));
        QTRY_VERIFY(connection.isReady());
        QCOMPARE(requestsIn(server.recorded(0)).at(3).opcode, 0x22);
    }

    void loginThatIsNeededIsAskedFor_data()
    {
        QTest::addColumn<bool>("atOnce");
        QTest::addColumn<bool>("alsoForVersion");
        QTest::newRow("closing a little later") << false << false;
        QTest::newRow("closing with the answer") << true << false;
        QTest::newRow("before VERSION") << false << true;
    }

    void loginThatIsNeededIsAskedFor()
    {
        QFETCH(bool, atOnce);
        QFETCH(bool, alsoForVersion);
        FakeServer server;
        server.setHandler([&](const QByteArray &request) -> std::optional<QByteArray> {
            const RequestPacket asked = requestsIn(request).constFirst();
            if (Opcode(asked.opcode) == Opcode::Version && !alsoForVersion)
                return asked.answer(0, "1.6.18");
            if (!server.isConnected())
                return std::nullopt;
            if (atOnce) {
                server.say(asked.answer(0x20, "Auth failure."));
                server.hangUp();
                return std::nullopt;
            }
            QMetaObject::invokeMethod(&server, &FakeServer::hangUp, Qt::QueuedConnection);
            return asked.answer(0x20, "Auth failure.");
        });
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(connection.state() == State::Failed || connection.attempts() > 1);
        QCOMPARE(connection.error().code, Code::AuthenticationRequired);
        QCOMPARE(connection.state(), State::Failed);
        QVERIFY(!server.waitForConnections(2, 100ms));
    }

    void passwordThatCannotBeCheckedNowIsTriedAgain()
    {
        FakeServer server;
        int logins = 0;
        server.setHandler([&](const QByteArray &request) -> std::optional<QByteArray> {
            const RequestPacket asked = requestsIn(request).constFirst();
            if (asked.opcode == 0x20)
                return asked.answer(0, "PLAIN");
            if (asked.opcode == 0x21)
                return ++logins == 1 ? asked.answer(0x86, "Temporary failure") : asked.answer(0, "Authenticated");
            return obedientAnswer(asked);
        });
        Connection connection;
        connection.open(optionsWithLogin(server.port()));
        QTRY_VERIFY(connection.isReady());
        QCOMPARE(logins, 2);
    }

    void serverWithoutLoginWarns()
    {
        FakeServer server;
        server.answerGreeting();
        Connection connection;
        const QSignalSpy logged(&connection, &Connection::logged);
        connection.open(optionsWithLogin(server.port()));
        QTRY_VERIFY(connection.isReady());
        QVERIFY2(connection.warning().contains(QStringLiteral("SASL")), qPrintable(connection.warning()));
        QVERIFY(wordsOf(connection, logged).count(connection.warning()) >= 2);
        QVERIFY(!wordsOf(connection, logged).contains(secret()));
        connection.open(optionsFor(server.port()));
        QVERIFY(connection.warning().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestConnectionLogins)
#include "tst_connection_logins.moc"
