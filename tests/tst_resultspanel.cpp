#include "tests/maderun.h"
#include "tests/person.h"
#include "tests/privatehome.h"
#include "ui/results/comparisonmodel.h"
#include "ui/results/exportstrip.h"
#include "ui/results/resultspanel.h"
#include "ui/workbench/runstrip.h"
#include "ui/workbench/scripttabs.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>

namespace {

QString script()
{
    return QStringLiteral("SET fruit:apple red\nSET fruit:pear Green\nGET fruit:apple\nGET fruit:none\nADD fruit:apple x\n"
                          "INCR fruit:pear\nGETQ fruit:void\nGET fruit:pear");
}

/// A person who works with results.
class Reader : public Person
{
public:
    ResultsTable *table() const { return see<ResultsTable>("results"); }
    ResultsModel *model() const { return static_cast<ResultsModel *>(table()->model()); }
    ResultsPanel *panel() const { return see<ResultsPanel>("resultsPanel"); }
    QString runSummary() const { return see<QLabel>("runSummary")->text(); }

    void runScript(const RealServer &server, const QString &text) const
    {
        if (!state().startsWith(QStringLiteral("Connected"))) {
            connectTo(server);
            QTRY_VERIFY(state().startsWith(QStringLiteral("Connected")));
        }
        write(text);
        runAgain();
        QTRY_VERIFY(!model()->isFinding());
    }
    void runAgain() const
    {
        QTRY_VERIFY(see<QToolButton>("runCommandButton")->isEnabled());
        const int runs = runCount();
        QTest::keyClick(see<ScriptEditor>("script"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(runCount(), runs + 1);
        QTRY_VERIFY(runSummary().startsWith(QStringLiteral("Commands")));
    }
    int runCount() const { return see<QTableView>("runs")->model()->rowCount(); }
    void clickRow(int row, Qt::KeyboardModifiers modifiers = {}) const { clickRowOf(table(), row, modifiers); }
    static void clickRowOf(QTableView *view, int row, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers, view->visualRect(view->model()->index(row, 1)).center());
    }
    void clickHeader(int column) const
    {
        QHeaderView *header = table()->horizontalHeader();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          {header->sectionViewportPosition(column) + header->sectionSize(column) / 2, header->height() / 2});
    }
    void filterText(const QString &text) const
    {
        auto *field = see<QLineEdit>("filterText");
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }
    QStringList column(int column) const
    {
        QStringList texts;
        for (int row = 0; row < rows(); ++row)
            texts.append(cell(row, column));
        return texts;
    }
    QStringList lines() const { return column(ResultsModel::LineColumn); }
    QString copied(const char *action) const
    {
        QApplication::clipboard()->clear();
        see<QAction>(action)->trigger();
        return QApplication::clipboard()->text();
    }
};

QStringList lineNumbers(std::initializer_list<int> numbers)
{
    QStringList lines;
    for (const int number : numbers)
        lines.append(QString::number(number));
    return lines;
}

} // namespace

class TestResultsPanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.use());
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
    }
    void init() { m_folder.clearSettings(); }

    void buttonsShowOnlySomeKindsOfOutcome()
    {
        Reader reader;
        reader.runScript(m_server, script());
        QCOMPARE(reader.rows(), 8);
        auto *failed = reader.see<QToolButton>("filterFailure");
        QCOMPARE(failed->text(), QStringLiteral("2"));
        QVERIFY(!reader.see<QToolButton>("filterUnknown")->isVisible());
        QTest::mouseClick(failed, Qt::LeftButton);
        QTRY_COMPARE(reader.lines(), lineNumbers({5, 6}));
        reader.see<QToolButton>("filterMiss")->setFocus();
        QTest::keyClick(reader.see<QToolButton>("filterMiss"), Qt::Key_Space);
        QTRY_COMPARE(reader.lines(), lineNumbers({4, 5, 6, 7}));
        QCOMPARE(reader.see<ElidedLabel>("filterCount")->text(), QStringLiteral("4 of 8"));
        QTest::mouseClick(failed, Qt::LeftButton);
        QTest::mouseClick(reader.see<QToolButton>("filterMiss"), Qt::LeftButton);
        QTRY_COMPARE(reader.rows(), 8);
        QVERIFY(!reader.see<ElidedLabel>("filterCount")->isVisible());
    }

    void textIsFoundInKeysCommandsValuesAndMessages()
    {
        Reader reader;
        reader.runScript(m_server, script());
        reader.filterText(QStringLiteral("PEAR"));
        QTRY_COMPARE(reader.lines(), lineNumbers({2, 6, 8}));
        reader.filterText(QStringLiteral("green"));
        QTRY_COMPARE(reader.lines(), lineNumbers({8}));
        reader.filterText(QStringLiteral("incr"));
        QTRY_COMPARE(reader.lines(), lineNumbers({6}));
        reader.filterText(QStringLiteral("not found"));
        QTRY_COMPARE(reader.lines(), lineNumbers({4}));
        QTest::keyClick(reader.see<QLineEdit>("filterText"), Qt::Key_Escape);
        QTRY_COMPARE(reader.rows(), 8);
    }

    void filterWithoutMatchesOffersToBeCleared()
    {
        Reader reader;
        reader.runScript(m_server, script());
        reader.see<QAction>("filterResults")->trigger();
        auto *field = reader.see<QLineEdit>("filterText");
        QCOMPARE(reader.window().focusWidget(), field);
        QTest::keyClicks(field, QStringLiteral("nowhere"));
        QTRY_COMPARE(reader.page(), QStringLiteral("hintNoMatch"));
        QTest::mouseClick(reader.see<QPushButton>("hintNoMatch.clearFilter"), Qt::LeftButton);
        QTRY_COMPARE(reader.page(), QStringLiteral("results"));
        QCOMPARE(reader.rows(), 8);
        QVERIFY(field->text().isEmpty());
    }

    void headersSortAndBringTheOrderOfTheScriptBack()
    {
        Reader reader;
        reader.runScript(m_server, QStringLiteral("SET b 1\nSET c 2\nSET a 3"));
        reader.clickHeader(ResultsModel::KeyColumn);
        QTRY_COMPARE(reader.lines(), lineNumbers({3, 1, 2}));
        reader.clickHeader(ResultsModel::KeyColumn);
        QTRY_COMPARE(reader.lines(), lineNumbers({2, 1, 3}));
        reader.clickHeader(ResultsModel::KeyColumn);
        QTRY_COMPARE(reader.lines(), lineNumbers({1, 2, 3}));
        QVERIFY(reader.model()->showsAll());
    }

    void selectionAndCurrentRowSurviveFilterAndOrder()
    {
        Reader reader;
        reader.runScript(m_server, script());
        reader.clickRow(1);
        reader.clickRow(7, Qt::ControlModifier);
        reader.clickHeader(ResultsModel::CommandColumn);
        QTRY_COMPARE(reader.lines().constFirst(), QStringLiteral("5"));
        const auto selected = [&reader] {
            QStringList lines;
            const QModelIndexList rows = reader.table()->selectionModel()->selectedRows(ResultsModel::LineColumn);
            for (const QModelIndex &index : rows)
                lines.append(index.data().toString());
            lines.sort();
            return lines;
        };
        QCOMPARE(selected(), lineNumbers({2, 8}));
        QCOMPARE(reader.cell(reader.table()->currentIndex().row(), ResultsModel::LineColumn), QStringLiteral("8"));
        reader.filterText(QStringLiteral("pear"));
        QTRY_COMPARE(reader.rows(), 3);
        QCOMPARE(selected(), lineNumbers({2, 8}));
        reader.filterText(QStringLiteral("apple"));
        QTRY_COMPARE(reader.cell(0, ResultsModel::KeyColumn), QStringLiteral("fruit:apple"));
        QCOMPARE(reader.table()->currentIndex().row(), 0);
    }

    void errorsCanBeJumpedThrough()
    {
        Reader reader;
        reader.runScript(m_server, script());
        const auto line = [&reader] { return reader.cell(reader.table()->currentIndex().row(), ResultsModel::LineColumn); };
        reader.table()->setFocus();
        QTest::keyClick(&reader.window(), Qt::Key_F4);
        QCOMPARE(line(), QStringLiteral("5"));
        QTest::keyClick(&reader.window(), Qt::Key_F4);
        QCOMPARE(line(), QStringLiteral("6"));
        QTest::keyClick(&reader.window(), Qt::Key_F4);
        QCOMPARE(line(), QStringLiteral("5"));
        QTest::keyClick(&reader.window(), Qt::Key_F4, Qt::ShiftModifier);
        QCOMPARE(line(), QStringLiteral("6"));
        reader.runScript(m_server, QStringLiteral("NOOP"));
        QVERIFY(!reader.see<QAction>("nextError")->isEnabled());
    }

    void rowAndScriptLineFollowEachOther()
    {
        Reader reader;
        reader.runScript(m_server, QStringLiteral("# nothing\nSET a 1\n\nGET a\nGET a"));
        const QSignalSpy shown(reader.panel(), &ResultsPanel::lineShown);
        reader.clickRow(1);
        QCOMPARE(shown.size(), 1);
        QCOMPARE(shown.constLast().at(1).toLongLong(), 4);
        auto *editor = reader.see<ScriptEditor>("script");
        QCOMPARE(editor->currentLine(), 4);
        QVERIFY(reader.table()->hasFocus());
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_Down);
        QTRY_COMPARE(reader.table()->currentIndex().row(), 2);
        QTest::keyClick(editor, Qt::Key_Up);
        QTRY_COMPARE(reader.table()->currentIndex().row(), 1);
        const QSignalSpy moved(reader.see<ScriptTabs>("scriptTabs"), &ScriptTabs::currentLineChanged);
        QTest::keyClick(editor, Qt::Key_Up); // a line without a result
        QTRY_COMPARE(moved.size(), 1);
        QCOMPARE(reader.table()->currentIndex().row(), 1);
        QVERIFY(editor->hasFocus());
        reader.panel()->showLine(QStringLiteral("of another script"), 5);
        QCOMPARE(reader.table()->currentIndex().row(), 1);
        QCOMPARE(shown.size(), 1);
        reader.clickHeader(ResultsModel::CommandColumn);
        QTRY_COMPARE(reader.lines().constFirst(), QStringLiteral("4"));
        QCOMPARE(shown.size(), 1);
        QCOMPARE(editor->currentLine(), 3); // sorting went nowhere
    }

    void rateCountsOnlyWhatWasSent()
    {
        Connection connection;
        Runner runner(&connection);
        RunStrip strip(&runner);
        MadeRun made;
        for (int i = 0; i < 200; ++i)
            made.hit("k", "v");
        for (int i = 0; i < 800; ++i)
            made.notSent(Opcode::Get, "k", {});
        RunRecord run;
        for (const auto &segment : made.segments())
            run.results.append(segment);
        run.duration = std::chrono::seconds(2);
        strip.showRun(run);
        const QString text = strip.findChild<QLabel *>(QStringLiteral("runSummary"))->text();
        QVERIFY2(text.contains(QStringLiteral("· 100 a second")), qPrintable(text));
    }

    void earlierRunsTakeTheKeyboard()
    {
        Reader reader;
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

    void editMenuOpenedByAKeyIsAboutWhatHadTheFocus()
    {
        Reader reader;
        reader.runScript(m_server, QStringLiteral("SET a 1"));
        QVERIFY(reader.activate());
        reader.clickRow(0);
        auto *copy = reader.see<QAction>("copy");
        QVERIFY(copy->isEnabled());
        reader.window().menuBar()->setFocus(Qt::MenuBarFocusReason);
        QVERIFY(!reader.table()->hasFocus());
        QVERIFY(copy->isEnabled());
        QApplication::clipboard()->clear();
        copy->trigger();
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("1\tSET\ta\t")));
    }

    void resultsOfAnEarlierRunLeadToItsOwnScript()
    {
        Reader reader;
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
        Reader::clickRowOf(runs, 1);
        QTRY_COMPARE(reader.rows(), 2);
        QVERIFY(scripts->page() == second);
        reader.clickRow(1);
        QVERIFY(scripts->page() == scripts->pages().constFirst());
        QCOMPARE(scripts->page()->editor()->currentLine(), 2);
    }

    void valueIsOpenedByDoubleClickAndEnter()
    {
        Reader reader;
        reader.runScript(m_server, script());
        auto *dock = reader.see<QWidget>("valueDock");
        dock->hide();
        reader.clickRow(2);
        QTest::mouseDClick(reader.table()->viewport(), Qt::LeftButton, {},
                           reader.table()->visualRect(reader.model()->index(2, 1)).center());
        QVERIFY(dock->isVisible());
        dock->hide();
        QTest::keyClick(reader.table(), Qt::Key_Return);
        QVERIFY(dock->isVisible());
        QVERIFY(dock->isAncestorOf(reader.window().focusWidget()));
    }

    void rowsAreCopiedInSeveralForms()
    {
        Reader reader;
        reader.runScript(m_server, script());
        reader.clickRow(2);
        reader.clickRow(3, Qt::ShiftModifier);
        QVERIFY(reader.copied("copyJson").startsWith(QStringLiteral("{\"line\":3,\"command\":\"GET\",\"key\":\"fruit:apple\"")));
        QVERIFY(reader.copied("copyCsv").startsWith(QStringLiteral("line,command,key,")));
        QCOMPARE(reader.copied("copyCommands"), QStringLiteral("GET fruit:apple\nGET fruit:none\n"));
        QCOMPARE(reader.copied("copyShellLine"),
                 QStringLiteral("slabscope --connect 127.0.0.1:%1 --execute-line 'GET fruit:apple' --execute-line 'GET fruit:none'")
                     .arg(m_server.port()));
        QCOMPARE(reader.copied("copyValues"), QStringLiteral("red"));
        QCOMPARE(QApplication::clipboard()->mimeData()->data(QStringLiteral("application/octet-stream")), QByteArray("red"));
        QCOMPARE(reader.copied("copyValuesHex"), QStringLiteral("726564"));
        QCOMPARE(reader.copied("copyValuesBase64"), QStringLiteral("cmVk"));
        reader.table()->setFocus();
        QTest::keyClick(reader.table(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("3\tGET\tfruit:apple\tSuccess\tred\t")));
        reader.table()->horizontalHeader()->hideSection(ResultsModel::LineColumn);
        QTest::keyClick(reader.table(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("GET\tfruit:apple\tSuccess\tred\t")));
    }

    void muchIsCopiedWithoutWaiting()
    {
        Reader reader;
        reader.connectTo(m_server);
        QTRY_VERIFY(reader.state().startsWith(QStringLiteral("Connected")));
        reader.see<ScriptEditor>("script")->setText(QByteArray("SET k 0123456789\nGET k\n").repeated(10'000));
        reader.click("runBatchButton");
        QTRY_COMPARE(reader.rows(), 20'000);
        reader.table()->selectAll();
        QApplication::clipboard()->clear();
        reader.see<QAction>("copyValues")->trigger();
        QTRY_COMPARE(QApplication::clipboard()->text().size(), 10'000 * 11 - 1);
    }

    void filteredRowsAreExported()
    {
        Reader reader;
        reader.runScript(m_server, script());
        reader.filterText(QStringLiteral("apple"));
        QTRY_COMPARE(reader.rows(), 3);
        auto *strip = reader.see<ExportStrip>("exportStrip");
        const QString path = m_folder.filePath(QStringLiteral("some.jsonl"));
        strip->exportTo(path);
        auto *text = reader.see<ElidedLabel>("exportText");
        QTRY_VERIFY2(text->text().startsWith(QStringLiteral("Results exported")), qPrintable(text->text()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[1].startsWith("{\"line\":3,"));
        QTest::mouseClick(reader.see<QToolButton>("closeExport"), Qt::LeftButton);
        QVERIFY(!strip->isVisible());
    }

    void exportThatFailsSaysWhy()
    {
        Reader reader;
        reader.runScript(m_server, script());
        reader.see<ExportStrip>("exportStrip")->exportTo(m_folder.filePath(QStringLiteral("no/folder/x.csv")));
        QTRY_VERIFY(reader.see<ElidedLabel>("exportText")->text().contains(QStringLiteral("cannot be written")));
        QVERIFY(reader.see<QAction>("exportResults")->isEnabled());
    }

    void earlierRunsCanBeLookedAtAgain()
    {
        Reader reader;
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

    void narrowTableStaysAtItsLeft()
    {
        Reader reader;
        reader.see<ResultsTable>("results")->horizontalHeader()->resizeSection(ResultsModel::KeyColumn, 3000);
        reader.runScript(m_server, QStringLiteral("GET none"));
        QCOMPARE(reader.see<ResultsTable>("results")->horizontalScrollBar()->value(), 0);
        QVERIFY(reader.see<ResultsTable>("results")->horizontalScrollBar()->maximum() > 0);
    }

    void forgottenRunIsNoLongerShown()
    {
        Reader reader;
        reader.runScript(m_server, QStringLiteral("SET x 1\nGET x"));
        reader.runScript(m_server, QStringLiteral("GET x"));
        reader.click("earlierRunsButton");
        auto *runs = reader.see<QTableView>("runs");
        QTRY_VERIFY(runs->isVisible());
        Reader::clickRowOf(runs, 0);
        QTest::keyClick(runs, Qt::Key_Delete);
        QTRY_COMPARE(runs->model()->rowCount(), 1);
        QCOMPARE(reader.rows(), 2);
        Reader::clickRowOf(runs, 0);
        QTest::mouseClick(reader.see<QToolButton>("forgetRunsButton"), Qt::LeftButton);
        QTRY_COMPARE(reader.page(), QStringLiteral("hintReady"));
        QCOMPARE(reader.rows(), 0);
    }

    void twoRunsAreCompared()
    {
        Reader reader;
        reader.runScript(m_server, QStringLiteral("SET n 1\nGET n\nINCR n\nGET none"));
        reader.runScript(m_server, QStringLiteral("SET n 5\nGET n\nINCR n\nGET none\nGET more"));
        reader.click("earlierRunsButton");
        auto *runs = reader.see<QTableView>("runs");
        QTRY_VERIFY(runs->isVisible());
        Reader::clickRowOf(runs, 0);
        Reader::clickRowOf(runs, 1, Qt::ControlModifier);
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
        Reader reader;
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
        Reader reader;
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
        Reader reader;
        reader.runScript(m_server, script());
        const QString summary = reader.runSummary();
        for (const char *part :
             {"Commands: 8", "succeeded: 4", "not found: 2", "failed: 2", "hits: 2 of 4 reads (50.0 %)", "stored: 2", " out, "})
            QVERIFY2(summary.contains(QLatin1String(part)), qPrintable(summary));
    }

    void statisticsAreSortedFilteredAndCopied()
    {
        Reader reader;
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

    void columnsCanBeHiddenAndAreRemembered()
    {
        {
            Reader reader;
            reader.runScript(m_server, script());
            reader.see<QMenu>("resultsHeaderColumns")
                ->findChild<QAction *>(QStringLiteral("resultsHeaderColumn%1").arg(ResultsModel::FlagsColumn))
                ->trigger();
            QVERIFY(reader.table()->horizontalHeader()->isSectionHidden(ResultsModel::FlagsColumn));
            reader.table()->horizontalHeader()->resizeSection(ResultsModel::KeyColumn, 222);
            reader.clickHeader(ResultsModel::KeyColumn);
            reader.window().close();
        }
        Reader reader;
        QVERIFY(reader.table()->horizontalHeader()->isSectionHidden(ResultsModel::FlagsColumn));
        QCOMPARE(reader.table()->horizontalHeader()->sectionSize(ResultsModel::KeyColumn), 222);
        QVERIFY(reader.model()->order().isScripts());
    }

private:
    PrivateHome m_folder;
    RealServer m_server;
};

QTEST_MAIN(TestResultsPanel)
#include "tst_resultspanel.moc"
