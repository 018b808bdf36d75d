#include "tests/scriptbench.h"
#include "ui/elidedlabel.h"
#include "ui/workbench/batchmakerdialog.h"
#include "ui/workbench/findbar.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>

/// What is done to the text of a script by keys.
class TestScriptTabsEditing : public QObject, protected ScriptFolder
{
    Q_OBJECT

private slots:
    void init() { begin(); }

    void findBarWorksByKeys()
    {
        ScriptBench bench(sessions());
        bench.editor()->setText("GET a\nSET b 1\nget c\n");
        bench.key(Qt::Key_F, Qt::ControlModifier);
        auto *field = bench.inPage<QLineEdit>("findText");
        QTRY_VERIFY(field->hasFocus());
        QVERIFY(!bench.inPage<QLineEdit>("replaceText")->isVisible());
        bench.type(QStringLiteral("get"));
        QTRY_COMPARE(bench.inPage<QLabel>("findCount")->text(), QStringLiteral("1 of 2"));
        QCOMPARE(bench.editor()->selectionStart(), 0);
        bench.key(Qt::Key_Return);
        QCOMPARE(bench.editor()->currentLine(), 3);
        QCOMPARE(bench.inPage<QLabel>("findCount")->text(), QStringLiteral("2 of 2"));
        bench.key(Qt::Key_F3);
        QCOMPARE(bench.editor()->currentLine(), 1);
        QVERIFY(bench.inPage<QLabel>("findCount")->text().contains(QStringLiteral("around")));
        bench.key(Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(bench.editor()->currentLine(), 3);
        QTest::mouseClick(bench.inPage<QToolButton>("findCase"), Qt::LeftButton);
        QTRY_COMPARE(bench.inPage<QLabel>("findCount")->text(), QStringLiteral("1 of 1"));
        QTest::mouseClick(bench.inPage<QToolButton>("findExpression"), Qt::LeftButton);
        field->setText(QStringLiteral("[GS]ET ("));
        QTRY_VERIFY(bench.inPage<QLabel>("findCount")->text().startsWith(QStringLiteral("Not a regular expression")));
        field->setText(QStringLiteral("[GS]ET (.)"));
        QTRY_VERIFY(bench.inPage<QLabel>("findCount")->text().contains(QStringLiteral("of 2")));
        field->setFocus();
        bench.key(Qt::Key_Escape);
        QVERIFY(!bench.inPage<FindBar>("findBar")->isVisible());
        QVERIFY(bench.editor()->hasFocus());
    }

    void searchGoesOnAsItWasWithTheBarClosed()
    {
        ScriptBench bench(sessions());
        bench.editor()->setText("abc a.c\nadc\n");
        bench.key(Qt::Key_F, Qt::ControlModifier);
        QTest::mouseClick(bench.inPage<QToolButton>("findExpression"), Qt::LeftButton);
        bench.inPage<QLineEdit>("findText")->setFocus();
        bench.type(QStringLiteral("a[bd]c"));
        QTRY_COMPARE(bench.editor()->selectionEnd(), 3);
        bench.key(Qt::Key_Escape);
        QVERIFY(!bench.inPage<FindBar>("findBar")->isVisible());
        bench.key(Qt::Key_F3);
        QTRY_COMPARE(bench.editor()->selectionStart(), 8);
    }

    void saveWaitsForAllToBeReplaced()
    {
        ScriptBench bench(sessions());
        bench.open(write("long.mcb", QByteArray("GET a\n").repeated(300'000)));
        bench.key(Qt::Key_H, Qt::ControlModifier);
        bench.type(QStringLiteral("GET"));
        bench.inPage<QLineEdit>("replaceText")->setText(QStringLiteral("GETQ"));
        QTRY_VERIFY(bench.inPage<QLabel>("findCount")->text().contains(QStringLiteral("300,000")));
        QTest::mouseClick(bench.inPage<QToolButton>("replaceAllButton"), Qt::LeftButton);
        QVERIFY(bench.inPage<FindBar>("findBar")->scriptSearch()->isReplacing());
        bench.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(!bench.tabs->page()->isModified());
        QCOMPARE(read("long.mcb"), QByteArray("GETQ a\n").repeated(300'000));
    }

    void replaceBarWorksByKeysAndClicks()
    {
        ScriptBench bench(sessions());
        bench.editor()->setText("GET a\nGET b\nGET c\n");
        bench.editor()->select(0, 3);
        bench.key(Qt::Key_H, Qt::ControlModifier);
        QCOMPARE(bench.inPage<QLineEdit>("findText")->text(), QStringLiteral("GET"));
        auto *with = bench.inPage<QLineEdit>("replaceText");
        with->setFocus();
        bench.type(QStringLiteral("GETQ"));
        bench.key(Qt::Key_Return);
        QTRY_COMPARE(bench.text(), QByteArray("GETQ a\nGET b\nGET c\n"));
        QTest::mouseClick(bench.inPage<QToolButton>("replaceAllButton"), Qt::LeftButton);
        QTRY_COMPARE(bench.text(), QByteArray("GETQQ a\nGETQ b\nGETQ c\n"));
        QTRY_VERIFY(bench.inPage<QLabel>("findCount")->text().contains(QStringLiteral("replaced: 3")));
        bench.editor()->undo();
        QTRY_COMPARE(bench.text(), QByteArray("GETQ a\nGET b\nGET c\n"));
        bench.key(Qt::Key_Escape);
        QVERIFY(!bench.inPage<FindBar>("findBar")->isVisible());
    }

    void escapeInTheEditorClosesTheFindBar()
    {
        ScriptBench bench(sessions());
        bench.key(Qt::Key_F, Qt::ControlModifier);
        bench.editor()->setFocus();
        bench.key(Qt::Key_Escape);
        QVERIFY(!bench.inPage<FindBar>("findBar")->isVisible());
    }

    void linesAreChangedByKeys()
    {
        ScriptBench bench(sessions());
        bench.editor()->setText("a\nb\nc");
        bench.key(Qt::Key_Slash, Qt::ControlModifier);
        QCOMPARE(bench.text(), QByteArray("# a\nb\nc"));
        bench.key(Qt::Key_Slash, Qt::ControlModifier);
        bench.key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(bench.text(), QByteArray("b\na\nc"));
        bench.key(Qt::Key_Up, Qt::AltModifier);
        bench.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(bench.text(), QByteArray("a\na\nb\nc"));
        bench.key(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(bench.text(), QByteArray("a\nb\nc"));
    }

    void selectionIsTurnedQuietAndLoudByKeys()
    {
        ScriptBench bench(sessions());
        bench.editor()->setText("SET a 1\nTOUCH a 5\nGET a\n");
        bench.editor()->select(0, 20);
        bench.key(Qt::Key_M, Qt::ControlModifier);
        QCOMPARE(bench.text(), QByteArray("SETQ a 1\nTOUCH a 5\nGETQ a\n"));
        auto *notice = bench.inPage<QWidget>("loudnessNotice");
        QVERIFY(notice->isVisible());
        const QString told = bench.inPage<ElidedLabel>("loudnessNoticeText")->text();
        QVERIFY2(told.contains(QStringLiteral("CAS of their item: 1")) && told.contains(QStringLiteral("without a quiet form")),
                 qPrintable(told));
        QTRY_VERIFY(bench.tabs->page()->check()->isFinished());
        QCOMPARE(bench.inPage<ElidedLabel>("scriptMessage")->text(), QStringLiteral("Commands: 3 · turned quiet: 2"));
        QVERIFY(notice->isVisible());
        bench.key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(bench.text(), QByteArray("SET a 1\nTOUCH a 5\nGET a\n"));
        QVERIFY(!notice->isVisible()); // there is nothing to say
        bench.editor()->select(8, 8);
        bench.key(Qt::Key_M, Qt::ControlModifier);
        QVERIFY(notice->isVisible());
        QTest::mouseClick(bench.inPage<QPushButton>("closeLoudnessNotice"), Qt::LeftButton);
        QVERIFY(!notice->isVisible());
        QVERIFY(bench.editor()->hasFocus());
    }

    void escapeTakesAChangeBackThatIsUnderWay()
    {
        ScriptBench bench(sessions());
        bench.open(write("long.mcb", QByteArray("SET k v\n").repeated(200'000)));
        bench.editor()->selectAll();
        bench.key(Qt::Key_M, Qt::ControlModifier);
        QVERIFY2(bench.inPage<ElidedLabel>("scriptMessage")->text().contains(QStringLiteral("Escape")),
                 qPrintable(bench.inPage<ElidedLabel>("scriptMessage")->text()));
        bench.key(Qt::Key_Escape);
        QVERIFY(!bench.tabs->page()->edits()->isRunning());
        QTRY_VERIFY(!bench.editor()->isUnwinding());
        QCOMPARE(bench.text(), QByteArray("SET k v\n").repeated(200'000));
        QVERIFY(!bench.tabs->page()->isModified());
    }

    void saveWaitsForAChangeThatIsUnderWay()
    {
        ScriptBench bench(sessions());
        bench.open(write("long.mcb", QByteArray("SET k v\n").repeated(200'000)));
        bench.editor()->selectAll();
        bench.key(Qt::Key_M, Qt::ControlModifier);
        QVERIFY(bench.tabs->page()->edits()->isRunning());
        bench.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(!bench.tabs->page()->isModified());
        QCOMPARE(read("long.mcb"), QByteArray("SETQ k v\n").repeated(200'000));
    }

    void keyCompletesInTheEditorOnly()
    {
        ScriptBench bench(sessions());
        auto *list = bench.inPage<QTreeWidget>("completions");
        bench.key(Qt::Key_Space, Qt::ControlModifier);
        QTRY_VERIFY(list->isVisible());
        QCOMPARE(bench.text(), QByteArray());
        bench.key(Qt::Key_Escape);
        QVERIFY(!list->isVisible());
        bench.key(Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(bench.inPage<QLineEdit>("findText")->hasFocus());
        bench.key(Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(!list->isVisible());
        bench.editor()->setFocus();
        bench.type(QStringLiteral("g"));
        QVERIFY(list->isVisible());
        bench.key(Qt::Key_Escape); // closes what is offered first
        QVERIFY(bench.inPage<FindBar>("findBar")->isVisible());
        bench.key(Qt::Key_Escape);
        QVERIFY(!bench.inPage<FindBar>("findBar")->isVisible());
    }

    void batchIsMadeByKeysAlone()
    {
        ScriptBench bench(sessions());
        bench.editor()->setText("NOOP\nNOOP\n");
        const auto make = [&bench](const QString &rows) {
            bench.key(Qt::Key_B, Qt::ControlModifier);
            auto *dialog = bench.see<BatchMakerDialog>("batchMaker");
            QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
            QTRY_VERIFY(dialog->findChild<QPlainTextEdit *>(QStringLiteral("batchRows"))->hasFocus());
            QTest::keyClicks(QApplication::focusWidget(), rows);
        };
        const auto insert = [&bench] {
            QTRY_VERIFY(bench.see<QWidget>("batchInsert")->isEnabled());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_I, Qt::AltModifier);
            QTRY_VERIFY(!bench.see<BatchMakerDialog>("batchMaker"));
            bench.window.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        };
        make(QStringLiteral("a, b"));
        insert();
        QCOMPARE(bench.bar()->count(), 2); // a script of its own
        QTRY_COMPARE(bench.text(), QByteArray("GET \"a, b\"\n"));
        QVERIFY(bench.editor()->hasFocus());
        bench.editor()->undo();
        QTRY_VERIFY(bench.editor()->isEmpty() && !bench.editor()->isUnwinding());
        make(QStringLiteral("k"));
        insert();
        QCOMPARE(bench.bar()->count(), 2); // in the one that is empty

        bench.see<QTabWidget>("scripts")->setCurrentIndex(0);
        bench.editor()->jumpTo(2, 1);
        make(QStringLiteral("c"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_S, Qt::AltModifier);
        QTRY_VERIFY(!bench.see<QCheckBox>("batchNewScript")->isChecked());
        insert();
        QTRY_COMPARE(bench.text(), QByteArray("NOOP\nGET c\nNOOP\n"));
        QTRY_VERIFY(bench.tabs->page()->check()->isFinished());
        QCOMPARE(bench.inPage<ElidedLabel>("scriptMessage")->text(), QStringLiteral("Commands: 3 · commands inserted: 1"));
    }

    void selectionIsOfferedAsTheRowsOfABatch()
    {
        ScriptBench bench(sessions());
        bench.editor()->setText("user:1\nuser:2\n");
        bench.editor()->selectAll();
        bench.key(Qt::Key_B, Qt::ControlModifier);
        QCOMPARE(bench.see<QPlainTextEdit>("batchRows")->toPlainText(), QStringLiteral("user:1\nuser:2\n"));
        QTest::keyClick(bench.see<BatchMakerDialog>("batchMaker"), Qt::Key_Escape);
        QTRY_VERIFY(!bench.see<BatchMakerDialog>("batchMaker"));
        bench.editor()->setText("\nGET user:1\nGET user:2\n"); // these are commands already
        bench.editor()->selectAll();
        bench.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        bench.tabs->page()->setFocus();
        bench.key(Qt::Key_B, Qt::ControlModifier);
        QVERIFY(bench.see<QPlainTextEdit>("batchRows")->toPlainText().isEmpty());
    }
};

QTEST_MAIN(TestScriptTabsEditing)
#include "tst_scripttabs_editing.moc"
