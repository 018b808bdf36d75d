#include "app/run/scriptrun.h"
#include "app/run/scriptsource.h"
#include "tests/asking.h"
#include "tests/patience.h"
#include "tests/servers/fakeserver.h"
#include "tests/servers/realserver.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <array>

#include <unistd.h>

using namespace std::chrono_literals;
using Mode = ScriptRun::Mode;

namespace {

/// Runs a script and keeps what comes, one text a command: "line key status value".
class Run
{
public:
    Run(Connection *connection, std::unique_ptr<ScriptSource> source, Mode mode, Checking checking = Checking::Strict)
        : run(connection, std::move(source), {.mode = mode, .checking = checking})
    {
        QObject::connect(&run, &ScriptRun::segmentReady, &run, [this](const auto &segment) {
            for (qsizetype i = 0; i < segment->results.size(); ++i)
                results += shown(*segment, i);
        });
        QObject::connect(&run, &ScriptRun::warned, &run,
                         [this](qint64 line, const QString &text) { warnings += QByteArray::number(line) + ' ' + text.toUtf8(); });
        QObject::connect(&run, &ScriptRun::finished, &run, [this] { ++finishedCount; });
        run.start();
    }

    [[nodiscard]] bool waitForEnd() const
    {
        return comesTrue([this] { return finishedCount > 0; });
    }

    QByteArrayList results;
    QByteArrayList warnings;
    int finishedCount = 0;
    ScriptRun run;

private:
    static QByteArray shown(const RunSegment &segment, qsizetype i)
    {
        const Outcome outcome = segment.results.outcome(i);
        QByteArray text =
            QByteArray::number(segment.requests.line(i)) + ' ' + segment.requests.key(i).toByteArray() + ' ' + statusName(outcome.status);
        if (outcome.value)
            text += ' ' + outcome.value->toByteArray();
        if (outcome.silent())
            text += " silent";
        if (!outcome.sent())
            text += " unsent";
        return text;
    }
};

std::unique_ptr<ScriptSource> text(const QByteArray &script, const QString &folder = {})
{
    return ScriptSource::fromText(script, folder);
}

struct Pipe
{
    Pipe()
    {
        if (::pipe(ends.data()) != 0)
            qFatal("no pipe");
    }
    ~Pipe()
    {
        ::close(ends[0]);
        closeWriter();
    }
    void write(const QByteArray &bytes) { QCOMPARE(::write(ends[1], bytes.constData(), size_t(bytes.size())), bytes.size()); }
    void closeWriter()
    {
        if (ends[1] >= 0)
            ::close(ends[1]);
        ends[1] = -1;
    }

    std::array<int, 2> ends{-1, -1};
};

} // namespace

class tst_ScriptRun : public QObject
{
    Q_OBJECT

    RealServer m_server;
    std::unique_ptr<Connection> m_connection;

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.errorString())); }

    void init()
    {
        m_connection = std::make_unique<Connection>();
        m_connection->open(optionsFor(m_server.port()));
        QTRY_VERIFY(m_connection->isReady());
    }

    void bothModesGiveTheSameResults_data()
    {
        QTest::addColumn<Mode>("mode");
        QTest::newRow("batch") << Mode::Batch;
        QTest::newRow("each") << Mode::Each;
    }

    void bothModesGiveTheSameResults()
    {
        QFETCH(Mode, mode);
        Run run(m_connection.get(),
                text("# a script\r\nSET a one\r\n\r\nSETQ b two\nGET a\nGETKQ b\nGETQ none\nGET none\n"
                     "GET \"\"\nDELETEQ a\nDELETEQ b\nSTAT settings"),
                mode);
        QCOMPARE(run.finishedCount, 0);
        QVERIFY(run.waitForEnd());
        const QByteArrayList expected{"2 a success",
                                      "4 b success silent",
                                      "5 a success one",
                                      "6 b success two",
                                      "7 none key_not_found silent",
                                      "8 none key_not_found",
                                      "9  invalid_arguments unsent",
                                      "10 a success silent",
                                      "11 b success silent",
                                      "12 settings success"};
        QCOMPARE(run.results, expected);
        QCOMPARE(run.run.outcomeCount(), 10);
        QVERIFY(run.run.isFinished());
        QVERIFY(!run.run.error());
        QCOMPARE(run.finishedCount, 1);
    }

    void anEmptyScriptFinishes_data() { bothModesGiveTheSameResults_data(); }
    void anEmptyScriptFinishes()
    {
        QFETCH(Mode, mode);
        Run run(m_connection.get(), text("# nothing\n\n"), mode);
        QVERIFY(run.waitForEnd());
        QVERIFY(run.results.isEmpty());
    }

    void filesAreReadWhenTheirLineIsSent_data() { bothModesGiveTheSameResults_data(); }
    void filesAreReadWhenTheirLineIsSent()
    {
        QFETCH(Mode, mode);
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("value.bin")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write("content"), 7);
        file.close();
        Run run(m_connection.get(), text("SET f file:value.bin\nSET g file:missing\nSET h file:.\nGET f\nGET g", folder.path()), mode);
        QVERIFY(run.waitForEnd());
        const QByteArrayList expected{"1 f success", "2 g invalid_arguments unsent", "3 h invalid_arguments unsent", "4 f success content",
                                      "5 g key_not_found"};
        QCOMPARE(run.results, expected);
        QCOMPARE(run.warnings.size(), 1);
        QVERIFY(run.warnings.first().startsWith("2 "));
        QVERIFY(run.warnings.first().contains("names no existing file"));
    }

    void warningsNameTheirLine()
    {
        Run run(m_connection.get(), text("SET w x\nADD w y cas=1\nSET w x ttl=2592001"), Mode::Batch);
        QVERIFY(run.waitForEnd());
        QCOMPARE(run.warnings.size(), 2);
        QVERIFY(run.warnings[0].startsWith("2 "));
        QVERIFY(run.warnings[1].startsWith("3 "));
    }

    void longLifetimesGoByTheClockOfTheServer_data() { bothModesGiveTheSameResults_data(); }
    void longLifetimesGoByTheClockOfTheServer()
    {
        QFETCH(Mode, mode);
        FakeServer server;
        Greeting greeting;
        for (auto &[name, value] : greeting.statistics) {
            if (name == "time")
                value = QByteArray::number(QDateTime::currentSecsSinceEpoch() + 100'000);
        }
        server.answerGreeting(greeting);
        server.setHandler(obey);
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(connection.isReady());
        QVERIFY(connection.server().clockOffset > 99'000s);
        Run run(&connection, text("SET k v ttl=31d"), mode);
        QVERIFY(run.waitForEnd());
        const QList<RequestPacket> requests = requestsIn(server.recorded(0));
        const auto set = std::ranges::find(requests, quint8(0x01), &RequestPacket::opcode);
        QVERIFY(set != requests.end());
        const auto expiry = qint64(qFromBigEndian<quint32>(set->extras.constData() + 4));
        QVERIFY(qAbs(expiry - (QDateTime::currentSecsSinceEpoch() + 100'000 + 31 * 86'400)) < 30);
    }

    void afterQuitABatchIsOver()
    {
        Run run(m_connection.get(), text("SET q 1\nQUIT\nGET q\nGET q"), Mode::Batch);
        QVERIFY(run.waitForEnd());
        const QByteArrayList expected{"1 q success", "2  success", "3 q not_connected unsent", "4 q not_connected unsent"};
        QCOMPARE(run.results, expected);
    }

    void afterQuitSingleCommandsWaitForTheNewConnection()
    {
        Run run(m_connection.get(), text("SET q 1\nQUIT\nGET q\nQUITQ\nGET q"), Mode::Each);
        QVERIFY(run.waitForEnd());
        const QByteArrayList expected{"1 q success", "2  success", "3 q success 1", "4  success silent", "5 q success 1"};
        QCOMPARE(run.results, expected);
    }

    void theFirstReconnectThatFailsEndsTheRest()
    {
        FakeServer server;
        server.answerGreeting();
        server.setHandler([&server](const QByteArray &request) -> std::optional<QByteArray> {
            if (requestsIn(request).constFirst().key != "last")
                return obey(request);
            server.stopListening();
            server.hangUp();
            return QByteArray();
        });
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(connection.isReady());
        Run run(&connection, text("GET a\nGET last\nGET b\nGET c"), Mode::Each);
        QVERIFY(run.waitForEnd());
        const QByteArrayList expected{"1 a success a", "2 last closed", "3 b not_connected unsent", "4 c not_connected unsent"};
        QCOMPARE(run.results, expected);
    }

    void aConnectionThatDoesNotComeBackInTimeEndsTheRest()
    {
        FakeServer server;
        server.answerGreeting();
        server.setHandler([&server](const QByteArray &request) -> std::optional<QByteArray> {
            if (requestsIn(request).constFirst().key != "last")
                return obey(request);
            server.stopAccepting();
            server.hangUp();
            return QByteArray();
        });
        Connection connection;
        ConnectionOptions options = optionsFor(server.port());
        options.connectTimeout = 200ms;
        connection.open(options);
        QTRY_VERIFY(connection.isReady());
        Run run(&connection, text("GET last\nGET b"), Mode::Each);
        QVERIFY(run.waitForEnd());
        const QByteArrayList expected{"1 last closed", "2 b not_connected unsent"};
        QCOMPARE(run.results, expected);
    }

    void aStreamIsAnsweredWhileItGoesOn_data() { bothModesGiveTheSameResults_data(); }
    void aStreamIsAnsweredWhileItGoesOn()
    {
        QFETCH(Mode, mode);
        Pipe pipe;
        Run run(m_connection.get(), ScriptSource::fromStream(pipe.ends[0]), mode);
        pipe.write("SETQ s 1\nGET s\nGETQ no");
        QTRY_COMPARE(run.results.size(), 2);
        pipe.write("ne\n");
        QTRY_COMPARE(run.results.size(), 3);
        QCOMPARE(run.finishedCount, 0);
        pipe.write("GET s");
        pipe.closeWriter();
        QVERIFY(run.waitForEnd());
        const QByteArrayList expected{"1 s success silent", "2 s success 1", "3 none key_not_found silent", "4 s success 1"};
        QCOMPARE(run.results, expected);
    }

    void aWrongLineStopsAStream_data() { bothModesGiveTheSameResults_data(); }
    void aWrongLineStopsAStream()
    {
        QFETCH(Mode, mode);
        Pipe pipe;
        Run run(m_connection.get(), ScriptSource::fromStream(pipe.ends[0]), mode);
        pipe.write("SET s 1\nGET s\nGET s s\nSET s 2\n");
        QVERIFY(run.waitForEnd());
        const QByteArrayList expected{"1 s success", "2 s success 1"};
        QCOMPARE(run.results, expected);
        QCOMPARE(run.run.error().code, Error::Code::Invalid);
        QVERIFY2(run.run.error().text.startsWith(QLatin1String("line 3, column 7: ")), qPrintable(run.run.error().text));
    }

    void aStreamIsReadToItsEndAfterALoss()
    {
        Pipe pipe;
        Run run(m_connection.get(), ScriptSource::fromStream(pipe.ends[0]), Mode::Batch);
        pipe.write("SET s 1\nQUIT\n");
        QTRY_COMPARE(run.results.size(), 2);
        pipe.write("GET s\n");
        QTRY_COMPARE(run.results.size(), 3);
        QCOMPARE(run.results.last(), QByteArray("3 s not_connected unsent"));
        pipe.closeWriter();
        QVERIFY(run.waitForEnd());
    }

    void cancellingEndsADryStreamAfterALoss_data() { bothModesGiveTheSameResults_data(); }
    void cancellingEndsADryStreamAfterALoss()
    {
        QFETCH(Mode, mode);
        FakeServer server;
        server.answerGreeting();
        server.setHandler(obey);
        Connection connection;
        ConnectionOptions options = optionsFor(server.port());
        options.retry = false;
        connection.open(options);
        QTRY_VERIFY(connection.isReady());
        Pipe pipe;
        Run run(&connection, ScriptSource::fromStream(pipe.ends[0]), mode);
        pipe.write("GET a\n");
        QTRY_COMPARE(run.results.size(), 1);
        server.stopListening();
        server.hangUp();
        QTRY_COMPARE(connection.state(), Connection::State::Failed);
        pipe.write("GET b\n");
        QTRY_COMPARE(run.results.size(), 2);
        QCOMPARE(run.results.last(), QByteArray("2 b not_connected unsent"));
        run.run.cancel();
        QVERIFY(run.waitForEnd());
    }

    void filesOfUnsentLinesAreNotRead()
    {
        Run run(m_connection.get(), text("QUIT\nSET k file:no-such-file"), Mode::Batch);
        QVERIFY(run.waitForEnd());
        QCOMPARE(run.results.last(), QByteArray("2 k not_connected unsent"));
        QVERIFY(run.warnings.isEmpty());
    }

    void cancellingEndsADryStream_data() { bothModesGiveTheSameResults_data(); }
    void cancellingEndsADryStream()
    {
        QFETCH(Mode, mode);
        Pipe pipe;
        Run run(m_connection.get(), ScriptSource::fromStream(pipe.ends[0]), mode);
        pipe.write("SET s 1\n");
        QTRY_COMPARE(run.results.size(), 1);
        run.run.cancel();
        QVERIFY(run.waitForEnd());
        QCOMPARE(run.results.size(), 1);
    }

    void cancellingGivesEveryLineAnOutcome_data() { bothModesGiveTheSameResults_data(); }
    void cancellingGivesEveryLineAnOutcome()
    {
        QFETCH(Mode, mode);
        constexpr int count = 50'000;
        Run run(m_connection.get(), text(QByteArray("GET k\n").repeated(count)), mode);
        QTRY_VERIFY(!run.results.isEmpty());
        run.run.cancel();
        QVERIFY(run.waitForEnd());
        QCOMPARE(run.results.size(), count);
        QCOMPARE(run.run.outcomeCount(), count);
        if (mode == Mode::Each)
            QCOMPARE(run.results.last(), QByteArray("50000 k cancelled unsent"));
    }

    void cancelledLinesHaveTheirCommandsAndKeys_data() { bothModesGiveTheSameResults_data(); }
    void cancelledLinesHaveTheirCommandsAndKeys()
    {
        QFETCH(Mode, mode);
        constexpr int sent = 40'000; // more than can be under way
        m_server.suspend();
        Run run(m_connection.get(),
                text(QByteArray("GETQ k\n").repeated(sent)
                     + "SETQ plain \"a value\" ttl=1h\r\nsetq short v\n\n# GET comment\n  GET \"two words\" \nSET hex:4142 v\n"
                       "SET f file:missing\nSTAT items\nNOOP\nGETKQ key# a comment\nGET last\r\n"),
                mode);
        QTRY_VERIFY(run.run.bytesWritten() > 0 || mode == Mode::Each);
        run.run.cancel();
        m_server.resume();
        QVERIFY(run.waitForEnd());
        QCOMPARE(run.results.size(), sent + 9);
        const QByteArrayList expected{"40001 plain cancelled unsent", "40002 short cancelled unsent", "40005 two words cancelled unsent",
                                      "40006 AB cancelled unsent",    "40007 f cancelled unsent",     "40008 items cancelled unsent",
                                      "40009  cancelled unsent",      "40010 key# cancelled unsent",  "40011 last cancelled unsent"};
        QCOMPARE(run.results.last(9), expected);
        QVERIFY(run.warnings.isEmpty());
    }

    void aBatchWithoutAConnectionEndsAsNotConnected()
    {
        Connection connection;
        Run run(&connection, text("GET a\nGET b"), Mode::Batch);
        QVERIFY(run.waitForEnd());
        const QByteArrayList expected{"1 a not_connected unsent", "2 b not_connected unsent"};
        QCOMPARE(run.results, expected);
    }

    void aRunThatIsDroppedHarmsNothing_data() { bothModesGiveTheSameResults_data(); }
    void aRunThatIsDroppedHarmsNothing()
    {
        QFETCH(Mode, mode);
        {
            Run run(m_connection.get(), text(QByteArray("GET k\n").repeated(10'000)), mode);
            QTRY_VERIFY(!run.results.isEmpty());
        }
        Run run(m_connection.get(), text("SET k v\nGET k"), mode);
        QVERIFY(run.waitForEnd());
        QCOMPARE(run.results, (QByteArrayList{"1 k success", "2 k success v"}));
    }
};

QTEST_GUILESS_MAIN(tst_ScriptRun)
#include "tst_scriptrun.moc"
