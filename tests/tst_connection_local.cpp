#include "connection/connection.h"

#include "tests/asking.h"
#include "tests/servers/realserver.h"

#include <QFile>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTemporaryDir>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace std::chrono_literals;
using Code = Error::Code;
using State = Connection::State;

/// Connections over a Unix socket.
class TestConnectionLocal : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Connection> m_connection;

    void start(RealServer::Access access = RealServer::Access::Open)
    {
        m_server = std::make_unique<RealServer>(QStringList(), access);
        m_server->listenOnSocket();
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
    }
    static ConnectionOptions at(const QString &path)
    {
        ConnectionOptions options = optionsFor(1);
        options.address.socketPath = path;
        return options;
    }
    void open(const ConnectionOptions &options)
    {
        m_connection->open(options);
        QTRY_VERIFY(m_connection->isReady() || m_connection->error());
    }
    [[nodiscard]] QString words() const { return m_connection->error().text; }

private slots:
    void init() { m_connection = std::make_unique<Connection>(); }
    void cleanup()
    {
        m_connection.reset();
        m_server.reset();
    }

    void commandsAndBatchesAreAnswered()
    {
        start();
        const QSignalSpy states(m_connection.get(), &Connection::stateChanged);
        open(at(m_server->socketPath()));
        QVERIFY2(m_connection->isReady(), qPrintable(words()));
        QCOMPARE(statesOf(states), (QList<State>{State::Connecting, State::Authenticating, State::Ready}));
        QVERIFY(m_connection->warnings().isEmpty());

        constexpr int count = 100'000;
        QList<Command> commands;
        for (int i = 0; i < count; ++i)
            commands += {.opcode = Opcode::SetQ, .key = "key:" + QByteArray::number(i), .value = QByteArray(100, 'v')};
        for (int i = 0; i < count; ++i)
            commands += {.opcode = Opcode::GetKQ, .key = "key:" + QByteArray::number(i)};
        const auto batch = m_connection->executeBatch(commands);
        const BatchOutcomes outcomes(batch.get());
        QTRY_VERIFY_WITH_TIMEOUT(batch->isFinished(), 60'000);
        QCOMPARE(outcomes.count(Status::Success), 2 * count);

        const auto quit = m_connection->execute({.opcode = Opcode::QuitQ});
        QTRY_COMPARE(endOf(*quit), QByteArray("success"));
        QTRY_VERIFY(m_connection->isReady());
    }

    void loginWorksWithoutAWarning()
    {
        start(RealServer::Access::Sasl);
        ConnectionOptions options = at(m_server->socketPath());
        options.credentials = {RealServer::user(), RealServer::password()};
        open(options);
        QVERIFY2(m_connection->isReady(), qPrintable(words()));
        QVERIFY2(m_connection->warnings().isEmpty(), qPrintable(m_connection->warning()));
        options.credentials.password = QStringLiteral("wrong");
        open(options);
        QCOMPARE(m_connection->error().code, Code::AuthenticationFailed);
        options.credentials = {};
        open(options);
        QCOMPARE(m_connection->error().code, Code::AuthenticationRequired);
    }

    void lostServerIsFoundAgain()
    {
        start();
        open(at(m_server->socketPath()));
        QVERIFY(m_connection->isReady());
        m_server->stop();
        QTRY_COMPARE(m_connection->state(), State::WaitingToRetry);
        // The file that it has left behind.
        QTRY_COMPARE(m_connection->error().code, Code::ConnectionRefused);
        QVERIFY2(words().contains(QStringLiteral("left behind")), qPrintable(words()));
        QVERIFY2(m_server->restart(), qPrintable(m_server->errorString()));
        QTRY_VERIFY(m_connection->isReady());
    }

    void placesWithoutAServerAreToldApart_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<Code>("code");
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char *name, const QString &path, Code code, State state, const char *fault) {
            QTest::newRow(name) << path << code << state << QString::fromUtf8(fault);
        };
        QFile file(m_folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        row("no file", m_folder.filePath(QStringLiteral("none")), Code::SocketMissing, State::WaitingToRetry, "There is no socket");
        row("no folder", QStringLiteral("/nowhere/at/all"), Code::SocketMissing, State::WaitingToRetry, "There is no socket");
        row("below a file", file.fileName() + QStringLiteral("/s"), Code::SocketMissing, State::WaitingToRetry, "There is no socket");
        row("a file", file.fileName(), Code::NotASocket, State::Failed, "is no socket");
        row("a folder", m_folder.path(), Code::NotASocket, State::Failed, "is no socket");
        row("a device", QStringLiteral("/dev/null"), Code::NotASocket, State::Failed, "is no socket");
        row("a relative path", QStringLiteral("run/socket"), Code::InvalidAddress, State::Failed, "begins with");
        row("a long path", u'/' + QString(200, u'x'), Code::InvalidAddress, State::Failed, "107 bytes");
    }

    void placesWithoutAServerAreToldApart()
    {
        QFETCH(QString, path);
        QFETCH(Code, code);
        QFETCH(State, state);
        QFETCH(QString, fault);
        ConnectionOptions options = at(path);
        options.backoff.first = 1min;
        options.backoff.longest = 1min;
        m_connection->open(options);
        // Told no sooner than anything else.
        QCOMPARE(m_connection->state(), State::Connecting);
        QTRY_COMPARE(m_connection->state(), state);
        QVERIFY2(m_connection->error().code == code, qPrintable(words()));
        QVERIFY2(words().contains(fault), qPrintable(words()));
        QVERIFY2(words().contains(path.left(100)), qPrintable(words()));
    }

    void socketOfAnotherKindIsNoServer()
    {
        const QString path = m_folder.filePath(QStringLiteral("datagrams"));
        const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::ranges::copy(QFile::encodeName(path), address.sun_path);
        QCOMPARE(::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof(address)), 0);
        open(at(path));
        ::close(descriptor);
        QVERIFY2(m_connection->error().code == Code::Network, qPrintable(words()));
        QVERIFY(words().contains(path));
    }

    void answersBeforeTheEndAreReadAndAResetIsNoCleanEnd_data()
    {
        QTest::addColumn<bool>("reads");
        QTest::newRow("all was read") << true;
        QTest::newRow("something was left unread") << false;
    }

    void answersBeforeTheEndAreReadAndAResetIsNoCleanEnd()
    {
        QFETCH(bool, reads);
        QLocalServer server;
        QVERIFY(server.listen(m_folder.filePath(QStringLiteral("scripted"))));
        m_connection->open(at(server.fullServerName()));
        QTRY_VERIFY(server.hasPendingConnections());
        const std::unique_ptr<QLocalSocket> peer(server.nextPendingConnection());
        // Past the greeting of a service that knows nothing but VERSION.
        const auto answered = [&peer] {
            for (const RequestPacket &request : requestsIn(peer->readAll()))
                peer->write(request.opcode == 0x0b       ? request.answer(0, "1.6.18")
                                : request.opcode == 0x0a ? request.answer()
                                                         : request.answer(0x81, "Unknown command"));
        };
        QTRY_VERIFY((answered(), m_connection->isReady()));
        const auto get = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        QTRY_VERIFY(peer->bytesAvailable() > 0);
        const QByteArray request = peer->readAll();
        peer->setReadBufferSize(1);
        const auto quit = m_connection->execute({.opcode = Opcode::QuitQ});
        QTRY_VERIFY(peer->bytesAvailable() > 0);
        if (reads) {
            peer->setReadBufferSize(0);
            QByteArray heard;
            QTRY_VERIFY((heard += peer->readAll(), heard.size() == 24));
        }
        peer->write(requestsIn(request).constFirst().answer(0, "value", bigEndian32(0)));
        peer->flush();
        peer->abort();
        QTRY_VERIFY(get->isFinished() && quit->isFinished());
        QCOMPARE(endOf(*get), QByteArray("success"));
        QCOMPARE(endOf(*quit), reads ? QByteArray("success") : QByteArray("closed"));
    }
};

QTEST_GUILESS_MAIN(TestConnectionLocal)
#include "tst_connection_local.moc"
