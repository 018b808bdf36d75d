#include "connection/ssh/sshlink.h"
#include "connection/text/keydumps.h"
#include "connection/text/textchannel.h"
#include "tests/asking.h"
#include "tests/servers/certificates.h"
#include "tests/textasking.h"
#include "tests/tunnelbench.h"

#include <QDir>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace std::chrono_literals;
using Code = Error::Code;
using State = Connection::State;

/// Connections through a real ssh and a real sshd to a real memcached.
class TestSshTunnel : public QObject, protected TunnelBench
{
    Q_OBJECT

private slots:
    void initTestCase() { begin(); }
    void init() { renew(); }
    void cleanup() { end(); }

    void commandsGoThroughIt()
    {
        m_connection->open(options(m_memcached));
        QCOMPARE(m_connection->state(), State::Connecting);
        QVERIFY(m_connection->isTunnelling());
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QCOMPARE(m_home.processCount(), 1);
        QCOMPARE(answerTo({.opcode = Opcode::Set, .key = "tunnel", .value = QByteArray(1'000'000, 'x')}), QByteArray("success"));
        const auto reply = m_connection->execute({.opcode = Opcode::Get, .key = "tunnel"});
        QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 30'000);
        QCOMPARE(reply->outcome().value->size(), 1'000'000);
        QVERIFY2(m_log.contains(QStringLiteral("The SSH tunnel via bastion is up.")), qPrintable(m_log.join(u'\n')));
        QVERIFY(m_log.join(u' ').contains(QStringLiteral("via bastion (SSH)")));
        QVERIFY(m_connection->warnings().isEmpty());
    }

    void nobodyElseCanUseItsNearEnd()
    {
        m_connection->open(options(m_memcached));
        QTRY_VERIFY_WITH_TIMEOUT(m_connection->isReady(), 30'000);
        const QFileInfoList folders = QDir(m_runtime.path()).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(folders.size(), 1);
        QCOMPARE(folders.constFirst().permissions() & 0x0077, QFileDevice::Permissions());
        const QFileInfo near(QDir(folders.constFirst().filePath()).filePath(QStringLiteral("server")));
        QVERIFY(near.exists());
        QCOMPARE(near.permissions() & 0x0077, QFileDevice::Permissions());
    }

    void passwordGoesThroughItWithoutAWarning()
    {
        RealServer server({}, RealServer::Access::Sasl);
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ConnectionOptions wanted = options(server);
        wanted.credentials = {RealServer::user(), RealServer::password()};
        m_connection->open(wanted);
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QCOMPARE(m_connection->warning(), QString());
        wanted.credentials.password = QStringLiteral("wrong");
        m_connection->open(wanted);
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::Failed, 30'000);
        QCOMPARE(m_connection->error().code, Code::AuthenticationFailed);
        // The login by ssh is kept for the next try.
        QCOMPARE(m_home.processCount(), 1);
        QCOMPARE(m_log.filter(QStringLiteral("tunnel via bastion is up")).size(), 2);
    }

    void passwordThatGoesOnFromThereIsWarnedOf()
    {
        RealServer server({}, RealServer::Access::Sasl);
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ConnectionOptions wanted = options(server);
        wanted.address.host = QStringLiteral("0.0.0.0"); // which need not be the machine itself, though it is
        wanted.credentials = {RealServer::user(), RealServer::password()};
        m_connection->open(wanted);
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QVERIFY2(m_connection->warning().startsWith(
                     QStringLiteral("From bastion, where the SSH tunnel ends, the password went on to 0.0.0.0 unencrypted")),
                 qPrintable(m_connection->warning()));
    }

    void tlsGoesThroughIt()
    {
        Certificates certificates;
        QVERIFY2(certificates.create(), qPrintable(certificates.errorString()));
        RealServer server;
        server.speakTls({.certificate = certificates.server(), .key = certificates.serverKey()});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ConnectionOptions wanted = options(server);
        wanted.address.encryption = Encryption::Tls;
        m_connection->open(wanted);
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::Failed, 30'000);
        QCOMPARE(m_connection->error().code, Code::UnknownIssuer);
        QVERIFY(m_connection->serverCertificate().has_value());

        wanted.tls.caFile = certificates.authority();
        m_connection->open(wanted);
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QCOMPARE(answerTo({.opcode = Opcode::Set, .key = "tls", .value = QByteArray(900'000, 'y')}), QByteArray("success"));
        server.stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::WaitingToRetry, 30'000);

        // The other way round, nothing in TLS.
        wanted.address.port = m_memcached.port();
        m_connection->open(wanted);
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::Failed, 30'000);
        QCOMPARE(m_connection->error().code, Code::NotTls);
        wanted.tls.serverName = QStringLiteral("cache.example.org");
        wanted.address.port = server.port();
        QVERIFY(server.restart());
        m_connection->open(wanted);
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::Failed, 30'000);
        QCOMPARE(m_connection->error().code, Code::WrongServerName);
    }

    void unixSocketOnTheOtherMachineIsReached()
    {
        RealServer server;
        server.listenOnSocket();
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ConnectionOptions wanted = options(server);
        wanted.address.socketPath = server.socketPath();
        m_connection->open(wanted);
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        wanted.address.socketPath = QStringLiteral("/no/such:socket");
        wanted.retry = false;
        m_connection->open(wanted);
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::Failed, 30'000);
        QCOMPARE(m_connection->error().code, Code::BehindTunnel);
        QVERIFY2(m_connection->error().text.contains(QStringLiteral("/no/such:socket")), qPrintable(m_connection->error().text));
    }

    void hostsOfTheConfigurationAreJumpedThrough()
    {
        SshServer inner;
        inner.authorize(m_home.publicKeys());
        QVERIFY2(inner.start(), qPrintable(inner.errorString()));
        m_home.setKnownHosts(m_ssh.knownHost() + inner.knownHost());
        m_home.write(m_ssh, m_home.key(),
                     "Host inside\n HostName 127.0.0.1\n Port " + QByteArray::number(inner.port())
                         + "\n ProxyJump middle\nHost middle\n HostName 127.0.0.1\n Port " + QByteArray::number(m_ssh.port())
                         + "\n ProxyJump bastion\n");
        ConnectionOptions wanted = options(m_memcached);
        wanted.tunnel->host = QStringLiteral("inside");
        m_connection->open(wanted);
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QVERIFY(m_home.processCount() >= 3);
        m_connection->close();
        QTRY_COMPARE_WITH_TIMEOUT(m_home.processCount(), 0, 30'000);
    }

    void keyOfTheAgentIsEnough()
    {
        m_home.write(m_ssh, {});
        ConnectionOptions wanted = options(m_memcached);
        m_connection->open(wanted);
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::Failed, 30'000);
        QCOMPARE(m_connection->error().code, Code::TunnelLogin);
        QVERIFY2(m_connection->error().text.contains(QStringLiteral("publickey")), qPrintable(m_connection->error().text));
        QVERIFY2(m_home.startAgent(), qPrintable(m_home.errorString()));
        m_connection->open(wanted);
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        m_home.stopAgent();
    }

    void forwardingsOfTheConfigurationAreLeftAlone()
    {
        m_home.write(m_ssh, m_home.key(),
                     " LocalForward " + QFile::encodeName(m_runtime.filePath(QStringLiteral("theirs")))
                         + " 127.0.0.1:1\n ExitOnForwardFailure yes\n"
                           " RemoteForward 127.0.0.1:"
                         + QByteArray::number(m_memcached.port()) + " 127.0.0.1:1\n ControlMaster auto\n ControlPath none\n");
        m_connection->open(options(m_memcached));
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QVERIFY(!QFile::exists(m_runtime.filePath(QStringLiteral("theirs"))));
    }

    void lostTunnelComesBackByItself()
    {
        m_connection->open(options(m_memcached));
        QTRY_VERIFY_WITH_TIMEOUT(m_connection->isReady(), 30'000);
        QSignalSpy states(m_connection.get(), &Connection::stateChanged);
        m_ssh.dropLogins();
        QTRY_VERIFY_WITH_TIMEOUT(statesOf(states).contains(State::WaitingToRetry), 30'000);
        QVERIFY2(m_log.filter(QStringLiteral("Lost the connection: SSH tunnel")).size() == 1, qPrintable(m_log.join(u'\n')));
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QCOMPARE(m_log.filter(QStringLiteral("tunnel via bastion is up")).size(), 2);
    }

    void machineThatIsGoneIsTriedUntilItIsBack()
    {
        m_connection->open(options(m_memcached));
        QTRY_VERIFY_WITH_TIMEOUT(m_connection->isReady(), 30'000);
        m_ssh.stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->error().code, Code::TunnelUnreachable, 30'000);
        QVERIFY2(m_connection->error().text.contains(QStringLiteral("Connection refused")), qPrintable(m_connection->error().text));
        QVERIFY2(m_ssh.start(), qPrintable(m_ssh.errorString()));
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
    }

    void serverBehindItThatIsGoneKeepsTheTunnel()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        m_connection->open(options(server));
        QTRY_VERIFY_WITH_TIMEOUT(m_connection->isReady(), 30'000);
        server.stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->error().code, Code::ConnectionRefused, 30'000);
        QVERIFY2(m_connection->error().text.contains(QStringLiteral("from bastion")), qPrintable(m_connection->error().text));
        QVERIFY2(m_log.filter(QStringLiteral("Lost the connection: The server closed")).size() == 1, qPrintable(m_log.join(u'\n')));
        QVERIFY(server.restart());
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QCOMPARE(m_log.filter(QStringLiteral("Opening an SSH tunnel")).size(), 1);
    }

    void nameThatTheMachineDoesNotKnowIsTold()
    {
        ConnectionOptions wanted = options(m_memcached);
        wanted.address.host = QStringLiteral("no-such-cache.invalid");
        wanted.retry = false;
        m_connection->open(wanted);
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::Failed, 30'000);
        QCOMPARE(m_connection->error().code, Code::HostNotFound);
        QVERIFY2(m_connection->error().text.contains(QStringLiteral("bastion does not know")), qPrintable(m_connection->error().text));
    }

    void prohibitedForwardingIsTold()
    {
        SshServer closed;
        closed.configure({"AllowTcpForwarding no"});
        closed.authorize(m_home.publicKeys());
        QVERIFY2(closed.start(), qPrintable(closed.errorString()));
        m_home.write(closed, m_home.key());
        m_home.setKnownHosts(closed.knownHost());
        m_connection->open(options(m_memcached));
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::Failed, 30'000);
        QCOMPARE(m_connection->error().code, Code::TunnelForbidden);
    }

    void unknownHostIsTold()
    {
        ConnectionOptions wanted = options(m_memcached);
        wanted.tunnel->host = QStringLiteral("no-such-bastion.invalid");
        wanted.backoff.first = 1min; // so that the next attempt has not begun when this one is looked at
        m_connection->open(wanted);
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->error().code, Code::TunnelUnreachable, 30'000);
        QCOMPARE(m_connection->state(), State::WaitingToRetry);
        QVERIFY2(m_connection->error().text.contains(QStringLiteral("unknown")), qPrintable(m_connection->error().text));
    }

    void hostNamedLikeAnOptionStartsNothing()
    {
        ConnectionOptions wanted = options(m_memcached);
        wanted.tunnel->host = QStringLiteral("-oProxyCommand=touch ") + m_runtime.filePath(QStringLiteral("touched"));
        m_connection->open(wanted);
        QCOMPARE(m_connection->state(), State::Connecting);
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::Failed, 30'000);
        QCOMPARE(m_connection->error().code, Code::InvalidAddress);
    }

    void missingSshIsTold()
    {
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", QFile::encodeName(m_runtime.path()));
        m_connection->open(options(m_memcached));
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), State::Failed, 30'000);
        qputenv("PATH", path);
        QCOMPARE(m_connection->error().code, Code::TunnelNotPossible);
        QVERIFY2(m_connection->error().text.contains(QStringLiteral("openssh-client")), qPrintable(m_connection->error().text));
    }

    void hangingUpDoesNotWaitForSsh()
    {
        m_connection->open(options(m_memcached));
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        const QList<qint64> running = m_home.processes();
        QCOMPARE(running.size(), 1);
        QCOMPARE(::kill(pid_t(running.constFirst()), SIGSTOP), 0); // it does not hear that it is to end
        m_connection->close();
        QCOMPARE(m_home.processes(), running);
        QTRY_COMPARE_WITH_TIMEOUT(m_home.processCount(), 0, 30'000);
    }

    void programThatEndsLeavesNoSsh()
    {
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedChannels);
        program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--leave-tunnel"), QString::number(m_memcached.port())});
        QTRY_VERIFY_WITH_TIMEOUT(program.state() == QProcess::NotRunning, 30'000);
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(m_home.processCount(), 0);
        QCOMPARE(QDir(m_runtime.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
    }

    void sideChannelsShareTheTunnel()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        const auto asked = std::make_shared<int>(0);
        connect(m_connection.get(), &Connection::sshQuestionAsked, this, [this, asked](const SshQuestion &question) {
            ++*asked;
            m_connection->answerSshQuestion(question.id, SshHome::passphrase());
        });
        m_connection->open(options(m_memcached));
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QCOMPARE(answerTo({.opcode = Opcode::Set, .key = "listed", .value = "1"}), QByteArray("success"));
        TextChannel channel(m_connection->options());
        const auto version = channel.version();
        QCOMPARE(errorOf(*version).text, QString());
        KeyDumps dumps;
        const auto list = dumps.list(m_connection->options());
        QCOMPARE(errorOf(*list).text, QString());
        QCOMPARE(m_home.processCount(), 1);
        QCOMPARE(*asked, 1);
        // What goes on does not lose it.
        m_connection->close();
        const auto again = channel.version();
        QCOMPARE(errorOf(*again).text, QString());
        QCOMPARE(*asked, 1);
    }

    void sideChannelOpensATunnelOfItsOwn()
    {
        TextChannel channel(options(m_memcached));
        const auto version = channel.version();
        QCOMPARE(errorOf(*version).text, QString());
        QVERIFY(!version->version().isEmpty());
    }

    void killedProgramLeavesNoSsh()
    {
        const pid_t child = ::fork();
        if (child == 0) {
            // A program of its own, with this one's options.
            const QByteArray self = QFile::encodeName(QCoreApplication::applicationFilePath());
            const QByteArray port = QByteArray::number(m_memcached.port());
            ::execl(self.constData(), self.constData(), "--hold-tunnel", port.constData(), nullptr);
            ::_exit(1);
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_home.processCount(), 1, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(!QDir(m_runtime.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty(), 30'000);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_home.processCount(), 0, 30'000);
        // Its folder is all that is left, since nobody was there to remove it.
        const QStringList left = QDir(m_runtime.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &folder : left)
            QVERIFY(QDir(m_runtime.filePath(folder)).removeRecursively());
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "--hold-tunnel") {
        Connection connection;
        connection.open(TunnelBench::optionsVia(QByteArray(argv[2]).toUShort()));
        return QCoreApplication::exec();
    }
    if (argc == 3 && QByteArrayView(argv[1]) == "--leave-tunnel") {
        auto connection = std::make_unique<Connection>();
        connection->open(TunnelBench::optionsVia(QByteArray(argv[2]).toUShort()));
        QObject::connect(connection.get(), &Connection::stateChanged, &application, [](State state) {
            if (state == State::Ready)
                QCoreApplication::exit(0);
            else if (state == State::Failed)
                QCoreApplication::exit(1);
        });
        const int status = QCoreApplication::exec();
        connection.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // no leak of memory is meant here
        return status;
    }
    TestSshTunnel test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sshtunnel.moc"
