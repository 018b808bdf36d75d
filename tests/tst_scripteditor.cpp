#include "ui/theme.h"
#include "ui/workbench/commandfield.h"
#include "ui/workbench/commandhistory.h"
#include "ui/workbench/lineedits.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scriptlook.h"

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

#include <cmath>

class TestScriptEditor : public QObject
{
    Q_OBJECT

private slots:
    void zerosOfOtherProgramsArePastedToo()
    {
        ByteEditor editor;
        editor.setText("GET a\n");
        editor.select(0, 5);
        QApplication::clipboard()->setText(QStringLiteral("SET k a") + QChar(u'\0') + QStringLiteral("b\nNOOP"));
        editor.paste();
        QCOMPARE(editor.text(), QByteArray("SET k a\0b\nNOOP\n", 15));
        editor.undo();
        QCOMPARE(editor.text(), QByteArray("GET a\n"));
    }

    void lineThatIsTooLongIsNotPasted()
    {
        ByteEditor editor;
        editor.setText("GET a\nGET b\n");
        editor.select(0, 5);
        const QSignalSpy refused(&editor, &ByteEditor::refused);
        QApplication::clipboard()->setText(QStringLiteral("NOOP\n") + QString(int(ByteEditor::longestLine) + 1, QLatin1Char('x')));
        editor.paste();
        QCOMPARE(refused.size(), 1);
        QCOMPARE(editor.text(), QByteArray("GET a\nGET b\n"));
        QApplication::clipboard()->setText(QStringLiteral("NOOP\n") + QString(int(ByteEditor::longestLine), QLatin1Char('x')));
        editor.paste();
        QCOMPARE(refused.size(), 1);
        QCOMPARE(editor.lineCount(), 4);
    }

    void problemIsUnderlinedAtItsPlace()
    {
        ScriptEditor editor;
        editor.resize(400, 300);
        editor.show();
        editor.setText("GET \xc3\xbc bogus");
        editor.setProblems({{1, {8, 5, QStringLiteral("wrong")}}});
        QCOMPARE(marked(editor, ScriptMark::Error), QByteArray("bogus"));
        QVERIFY(marked(editor, ScriptMark::Warning).isEmpty());
        editor.jumpTo(1, 8);
        QCOMPARE(editor.cursor(), 7);
        QCOMPARE(editor.currentColumn(), 8);
    }

    void warningLooksOtherThanAnError()
    {
        ScriptEditor editor;
        editor.setText("GET a\nTOUCH k 9999999\n");
        editor.setProblems({{2, {9, 7, QStringLiteral("a date")}, ScriptProblem::Severity::Warning}});
        QCOMPARE(marked(editor, ScriptMark::Warning), QByteArray("9999999"));
        QVERIFY(marked(editor, ScriptMark::Error).isEmpty());
        QCOMPARE(editor.send(ByteEditor::SCI_MARKERGET, 1), qint64(1) << int(LineMark::Warning));
        editor.setProblems({});
        QVERIFY(marked(editor, ScriptMark::Warning).isEmpty());
        QCOMPARE(editor.send(ByteEditor::SCI_MARKERGET, 1), 0);
    }

    void missingWordIsUnderlinedAtTheEndOfItsLine()
    {
        ScriptEditor editor;
        editor.setText("SET k\nNOOP");
        editor.setProblems({{1, {6, 0, QStringLiteral("no value")}}});
        QCOMPARE(marked(editor, ScriptMark::Error), QByteArray("k"));
    }

    void problemIsToldOnHoverAlsoAfterAnEdit()
    {
        ScriptEditor editor;
        editor.resize(500, 300);
        editor.show();
        editor.setText("GET a\nBOGUS b");
        editor.setProblems({{2, {1, 5, QStringLiteral("no such command")}}});
        editor.replace(0, 0, "NOOP\n"); // it moves along
        const qint64 at = editor.lineStart(3) + 2;
        const QPoint point(int(editor.send(ByteEditor::SCI_POINTXFROMPOSITION, 0, at)),
                           int(editor.send(ByteEditor::SCI_POINTYFROMPOSITION, 0, at)) + 4);
        QHelpEvent hover(QEvent::ToolTip, point, editor.viewport()->mapToGlobal(point));
        QApplication::sendEvent(editor.viewport(), &hover);
        QCOMPARE(QToolTip::text(), QStringLiteral("no such command"));
        const QPoint other(point.x(), 4);
        QHelpEvent elsewhere(QEvent::ToolTip, other, editor.viewport()->mapToGlobal(other));
        QApplication::sendEvent(editor.viewport(), &elsewhere);
        QTRY_VERIFY(QToolTip::text().isEmpty() || !QToolTip::isVisible());
    }

    void onlyWhatIsInSightIsStyled()
    {
        ScriptEditor editor;
        editor.resize(400, 200);
        editor.show();
        QVERIFY(QTest::qWaitForWindowExposed(&editor));
        editor.setText(QByteArray("GET key\n").repeated(10'000) + "SETQ k \"v\"");
        QTRY_COMPARE(style(editor, 0), ScriptStyle::Command);
        QCOMPARE(style(editor, 4), ScriptStyle::Key);
        QCOMPARE(editor.send(ByteEditor::SCI_GETSTYLEAT, editor.lineStart(5'000)), 0);
        editor.jumpTo(10'001, 1);
        QTRY_COMPARE(style(editor, editor.lineStart(10'001)), ScriptStyle::QuietCommand);
        QCOMPARE(style(editor, editor.length() - 1), ScriptStyle::String);
        editor.jumpTo(5'000, 1);
        QTRY_COMPARE(style(editor, editor.lineStart(5'000)), ScriptStyle::Command);
        QCOMPARE(editor.send(ByteEditor::SCI_GETSTYLEAT, editor.lineStart(2'000)), 0);
    }

    void typedLineIsStyledAnew()
    {
        ScriptEditor editor;
        editor.show();
        QVERIFY(QTest::qWaitForWindowExposed(&editor));
        QTest::keyClicks(&editor, QStringLiteral("GE k"));
        QTRY_COMPARE(style(editor, 0), ScriptStyle::Unknown);
        editor.jumpTo(1, 3);
        QTest::keyClicks(&editor, QStringLiteral("T"));
        QTRY_COMPARE(style(editor, 0), ScriptStyle::Command);
        QTRY_COMPARE(style(editor, 4), ScriptStyle::Key);
    }

    void coloursFollowTheTheme()
    {
        ScriptEditor editor;
        editor.show();
        applyTheme(Theme::Light);
        QTRY_COMPARE(background(editor), QApplication::palette().color(QPalette::Base));
        const qint64 light = editor.send(ByteEditor::SCI_STYLEGETFORE, int(ScriptStyle::Command));
        applyTheme(Theme::Dark);
        QTRY_COMPARE(background(editor), QApplication::palette().color(QPalette::Base));
        QVERIFY(editor.send(ByteEditor::SCI_STYLEGETFORE, int(ScriptStyle::Command)) != light);
        applyTheme(Theme::Light);
    }

    void coloursCanBeRead_data()
    {
        QTest::addColumn<Theme>("theme");
        QTest::addRow("light") << Theme::Light;
        QTest::addRow("dark") << Theme::Dark;
    }
    void coloursCanBeRead()
    {
        QFETCH(const Theme, theme);
        applyTheme(theme);
        ScriptEditor editor;
        for (int style = int(ScriptStyle::Comment); style <= scriptStyleCount; ++style) {
            const QColor ink = fromBgr(editor.send(ByteEditor::SCI_STYLEGETFORE, style));
            for (const QColor &paper : {background(editor), fromBgr(editor.send(ByteEditor::SCI_GETCARETLINEBACK))})
                QVERIFY2(contrast(ink, paper) >= 4.5, qPrintable(QStringLiteral("style %1: %2").arg(style).arg(contrast(ink, paper))));
        }
        applyTheme(Theme::Light);
    }

    void lineNumbersGrowWithTheirDigits()
    {
        ScriptEditor editor;
        editor.setText("NOOP\n");
        const qint64 narrow = editor.send(ByteEditor::SCI_GETMARGINWIDTHN, 0);
        editor.setText(QByteArray("NOOP\n").repeated(12'345));
        const qint64 wide = editor.send(ByteEditor::SCI_GETMARGINWIDTHN, 0);
        QVERIFY(wide > narrow);
        editor.setZoom(6);
        QTRY_VERIFY(editor.send(ByteEditor::SCI_GETMARGINWIDTHN, 0) > wide);
        editor.setZoom(0);
        editor.setText("NOOP\n");
        QTRY_COMPARE(editor.send(ByteEditor::SCI_GETMARGINWIDTHN, 0), narrow);
    }

    void quotesAreClosedAndSteppedOver()
    {
        ScriptEditor editor;
        QTest::keyClicks(&editor, QStringLiteral("SET k \"a\" ttl=\"5m\""));
        QCOMPARE(editor.text(), QByteArray("SET k \"a\" ttl=\"5m\""));
        editor.setText("");
        QTest::keyClicks(&editor, QStringLiteral("SET k 'a b"));
        QCOMPARE(editor.text(), QByteArray("SET k 'a b'"));
        editor.setText("");
        QTest::keyClicks(&editor, QStringLiteral("SET k \"a\\\"b"));
        QCOMPARE(editor.text(), QByteArray("SET k \"a\\\"b\""));
    }

    void quoteWithinAWordOrACommentIsAQuote()
    {
        ScriptEditor editor;
        QTest::keyClicks(&editor, QStringLiteral("SET a\"b c'd"));
        QCOMPARE(editor.text(), QByteArray("SET a\"b c'd"));
        editor.setText("SET k word");
        editor.jumpTo(1, 7);
        QTest::keyClicks(&editor, QStringLiteral("\""));
        QCOMPARE(editor.text(), QByteArray("SET k \"word"));
    }

    void backspaceTakesBothQuotes()
    {
        ScriptEditor editor;
        QTest::keyClicks(&editor, QStringLiteral("SET k \""));
        QCOMPARE(editor.text(), QByteArray("SET k \"\""));
        QTest::keyClick(&editor, Qt::Key_Backspace);
        QCOMPARE(editor.text(), QByteArray("SET k "));
    }

    void quotesGoAroundTheSelection()
    {
        ScriptEditor editor;
        editor.setText("SET k two words");
        editor.select(6, 15);
        QTest::keyClicks(&editor, QStringLiteral("\""));
        QCOMPARE(editor.text(), QByteArray("SET k \"two words\""));
        QCOMPARE(editor.bytes(editor.selectionStart(), editor.selectionEnd()).toByteArray(), QByteArray("two words"));
        editor.undo();
        QCOMPARE(editor.text(), QByteArray("SET k two words"));
    }

    void linesMoveAndMultiply()
    {
        ScriptEditor editor;
        editor.setText("a\nb\nc");
        editor.jumpTo(2, 1);
        moveLinesUp(&editor);
        QCOMPARE(editor.text(), QByteArray("b\na\nc"));
        QCOMPARE(editor.currentLine(), 1);
        moveLinesDown(&editor);
        moveLinesDown(&editor);
        QCOMPARE(editor.text(), QByteArray("a\nc\nb"));
        duplicate(&editor);
        QCOMPARE(editor.text(), QByteArray("a\nc\nb\nb"));
        deleteLines(&editor);
        QCOMPARE(editor.text(), QByteArray("a\nc\nb"));
        editor.jumpTo(1, 1);
        deleteLines(&editor);
        QCOMPARE(editor.text(), QByteArray("c\nb"));
        deleteLines(&editor);
        deleteLines(&editor);
        QVERIFY(editor.isEmpty());
        for (int i = 0; i < 8; ++i)
            editor.undo();
        QCOMPARE(editor.text(), QByteArray("a\nb\nc"));
    }

    void anyBytesSurviveTheClipboard()
    {
        ScriptEditor editor;
        const QByteArray bytes("SET k \xff\xfe\0\x80 \xc3\xa4\r\nGET k", 20);
        editor.setText(bytes);
        QCOMPARE(editor.text(), bytes);
        editor.selectAll();
        editor.copy();
        ScriptEditor other;
        other.setLineEnd(true);
        other.paste();
        QCOMPARE(other.text(), bytes);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("GET k")));
        editor.cut();
        QVERIFY(editor.isEmpty());
    }

    void returnThatEndsNoLineBecomesAnEnd()
    {
        for (const char *kind : {"text/plain", "application/x-slabscope-script"}) {
            auto *carried = new QMimeData;
            carried->setData(QLatin1String(kind), "GET a\rGET b\r\nGET c\r");
            QApplication::clipboard()->setMimeData(carried);
            ScriptEditor editor;
            editor.paste();
            QCOMPARE(editor.text().replace("\r\n", "\n"), QByteArray("GET a\nGET b\nGET c\n"));
        }
    }

    void selectionIsReplacedInOneStep()
    {
        ScriptEditor editor;
        editor.setText("GET a\nGET b\n");
        editor.select(0, 11);
        editor.replaceSelection("GETQ a\nGETQ \xff");
        QCOMPARE(editor.text(), QByteArray("GETQ a\nGETQ \xff\n"));
        QCOMPARE(editor.selectionEnd() - editor.selectionStart(), 13);
        QVERIFY(editor.isModified());
        editor.undo();
        QCOMPARE(editor.text(), QByteArray("GET a\nGET b\n"));
        QVERIFY(!editor.isModified());
    }

    void undoHasNoLimit()
    {
        ScriptEditor editor;
        for (int i = 0; i < 5'000; ++i)
            editor.replace(editor.length(), editor.length(), "GET k\n");
        QCOMPARE(editor.lineCount(), 5'001);
        for (int i = 0; i < 5'000; ++i)
            editor.undo();
        QVERIFY(editor.isEmpty());
        for (int i = 0; i < 5'000; ++i)
            editor.redo();
        QCOMPARE(editor.lineCount(), 5'001);
    }

    void currentLineIsTold()
    {
        ScriptEditor editor;
        editor.show();
        QVERIFY(QTest::qWaitForWindowExposed(&editor));
        editor.setText("a\nb\nc");
        const QSignalSpy moved(&editor, &ScriptEditor::currentLineChanged);
        QTest::keyClick(&editor, Qt::Key_Down);
        QTRY_COMPARE(moved.size(), 1);
        QCOMPARE(moved.first().first().toLongLong(), 2);
        QTest::keyClick(&editor, Qt::Key_End);
        QTest::keyClick(&editor, Qt::Key_Down);
        QTRY_COMPARE(moved.size(), 2);
        QCOMPARE(moved.last().first().toLongLong(), 3);
    }

    void keyboardLeavesWithTab()
    {
        QWidget window;
        ScriptEditor editor(&window);
        auto *next = new QLineEdit(&window);
        QWidget::setTabOrder(&editor, next);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        editor.setFocus();
        QTest::keyClick(&editor, Qt::Key_Tab);
        QVERIFY(next->hasFocus());
        QVERIFY(editor.isEmpty());
    }

    void historyGivesBackTheDraft()
    {
        CommandHistory history({QStringLiteral("a"), QStringLiteral("b")});
        QCOMPARE(history.previous(QStringLiteral("draft")), QStringLiteral("b"));
        QCOMPARE(history.previous(QStringLiteral("b")), QStringLiteral("a"));
        QCOMPARE(history.previous(QStringLiteral("a")), QStringLiteral("a"));
        QCOMPARE(history.next(QStringLiteral("a")), QStringLiteral("b"));
        QCOMPARE(history.next(QStringLiteral("b")), QStringLiteral("draft"));
        history.add(QStringLiteral("a"));
        QCOMPARE(history.lines(), QStringList({QStringLiteral("b"), QStringLiteral("a")}));
    }

    void columnsInBytesBecomeCharacters()
    {
        QCOMPARE(charactersIn(QStringLiteral("äb"), 0), 0);
        QCOMPARE(charactersIn(QStringLiteral("äb"), 2), 1);
        QCOMPARE(charactersIn(QStringLiteral("äb"), 99), 2);
    }

private:
    static QByteArray marked(const ScriptEditor &editor, ScriptMark mark)
    {
        QByteArray bytes;
        for (qint64 at = 0; at < editor.length(); ++at) {
            if (editor.send(ByteEditor::SCI_INDICATORVALUEAT, int(mark), at) > 0)
                bytes.append(editor.bytes(at, at + 1).front());
        }
        return bytes;
    }
    static ScriptStyle style(const ScriptEditor &editor, qint64 at) { return ScriptStyle(editor.send(ByteEditor::SCI_GETSTYLEAT, at)); }
    static QColor fromBgr(qint64 color) { return {int(color & 255), int((color >> 8) & 255), int((color >> 16) & 255)}; }
    static QColor background(const ScriptEditor &editor)
    {
        return fromBgr(editor.send(ByteEditor::SCI_STYLEGETBACK, ByteEditor::STYLE_DEFAULT));
    }
    /// WCAG 2.1, relative luminance.
    static double luminance(const QColor &color)
    {
        const auto part = [](double share) { return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4); };
        return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
    }
    static double contrast(const QColor &one, const QColor &other)
    {
        const auto [low, high] = std::minmax({luminance(one), luminance(other)});
        return (high + 0.05) / (low + 0.05);
    }
};

QTEST_MAIN(TestScriptEditor)
#include "tst_scripteditor.moc"
