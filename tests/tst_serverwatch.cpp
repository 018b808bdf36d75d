#include "app/watch/serverwatch.h"
#include "app/watch/watchfile.h"
#include "app/watch/watchview.h"
#include "app/watch/watchwords.h"
#include "connection/mutationswatch.h"
#include "tests/asking.h"
#include "tests/patience.h"
#include "tests/servers/realserver.h"
#include "tests/textasking.h"
#include "tests/watchlines.h"

#include <QFile>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

namespace {

constexpr int longPatience = 30'000; // ms

Command storeOf(Opcode opcode, qsizetype size)
{
    Command command;
    command.opcode = opcode;
    command.key = "large";
    command.value = QByteArray(size, 'x');
    return command;
}

} // namespace

/// Lines of a watch from the socket to what a person is shown, without a window.
class TestServerWatch : public QObject
{
    Q_OBJECT

private slots:
    void aWatchCountsKeepsAndComesBack()
    {
        FakeServer server;
        ServerWatch watch;
        QSignalSpy states(&watch, &ServerWatch::stateChanged);
        watch.start(optionsFor(server.port()), {"fetchers"});
        answerLogin(server);
        QCOMPARE(hearLine(server), QByteArray("watch fetchers\r\n"));
        server.say("OK\r\n" + readLine(1, "a") + '\n' + "skipped=2\n" + readLine(2, "b", false) + '\n');
        QTRY_COMPARE(watch.state(), ServerWatch::State::Watching);
        QTRY_COMPARE(watch.log().size(), 3);
        QCOMPARE(watch.figures().hits, quint64(1));
        QCOMPARE(watch.figures().lost, quint64(2));
        server.hangUp();
        QTRY_COMPARE(watch.losses(), 1);
        answerLogin(server, 2);
        QCOMPARE(hearLine(server), QByteArray("watch fetchers\r\n"));
        server.say("OK\r\n" + readLine(3, "c") + '\n');
        QTRY_COMPARE(watch.log().size(), 6);
        QCOMPARE(readWatchEvent(watch.log().text(3)).kind, WatchKind::Lost);
        QCOMPARE(readWatchEvent(watch.log().text(4)).kind, WatchKind::Back);
        QCOMPARE(watch.log().text(5).toByteArray(), readLine(3, "c"));
        watch.clear();
        QVERIFY(watch.log().isEmpty() && watch.isOn());
        watch.stop();
        QVERIFY(server.waitForHangUp());
        QCOMPARE(watch.state(), ServerWatch::State::Off);
    }

    void onlyWhatIsWantedIsKeptAndRecorded()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("recorded.watch"));
        FakeServer server;
        ServerWatch watch;
        watch.setKept(keysLike(QStringLiteral("user:*")));
        watch.start(optionsFor(server.port()), {"fetchers"});
        answerLogin(server);
        QCOMPARE(hearLine(server), QByteArray("watch fetchers\r\n"));
        server.say("OK\r\n");
        QTRY_COMPARE(watch.state(), ServerWatch::State::Watching);
        QSignalSpy ended(&watch, &ServerWatch::recordingEnded);
        watch.record(path);
        server.say(readLine(1, "user:1") + '\n' + readLine(2, "other") + "\nskipped=1\n");
        QTRY_COMPARE(watch.log().size(), 2);
        QCOMPARE(watch.figures().leftOut, quint64(1));
        QVERIFY(!QFile::exists(path)); // before it is whole
        watch.finishRecording();
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(!watch.recording()->error());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), readLine(1, "user:1") + "\nskipped=1\n");
    }

    void wordsThatAServerDoesNotKnowAreToldAndLeftOut()
    {
        FakeServer server;
        ServerWatch watch;
        watch.start(optionsFor(server.port()), {"fetchers", "deletions"});
        const std::array<std::pair<const char *, const char *>, 4> talk{
            std::pair{"watch fetchers deletions\r\n", "ERROR\r\n"}, std::pair{"watch fetchers\r\n", "OK\r\n"},
            std::pair{"watch deletions\r\n", "ERROR\r\n"}, std::pair{"watch fetchers\r\n", "OK\r\n"}};
        for (size_t i = 0; i < talk.size(); ++i) {
            answerLogin(server, int(i) + 1, "1.6.18");
            QCOMPARE(hearLine(server), QByteArray(talk[i].first));
            server.say(talk[i].second);
        }
        QTRY_COMPARE(watch.state(), ServerWatch::State::Watching);
        QCOMPARE(watch.words(), QByteArrayList{"fetchers"});
        QCOMPARE(watch.unknownWords(), QByteArrayList{"deletions"});
    }

    void storesAreWatchedOnlyWhereThatIsSafeOrAgreedTo()
    {
        FakeServer server;
        ServerWatch watch;
        watch.start(optionsFor(server.port()), {"fetchers", "mutations"});
        answerLogin(server, 1, "1.6.45");
        QCOMPARE(hearLine(server), QByteArray("watch fetchers mutations\r\n"));
        server.say("OK\r\n" + readLine(1, "a") + '\n');
        QTRY_COMPARE(watch.log().size(), 1);
        server.hangUp();
        // An older one comes back in its place: it is not even asked.
        answerLogin(server, 2, "1.6.18");
        QTRY_COMPARE(watch.state(), ServerWatch::State::Failed);
        QCOMPARE(watch.error().code, Error::Code::WatchDangerous);
        QVERIFY2(watch.error().text.contains(QStringLiteral("1.6.18")), qPrintable(watch.error().text));
        QCOMPARE(server.heard(), QByteArray());
        // Who has agreed is not asked again for the same version.
        watch.start(optionsFor(server.port()), {"mutations"}, QByteArrayLiteral("1.6.18"));
        for (int connection = 3; connection < 5; ++connection) {
            answerLogin(server, connection, "1.6.18");
            QCOMPARE(hearLine(server), QByteArray("watch mutations\r\n"));
            server.say("OK\r\n");
            QTRY_COMPARE(watch.state(), ServerWatch::State::Watching);
            server.hangUp();
        }
        watch.stop();
        QVERIFY(!watch.error());
    }

    void refusalsEndIt()
    {
        FakeServer server;
        ServerWatch watch;
        watch.start(optionsFor(server.port()), {"fetchers"});
        answerLogin(server);
        hearLine(server);
        server.say("WATCHER_TOO_MANY log watcher limit reached\r\n");
        QTRY_COMPARE(watch.state(), ServerWatch::State::Failed);
        QCOMPARE(watch.error().code, Error::Code::TooManyWatchers);
    }

    void aRealServerTellsWhatClientsDo()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_COMPARE(connection.state(), Connection::State::Ready);
        ServerWatch watch;
        watch.start(optionsFor(server.port()), {"fetchers", "mutations"}, connection.server().version);
        QTRY_COMPARE_WITH_TIMEOUT(watch.state(), ServerWatch::State::Watching, longPatience);
        QList<Command> commands;
        for (int i = 0; i < 100; ++i)
            commands += Command{.opcode = Opcode::Set, .key = "user:" + QByteArray::number(i % 10), .value = "12345"};
        for (int i = 0; i < 50; ++i)
            commands += Command{.opcode = Opcode::Get, .key = i % 2 ? "user:1" : "gone"};
        const auto batch = connection.executeBatch(commands);
        QTRY_VERIFY(batch->isFinished());
        QTRY_COMPARE_WITH_TIMEOUT(watch.figures().count(WatchKind::Store) + watch.figures().count(WatchKind::Read)
                                      + watch.figures().forStores,
                                  quint64(250), longPatience);
        QCOMPARE(watch.figures().forStores, quint64(100));
        QCOMPARE(watch.figures().hits, quint64(25));
        QCOMPARE(watch.figures().prefixes.front().key, QByteArray("user:"));
        QCOMPARE(watch.figures().prefixes.front().stores, quint64(100));
        QVERIFY(server.restart());
        QTRY_COMPARE_WITH_TIMEOUT(watch.losses(), 1, longPatience);
        QTRY_COMPARE_WITH_TIMEOUT(watch.state(), ServerWatch::State::Watching, longPatience);
    }

    /// Also of one that has just opened: what it does is told before its number is known. And of the next life of a server, which gives
    /// numbers anew.
    void whatOurConnectionsDoIsLeftOutFromTheFirstLineOn()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ServerWatch watch;
        watch.setOwnLines(ServerWatch::OwnLines::LeftOut);
        watch.start(optionsFor(server.port()), {"fetchers"});
        for (const bool isRestarted : {false, true}) {
            if (isRestarted) {
                QVERIFY(server.restart());
                QTRY_COMPARE_WITH_TIMEOUT(watch.losses(), 1, longPatience);
            }
            QTRY_COMPARE_WITH_TIMEOUT(watch.state(), ServerWatch::State::Watching, longPatience);
            watch.clear();
            std::vector<std::unique_ptr<Connection>> connections;
            QTcpSocket foreign;
            foreign.connectToHost(QHostAddress::LocalHost, server.port());
            for (quint64 round = 1; round <= 5; ++round) {
                Connection &connection = *connections.emplace_back(std::make_unique<Connection>()); // which stays, with its number
                connection.open(optionsFor(server.port()));
                QTRY_COMPARE(connection.state(), Connection::State::Ready);
                const auto reply = connection.execute({.opcode = Opcode::Get, .key = "own"});
                QTRY_VERIFY(reply->isFinished());
                QTRY_COMPARE_WITH_TIMEOUT(watch.figures().leftOut + watch.figures().count(WatchKind::Read), 2 * round - 1, longPatience);
                foreign.write("get foreign\r\n");
                QTRY_COMPARE_WITH_TIMEOUT(watch.figures().leftOut + watch.figures().count(WatchKind::Read), 2 * round, longPatience);
            }
            QCOMPARE(watch.figures().leftOut, quint64(5));
            for (qint64 line = watch.log().begin(); line < watch.log().end(); ++line)
                QCOMPARE(readWatchEvent(watch.log().text(line)).decodedKey(), QByteArray("foreign"));
        }
    }

    void noStoreThatIsTooLargeLeavesWhileStoresAreWatched()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_COMPARE(connection.state(), Connection::State::Ready);
        constexpr qsizetype tooLarge = 2 * 1024 * 1024;
        const auto single = [&connection](Opcode opcode) { return connection.execute(storeOf(opcode, tooLarge), Checking::Unchecked); };
        // Unwatched, and some time after a test before us has watched, the server refuses it by itself.
        const auto isAnswered = [&single] {
            const auto reply = single(Opcode::Set);
            return comesTrue([&reply] { return reply->isFinished(); }) && reply->outcome().basis == Basis::Answer
                && reply->outcome().status == Status::ValueTooLarge;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isAnswered(), longPatience);
        {
            TextChannel channel(optionsFor(server.port()));
            const auto watch = channel.watch({"mutations"}, connection.server().version);
            QTRY_VERIFY(watch->isWatching());
            for (const Opcode opcode : {Opcode::Set, Opcode::Add, Opcode::Replace, Opcode::Append, Opcode::SetQ}) {
                const auto reply = single(opcode);
                QTRY_COMPARE(endOf(*reply), QByteArray("value_too_large"));
                QCOMPARE(reply->outcome().basis, Basis::NotSent);
            }
            const auto batch = connection.executeBatch({storeOf(Opcode::SetQ, tooLarge), storeOf(Opcode::Set, 5),
                                                        storeOf(Opcode::AddQ, tooLarge), storeOf(Opcode::ReplaceQ, 1'048'500)},
                                                       Checking::Unchecked);
            QTRY_VERIFY(batch->isFinished());
            // The largest that fits is let through.
            const auto largest = connection.execute(storeOf(Opcode::Set, 1'048'576 - 300), Checking::Unchecked);
            QTRY_COMPARE(endOf(*largest), QByteArray("success"));
        }
        // A server takes a while to notice that nobody watches any more.
        auto after = single(Opcode::Set);
        QTRY_COMPARE(endOf(*after), QByteArray("value_too_large"));
        QCOMPARE(after->outcome().basis, Basis::NotSent);
        QVERIFY(server.isRunning());
        QVERIFY(connection.isReady());
    }

    void aServerThatTellsNoLimitIsSparedToo()
    {
        Greeting greeting;
        greeting.statStatus = 0x81;
        FakeServer server;
        server.answerGreeting(greeting);
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_COMPARE(connection.state(), Connection::State::Ready);
        const MutationsWatch watched(connection.options().place());
        const auto reply = connection.execute(storeOf(Opcode::Set, 2'000'000));
        QTRY_COMPARE(endOf(*reply), QByteArray("value_too_large"));
        const auto batch = connection.executeBatch({storeOf(Opcode::SetQ, 2'000'000)});
        QTRY_VERIFY(batch->isFinished());
        QVERIFY(server.heard().size() < 10'000);
    }

    void aMendedServerIsNotSpared()
    {
        QVERIFY(MutationsWatch::endangers("1.6.41") && MutationsWatch::endangers({}) && !MutationsWatch::endangers("1.6.42"));
    }
};

QTEST_GUILESS_MAIN(TestServerWatch)
#include "tst_serverwatch.moc"
