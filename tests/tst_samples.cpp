#include "app/commands/commandparser.h"
#include "app/run/scriptsource.h"
#include "tests/patience.h"
#include "tests/servers/realserver.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

namespace {

constexpr int patience = 20'000; // ms

}

/// The scripts that come with the program, run by the program itself.
class TestSamples : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.errorString())); }

    void thereAreSeveral() { QVERIFY(scripts().size() >= 6); }

    void scriptRunsWithoutAnError_data() { addRows(); }
    void scriptRunsWithoutAnError()
    {
        QFETCH(QString, path);
        // The second run finds what the first one left.
        for (int run = 0; run < 2; ++run) {
            const QString url = QStringLiteral("memcached://127.0.0.1:%1").arg(m_server.port());
            check(
                {QStringLiteral("--connect"), url, QStringLiteral("--execute"), path, QStringLiteral("--format"), QStringLiteral("jsonl")});
        }
    }

    void scriptRunsInAFreshSandbox_data() { addRows(); }
    void scriptRunsInAFreshSandbox()
    {
        QFETCH(QString, path);
        check({QStringLiteral("--sandbox"), QStringLiteral("--execute"), path});
    }

    void scriptExplainsItself_data() { addRows(); }
    void scriptExplainsItself()
    {
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        int comments = 0;
        int commands = 0;
        while (!file.atEnd()) {
            const QByteArray line = file.readLine();
            QVERIFY2(line.size() <= 141, line.constData());
            comments += line.startsWith('#') ? 1 : 0;
            commands += line.size() > 1 && !line.startsWith('#') ? 1 : 0;
        }
        QVERIFY(commands >= 10);
        QVERIFY(comments >= 8);
    }

private:
    static QStringList scripts()
    {
        const QDir folder(QStringLiteral(SAMPLES));
        return folder.entryList({QStringLiteral("*.mcb")}, QDir::Files);
    }

    static void addRows()
    {
        QTest::addColumn<QString>("path");
        const QStringList names = scripts();
        for (const QString &name : names)
            QTest::newRow(qPrintable(name)) << QDir(QStringLiteral(SAMPLES)).filePath(name);
    }

    /// The program ends with 0, and says nothing on standard error.
    static void check(const QStringList &arguments)
    {
        QProcess program;
        program.start(QStringLiteral(SLABSCOPE_EXECUTABLE), arguments);
        program.closeWriteChannel();
        QVERIFY(comesTrue([&program] { return program.state() == QProcess::NotRunning; }, patience));
        const QByteArray output = program.readAllStandardOutput();
        QVERIFY2(program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0, output.constData());
        QCOMPARE(program.readAllStandardError(), QByteArray());
        QVERIFY(!output.isEmpty());
    }

    RealServer m_server;
};

QTEST_GUILESS_MAIN(TestSamples)
#include "tst_samples.moc"
