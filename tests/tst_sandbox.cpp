#include "app/sandbox/recordeditems.h"
#include "app/sandbox/sampleitems.h"
#include "app/sandbox/sandbox.h"
#include "tests/patience.h"

#include <QDir>
#include <QSet>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <csignal>
#include <unistd.h>

namespace {

bool refuses(const ServerAddress &address)
{
    QTcpSocket socket;
    socket.connectToHost(address.host, address.port);
    return !socket.waitForConnected() && socket.error() == QAbstractSocket::ConnectionRefusedError;
}

bool reaches(Connection &connection, const ServerAddress &address)
{
    ConnectionOptions options;
    options.address = address;
    connection.open(options);
    return comesTrue([&connection] { return connection.isReady(); });
}

/// Starts a sandbox, tells its port and waits to be killed.
int keepSandbox(bool asNobody)
{
    if (asNobody && (::setgid(65534) != 0 || ::setuid(65534) != 0))
        return 1;
    Sandbox sandbox;
    QSignalSpy started(&sandbox, &Sandbox::started);
    sandbox.start();
    if (!started.wait(30'000))
        qFatal("the sandbox did not start");
    fprintf(stdout, "%d\n", sandbox.address().port);
    fflush(stdout);
    for (;;)
        ::pause();
}

QList<Command> commandsOf(CommandSource source)
{
    QList<Command> commands;
    for (SourcedCommand sourced; source(sourced) == SourceState::Next;)
        commands.append(sourced.command);
    return commands;
}

/// The value of a statistic, as the server at `connection` tells it.
QByteArray statistic(Connection &connection, const QByteArray &name)
{
    Command command;
    command.opcode = Opcode::Stat;
    const auto reply = connection.execute(command);
    if (!comesTrue([&reply] { return reply->isFinished(); }))
        return {};
    const QList<Statistic> statistics = reply->outcome().statistics();
    for (const Statistic &entry : statistics) {
        if (entry.name == name)
            return entry.value.toByteArray();
    }
    return {};
}

} // namespace

class TestSandbox : public QObject
{
    Q_OBJECT

private slots:
    void samplesAreTheSameEachTime()
    {
        const QList<Command> commands = commandsOf(SampleItems::source());
        QCOMPARE(commands.size(), SampleItems::count());
        QCOMPARE(commandsOf(SampleItems::source()), commands);
    }

    void samplesAreWorthInspecting()
    {
        const QList<Command> commands = commandsOf(SampleItems::source());
        QVERIFY(commands.size() > 4'000);
        QSet<QByteArray> keys;
        QSet<quint32> flags;
        qsizetype largest = 0;
        qsizetype total = 0;
        int withoutExpiry = 0;
        for (const Command &command : commands) {
            QCOMPARE(command.opcode, Opcode::SetQ);
            QVERIFY(!command.key.isEmpty() && command.key.size() <= Command::longestKey);
            QVERIFY(command.expiry <= Command::longestRelativeExpiry);
            keys.insert(command.key);
            flags.insert(command.flags);
            largest = std::max(largest, command.value.size());
            total += command.value.size();
            withoutExpiry += command.expiry == 0 ? 1 : 0;
        }
        QCOMPARE(keys.size(), commands.size());
        QVERIFY(keys.contains(QByteArray("odd:nul\0inside", 14)));
        QVERIFY(flags.size() > 20);
        QVERIFY(largest > 850'000 && largest < 1'000'000);
        QVERIFY(total < 16 * 1024 * 1024);
        QVERIFY(withoutExpiry > 500 && withoutExpiry < 1'500);
    }

    void recordedItemsKeepTheirKeysFlagsAndValues()
    {
        const QList<Command> items = recordedItems();
        QCOMPARE(items.size(), 250);
        const auto found = std::find_if(items.begin(), items.end(), [](const Command &item) { return item.key == "dalli:int"; });
        QVERIFY(found != items.end());
        QCOMPARE(found->flags, 1U);
        QCOMPARE(found->value, QByteArray("\x04\x08i/"));
    }

    void startsFilledAndIsGoneAfterStop()
    {
        Sandbox sandbox;
        QSignalSpy started(&sandbox, &Sandbox::started);
        QSignalSpy failed(&sandbox, &Sandbox::failed);
        sandbox.start();
        QCOMPARE(sandbox.state(), Sandbox::State::Starting);
        QCOMPARE(started.size(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(started.size() + failed.size() > 0, 30'000);
        QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0][0].value<Error>().text));
        QCOMPARE(sandbox.state(), Sandbox::State::Running);
        QCOMPARE(sandbox.address().host, QStringLiteral("127.0.0.1"));

        Connection connection;
        QVERIFY(reaches(connection, sandbox.address()));
        QCOMPARE(statistic(connection, "curr_items").toLongLong(), SampleItems::count());
        QCOMPARE(statistic(connection, "evictions"), QByteArray("0"));

        const QList<Command> items = recordedItems();
        QList<Command> reads = items;
        for (Command &read : reads)
            read = {.opcode = Opcode::Get, .key = read.key};
        const auto reply = connection.executeBatch(reads);
        QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 30'000);
        qsizetype number = 0;
        for (const ResultSegment &segment : reply->takeSegments()) {
            for (qsizetype index = 0; index < segment.size(); ++index, ++number) {
                const Outcome outcome = segment.outcome(index);
                QVERIFY(outcome.value);
                QCOMPARE(outcome.value->toByteArray(), items.at(number).value);
                QCOMPARE(outcome.flags, std::optional(items.at(number).flags));
            }
        }
        QCOMPARE(number, items.size());

        sandbox.stop();
        QCOMPARE(sandbox.state(), Sandbox::State::Stopped);
        QVERIFY(refuses(sandbox.address()));
        QVERIFY(failed.isEmpty());
    }

    void startsEmptyIfAskedToAndAgainAfterStop()
    {
        Sandbox sandbox;
        QSignalSpy started(&sandbox, &Sandbox::started);
        for (int round = 1; round <= 2; ++round) {
            sandbox.start(Sandbox::Content::Nothing);
            QTRY_COMPARE(started.size(), round);
            Connection connection;
            QVERIFY(reaches(connection, sandbox.address()));
            QCOMPARE(statistic(connection, "curr_items"), QByteArray("0"));
            sandbox.stop();
        }
    }

    void stopWhileStartingIsNoFailure()
    {
        Sandbox sandbox;
        QSignalSpy started(&sandbox, &Sandbox::started);
        QSignalSpy failed(&sandbox, &Sandbox::failed);
        sandbox.start();
        sandbox.stop();
        sandbox.start(Sandbox::Content::Nothing);
        QTRY_COMPARE(started.size(), 1);
        QVERIFY(failed.isEmpty());
    }

    void anEndOnItsOwnIsToldOnce()
    {
        Sandbox sandbox;
        QSignalSpy started(&sandbox, &Sandbox::started);
        QSignalSpy failed(&sandbox, &Sandbox::failed);
        sandbox.start(Sandbox::Content::Nothing);
        QTRY_COMPARE(started.size(), 1);
        Connection connection;
        QVERIFY(reaches(connection, sandbox.address()));
        ::kill(statistic(connection, "pid").toInt(), SIGKILL);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].value<Error>().code, Error::Code::SandboxFailed);
        QCOMPARE(sandbox.state(), Sandbox::State::Stopped);
    }

    void missingMemcachedIsToldWithTheCommandThatInstallsIt()
    {
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", "/nonexistent");
        Sandbox sandbox;
        QSignalSpy failed(&sandbox, &Sandbox::failed);
        sandbox.start();
        qputenv("PATH", path);
        QCOMPARE(failed.size(), 0);
        QTRY_COMPARE(failed.size(), 1);
        const auto error = failed[0][0].value<Error>();
        QCOMPARE(error.code, Error::Code::SandboxFailed);
        QVERIFY2(error.text.contains(QStringLiteral("sudo apt install memcached")), qPrintable(error.text));
    }

    void diesWithAKilledProgramAndLeavesNothingBehind_data()
    {
        QTest::addColumn<QString>("role");
        QTest::newRow("our own account") << QStringLiteral("--keep-sandbox");
        if (::geteuid() == 0)
            QTest::newRow("an ordinary account") << QStringLiteral("--keep-sandbox-as-nobody");
    }

    void diesWithAKilledProgramAndLeavesNothingBehind()
    {
        QFETCH(QString, role);
        QTemporaryDir folder;
        QVERIFY(QFile::setPermissions(folder.path(), QFile::Permissions(0x7777)));
        QProcess program;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TMPDIR"), folder.path());
        program.setProcessEnvironment(environment);
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.start(QCoreApplication::applicationFilePath(), {role});
        QTRY_VERIFY_WITH_TIMEOUT(program.canReadLine(), 30'000);
        const ServerAddress address{.port = program.readLine().trimmed().toUShort()};
        QVERIFY(!refuses(address));
        program.kill();
        QVERIFY(program.waitForFinished());
        QTRY_VERIFY(refuses(address));
        QVERIFY(QDir(folder.path()).isEmpty());
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.contains(QStringLiteral("--keep-sandbox")))
        return keepSandbox(false);
    if (arguments.contains(QStringLiteral("--keep-sandbox-as-nobody")))
        return keepSandbox(true);
    TestSandbox tests;
    return QTest::qExec(&tests, argc, argv);
}

#include "tst_sandbox.moc"
