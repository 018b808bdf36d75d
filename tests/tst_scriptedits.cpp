#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scriptedits.h"
#include "ui/workbench/scriptlook.h"

#include <QSignalSpy>
#include <QTest>

namespace {

QByteArray selected(const ByteEditor &editor)
{
    return editor.bytes(editor.selectionStart(), editor.selectionEnd()).toByteArray();
}

/// Turns, and waits until it is done.
LoudnessChange turn(ScriptEdits &edits, Loudness to)
{
    LoudnessChange sum;
    QObject::connect(
        &edits, &ScriptEdits::turned, &edits, [&sum](Loudness, const LoudnessChange &change) { sum = change; }, Qt::SingleShotConnection);
    const QSignalSpy finished(&edits, &ScriptEdits::finished);
    edits.turn(to);
    [&finished] { QTRY_COMPARE(finished.size(), 1); }();
    return sum;
}

} // namespace

class TestScriptEdits : public QObject
{
    Q_OBJECT

private slots:
    void lineThatIsTooLongIsNotInserted()
    {
        ByteEditor editor;
        ScriptEdits edits(&editor);
        const QSignalSpy refused(&editor, &ByteEditor::refused);
        edits.insertLines("GET a\nSET b " + QByteArray(ByteEditor::longestLine, 'x') + "\n");
        QCOMPARE(refused.size(), 1);
        QVERIFY(!edits.isRunning() && editor.isEmpty());
    }

    void selectedLinesAreTurnedAndStaySelected()
    {
        ScriptEditor editor;
        ScriptEdits edits(&editor);
        editor.setText("GET a\r\nSET \xc3\xbc\xff 1\r\nincr n\r\nTOUCH t 5\r\nbogus\r\nGET last");
        editor.send(ByteEditor::SCI_SETSEL, editor.lineStart(6), 11); // the cursor at the beginning, behind SET
        QCOMPARE(selected(editor).first(3), QByteArray("\xc3\xbc\xff"));
        const LoudnessChange change = turn(edits, Loudness::Quiet);
        QCOMPARE(editor.text(), QByteArray("GET a\r\nSETQ \xc3\xbc\xff 1\r\nincrq n\r\nTOUCH t 5\r\nbogus\r\nGET last"));
        QCOMPARE(selected(editor), QByteArray("\xc3\xbc\xff 1\r\nincrq n\r\nTOUCH t 5\r\nbogus\r\n"));
        QCOMPARE(editor.cursor(), editor.selectionStart());
        QCOMPARE(change.changedCount, 2);
        QCOMPARE(change.withoutCount, 1);
        QCOMPARE(change.unreadableCount, 1);
        QCOMPARE(change.losses().size(), 2);
        (void)turn(edits, Loudness::Loud);
        QCOMPARE(editor.text(), QByteArray("GET a\r\nSET \xc3\xbc\xff 1\r\nincr n\r\nTOUCH t 5\r\nbogus\r\nGET last"));
        QCOMPARE(selected(editor), QByteArray("\xc3\xbc\xff 1\r\nincr n\r\nTOUCH t 5\r\nbogus\r\n"));
        editor.undo();
        QTRY_VERIFY(!editor.isUnwinding());
        editor.undo();
        QTRY_VERIFY(!editor.isUnwinding());
        QVERIFY(!editor.isModified());
    }

    void lineOfTheCursorIsTurnedWithoutASelection_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<int>("afterwards");
        QTest::newRow("in front") << 1 << 1;
        QTest::newRow("in the name") << 3 << 3;
        QTest::newRow("behind the name") << 4 << 5;
        QTest::newRow("in the key") << 6 << 7;
        QTest::newRow("at the end") << 7 << 8;
    }
    void lineOfTheCursorIsTurnedWithoutASelection()
    {
        QFETCH(int, column);
        QFETCH(int, afterwards);
        ScriptEditor editor;
        ScriptEdits edits(&editor);
        editor.setText("GET ab\nGET ab\n");
        editor.jumpTo(2, column);
        (void)turn(edits, Loudness::Quiet);
        QCOMPARE(editor.text(), QByteArray("GET ab\nGETQ ab\n"));
        QCOMPARE(editor.currentColumn(), afterwards);
        QVERIFY(!editor.hasSelection());
        (void)turn(edits, Loudness::Loud);
        QCOMPARE(editor.currentColumn(), column);
    }

    void linesBecomeCommentsAndCommandsAgain()
    {
        ScriptEditor editor;
        ScriptEdits edits(&editor);
        editor.setText("GET a\r\n\r\n  GET b\nGET c");
        editor.select(2, editor.lineStart(4));
        edits.toggleComment();
        QCOMPARE(editor.text(), QByteArray("# GET a\r\n\r\n#   GET b\nGET c"));
        QCOMPARE(selected(editor), QByteArray("T a\r\n\r\n#   GET b\n"));
        edits.toggleComment();
        QCOMPARE(editor.text(), QByteArray("GET a\r\n\r\n  GET b\nGET c"));
        edits.toggleComment();
        editor.undo();
        QTRY_VERIFY(!editor.isUnwinding());
        QCOMPARE(editor.text(), QByteArray("GET a\r\n\r\n  GET b\nGET c"));
        editor.setText("#GET a");
        editor.select(3, 3);
        edits.toggleComment();
        QCOMPARE(editor.text(), QByteArray("GET a"));
        QCOMPARE(editor.cursor(), 2);
        editor.setText("# GET a");
        editor.select(1, 1); // between what goes
        edits.toggleComment();
        QCOMPARE(editor.cursor(), 0);
        editor.setText(" \r\n\r\n");
        editor.selectAll();
        edits.toggleComment();
        QVERIFY(!editor.isModified());
    }

    void longScriptBecomesACommentInSlices()
    {
        ScriptEditor editor;
        ScriptEdits edits(&editor);
        editor.setText(QByteArray("GET a\n").repeated(300'000));
        editor.selectAll();
        const QSignalSpy finished(&edits, &ScriptEdits::finished);
        const QSignalSpy turned(&edits, &ScriptEdits::turned);
        edits.toggleComment();
        QVERIFY(edits.isRunning());
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(turned.isEmpty());
        QCOMPARE(editor.text(), QByteArray("# GET a\n").repeated(300'000));
        edits.toggleComment();
        QTRY_COMPARE(finished.size(), 2);
        QCOMPARE(editor.text(), QByteArray("GET a\n").repeated(300'000));
    }

    void nothingToTurnIsNoChange()
    {
        ScriptEditor editor;
        ScriptEdits edits(&editor);
        editor.setText("# GET a\nGETQ b");
        editor.selectAll();
        const LoudnessChange change = turn(edits, Loudness::Quiet);
        QCOMPARE(change.alreadyCount, 1);
        QVERIFY(!editor.isModified());
        editor.setReadOnly(true);
        const QSignalSpy finished(&edits, &ScriptEdits::finished);
        edits.turn(Loudness::Loud);
        QVERIFY(finished.isEmpty());
    }

    void longScriptIsTurnedInSlicesByOneStep()
    {
        ScriptEditor editor;
        editor.resize(400, 300);
        editor.show();
        ScriptEdits edits(&editor);
        const QByteArray text = QByteArray("SET k \xff\r\n# c\r\nGET k\r\n").repeated(60'000);
        editor.setText(text);
        editor.setTopLine(90'000);
        editor.markResult(90'003);
        editor.selectAll();
        const QSignalSpy finished(&edits, &ScriptEdits::finished);
        edits.turn(Loudness::Quiet);
        QVERIFY(edits.isRunning()); // the window lives on
        QVERIFY(editor.isReadOnly());
        edits.turn(Loudness::Loud); // not now
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!editor.isReadOnly());
        QCOMPARE(editor.text(), QByteArray("SETQ k \xff\r\n# c\r\nGETQ k\r\n").repeated(60'000));
        QCOMPARE(editor.selectionEnd() - editor.selectionStart(), editor.length());
        QCOMPARE(editor.topLine(), 90'000);
        QCOMPARE(editor.send(ByteEditor::SCI_MARKERNEXT, 0, 1 << int(LineMark::Result)), 90'002);
        editor.undo();
        QTRY_VERIFY(!editor.isUnwinding());
        QCOMPARE(editor.text(), text);
    }

    void changeIsTakenBackWhenItIsCancelled()
    {
        ScriptEditor editor;
        ScriptEdits edits(&editor);
        const QByteArray text = QByteArray("SET k v\n").repeated(200'000);
        editor.setText(text);
        editor.selectAll();
        const QSignalSpy finished(&edits, &ScriptEdits::finished);
        const QSignalSpy turned(&edits, &ScriptEdits::turned);
        int percent = 0;
        QByteArray halfway;
        const auto cancel = [&] {
            halfway = editor.text();
            edits.cancel();
        };
        connect(&edits, &ScriptEdits::progressed, this, [&](int now) {
            if (std::exchange(percent, now) == 0 && now > 0)
                QMetaObject::invokeMethod(&edits, cancel, Qt::QueuedConnection); // before the next slice
        });
        edits.turn(Loudness::Quiet);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(percent > 0 && percent < 100);
        QVERIFY(halfway != text && halfway.contains("SET k v") && halfway.contains("SETQ k v"));
        QVERIFY(turned.isEmpty());
        QTRY_VERIFY(!editor.isUnwinding());
        QCOMPARE(editor.text(), text);
        QVERIFY(!editor.isReadOnly());
        editor.replace(0, 0, "NOOP\n");
        editor.undo(); // a step of its own
        QCOMPARE(editor.text(), text);
    }

    void anotherTextInBetweenEndsIt()
    {
        ScriptEditor editor;
        ScriptEdits edits(&editor);
        editor.setText(QByteArray("SET k v\n").repeated(200'000));
        editor.selectAll();
        const QSignalSpy finished(&edits, &ScriptEdits::finished);
        edits.turn(Loudness::Quiet);
        QVERIFY(edits.isRunning());
        editor.setText("GET a\nGET b\n");
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(editor.text(), QByteArray("GET a\nGET b\n"));
        editor.selectAll();
        (void)turn(edits, Loudness::Quiet);
        QCOMPARE(editor.text(), QByteArray("GETQ a\nGETQ b\n"));
        editor.undo();
        QTRY_VERIFY(!editor.isUnwinding());
        QCOMPARE(editor.text(), QByteArray("GET a\nGET b\n"));
    }

    void linesAreInsertedAsLines_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("cursor");
        QTest::addColumn<QByteArray>("afterwards");
        QTest::newRow("empty") << QByteArray() << 0 << QByteArray("GET x\nGET y\n");
        QTest::newRow("at the beginning of a line") << QByteArray("A\nB\n") << 2 << QByteArray("A\nGET x\nGET y\nB\n");
        QTest::newRow("within a line") << QByteArray("AA\nB\n") << 1 << QByteArray("AA\nGET x\nGET y\nB\n");
        QTest::newRow("behind the last line") << QByteArray("A\nB\n") << 4 << QByteArray("A\nB\nGET x\nGET y\n");
        QTest::newRow("last line without an end") << QByteArray("A\nB") << 3 << QByteArray("A\nB\nGET x\nGET y\n");
    }
    void linesAreInsertedAsLines()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, cursor);
        QFETCH(QByteArray, afterwards);
        for (const bool crlf : {false, true}) {
            ScriptEditor editor;
            ScriptEdits edits(&editor);
            editor.setLineEnd(crlf);
            const auto ended = [crlf](QByteArray bytes) { return crlf ? bytes.replace("\n", "\r\n") : bytes; };
            editor.setText(ended(text));
            editor.select(ended(text.first(cursor)).size(), ended(text.first(cursor)).size());
            const QSignalSpy inserted(&edits, &ScriptEdits::inserted);
            edits.insertLines("GET x\nGET y\n");
            QTRY_COMPARE(inserted.size(), 1);
            QCOMPARE(inserted.first().first().toLongLong(), 2);
            QCOMPARE(editor.text(), ended(afterwards));
            QCOMPARE(editor.line(editor.currentLine()).toByteArray(), QByteArray("GET x"));
            editor.undo();
            QTRY_VERIFY(!editor.isUnwinding());
            QCOMPARE(editor.text(), ended(text));
        }
    }

    void longBatchIsInsertedInSlices()
    {
        ScriptEditor editor;
        ScriptEdits edits(&editor);
        editor.setText("NOOP\nNOOP\n");
        editor.jumpTo(2, 1);
        QByteArray lines;
        for (int i = 0; i < 300'000; ++i)
            lines += "GET user:" + QByteArray::number(i) + '\n';
        const QSignalSpy inserted(&edits, &ScriptEdits::inserted);
        edits.insertLines(lines);
        QVERIFY(edits.isRunning());
        QTRY_COMPARE(inserted.size(), 1);
        QCOMPARE(editor.text(), "NOOP\n" + lines + "NOOP\n");
        QCOMPARE(editor.currentLine(), 2);
        editor.undo();
        QTRY_COMPARE(editor.text(), QByteArray("NOOP\nNOOP\n"));
    }
};

QTEST_MAIN(TestScriptEdits)
#include "tst_scriptedits.moc"
