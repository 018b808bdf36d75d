#include "tests/patience.h"
#include "tests/servers/fakeserver.h"
#include "tests/servers/realserver.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#if defined(__has_feature)
#    if __has_feature(address_sanitizer)
#        define __SANITIZE_ADDRESS__ 1
#    endif
#endif

namespace {

constexpr int patience = 20'000; // ms

/// JSON written with single quotes, which moc, other than raw strings, reads.
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

/// VmHWM of a process, in KiB; 0 once it has ended.
qint64 peakMemory(qint64 process)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("VmHWM:");
    return at < 0 ? 0 : text.mid(at + 6, text.indexOf(" kB", at) - at - 6).trimmed().toLongLong();
}

/// The program itself, without a display.
class Program : public QProcess
{
public:
    explicit Program(const QStringList &arguments, const QString &password = {})
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "SLABSCOPE_PASSWORD"})
            environment.remove(QString::fromLatin1(name));
        if (!password.isEmpty())
            environment.insert(QStringLiteral("SLABSCOPE_PASSWORD"), password);
        setProcessEnvironment(environment);
        start(QStringLiteral(SLABSCOPE_EXECUTABLE), arguments);
    }

    /// The exit status, once it has ended by itself; -1 otherwise.
    [[nodiscard]] int end(const QByteArray &input = {})
    {
        write(input);
        closeWriteChannel();
        if (!comesTrue([this] { return state() == NotRunning; }, patience) || exitStatus() != NormalExit)
            return -1;
        output += readAllStandardOutput();
        errors += readAllStandardError();
        return exitCode();
    }
    [[nodiscard]] bool waitForOutput(const QByteArray &text)
    {
        return comesTrue(
            [this, &text] {
                output += readAllStandardOutput();
                return output.contains(text);
            },
            patience);
    }

    QByteArray output;
    QByteArray errors;
};

} // namespace

class tst_Headless : public QObject
{
    Q_OBJECT

    RealServer m_server;
    QTemporaryDir m_folder;

    [[nodiscard]] QString url() const { return QStringLiteral("memcached://127.0.0.1:%1").arg(m_server.port()); }
    [[nodiscard]] QStringList arguments(const QStringList &more) const { return QStringList{QStringLiteral("--connect"), url()} + more; }
    [[nodiscard]] QStringList jsonFromInput() const
    {
        return arguments({QStringLiteral("--execute"), QStringLiteral("-"), QStringLiteral("--format"), QStringLiteral("jsonl")});
    }
    QString script(const QByteArray &text) const
    {
        QFile file(m_folder.filePath(QStringLiteral("script.mcb")));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("no script");
        return file.fileName();
    }

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.errorString())); }

    void init()
    {
        Program program(arguments({QStringLiteral("--execute-line"), QStringLiteral("FLUSH")}));
        QCOMPARE(program.end(), 0);
    }

    void jsonLinesAreExact_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::newRow("batch") << QStringLiteral("batch");
        QTest::newRow("each") << QStringLiteral("each");
    }

    void jsonLinesAreExact()
    {
        QFETCH(QString, mode);
        const QByteArray text = "\xef\xbb\xbf# every outcome that is easily had\r\n"
                                "SET j hello flags=7\r\n"
                                "GET j\n"
                                "getk j\n"
                                "GAT absent 5m\n"
                                "GETQ absent\n"
                                "ADD j x\n"
                                "REPLACE absent x\n"
                                "APPEND absent x\n"
                                "INCR j\n"
                                "INCRQ n 5 initial=10\n"
                                "incr n 5\n"
                                "DECR absent create=no\n"
                                "SET j x cas=1\n"
                                "SETQ b hex:00ff\n"
                                "GET b\n"
                                "GET \"\"\n"
                                "STAT nonsense\n"
                                "NOOP\n"
                                "DELETE absent\n"
                                "TOUCH absent 0\n"
                                "SET big file:big.bin\n"
                                "SET gone file:gone.bin\n"
                                "SET f file:\"small file\"\n"
                                "GET f\n"
                                "QUIT\n";
        QFile big(m_folder.filePath(QStringLiteral("big.bin")));
        QVERIFY(big.open(QIODevice::WriteOnly) && big.resize(1024 * 1024));
        QFile small(m_folder.filePath(QStringLiteral("small file")));
        QVERIFY(small.open(QIODevice::WriteOnly) && small.write("{\"a\":1}") == 7);
        small.close();
        Program program(arguments({QStringLiteral("--execute"), script(text), QStringLiteral("--format"), QStringLiteral("jsonl"),
                                   QStringLiteral("--mode"), mode}));
        QCOMPARE(program.end(), 1);

        // CAS numbers go up from run to run.
        QByteArrayList lines = program.output.split('\n');
        for (QByteArray &line : lines) {
            if (const qsizetype at = line.indexOf("\"cas\":\""); at >= 0)
                line.replace(at, line.indexOf('"', at + 7) + 1 - at, "\"cas\":\"C\"");
        }
        const QByteArrayList expected{
            json("{'line':2,'command':'SET','key':'j','status':'success','cas':'C'}"),
            json("{'line':3,'command':'GET','key':'j','status':'success','value':'hello','flags':7,'cas':'C'}"),
            json("{'line':4,'command':'GETK','key':'j','status':'success','value':'hello','flags':7,'cas':'C'}"),
            json("{'line':5,'command':'GAT','key':'absent','status':'key_not_found','message':'Not found'}"),
            json("{'line':6,'command':'GETQ','key':'absent','status':'key_not_found','silent':true}"),
            json("{'line':7,'command':'ADD','key':'j','status':'key_exists','message':'Data exists for key.'}"),
            json("{'line':8,'command':'REPLACE','key':'absent','status':'key_not_found','message':'Not found'}"),
            json("{'line':9,'command':'APPEND','key':'absent','status':'not_stored','message':'Not stored.'}"),
            json("{'line':10,'command':'INCREMENT','key':'j','status':'non_numeric','message':'Non-numeric server-side value for incr or "
                 "decr'}"),
            json("{'line':11,'command':'INCREMENTQ','key':'n','status':'success','silent':true}"),
            json("{'line':12,'command':'INCREMENT','key':'n','status':'success','value':'15','cas':'C'}"),
            json("{'line':13,'command':'DECREMENT','key':'absent','status':'key_not_found','message':'Not found'}"),
            json("{'line':14,'command':'SET','key':'j','status':'key_exists','message':'Data exists for key.'}"),
            json("{'line':15,'command':'SETQ','key':'b','status':'success','silent':true}"),
            json("{'line':16,'command':'GET','key':'b','status':'success','valueBase64':'AP8=','flags':0,'cas':'C'}"),
        };
        QCOMPARE(lines.first(expected.size()), expected);
        QVERIFY(lines[15].startsWith(json("{'line':17,'command':'GET','key':'','status':'invalid_arguments','sent':false,'message':'")));
        QVERIFY2(lines[16].startsWith(json("{'line':18,'command':'STAT','status':'key_not_found'")), lines[16].constData());
        QCOMPARE(lines[17], json("{'line':19,'command':'NOOP','status':'success'}"));
        QCOMPARE(lines[18], json("{'line':20,'command':'DELETE','key':'absent','status':'key_not_found','message':'Not found'}"));
        QCOMPARE(lines[19], json("{'line':21,'command':'TOUCH','key':'absent','status':'key_not_found','message':'Not found'}"));
        QVERIFY(lines[20].startsWith(json("{'line':22,'command':'SET','key':'big','status':'value_too_large','sent':false,'message':'")));
        QVERIFY(
            lines[21].startsWith(json("{'line':23,'command':'SET','key':'gone','status':'invalid_arguments','sent':false,'message':'")));
        QCOMPARE(lines[22], json("{'line':24,'command':'SET','key':'f','status':'success','cas':'C'}"));
        QCOMPARE(lines[23], json("{'line':25,'command':'GET','key':'f','status':'success','value':'{\\'a\\':1}','flags':0,'cas':'C'}"));
        QCOMPARE(lines[24], json("{'line':26,'command':'QUIT','status':'success'}"));
        QCOMPARE(lines.size(), 26); // the last is empty
        QVERIFY2(program.errors.startsWith("line 23: warning: "), program.errors.constData());
        QCOMPARE(program.errors.count('\n'), 1);
    }

    void csvHasAHeader()
    {
        Program program(arguments({QStringLiteral("--execute-line"), QStringLiteral("SETQ c 'a,b'"), QStringLiteral("--execute-line"),
                                   QStringLiteral("GETQ c"), QStringLiteral("--format=csv")}));
        QCOMPARE(program.end(), 0);
        const QByteArrayList lines = program.output.split('\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0], "line,command,key,keyBase64,status,silent,sent,value,valueBase64,flags,cas,stats,statsBase64,message\r");
        QCOMPARE(lines[1], "1,SETQ,c,,success,true,,,,,,,,\r");
        QVERIFY(lines[2].startsWith("2,GETQ,c,,success,,,\"a,b\",,0,"));
    }

    void argumentsKeepTheirBytes()
    {
        // QProcess hands over UTF-8 only, so a shell passes the byte that is none.
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"),
                    {QStringLiteral("-c"), QStringLiteral("exec \"$0\" \"$@\" --execute-line \"$(printf 'GET \\377')\" --format jsonl"),
                     QStringLiteral(SLABSCOPE_EXECUTABLE), QStringLiteral("--connect"), url()});
        QVERIFY(comesTrue([&shell] { return shell.state() == QProcess::NotRunning; }, patience));
        QCOMPARE(shell.readAllStandardOutput(),
                 json("{'line':1,'command':'GET','keyBase64':'/w==','status':'key_not_found','message':'Not found'}\n"));
    }

    void theExitStatusTellsHowItWent_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("status");
        QTest::newRow("nothing") << QByteArray() << 0;
        QTest::newRow("success") << QByteArray("SET k v\nGET k\n") << 0;
        QTest::newRow("misses") << QByteArray("GET k\nGETQ k\nGETK k\nGETKQ k\nGAT k 0\nGATKQ k 0\nTOUCH k 0\nDELETE k\nDELETEQ k") << 0;
        QTest::newRow("a miss of another kind") << QByteArray("REPLACE k v") << 1;
        QTest::newRow("a counter that is not there") << QByteArray("INCR k create=no") << 1;
        QTest::newRow("refused") << QByteArray("GET ''") << 1;
        QTest::newRow("behind a QUIT") << QByteArray("QUIT\nGET k") << 1;
        QTest::newRow("wrong") << QByteArray("GET k\nGET\n") << 2;
        QTest::newRow("wrong outranks failed") << QByteArray("GET ''\nGET\n") << 2;
    }

    void theExitStatusTellsHowItWent()
    {
        QFETCH(QByteArray, input);
        QFETCH(int, status);
        Program program(jsonFromInput());
        QCOMPARE(program.end(input), status);
    }

    void resultsComeWhileTheInputIsOpen()
    {
        Program program(jsonFromInput());
        program.write("SETQ s 1\nGET s\n");
        QVERIFY(program.waitForOutput("\"line\":2"));
        QVERIFY(program.output.startsWith(json("{'line':1,'command':'SETQ','key':'s','status':'success','silent':true}")));
        program.write("GETQ nothing\n");
        QVERIFY(program.waitForOutput("\"line\":3"));
        QCOMPARE(program.state(), QProcess::Running);
        QCOMPARE(program.end("GET s"), 0);
        QVERIFY(program.output.contains("\"line\":4"));
    }

    void aWrongScriptIsNotBegun()
    {
        Program program(arguments({QStringLiteral("--execute"), script("SET w 1\nGET w w\n\nFOO\n")}));
        QCOMPARE(program.end(), 2);
        QVERIFY(program.output.isEmpty());
        const QByteArrayList lines = program.errors.split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[0].startsWith("line 2, column 7: "), lines[0].constData());
        QVERIFY2(lines[1].startsWith("line 4, column 1: "), lines[1].constData());
        Program look(arguments({QStringLiteral("--execute-line"), QStringLiteral("GET w")}));
        QCOMPARE(look.end(), 0);
        QVERIFY(look.output.contains("key_not_found"));
    }

    void aWrongLineStopsAStreamWithTheResultsSoFar()
    {
        Program program(jsonFromInput());
        QCOMPARE(program.end("SET w 1\nGET w\nGET w w\nDELETE w\n"), 2);
        QCOMPARE(program.output.count('\n'), 2);
        QVERIFY2(program.errors.startsWith("line 3, column 7: "), program.errors.constData());
    }

    void wrongOptionsAreRefused_data()
    {
        QTest::addColumn<QStringList>("options");
        const QString line = QStringLiteral("--execute-line=NOOP");
        QTest::newRow("no server") << QStringList{line};
        QTest::newRow("two servers") << QStringList{line, QStringLiteral("--sandbox"), QStringLiteral("--connect=127.0.0.1")};
        QTest::newRow("two scripts") << QStringList{line, QStringLiteral("--execute=-"), QStringLiteral("--connect=127.0.0.1")};
        QTest::newRow("unknown") << QStringList{line, QStringLiteral("--connect=127.0.0.1"), QStringLiteral("--nonsense")};
        QTest::newRow("format") << QStringList{line, QStringLiteral("--connect=127.0.0.1"), QStringLiteral("--format=xml")};
        QTest::newRow("mode") << QStringList{line, QStringLiteral("--connect=127.0.0.1"), QStringLiteral("--mode=both")};
        QTest::newRow("timeout") << QStringList{line, QStringLiteral("--connect=127.0.0.1"), QStringLiteral("--timeout=soon")};
        QTest::newRow("negative wait") << QStringList{line, QStringLiteral("--connect=127.0.0.1"), QStringLiteral("--wait=-1")};
        QTest::newRow("address") << QStringList{line, QStringLiteral("--connect=http://127.0.0.1")};
        QTest::newRow("missing script") << QStringList{QStringLiteral("--execute=/nonexistent"), QStringLiteral("--connect=127.0.0.1")};
        QTest::newRow("no display") << QStringList{};
    }

    void wrongOptionsAreRefused()
    {
        QFETCH(QStringList, options);
        Program program(options);
        QCOMPARE(program.end(), 2);
        QVERIFY(program.output.isEmpty());
        QVERIFY2(program.errors.startsWith("error: "), program.errors.constData());
        QCOMPARE(program.errors.count('\n'), 1);
    }

    void helpAndVersionNeedNoDisplay()
    {
        Program help({QStringLiteral("--help")});
        QCOMPARE(help.end(), 0);
        QVERIFY(help.output.contains("--execute-line"));
        Program version({QStringLiteral("--version")});
        QCOMPARE(version.end(), 0);
        QVERIFY2(version.output.startsWith("slabscope "), version.output.constData());
    }

    void withoutAServerItEndsWithThree()
    {
        quint16 port = 0;
        {
            FakeServer server;
            port = server.port();
        }
        Program program({QStringLiteral("--connect"), QStringLiteral("127.0.0.1:%1").arg(port), QStringLiteral("--execute-line=NOOP")});
        QCOMPARE(program.end(), 3);
        QVERIFY(program.output.isEmpty());
        QVERIFY2(program.errors.startsWith("error: "), program.errors.constData());
    }

    void waitingKeepsTrying()
    {
        FakeServer server;
        server.answerGreeting();
        server.setHandler([](const QByteArray &request) -> std::optional<QByteArray> { return requestsIn(request).constFirst().answer(); });
        server.stopListening();
        const QString address = QStringLiteral("127.0.0.1:%1").arg(server.port());
        Program program({QStringLiteral("--connect"), address, QStringLiteral("--execute-line=NOOP"), QStringLiteral("--wait=15")});
        QVERIFY(program.waitForStarted());
        QVERIFY(server.listenAgain());
        QCOMPARE(program.end(), 0);
    }

    void waitingComesToAnEnd()
    {
        FakeServer server;
        server.stopListening();
        Program program({QStringLiteral("--connect"), QStringLiteral("127.0.0.1:%1").arg(server.port()),
                         QStringLiteral("--execute-line=NOOP"), QStringLiteral("--wait=0.3")});
        QCOMPARE(program.end(), 3);
        QVERIFY2(program.errors.contains("error: "), program.errors.constData());
    }

    void theRequestTimeoutEndsWhatIsUnanswered()
    {
        FakeServer server;
        server.answerGreeting();
        Program program({QStringLiteral("--connect"), QStringLiteral("127.0.0.1:%1").arg(server.port()),
                         QStringLiteral("--execute-line=GET a"), QStringLiteral("--timeout=200"), QStringLiteral("--format=jsonl")});
        QCOMPARE(program.end(), 1);
        QVERIFY2(program.output.startsWith(json("{'line':1,'command':'GET','key':'a','status':'timeout','message':'")),
                 program.output.constData());
    }

    void aLossInTheMiddleIsToldForEachCommand()
    {
        FakeServer server;
        server.answerGreeting();
        server.setHandler([&server](const QByteArray &request) -> std::optional<QByteArray> {
            const RequestPacket packet = requestsIn(request).constFirst();
            if (packet.key == "last")
                server.hangUp();
            return packet.key == "last" ? QByteArray() : packet.answer(1, "Not found");
        });
        Program program({QStringLiteral("--connect"), QStringLiteral("127.0.0.1:%1").arg(server.port()), QStringLiteral("--format=jsonl"),
                         QStringLiteral("--execute-line=GET a"), QStringLiteral("--execute-line=GET last"),
                         QStringLiteral("--execute-line=GET b")});
        QCOMPARE(program.end(), 1);
        const QByteArrayList lines = program.output.split('\n');
        QCOMPARE(lines[0], json("{'line':1,'command':'GET','key':'a','status':'key_not_found','message':'Not found'}"));
        QVERIFY(lines[1].startsWith(json("{'line':2,'command':'GET','key':'last','status':'closed','message':'")));
    }

    void uncheckedKeysReachTheServer()
    {
        const QString line = QStringLiteral("--execute-line=GET %1").arg(QString(251, u'k'));
        Program checked(arguments({line, QStringLiteral("--format=jsonl")}));
        QCOMPARE(checked.end(), 1);
        QVERIFY(checked.output.contains("\"sent\":false"));
        Program unchecked(arguments({line, QStringLiteral("--format=jsonl"), QStringLiteral("--unchecked")}));
        QCOMPARE(unchecked.end(), 1);
        QVERIFY(!unchecked.output.contains("\"sent\":false"));
    }

    void thePasswordComesFromTheEnvironmentOrTheUrl()
    {
        RealServer server({}, RealServer::Access::Sasl);
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        const QString place = QStringLiteral("127.0.0.1:%1").arg(server.port());
        const QString line = QStringLiteral("--execute-line=SET k v");
        const QString user = RealServer::user();
        Program good({QStringLiteral("--connect=memcached://%1@%2").arg(user, place), line}, RealServer::password());
        QCOMPARE(good.end(), 0);
        QVERIFY2(good.errors.isEmpty(), good.errors.constData());
        Program inUrl({QStringLiteral("--connect=memcached://%1:%2@%3").arg(user, RealServer::password(), place), line});
        QCOMPARE(inUrl.end(), 0);
        QVERIFY2(inUrl.errors.startsWith("warning: ") && inUrl.errors.contains("SLABSCOPE_PASSWORD"), inUrl.errors.constData());
        QVERIFY(!inUrl.errors.contains(RealServer::password().toUtf8()));
        Program bad({QStringLiteral("--connect=memcached://%1@%2").arg(user, place), line}, QStringLiteral("wrong"));
        QCOMPARE(bad.end(), 3);
        QVERIFY(bad.output.isEmpty());
        Program none({QStringLiteral("--connect=memcached://%1").arg(place), line});
        QCOMPARE(none.end(), 3);
    }

    void aReaderThatGoesAwayEndsItQuietly()
    {
        const QString path = script(QByteArray("GET k\n").repeated(200'000));
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"),
                    {QStringLiteral("-c"), QStringLiteral("\"$0\" --connect \"$1\" --execute \"$2\" | head -1"),
                     QStringLiteral(SLABSCOPE_EXECUTABLE), url(), path});
        QVERIFY(comesTrue([&shell] { return shell.state() == QProcess::NotRunning; }, patience));
        QCOMPARE(shell.exitCode(), 0);
        QCOMPARE(shell.readAllStandardOutput().count('\n'), 1);
        QVERIFY2(shell.readAllStandardError().isEmpty(), "something was said");
    }

    void manyLinesFromAPipeNeedLittleMemory()
    {
        constexpr int count = 300'000;
        const QString path = script(
            QByteArray("SETQ key:4711 a-value-of-some-length-that-would-add-up-if-it-were-all-kept\nGETKQ key:4711\n").repeated(count / 2));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        Program program(jsonFromInput());
        qint64 lines = 0;
        qint64 peak = 0; // KiB
        connect(&program, &QProcess::readyReadStandardOutput, &program, [&] {
            lines += program.readAllStandardOutput().count('\n');
            peak = std::max(peak, peakMemory(program.processId()));
        });
        QSignalSpy finished(&program, &QProcess::finished);
        program.write(file.readAll());
        program.closeWriteChannel();
        QVERIFY(finished.wait(patience));
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(lines, count);
        QVERIFY(peak > 0);
#ifndef __SANITIZE_ADDRESS__
        QVERIFY2(peak < 120 * 1024, QByteArray::number(peak).constData());
#endif
    }

    void anInterruptPrintsWhatCame()
    {
        Program program(jsonFromInput());
        program.write("SET i 1\n");
        QVERIFY(program.waitForOutput("\"line\":1"));
        ::kill(pid_t(program.processId()), SIGTERM);
        QVERIFY(comesTrue([&program] { return program.state() == QProcess::NotRunning; }, patience));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
    }

    void aSlowReaderIsNoTimeout()
    {
        const QString path = script("SET big file:value\n" + QByteArray("GET big\n").repeated(200));
        QFile value(m_folder.filePath(QStringLiteral("value")));
        QVERIFY(value.open(QIODevice::WriteOnly) && value.write(QByteArray(100'000, 'v')) == 100'000);
        value.close();
        QProcess shell;
        shell.start(
            QStringLiteral("/bin/sh"),
            {QStringLiteral("-c"),
             QStringLiteral("\"$0\" --connect \"$1\" --execute \"$2\" --format jsonl --timeout 200 | { sleep 1; grep -c success; }"),
             QStringLiteral(SLABSCOPE_EXECUTABLE), url(), path});
        QVERIFY(comesTrue([&shell] { return shell.state() == QProcess::NotRunning; }, patience));
        QCOMPARE(shell.readAllStandardOutput(), "201\n");
    }

    void theSandboxNeedsNoServer()
    {
        Program program({QStringLiteral("--sandbox"), QStringLiteral("--execute-line=SET k v"), QStringLiteral("--execute-line=GET k")});
        QCOMPARE(program.end(), 0);
        QVERIFY(program.output.contains("\"v\""));
    }

    void theLogFileTellsOfTheConnectionNotOfItems()
    {
        const QString path = m_folder.filePath(QStringLiteral("log"));
        Program program(arguments({QStringLiteral("--log-file"), path, QStringLiteral("--execute-line=SET thekey thevalue")}));
        QCOMPARE(program.end(), 0);
        QCOMPARE(program.errors, QByteArray());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray log = file.readAll();
        QVERIFY2(log.contains(QByteArray::number(m_server.port())), log.constData());
        QVERIFY(!log.contains("thekey"));
        QVERIFY(!log.contains("thevalue"));
    }

    void aLogFileThatCannotBeWrittenIsAWarning()
    {
        Program program(arguments({QStringLiteral("--log-file=/absent/log"), QStringLiteral("--execute-line=NOOP")}));
        QCOMPARE(program.end(), 0);
        QVERIFY2(program.errors.startsWith("warning: The log file /absent/log cannot be written"), program.errors.constData());
    }
};

QTEST_GUILESS_MAIN(tst_Headless)
#include "tst_headless.moc"
