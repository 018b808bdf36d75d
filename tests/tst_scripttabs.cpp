#include "tests/scriptbench.h"
#include "ui/elidedlabel.h"
#include "ui/workbench/recentscripts.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>

/// Scripts beside each other, from files and into them.
class TestScriptTabs : public QObject, protected ScriptFolder
{
    Q_OBJECT

private slots:
    void init() { begin(); }

    void scriptsHaveTabsOfTheirOwn()
    {
        ScriptBench bench(sessions());
        bench.type(QStringLiteral("NOOP"));
        QCOMPARE(bench.bar()->tabText(0), QStringLiteral("Script •"));
        bench.key(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(bench.bar()->count(), 2);
        QCOMPARE(bench.bar()->tabText(1), QStringLiteral("Script 2"));
        QVERIFY(bench.editor()->hasFocus());
        bench.type(QStringLiteral("VERSION"));
        bench.key(Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(bench.text(), QByteArray("NOOP"));
        bench.open(write("a & b.mcb", "GET a\n"));
        QCOMPARE(bench.bar()->count(), 3);
        QCOMPARE(bench.bar()->tabText(2), QStringLiteral("a && b.mcb"));
        QVERIFY(bench.bar()->tabToolTip(2).endsWith(QStringLiteral("a & b.mcb")));
        bench.see<QTabWidget>("scripts")->setCurrentIndex(0);
        bench.open(path("a & b.mcb")); // it is open already
        QCOMPARE(bench.bar()->count(), 3);
        QCOMPARE(bench.bar()->currentIndex(), 2);
    }

    void longNamesAreShortenedInTheMiddle()
    {
        ScriptBench bench(sessions());
        bench.open(write("session-cache-of-the-customers-in-europe-2026.mcb", "GET a\n"));
        const QString shown = bench.bar()->tabText(0);
        QVERIFY2(shown.startsWith(QStringLiteral("session")) && shown.endsWith(QStringLiteral(".mcb")), qPrintable(shown));
        QVERIFY(shown.contains(QChar(0x2026)));
        QVERIFY(bench.bar()->tabToolTip(0).endsWith(QStringLiteral("europe-2026.mcb")));
    }

    void firstFileTakesThePlaceOfTheEmptyScript()
    {
        ScriptBench bench(sessions());
        bench.open(write("a.mcb", "GET a\n"));
        QCOMPARE(bench.bar()->count(), 1);
        QCOMPARE(bench.text(), QByteArray("GET a\n"));
    }

    void tabWithoutChangesClosesAtOnce()
    {
        ScriptBench bench(sessions());
        bench.open(write("a.mcb", "GET a\n"));
        bench.key(Qt::Key_N, Qt::ControlModifier);
        bench.key(Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(bench.bar()->count(), 1);
        QVERIFY(bench.editor()->hasFocus());
        bench.key(Qt::Key_N, Qt::ControlModifier);
        QTest::mouseClick(bench.bar()->tabButton(1, QTabBar::RightSide), Qt::LeftButton);
        QTRY_COMPARE(bench.bar()->count(), 1);
        QTest::mouseClick(bench.bar(), Qt::MiddleButton, {}, bench.bar()->tabRect(0).center());
        QCOMPARE(bench.bar()->count(), 1); // the last one leaves an empty script behind
        QVERIFY(bench.editor()->isEmpty());
        QCOMPARE(bench.bar()->tabText(0), QStringLiteral("Script"));
    }

    void tabWithChangesAsks()
    {
        ScriptBench bench(sessions());
        bench.open(write("a.mcb", "GET a\n"));
        bench.type(QStringLiteral("# "));
        bench.key(Qt::Key_W, Qt::ControlModifier);
        auto *box = bench.see<QMessageBox>("unsavedScript");
        QVERIFY(box);
        QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
        QTRY_VERIFY(!bench.see<QMessageBox>("unsavedScript"));
        QCOMPARE(bench.text(), QByteArray("# GET a\n"));
        bench.tabs->closePage(bench.tabs->page());
        QTest::mouseClick(bench.see<QMessageBox>("unsavedScript")->button(QMessageBox::Save), Qt::LeftButton);
        QTRY_VERIFY(bench.editor()->isEmpty());
        QCOMPARE(read("a.mcb"), QByteArray("# GET a\n"));
        bench.tabs->page()->setFocus();
        bench.type(QStringLiteral("NOOP"));
        bench.tabs->closePage(bench.tabs->page());
        QTRY_VERIFY(bench.see<QMessageBox>("unsavedScript"));
        QTest::mouseClick(bench.see<QMessageBox>("unsavedScript")->button(QMessageBox::Discard), Qt::LeftButton);
        QTRY_VERIFY(bench.editor()->isEmpty());
    }

    void whatIsTypedWhileItIsSavedIsAskedAboutAgain()
    {
        ScriptBench bench(sessions());
        bench.open(write("a.mcb", QByteArray("GET a\n").repeated(100'000)));
        bench.editor()->replace(0, 0, "NOOP\n");
        bench.tabs->closePage(bench.tabs->page());
        QTest::mouseClick(bench.see<QMessageBox>("unsavedScript")->button(QMessageBox::Save), Qt::LeftButton);
        QVERIFY(bench.tabs->page()->file()->isSaving());
        bench.editor()->replace(0, 0, "# typed\n");
        QTRY_VERIFY(!bench.tabs->page()->file()->isSaving());
        QTRY_VERIFY(bench.see<QMessageBox>("unsavedScript"));
        QVERIFY(bench.text().startsWith("# typed\nNOOP\n"));
        QTest::mouseClick(bench.see<QMessageBox>("unsavedScript")->button(QMessageBox::Save), Qt::LeftButton);
        QTRY_VERIFY(bench.editor()->isEmpty());
        QVERIFY(read("a.mcb").startsWith("# typed\nNOOP\n"));
    }

    void changesThatWereDroppedAreStillThereAfterACancel()
    {
        ScriptBench bench(sessions());
        bench.type(QStringLiteral("NOOP"));
        ScriptPage *first = bench.tabs->page();
        bench.key(Qt::Key_N, Qt::ControlModifier);
        bench.type(QStringLiteral("VERSION"));
        bool closed = false;
        const auto answer = [&bench](QMessageBox::StandardButton button) {
            QTRY_VERIFY(bench.see<QMessageBox>("unsavedScript"));
            QTest::mouseClick(bench.see<QMessageBox>("unsavedScript")->button(button), Qt::LeftButton);
        };
        bench.tabs->whenSaved([&closed] { closed = true; });
        answer(QMessageBox::Discard);
        QTRY_COMPARE(bench.window.findChildren<QMessageBox *>().size(), 1);
        answer(QMessageBox::Cancel);
        QTRY_VERIFY(!bench.see<QMessageBox>("unsavedScript"));
        QVERIFY(!closed);
        QVERIFY(first->isModified());
        bench.tabs->whenSaved([&closed] { closed = true; });
        answer(QMessageBox::Discard);
        QTRY_COMPARE(bench.window.findChildren<QMessageBox *>().size(), 1);
        answer(QMessageBox::Discard);
        QVERIFY(closed);
    }

    void scriptThatIsJustBeingSavedClosesWithoutAQuestion()
    {
        ScriptBench bench(sessions());
        bench.open(write("a.mcb", QByteArray("GET a\n").repeated(100'000)));
        bench.type(QStringLiteral("# "));
        bench.key(Qt::Key_Escape);
        bench.key(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(bench.tabs->page()->file()->isSaving());
        bench.key(Qt::Key_W, Qt::ControlModifier);
        QVERIFY(!bench.see<QMessageBox>("unsavedScript"));
        QTRY_VERIFY(bench.editor()->isEmpty());
        QVERIFY(read("a.mcb").startsWith("# GET a\n"));
    }

    void saveWithoutAFileAsksForOne()
    {
        ScriptBench bench(sessions());
        bench.type(QStringLiteral("NOOP"));
        bench.key(Qt::Key_S, Qt::ControlModifier);
        auto *dialog = bench.see<QFileDialog>("saveScriptDialog");
        QVERIFY(dialog);
        dialog->setDirectory(folder());
        dialog->selectFile(path("new.mcb"));
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_COMPARE(bench.bar()->tabText(0), QStringLiteral("new.mcb"));
        QCOMPARE(read("new.mcb"), QByteArray("NOOP"));
        bench.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        bench.tabs->page()->setFocus();
        bench.type(QStringLiteral(" # "));
        QCOMPARE(bench.bar()->tabText(0), QStringLiteral("new.mcb •"));
        bench.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(bench.bar()->tabText(0), QStringLiteral("new.mcb"));
        QCOMPARE(read("new.mcb"), QByteArray("NOOP # "));
    }

    void recentFilesAreInTheirMenu()
    {
        {
            ScriptBench bench(sessions());
            bench.open(write("a.mcb", "GET a\n"));
            bench.open(write("b.mcb", "GET b\n"));
        }
        ScriptBench bench(path("other sessions"));
        auto *menu = bench.see<RecentScripts>("recentScripts");
        QVERIFY(menu->actions().constFirst()->text().endsWith(QStringLiteral("b.mcb")));
        menu->actions().at(1)->trigger();
        QTRY_COMPARE(bench.text(), QByteArray("GET a\n"));
        QVERIFY(menu->actions().constFirst()->text().endsWith(QStringLiteral("a.mcb")));
        bench.see<QAction>("forgetScripts")->trigger();
        QTRY_VERIFY(!menu->menuAction()->isEnabled());
    }

    void droppedFilesOpen()
    {
        ScriptBench bench(sessions());
        QMimeData files;
        files.setUrls({QUrl::fromLocalFile(write("a.mcb", "GET a\n")), QUrl::fromLocalFile(write("b.mcb", "GET b\n"))});
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &files, Qt::LeftButton, {});
        QApplication::sendEvent(bench.editor()->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &files, Qt::LeftButton, {});
        QApplication::sendEvent(bench.tabs, &drop);
        QTRY_COMPARE(bench.bar()->count(), 2);
        QTRY_COMPARE(bench.text(), QByteArray("GET b\n"));
    }

    void openingIsTold()
    {
        const ScriptBench bench(sessions());
        bench.tabs->openFile(write("long.mcb", QByteArray("GET a\n").repeated(200'000)));
        QCOMPARE(bench.inPage<ElidedLabel>("scriptMessage")->text(), QStringLiteral("Opening…"));
        QVERIFY(bench.editor()->isReadOnly());
        QTRY_COMPARE(bench.inPage<ElidedLabel>("scriptMessage")->text(), QStringLiteral("Commands: 200,000"));
        bench.tabs->openFile(write("empty.mcb", {}));
        QCOMPARE(bench.inPage<ElidedLabel>("scriptMessage")->text(), QStringLiteral("Opening…"));
        QTRY_COMPARE(bench.inPage<ElidedLabel>("scriptMessage")->text(), QString());
    }

    void fileThatCannotBeReadLeavesNoTab()
    {
        ScriptBench bench(sessions());
        bench.type(QStringLiteral("NOOP"));
        bench.tabs->openFile(path("absent.mcb"));
        QTRY_COMPARE(bench.bar()->count(), 1);
        QCOMPARE(bench.text(), QByteArray("NOOP"));
    }
};

QTEST_MAIN(TestScriptTabs)
#include "tst_scripttabs.moc"
