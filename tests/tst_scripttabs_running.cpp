#include "tests/scriptbench.h"
#include "ui/elidedlabel.h"
#include "ui/theme.h"
#include "ui/workbench/problemlist.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QWheelEvent>

/// What is said of a script beside it, and what of it is run.
class TestScriptTabsRunning : public QObject, protected ScriptFolder
{
    Q_OBJECT

private slots:
    void init() { begin(); }

    void problemsLeaveTheScriptRoom()
    {
        ScriptBench bench(sessions());
        bench.editor()->setText("BAD\nBAD\nBAD\nBAD\nBAD\n");
        auto *list = bench.inPage<ProblemList>("problems");
        QTRY_VERIFY(list->isVisible());
        const int usual = list->height();
        bench.window.resize(700, 240);
        QTRY_VERIFY(list->height() < usual);
        QVERIFY(bench.editor()->height() > 60);
        QVERIFY(list->height() >= list->sizeHintForRow(0));
    }

    void menuOfTheScriptHasWhatItNeeds()
    {
        ScriptBench bench(sessions());
        bench.editor()->setText("GET a\nGET b\n");
        bench.editor()->jumpTo(2, 5);
        const QPoint middle = bench.editor()->rect().center();
        QContextMenuEvent asked(QContextMenuEvent::Keyboard, middle, bench.editor()->mapToGlobal(middle));
        QApplication::sendEvent(bench.editor(), &asked);
        auto *menu = bench.see<QMenu>("scriptMenu");
        QTRY_VERIFY(menu && menu->isVisible());
        QStringList texts;
        const QList<QAction *> actions = menu->actions();
        for (const QAction *action : actions)
            texts += action->text().remove(QLatin1Char('&'));
        for (const char *text : {"Undo", "Cut", "Copy", "Paste", "Select all", "Run line", "Turn quiet", "Complete"})
            QVERIFY2(texts.contains(QLatin1String(text)), text);
        const auto y = int(bench.editor()->send(ByteEditor::SCI_POINTYFROMPOSITION, 0, bench.editor()->cursor()));
        QVERIFY(menu->y() > bench.editor()->viewport()->mapToGlobal(QPoint(0, y)).y());
        QTest::keyClick(menu, Qt::Key_Escape);
    }

    void zoomIsSharedAndKept()
    {
        {
            ScriptBench bench(sessions());
            bench.key(Qt::Key_Plus, Qt::ControlModifier);
            bench.key(Qt::Key_Plus, Qt::ControlModifier);
            QCOMPARE(bench.editor()->zoom(), 2);
            bench.key(Qt::Key_Minus, Qt::ControlModifier);
            QCOMPARE(bench.editor()->zoom(), 1);
            const QPointF place(50, 50);
            QWheelEvent wheel(place, bench.editor()->mapToGlobal(place), {}, {0, 120}, {}, Qt::ControlModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(bench.editor()->viewport(), &wheel);
            QCOMPARE(bench.editor()->zoom(), 2);
            bench.key(Qt::Key_N, Qt::ControlModifier);
            QCOMPARE(bench.editor()->zoom(), 2);
        }
        ScriptBench bench(sessions());
        QCOMPARE(bench.editor()->zoom(), 2);
        bench.key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(bench.editor()->zoom(), 0);
        QCOMPARE(bench.settings.editorZoom(), 0);
    }

    void problemsAreListedAndGoneTo()
    {
        ScriptBench bench(sessions());
        bench.editor()->setText("GET a\nBAD\nTOUCH k 9999999\nSET k\n");
        auto *list = bench.inPage<ProblemList>("problems");
        QTRY_VERIFY(list->isVisible());
        QCOMPARE(list->model()->rowCount(), 3);
        QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("2:1"));
        QCOMPARE(bench.inPage<QToolButton>("problemsToggle")->text(), QStringLiteral("errors: 2, warnings: 1"));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 1)).center());
        QCOMPARE(bench.editor()->currentLine(), 3);
        QVERIFY(bench.editor()->hasFocus());
        bench.key(Qt::Key_F8);
        QCOMPARE(bench.editor()->currentLine(), 4);
        QCOMPARE(bench.editor()->currentColumn(), 6);
        bench.key(Qt::Key_F8);
        QCOMPARE(bench.editor()->currentLine(), 2);
        bench.key(Qt::Key_F8, Qt::ShiftModifier);
        QCOMPARE(bench.editor()->currentLine(), 4);
        list->setFocus();
        bench.key(Qt::Key_Home);
        bench.key(Qt::Key_Return);
        QCOMPARE(bench.editor()->currentLine(), 2);
        QTest::mouseClick(bench.inPage<QToolButton>("problemsToggle"), Qt::LeftButton);
        QVERIFY(!list->isVisible());
        bench.editor()->setText("NOOP");
        QTRY_VERIFY(!bench.inPage<QWidget>("problemsToggle")->isVisible());
    }

    void aProblemThatHasNoRoomEndsInAnEllipsis()
    {
        ScriptBench bench(sessions());
        bench.editor()->setText("GET a b\n");
        auto *problem = bench.inPage<QPushButton>("scriptProblem");
        QTRY_VERIFY(problem->isVisible());
        const QString whole = problem->accessibleName();
        QTRY_COMPARE(problem->text(), whole);
        bench.window.resize(bench.window.minimumSizeHint());
        QTRY_VERIFY2(problem->text().endsWith(QStringLiteral("…")), qPrintable(problem->text()));
        QVERIFY(problem->sizeHint().width() <= problem->width());
        QVERIFY(problem->toolTip().startsWith(whole));
    }

    void whatIsSaidOfAScriptCanBeReadAfterAChangeOfTheme()
    {
        applyTheme(Theme::Light);
        ScriptBench bench(sessions());
        bench.editor()->setText("BAD\n");
        auto *problem = bench.inPage<QPushButton>("scriptProblem");
        QTRY_VERIFY(problem->isVisible());
        const auto inked = [problem] { // how many of its pixels are of the colour of its text
            const QImage image = problem->grab().toImage();
            const QRgb ink = QApplication::palette().color(QPalette::ButtonText).rgb();
            int count = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    count += image.pixel(x, y) == ink ? 1 : 0;
            }
            return count;
        };
        const int light = inked();
        QVERIFY(light > 0);
        applyTheme(Theme::Dark);
        QTRY_COMPARE(inked(), light);
        applyTheme(Theme::Light);
    }

    void partsAreRunWithTheNumbersOfTheScript()
    {
        ScriptBench bench(sessions());
        bench.editor()->setText("GET a\nGET b\r\n# c\nGET d\nBAD\n");
        ScriptJob job;
        int runs = 0;
        QObject::connect(bench.tabs, &ScriptTabs::runRequested, &bench.window, [&](const ScriptJob &asked) {
            job = asked;
            ++runs;
        });
        bench.editor()->select(8, 17); // from within the second line to the end of the third
        bench.key(Qt::Key_Return, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(runs, 1);
        QCOMPARE(job.text, QByteArray("GET b\r\n# c"));
        QCOMPARE(job.firstLine, 2);
        QCOMPARE(job.commandCount, 1);
        QCOMPARE(job.mode, ScriptRun::Mode::Batch);
        bench.key(Qt::Key_Return, Qt::ControlModifier | Qt::AltModifier | Qt::ShiftModifier);
        QTRY_COMPARE(runs, 2);
        QCOMPARE(job.mode, ScriptRun::Mode::Each);
        bench.editor()->jumpTo(4, 2);
        bench.key(Qt::Key_Return, Qt::AltModifier);
        QTRY_COMPARE(runs, 3);
        QCOMPARE(job.text, QByteArray("GET d"));
        QCOMPARE(job.firstLine, 4);
        bench.key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(bench.editor()->currentLine(), 5); // there is an error in the whole
        QCOMPARE(bench.see<ElidedLabel>("scriptMessage")->text(), QStringLiteral("Nothing was run: there is an error in line 5."));
        QCOMPARE(runs, 3);
        bench.editor()->setText("GET a\nGET b");
        bench.key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(runs, 4);
        QCOMPARE(bench.see<ElidedLabel>("scriptMessage")->text(), QString());
        QCOMPARE(job.text, QByteArray("GET a\nGET b"));
        QCOMPARE(job.commandCount, 2);
        bench.tabs->setObstacle(QStringLiteral("not now"));
        QVERIFY(!bench.see<QAction>("runLine")->isEnabled());
    }

    void whatWasAskedForIsRunAndNothingElse()
    {
        ScriptBench bench(sessions());
        QList<ScriptJob> jobs;
        QObject::connect(bench.tabs, &ScriptTabs::runRequested, &bench.window, [&jobs](const ScriptJob &job) { jobs.append(job); });
        bench.editor()->setText("GET a\nGET b\n");
        QVERIFY(!bench.tabs->page()->check()->isFinished());
        bench.key(Qt::Key_Return, Qt::AltModifier);
        bench.key(Qt::Key_Down); // before it is checked
        QTRY_COMPARE(jobs.size(), 1);
        QCOMPARE(jobs.first().text, QByteArray("GET a"));
        QCOMPARE(jobs.first().firstLine, 1);

        bench.editor()->setText("GET a\nGET b\n");
        bench.key(Qt::Key_Return, Qt::ControlModifier);
        bench.type(QStringLiteral("# "));
        QTRY_VERIFY(bench.inPage<ElidedLabel>("scriptMessage")->text().startsWith(QStringLiteral("Nothing was run")));
        QVERIFY(bench.tabs->page()->check()->isFinished());
        QCOMPARE(jobs.size(), 1);
    }

    void textThatIsBeingChangedIsNotRun()
    {
        ScriptBench bench(sessions());
        const QSignalSpy runs(bench.tabs, &ScriptTabs::runRequested);
        bench.open(write("long.mcb", QByteArray("SET k v\n").repeated(200'000)));
        QTRY_VERIFY(bench.tabs->page()->check()->isFinished());
        bench.editor()->selectAll();
        bench.key(Qt::Key_M, Qt::ControlModifier);
        QVERIFY(bench.tabs->page()->edits()->isRunning());
        bench.key(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(bench.inPage<ElidedLabel>("scriptMessage")->text().startsWith(QStringLiteral("The text is still being changed")));
        QTRY_VERIFY(!bench.tabs->page()->edits()->isRunning());
        QTRY_VERIFY(bench.tabs->page()->check()->isFinished());
        QCOMPARE(runs.size(), 0);
    }

    void resultAndLineFollowEachOther()
    {
        ScriptBench bench(sessions());
        bench.editor()->setText(QByteArray("GET a\n").repeated(1'000));
        bench.key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(bench.tabs->page()->check()->isFinished());
        const QSignalSpy moved(bench.tabs, &ScriptTabs::currentLineChanged);
        bench.key(Qt::Key_Down);
        QTRY_COMPARE(moved.size(), 1);
        const QString id = bench.tabs->page()->id();
        QCOMPARE(moved.first().at(0).toString(), id);
        QCOMPARE(moved.first().at(1).toLongLong(), 2);
        bench.see<QToolButton>("runBatchButton")->setFocus();
        bench.tabs->showResultLine(id, 800);
        QCOMPARE(bench.editor()->currentLine(), 800);
        QVERIFY(bench.editor()->topLine() > 700);
        QCOMPARE(moved.size(), 1); // it is the table that went there
        QVERIFY(!bench.editor()->hasFocus());
        bench.tabs->showResultLine(QStringLiteral("of a script that was closed"), 3);
        QCOMPARE(bench.editor()->currentLine(), 800);
    }
};

QTEST_MAIN(TestScriptTabsRunning)
#include "tst_scripttabs_running.moc"
