#include "app/wire/dryrun.h"

#include "app/run/scriptsource.h"
#include "app/wire/packetfields.h"
#include "app/wire/textlines.h"
#include "connection/wirerecord.h"
#include "tests/asking.h"
#include "tests/servers/fakeserver.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QtEndian>

using Mode = ScriptRun::Mode;
using State = DryRun::State;

namespace {

DryRunQuestion questionOf(const QByteArray &line, Mode mode = Mode::Batch)
{
    DryRunQuestion question;
    question.text = line;
    question.mode = mode;
    return question;
}

} // namespace

class TestDryRun : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no file");
        return file.fileName();
    }

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void bytesAreThoseThatAreSent_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<Mode>("mode");
        for (const char *line :
             {"GET a", "GETKQ a", "SET a \"x y\" ttl=1h flags=7 cas=9", "SETQ a file:value", "INCR a 5 initial=3 ttl=60", "DELETEQ a",
              "TOUCH a 30", "STAT slabs", "NOOP", "VERSION", "APPEND a x", "FLUSH 0", "FLUSHQ", "QUIT", "QUITQ", "GAT a 7d"}) {
            QTest::addRow("%s, batch", line) << QByteArray(line) << Mode::Batch;
            QTest::addRow("%s, alone", line) << QByteArray(line) << Mode::Each;
        }
    }
    void bytesAreThoseThatAreSent()
    {
        QFETCH(QByteArray, line);
        QFETCH(Mode, mode);
        write(QStringLiteral("value"), "of a file");
        FakeServer server;
        server.answerGreeting();
        server.setHandler([&server](const QByteArray &request) {
            if (requestsIn(request).constFirst().opcode == quint8(Opcode::QuitQ))
                server.hangUp();
            return obey(request);
        });
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(connection.isReady());

        DryRunQuestion question = questionOf("# first\n" + line + "\nGET other", mode);
        question.line = 2;
        question.folder = m_folder.path();
        question.connected = true;
        question.server = connection.server();
        question.opaque = connection.nextOpaque();
        const DryRun rehearsed = dryRun(question);
        QVERIFY2(rehearsed.state == State::Ready, qPrintable(rehearsed.reason));
        QCOMPARE(rehearsed.line, line);

        const auto record = std::make_shared<WireRecord>();
        connection.record(record);
        ScriptRun run(&connection, ScriptSource::fromText(line, m_folder.path()), {.mode = mode});
        run.start();
        QTRY_VERIFY(run.isFinished());
        QCOMPARE(rehearsed.request + rehearsed.closing, record->requests().bytes());
        QCOMPARE(requestsIn(rehearsed.request).size(), 1);
        QVERIFY(rehearsed.closing.isEmpty() || requestsIn(rehearsed.closing).constFirst().opcode == quint8(Opcode::Noop));
    }

    void lineThatDoesNotParseSaysWhy()
    {
        const DryRun run = dryRun(questionOf("GET k bogus"));
        QCOMPARE(run.state, State::Invalid);
        QVERIFY2(run.reason.startsWith(QStringLiteral("Column 7: ")), qPrintable(run.reason));
        QVERIFY(run.request.isEmpty());
    }

    void lineWithoutACommandIsBlank()
    {
        QCOMPARE(dryRun(questionOf("  # a note")).state, State::Blank);
        QCOMPARE(dryRun(questionOf({})).state, State::Blank);
        DryRunQuestion beyond = questionOf("GET a\n");
        beyond.line = 3;
        QCOMPARE(dryRun(beyond).state, State::Blank);
    }

    void whatTheChecksRefuseIsNotSent()
    {
        DryRunQuestion question = questionOf("SET k 0123456789");
        question.server.itemSizeMax = 64;
        QCOMPARE(dryRun(question).state, State::Ready);
        question.connected = true;
        const DryRun run = dryRun(question);
        QCOMPARE(run.state, State::Refused);
        QVERIFY(!run.reason.isEmpty());
    }

    void readOnlyConnectionRefusesAsItWillInTheRun_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("permitted");
        QTest::newRow("GET") << QByteArray("GETQ k") << true;
        QTest::newRow("SET") << QByteArray("SET k v ttl=40d") << false;
        QTest::newRow("FLUSH") << QByteArray("FLUSH") << false;
        QTest::newRow("GAT") << QByteArray("GAT k 60") << false;
        QTest::newRow("STAT") << QByteArray("STAT slabs") << true;
        QTest::newRow("STAT reset") << QByteArray("STAT reset") << false;
    }
    void readOnlyConnectionRefusesAsItWillInTheRun()
    {
        QFETCH(QByteArray, line);
        QFETCH(bool, permitted);
        FakeServer server;
        server.answerGreeting();
        server.setHandler(obey);
        Connection connection;
        ConnectionOptions options = optionsFor(server.port());
        options.access = Access::ReadOnly;
        connection.open(options);
        QTRY_VERIFY(connection.isReady());

        DryRunQuestion question = questionOf(line);
        question.access = options.access;
        QCOMPARE(dryRun(question).state, State::Ready); // nobody knows what the next connection permits
        question.connected = true;
        question.server = connection.server();
        const DryRun rehearsed = dryRun(question);
        QCOMPARE(rehearsed.state, permitted ? State::Ready : State::Refused);
        QCOMPARE(rehearsed.request.isEmpty(), !permitted);
        QCOMPARE(rehearsed.notes.isEmpty(), !permitted);

        QString reason;
        ScriptRun run(&connection, ScriptSource::fromText(line, {}), {});
        connect(&run, &ScriptRun::segmentReady, this,
                [&reason](const std::shared_ptr<const RunSegment> &segment) { reason = segment->results.outcome(0).reason; });
        run.start();
        QTRY_VERIFY(run.isFinished());
        QCOMPARE(rehearsed.reason, reason);
    }

    void quietCommandSaysWhatItsSilenceMeans()
    {
        const DryRun run = dryRun(questionOf("GETQ k", Mode::Each));
        QVERIFY2(run.notes.constFirst().contains(QStringLiteral("Silence means")), qPrintable(run.notes.constFirst()));
        QVERIFY(run.notes.at(1).startsWith(QStringLiteral("The NOOP at the end is ours")));
        QVERIFY(dryRun(questionOf("GET k", Mode::Each)).closing.isEmpty());
        QVERIFY(!dryRun(questionOf("GET k", Mode::Batch)).closing.isEmpty());
    }

    void opaqueIsTheNextOne()
    {
        DryRunQuestion question = questionOf("GET k");
        question.opaque = 0x12345678;
        QCOMPARE(requestsIn(dryRun(question).request).constFirst().opaque, 0x12345678u);
        QVERIFY(dryRun(question).notes.constLast().startsWith(QStringLiteral("The opaque is given when it is sent")));
    }

    void longLifetimeGoesByTheServersClock()
    {
        DryRunQuestion question = questionOf("SET k v ttl=40d");
        question.connected = true;
        question.server.clockOffset = std::chrono::hours(1);
        const qint64 before = QDateTime::currentSecsSinceEpoch();
        const DryRun run = dryRun(question);
        const qint64 after = QDateTime::currentSecsSinceEpoch();
        const auto expiry = qint64(qFromBigEndian<quint32>(run.request.constData() + 28));
        constexpr qint64 lifetime = 40 * 86'400 + 3'600;
        QVERIFY(expiry >= before + lifetime && expiry <= after + lifetime);
        QVERIFY(run.notes.constFirst().contains(QStringLiteral("by the server's clock")));
    }

    void warningsOfTheLineAreTold()
    {
        QVERIFY(dryRun(questionOf("SET k v ttl=1767225600")).notes.size() > dryRun(questionOf("SET k v ttl=60")).notes.size());
    }

    void fileThatCannotBeReadIsRefused()
    {
        DryRunQuestion question = questionOf("SET k file:absent");
        question.folder = m_folder.path();
        QCOMPARE(dryRun(question).state, State::Refused);
        QVERIFY(dryRun(question).reason.contains(QStringLiteral("names no existing file")));
        question.text = "SET k file:.";
        QCOMPARE(dryRun(question).state, State::Refused);
    }

    void largeFileIsReadToABound()
    {
        constexpr qint64 size = DryRun::longestValue + 1000;
        write(QStringLiteral("large"), QByteArray(size, 'v'));
        DryRunQuestion question = questionOf("SETQ k file:large");
        question.folder = m_folder.path();
        const DryRun run = dryRun(question);
        QCOMPARE(run.state, State::Ready);
        QCOMPARE(run.request.size(), 24 + 8 + 1 + DryRun::longestValue);
        const WirePacket packet = packetAt(run.request, 0);
        QCOMPARE(packet.fault, WirePacket::Fault::Cut);
        QCOMPARE(packet.valueLength(), size);
        QCOMPARE(run.closing.size(), 24);
        question.connected = true;
        question.server.itemSizeMax = size;
        QCOMPARE(dryRun(question).state, State::Refused);
        question.server.itemSizeMax = size + 1000;
        QCOMPARE(dryRun(question).state, State::Ready);
    }

    void linesAreCountedFromOne()
    {
        const QByteArrayList lines{"a", "bc", "", "d", ""};
        TextLines text(lines.join('\n'));
        for (int from = 1; from <= 5; ++from) {
            for (int to = 1; to <= 5; ++to) {
                QCOMPARE(text.line(from), QByteArrayView(lines.at(from - 1)));
                QCOMPARE(text.line(to), QByteArrayView(lines.at(to - 1)));
            }
        }
        QVERIFY(text.line(6).isEmpty());
        QVERIFY(text.line(0).isEmpty());
        QCOMPARE(text.line(1), QByteArrayView("a"));
        QVERIFY(TextLines().line(1).isEmpty());
    }

    void carriageReturnBelongsToTheEndOfALine()
    {
        TextLines text("GET a\r\n\r\nGET b\rc\r\nGET d\r");
        QCOMPARE(text.line(1), QByteArrayView("GET a"));
        QCOMPARE(text.line(2), QByteArrayView(""));
        QCOMPARE(text.line(3), QByteArrayView("GET b\rc"));
        QCOMPARE(text.line(4), QByteArrayView("GET d"));
        QCOMPARE(text.line(1), QByteArrayView("GET a"));
    }
};

QTEST_GUILESS_MAIN(TestDryRun)
#include "tst_dryrun.moc"
