#include "connection/connection.h"

#include "tests/asking.h"
#include "tests/ownnetwork.h"
#include "tests/secretword.h"
#include "tests/servers/fakeserver.h"

namespace {

/// An address for documents (RFC 5737): on this computer in the test's own network only.
constexpr const char *elsewhere = "192.0.2.1";

bool isInOwnNetwork = false;

} // namespace

/// A password on its way over a network.
class TestConnectionExposed : public QObject
{
    Q_OBJECT

private slots:
    void passwordThatOthersCouldReadEarnsAWarningThatStays_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QByteArray>("mechanisms");
        QTest::addColumn<bool>("warns");
        const QString other = QString::fromLatin1(elsewhere);
        const QString local = QStringLiteral("127.0.0.1");
        const QString user = QStringLiteral("alice");
        QTest::newRow("another computer") << other << user << QByteArray("PLAIN") << true;
        QTest::newRow("another computer, no login") << other << QString() << QByteArray("PLAIN") << false;
        QTest::newRow("this computer") << local << user << QByteArray("PLAIN") << false;
    }

    void passwordThatOthersCouldReadEarnsAWarningThatStays()
    {
        if (!isInOwnNetwork)
            QSKIP("This system lets nobody have a network of their own.");
        QFETCH(QString, host);
        QFETCH(QString, user);
        QFETCH(QByteArray, mechanisms);
        QFETCH(bool, warns);
        FakeServer server{QHostAddress(host)};
        Greeting greeting;
        greeting.mechanisms = mechanisms;
        server.answerGreeting(greeting);
        ConnectionOptions options = optionsFor(server.port());
        options.address.host = host;
        options.credentials = {user, testSecret("")};
        Connection connection;
        QStringList logged;
        connect(&connection, &Connection::logged, this, [&logged](const QString &line) { logged += line; });
        connection.open(options);
        QTRY_VERIFY(connection.isReady());
        QCOMPARE(connection.warnings().size(), warns ? 1 : 0);
        QCOMPARE(connection.warning().contains(QStringLiteral("unencrypted")), warns);
        QCOMPARE(logged.join(u' ').contains(QStringLiteral("unencrypted")), warns);
        QVERIFY(!logged.join(u' ').contains(testSecret("")));
        const auto reply = connection.execute({.opcode = Opcode::Noop});
        QVERIFY(server.waitForRequests(1));
        server.say(server.takeRequests().constFirst().answer());
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(connection.warnings().size(), warns ? 1 : 0);
    }

    void passwordThatWasNotSentEarnsNone()
    {
        if (!isInOwnNetwork)
            QSKIP("This system lets nobody have a network of their own.");
        FakeServer server{QHostAddress(QString::fromLatin1(elsewhere))};
        server.answerGreeting();
        ConnectionOptions options = optionsFor(server.port());
        options.address.host = QString::fromLatin1(elsewhere);
        options.credentials = {QStringLiteral("alice"), testSecret("")};
        Connection connection;
        connection.open(options);
        QTRY_VERIFY(connection.isReady());
        QCOMPARE(connection.warnings().size(), 1);
        QVERIFY2(connection.warning().contains(QStringLiteral("SASL is off")), qPrintable(connection.warning()));
    }
};

int main(int argc, char **argv)
{
    // Before there is a thread.
    isInOwnNetwork = enterOwnNetwork() && setAddress("lo:1", elsewhere);
    QCoreApplication application(argc, argv);
    TestConnectionExposed test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_connection_exposed.moc"
