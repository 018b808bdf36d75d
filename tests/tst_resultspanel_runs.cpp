#include "tests/maderun.h"
#include "tests/privatehome.h"
#include "tests/resultsreader.h"

/// The results of earlier runs, of two beside each other, and of one under way.
class TestResultsPanelRuns : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.use());
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
    }
    void init() { m_folder.clearSettings(); }

    void earlierRunsTakeTheKeyboard()
    {
        ResultsReader reader;
        reader.runScript(m_server, QStringLiteral("SET a 1"));
        QVERIFY(reader.activate());
        auto *editor = reader.see<ScriptEditor>("script");
        editor->setFocus();
        QTest::keyClick(&reader.window(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(reader.see<QTableView>("runs")->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(editor->text(), QByteArray("SET a 1"));
        QTest::keyClick(&reader.window(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(reader.table()->hasFocus());
    }

    void resultsOfAnEarlierRunLeadToItsOwnScript()
    {
        ResultsReader reader;
        reader.runScript(m_server, QStringLiteral("SET a 1\nGET a"));
        QTest::keyClick(&reader.window(), Qt::Key_N, Qt::ControlModifier);
        auto *scripts = reader.see<ScriptTabs>("scriptTabs");
        ScriptPage *second = scripts->page();
        QTest::keyClicks(second->editor(), QStringLiteral("NOOP"));
        QTest::keyClick(second->editor(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(reader.runCount(), 2);
        QTRY_COMPARE(reader.lines(), QStringList{QStringLiteral("1")});
        QVERIFY(scripts->page() == second);
        reader.see<QAction>("earlierRuns")->trigger();
        auto *runs = reader.see<QTableView>("runs");
        ResultsReader::clickRowOf(runs, 1);
        QTRY_COMPARE(reader.rows(), 2);
        QVERIFY(scripts->page() == second);
        reader.clickRow(1);
        QVERIFY(scripts->page() == scripts->pages().constFirst());
        QCOMPARE(scripts->page()->editor()->currentLine(), 2);
    }

    void earlierRunsCanBeLookedAtAgain()
    {
        ResultsReader reader;
        reader.runScript(m_server, QStringLiteral("SET x 1\nGET x"));
        reader.runScript(m_server, QStringLiteral("GET x"));
        QVERIFY(!reader.see<QWidget>("runsPane")->isVisible());
        reader.click("earlierRunsButton");
        auto *runs = reader.see<QTableView>("runs");
        QTRY_VERIFY(runs->isVisible());
        QCOMPARE(runs->model()->rowCount(), 2);
        QCOMPARE(runs->model()->index(0, 2).data().toString(), QStringLiteral("GET x"));
        QCOMPARE(runs->currentIndex().row(), 0);
        runs->setFocus();
        QTest::keyClick(runs, Qt::Key_Down);
        QTRY_COMPARE(reader.rows(), 2);
        QVERIFY(reader.runSummary().startsWith(QStringLiteral("Commands: 2 · succeeded: 2")));
        reader.clickRow(0);
        QCOMPARE(reader.copied("copyCommands"), QStringLiteral("SET x 1\n"));
        reader.runAgain();
        QCOMPARE(reader.rows(), 1);
        QCOMPARE(runs->model()->rowCount(), 3);
    }

    void forgottenRunIsNoLongerShown()
    {
        ResultsReader reader;
        reader.runScript(m_server, QStringLiteral("SET x 1\nGET x"));
        reader.runScript(m_server, QStringLiteral("GET x"));
        reader.click("earlierRunsButton");
        auto *runs = reader.see<QTableView>("runs");
        QTRY_VERIFY(runs->isVisible());
        ResultsReader::clickRowOf(runs, 0);
        QTest::keyClick(runs, Qt::Key_Delete);
        QTRY_COMPARE(runs->model()->rowCount(), 1);
        QCOMPARE(reader.rows(), 2);
        ResultsReader::clickRowOf(runs, 0);
        QTest::mouseClick(reader.see<QToolButton>("forgetRunsButton"), Qt::LeftButton);
        QTRY_COMPARE(reader.page(), QStringLiteral("hintReady"));
        QCOMPARE(reader.rows(), 0);
    }

    void twoRunsAreCompared()
    {
        ResultsReader reader;
        reader.runScript(m_server, QStringLiteral("SET n 1\nGET n\nINCR n\nGET none"));
        reader.runScript(m_server, QStringLiteral("SET n 5\nGET n\nINCR n\nGET none\nGET more"));
        reader.click("earlierRunsButton");
        auto *runs = reader.see<QTableView>("runs");
        QTRY_VERIFY(runs->isVisible());
        ResultsReader::clickRowOf(runs, 0);
        ResultsReader::clickRowOf(runs, 1, Qt::ControlModifier);
        QTest::mouseClick(reader.see<QToolButton>("compareRunsButton"), Qt::LeftButton);
        QCOMPARE(reader.page(), QStringLiteral("comparison"));
        auto *differences = reader.see<QTableView>("differences");
        QTRY_COMPARE(differences->model()->rowCount(), 4);
        const auto text = [differences](int row, int column) { return differences->model()->index(row, column).data().toString(); };
        QVERIFY(text(1, ComparisonModel::ChangeColumn).startsWith(QStringLiteral("value")));
        QVERIFY(text(1, ComparisonModel::BeforeColumn).startsWith(QStringLiteral("1")));
        QVERIFY(text(1, ComparisonModel::AfterColumn).startsWith(QStringLiteral("5")));
        QCOMPARE(text(3, ComparisonModel::ChangeColumn), QStringLiteral("only after"));
        QVERIFY(reader.see<ElidedLabel>("comparisonSummary")->text().contains(QStringLiteral("the same: 1")));

        QTest::mouseClick(reader.see<QToolButton>("difference1"), Qt::LeftButton); // value
        QTRY_COMPARE(differences->model()->rowCount(), 2);
        QTest::keyClicks(reader.see<QLineEdit>("comparisonText"), QStringLiteral("incr"));
        QTRY_COMPARE(differences->model()->rowCount(), 1);
        differences->setFocus();
        differences->selectAll();
        QTest::keyClick(differences, Qt::Key_C, Qt::ControlModifier);
        QTRY_VERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("3\tINCREMENT\tn\tvalue")));
        QTest::mouseClick(reader.see<QToolButton>("closeComparison"), Qt::LeftButton);
        QCOMPARE(reader.page(), QStringLiteral("results"));
    }

    void runWithItselfHasNoDifferences()
    {
        ResultsReader reader;
        reader.runScript(m_server, QStringLiteral("GET none"));
        reader.runAgain();
        reader.click("earlierRunsButton");
        auto *runs = reader.see<QTableView>("runs");
        QTRY_VERIFY(runs->isVisible());
        runs->selectAll();
        QTest::mouseClick(reader.see<QToolButton>("compareRunsButton"), Qt::LeftButton);
        QTRY_COMPARE(qobject_cast<QStackedWidget *>(reader.see<QTableView>("differences")->parentWidget())->currentWidget()->objectName(),
                     QStringLiteral("comparisonSame"));
        reader.runAgain();
        QCOMPARE(reader.page(), QStringLiteral("results"));
    }

    void rowsOfARunUnderWayAreFilteredAsTheyCome()
    {
        ResultsReader reader;
        reader.connectTo(m_server);
        QTRY_VERIFY(reader.state().startsWith(QStringLiteral("Connected")));
        reader.command(QStringLiteral("SET k 0123456789"));
        QTRY_COMPARE(reader.rows(), 1);
        reader.filterText(QStringLiteral("none"));
        QTRY_COMPARE(reader.page(), QStringLiteral("hintNoMatch"));
        reader.see<ScriptEditor>("script")->setText(QByteArray("GET k\nGET none\n").repeated(20'000));
        reader.clickHeader(ResultsModel::LineColumn);
        reader.click("runEachButton");
        QTRY_VERIFY(reader.rows() > 0);
        reader.click("cancelButton");
        QTRY_VERIFY(reader.runSummary().startsWith(QStringLiteral("Cancelled")));
        QTRY_COMPARE(reader.rows(), 20'000);
        for (int row = 0; row < reader.rows(); row += 777)
            QCOMPARE(reader.cell(row, ResultsModel::KeyColumn), QStringLiteral("none"));
    }

    void totalsStandAboveTheResults()
    {
        ResultsReader reader;
        reader.runScript(m_server, fruitScript());
        const QString summary = reader.runSummary();
        for (const char *part :
             {"Commands: 8", "succeeded: 4", "not found: 2", "failed: 2", "hits: 2 of 4 reads (50.0 %)", "stored: 2", " out, "})
            QVERIFY2(summary.contains(QLatin1String(part)), qPrintable(summary));
    }

    void statisticsAreSortedFilteredAndCopied()
    {
        ResultsReader reader;
        reader.connectTo(m_server);
        QTRY_VERIFY(reader.state().startsWith(QStringLiteral("Connected")));
        reader.command(QStringLiteral("STAT"));
        QTRY_COMPARE(reader.rows(), 1);
        auto *statistics = reader.see<QTableView>("statistics");
        QTRY_VERIFY(statistics->isVisible());
        const int all = statistics->model()->rowCount();
        QHeaderView *header = statistics->horizontalHeader();
        const auto clickName = [header] { QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, {20, header->height() / 2}); };
        clickName();
        QCOMPARE(statistics->model()->index(0, 0).data().toString(), QStringLiteral("accepting_conns"));
        clickName();
        clickName();
        QCOMPARE(statistics->model()->index(0, 0).data().toString(), QStringLiteral("pid"));
        QTest::keyClicks(reader.see<QLineEdit>("statisticsFilter"), QStringLiteral("CMD_get"));
        QCOMPARE(statistics->model()->rowCount(), 1);
        QVERIFY(all > 1);
        statistics->selectAll();
        statistics->setFocus();
        QTest::keyClick(statistics, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("cmd_get\t")));
    }

private:
    PrivateHome m_folder;
    RealServer m_server;
};

QTEST_MAIN(TestResultsPanelRuns)
#include "tst_resultspanel_runs.moc"
