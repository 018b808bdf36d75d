#include "ui/workbench/scriptcheck.h"
#include "ui/workbench/scripteditor.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

class TestScriptCheck : public QObject
{
    Q_OBJECT

private slots:
    void checkFindsEveryProblemAndCountsCommands()
    {
        ScriptEditor editor;
        ScriptCheck check(&editor);
        const QSignalSpy finished(&check, &ScriptCheck::finished);
        editor.setText("GET a\nBOGUS b\n# comment\n\nSET k\nNOOP");
        QVERIFY(!check.isFinished());
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(check.commandCount(), 2);
        QCOMPARE(check.problemCount(), 2);
        QCOMPARE(check.problems().first().line, 2);
        QCOMPARE(check.problems().first().error.column, 1);
        QCOMPARE(check.problems().last().line, 5);
        QCOMPARE(check.whole().firstError.line, 2);
    }

    void changeDuringTheCheckStartsItAnew()
    {
        ScriptEditor editor;
        ScriptCheck check(&editor);
        const QSignalSpy finished(&check, &ScriptCheck::finished);
        editor.setText(QByteArray("GET a\n").repeated(50'000));
        check.hurry();
        editor.setText("GET b");
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(check.commandCount(), 1);
    }

    void whatIsDoubtfulIsAWarning()
    {
        ScriptEditor editor;
        ScriptCheck check(&editor);
        editor.setText("TOUCH k 9999999\nGET\n");
        QTRY_VERIFY(check.isFinished());
        QCOMPARE(check.problemCount(), 1);
        QCOMPARE(check.warningCount(), 1);
        QCOMPARE(check.problems().size(), 2);
        QCOMPARE(check.problems().first().severity, ScriptProblem::Severity::Warning);
        QVERIFY(check.problems().first().error.text.contains(QStringLiteral("9999999")));
        QCOMPARE(check.whole().firstError.line, 2);
    }

    void whatIsDoubtfulDependsOnTheServer()
    {
        ScriptEditor editor;
        ScriptCheck check(&editor);
        editor.setText("NOOP\nSET k " + QByteArray(2000, 'v') + "\nFLUSH\n");
        QTRY_VERIFY(check.isFinished());
        QCOMPARE(check.warningCount(), 1);
        QCOMPARE(check.problems().first().line, 3);
        ServerSettings server;
        server.itemSizeMax = 1024;
        check.setWarnings(ScriptWarnings(server));
        QVERIFY(!check.isFinished());
        QTRY_COMPARE(check.warningCount(), 2);
        QCOMPARE(check.problems().first().line, 2);
        QVERIFY(check.problems().first().error.text.contains(QStringLiteral("item_size_max")));
        check.setWarnings(ScriptWarnings());
        QTRY_COMPARE(check.warningCount(), 1);
    }

    void firstCommandBehindAQuitIsDoubtfulWhereverItIs()
    {
        ScriptEditor editor;
        ScriptCheck check(&editor);
        editor.setText("FLUSH\n" + QByteArray("GET a\n").repeated(3'000) + "QUIT\n" + QByteArray("# c\n").repeated(3'000)
                       + " GET b\nGET c\n");
        QTRY_VERIFY(check.isFinished());
        QCOMPARE(check.warningCount(), 2);
        QCOMPARE(check.problems().last().line, 6'003);
        QCOMPARE(check.problems().last().error.column, 2);
        QVERIFY2(check.problems().last().error.text.contains(QStringLiteral("3,002")), qPrintable(check.problems().last().error.text));
        editor.replace(0, 0, "QUITQ\n"); // only the lines around it are read again
        QTRY_COMPARE(check.problems().first().line, 2);
        QCOMPARE(check.warningCount(), 2); // that and the FLUSH, of the same line
        QCOMPARE(check.problems().size(), 2);
        editor.replace(0, editor.lineStart(2), {});
        editor.replace(editor.lineStart(3'002), editor.lineStart(3'003), {});
        QTRY_COMPARE(check.warningCount(), 1);
        QVERIFY(check.isFinished());
    }

    void partOfAScriptHasItsOwnSum()
    {
        ScriptEditor editor;
        ScriptCheck check(&editor);
        editor.setText(QByteArray("GET a\n").repeated(5'000) + "BAD\n" + QByteArray("GET a\n").repeated(5'000));
        QTRY_VERIFY(check.isFinished());
        QCOMPARE(check.summary(1, 5'000).commands, 5'000);
        QCOMPARE(check.summary(1, 5'000).errors, 0);
        QCOMPARE(check.summary(3, 5'001).errors, 1);
        QCOMPARE(check.summary(3, 5'001).firstError.line, 5'001);
        QCOMPARE(check.summary(2, 10'001).firstError.line, 5'001);
        QCOMPARE(check.summary(5'002, 10'001).commands, 5'000);
        QCOMPARE(check.summary(7, 7).commands, 1);
    }

    void listIsFilledUpAsProblemsAreMended()
    {
        ScriptEditor editor;
        ScriptCheck check(&editor);
        editor.setText(QByteArray("BAD\n").repeated(6'000));
        QTRY_VERIFY(check.isFinished());
        QCOMPARE(check.problemCount(), 6'000);
        QCOMPARE(check.problems().size(), ScriptCheck::mostProblems);
        editor.replace(0, editor.lineStart(5'501), {});
        QTRY_COMPARE(check.problemCount(), 500);
        QVERIFY(check.isFinished());
        QCOMPARE(check.problems().size(), 500);
        QCOMPARE(check.problems().last().line, 500);
    }

    void editsAnywhereLeaveTheSameAsACheckOfTheWhole()
    {
        ScriptEditor editor;
        ScriptCheck check(&editor);
        QRandomGenerator random(7);
        editor.setText(QByteArray("GET a\nBAD\r\n\n# c\n").repeated(1'500));
        const QByteArrayList pieces{"\n", "\r\n", "\n\n\nGET k\nNO\n", "x", " ", QByteArray("GET b\nBAD\n").repeated(1'200), "#"};
        for (int step = 0; step < 120; ++step) {
            const qint64 from = random.bounded(editor.length() + 1);
            const qint64 to = std::min(editor.length(), from + (random.bounded(8) == 0 ? random.bounded(9'000) : random.bounded(12)));
            editor.replace(from, to, pieces[random.bounded(pieces.size())]);
            if (random.bounded(5) == 0)
                editor.undo();
            if (step % 20 != 19)
                continue;
            check.hurry();
            QTRY_VERIFY(check.isFinished());
            ScriptCheck fresh(&editor);
            fresh.restart();
            fresh.hurry();
            QTRY_VERIFY(fresh.isFinished());
            QCOMPARE(check.problemCount(), fresh.problemCount());
            QCOMPARE(check.commandCount(), fresh.commandCount());
            QCOMPARE(check.problems(), fresh.problems());
        }
    }
};

QTEST_MAIN(TestScriptCheck)
#include "tst_scriptcheck.moc"
