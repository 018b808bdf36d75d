#include "app/results/resultcopy.h"
#include "tests/maderun.h"

#include <QProcess>
#include <QTest>

namespace {

constexpr char script[] = "# a comment\n  SET k 'it''s'\r\nGET bin\nINCR n\nSTAT\nSET f file:value.bin\n";

RunResults runResults()
{
    MadeRun run;
    run.atLine(2).answer(Opcode::Set, "k").hit("bin", QByteArray("\x00\xff", 2), 1, 2).number("n", 5).statistics({{"pid", "1"}});
    run.silent(Opcode::SetQ, "f");
    return run.results();
}

CopiedText copied(CopyForm form, const std::vector<int> &rows, qsizetype most = 1000)
{
    return copiedText({.form = form,
                       .results = runResults(),
                       .rows = rows,
                       .script = script,
                       .folder = QStringLiteral("/tmp/a b"),
                       .server = QStringLiteral("memcached://me@host:1"),
                       .most = most});
}

} // namespace

class TestResultCopy : public QObject
{
    Q_OBJECT

private slots:
    void commandsAreTheLinesOfTheScript()
    {
        QCOMPARE(copied(CopyForm::Commands, {2, 0, 1}).text, QByteArray("INCR n\nSET k 'it''s'\nGET bin\n"));
        QCOMPARE(copied(CopyForm::Commands, {2, 0, 1}).rowCount, 3);
    }

    void commandsOfAnUnknownScriptAreNone()
    {
        CopyRequest request{.form = CopyForm::Commands, .results = runResults(), .rows = {0, 1}};
        QCOMPARE(copiedText(request).rowCount, 0);
        QVERIFY(copiedText(request).text.isEmpty());
    }

    void shellLineRunsTheSameCommands()
    {
        QCOMPARE(
            copied(CopyForm::ShellLine, {0, 2}).text,
            QByteArray("slabscope --connect memcached://me@host:1 --execute-line 'SET k '\\''it'\\'''\\''s'\\''' --execute-line 'INCR n'"));
        QVERIFY(copied(CopyForm::ShellLine, {4}).text.startsWith("cd -- '/tmp/a b' && slabscope "));
    }

    void shellReadsBackTheWordsThatWereQuoted()
    {
        for (const QByteArray &word : {QByteArray("plain"), QByteArray("it's"), QByteArray("a \"b\" $HOME `x` \\ \n"), QByteArray(""),
                                       QByteArray("~"), QByteArray("\xff\xfe"), QByteArray("-n"), QByteArray("''")}) {
            QProcess shell;
            shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("read -r c; eval \"printf %s $(cat)\"")});
            QVERIFY(shell.waitForStarted());
            shell.write("\n" + shellWord(word));
            shell.closeWriteChannel();
            QVERIFY(shell.waitForFinished());
            QCOMPARE(shell.readAllStandardOutput(), word);
        }
    }

    void valuesAreTheirBytes()
    {
        QCOMPARE(copied(CopyForm::Values, {1}).text, QByteArray("\x00\xff", 2));
        QCOMPARE(copied(CopyForm::Values, {0, 1, 2, 3}).text, QByteArray("\x00\xff\n5", 4));
        QCOMPARE(copied(CopyForm::Values, {0, 3}).rowCount, 0);
        QCOMPARE(copied(CopyForm::ValuesInHex, {1, 2}).text, QByteArray("00ff\n35"));
        QCOMPARE(copied(CopyForm::ValuesInBase64, {1}).text, QByteArray("AP8="));
    }

    void jsonAndCsvAreThoseOfTheHeadlessRun()
    {
        QCOMPARE(copied(CopyForm::JsonLines, {2}).text,
                 QByteArray("{\"line\":4,\"command\":\"INCREMENT\",\"key\":\"n\",\"status\":\"success\",\"value\":\"5\"}\n"));
        const QList<QByteArray> lines = copied(CopyForm::Csv, {2}).text.split('\n');
        QVERIFY(lines[0].startsWith("line,command,key,"));
        QVERIFY(lines[1].startsWith("4,INCREMENT,n,"));
    }

    void muchIsCutAndSaysSo()
    {
        const CopiedText text = copied(CopyForm::JsonLines, {0, 1, 2}, 1);
        QVERIFY(text.isCut);
        QCOMPARE(text.rowCount, 1);
        QVERIFY(!copied(CopyForm::JsonLines, {0, 1, 2}).isCut);
    }
};

QTEST_GUILESS_MAIN(TestResultCopy)
#include "tst_resultcopy.moc"
