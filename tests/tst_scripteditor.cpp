#include "ui/workbench/batcheditor.h"
#include "ui/workbench/commandfield.h"
#include "ui/workbench/commandhistory.h"
#include "ui/workbench/scriptcheck.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scriptfile.h"

#include <QElapsedTimer>
#include <QFile>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

class TestScriptEditor : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void checkFindsEveryProblemAndCountsCommands()
    {
        ScriptEditor editor;
        ScriptCheck check(editor.document());
        const QSignalSpy finished(&check, &ScriptCheck::finished);
        editor.setPlainText(QStringLiteral("GET a\nBOGUS b\n# comment\n\nSET k\nNOOP"));
        QVERIFY(!check.isFinished());
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(check.commandCount(), 2);
        QCOMPARE(check.problemCount(), 2);
        QCOMPARE(check.problems().first().line, 2);
        QCOMPARE(check.problems().first().error.column, 1);
        QCOMPARE(check.problems().last().line, 5);
        QCOMPARE(check.text(), QByteArray("GET a\nBOGUS b\n# comment\n\nSET k\nNOOP\n"));
    }

    void changeDuringTheCheckStartsItAnew()
    {
        ScriptEditor editor;
        ScriptCheck check(editor.document());
        const QSignalSpy finished(&check, &ScriptCheck::finished);
        editor.setPlainText(QStringLiteral("GET a\n").repeated(50'000));
        check.hurry();
        editor.setPlainText(QStringLiteral("GET b"));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(check.commandCount(), 1);
    }

    void problemIsUnderlinedAtItsPlace()
    {
        ScriptEditor editor;
        editor.resize(400, 300);
        editor.show();
        editor.setPlainText(QStringLiteral("GET ü bogus"));
        editor.setProblems({{1, {8, 5, QStringLiteral("wrong")}}});
        const auto marks = editor.extraSelections();
        QCOMPARE(marks.last().cursor.selectedText(), QStringLiteral("bogus"));
        QCOMPARE(marks.last().format.underlineStyle(), QTextCharFormat::WaveUnderline);
        editor.jumpTo(1, 8);
        QCOMPARE(editor.textCursor().positionInBlock(), 6);
    }

    void fileComesBackAsItWas_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("LF") << QByteArray("GET a\nGET b\n");
        QTest::addRow("no line end") << QByteArray("GET a\nGET b");
        QTest::addRow("CRLF") << QByteArray("GET a\r\nGET b\r\n");
        QTest::addRow("no-break space") << QByteArray("GET a\xc2\xa0"
                                                      "b\n");
        QTest::addRow("empty") << QByteArray();
        QTest::addRow("long") << QByteArray("GET gr\xc3\xbc\xc3\x9f\xf0\x9f\x98\x80\n").repeated(20'000);
    }
    void fileComesBackAsItWas()
    {
        QFETCH(const QByteArray, bytes);
        const QString path = write(bytes);
        QTextDocument document;
        document.setDocumentLayout(new QPlainTextDocumentLayout(&document));
        ScriptFile file(&document);
        const QSignalSpy loaded(&file, &ScriptFile::loaded);
        QVERIFY(!file.load(path));
        QTRY_COMPARE(loaded.size(), 1);
        QVERIFY(!document.isModified());
        QVERIFY(!file.save(path));
        QFile saved(path);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll(), bytes);
    }

    void fileThatTheEditorWouldChangeIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("not UTF-8") << QByteArray("GET \xff\n");
        QTest::addRow("lone carriage return") << QByteArray("GET a\rb\n");
        QTest::addRow("zero") << QByteArray("GET a\0b\n", 8);
        QTest::addRow("paragraph separator") << QByteArray("GET a\xe2\x80\xa9"
                                                           "b\n");
    }
    void fileThatTheEditorWouldChangeIsRefused()
    {
        QFETCH(const QByteArray, bytes);
        QTextDocument document(QStringLiteral("stays"));
        ScriptFile file(&document);
        const Error error = file.load(write(bytes));
        QCOMPARE(error.code, Error::Code::Unreadable);
        QVERIFY(error.text.contains(QStringLiteral("--execute")));
        QCOMPARE(document.toPlainText(), QStringLiteral("stays"));
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

    void saveWithoutAFileAsksForOneAndDiscardGoesOn()
    {
        BatchEditor batch;
        batch.show();
        auto *editor = batch.findChild<ScriptEditor *>();
        QTest::keyClicks(editor, QStringLiteral("NOOP"));
        QVERIFY(batch.isModified());
        bool went = false;
        batch.whenSaved([&went] { went = true; });
        QVERIFY(!went);
        auto *box = batch.findChild<QMessageBox *>(QStringLiteral("unsavedScript"));
        QVERIFY(box);
        QTest::mouseClick(box->button(QMessageBox::Discard), Qt::LeftButton);
        QTRY_VERIFY(went);
    }

private:
    QString write(const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(QStringLiteral("script.mcb")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the test file");
        return file.fileName();
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestScriptEditor)
#include "tst_scripteditor.moc"
