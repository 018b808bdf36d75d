#include "tests/maderun.h"
#include "tests/privatehome.h"
#include "tests/resultsreader.h"

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
        ResultsReader reader;
        reader.runScript(m_server, fruitScript());
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
        ResultsReader reader;
        reader.runScript(m_server, fruitScript());
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
        ResultsReader reader;
        reader.runScript(m_server, fruitScript());
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
        ResultsReader reader;
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
        ResultsReader reader;
        reader.runScript(m_server, fruitScript());
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
        ResultsReader reader;
        reader.runScript(m_server, fruitScript());
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
        ResultsReader reader;
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

    void editMenuOpenedByAKeyIsAboutWhatHadTheFocus()
    {
        ResultsReader reader;
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

    void valueIsOpenedByDoubleClickAndEnter()
    {
        ResultsReader reader;
        reader.runScript(m_server, fruitScript());
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
        ResultsReader reader;
        reader.runScript(m_server, fruitScript());
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
        ResultsReader reader;
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
        ResultsReader reader;
        reader.runScript(m_server, fruitScript());
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
        ResultsReader reader;
        reader.runScript(m_server, fruitScript());
        reader.see<ExportStrip>("exportStrip")->exportTo(m_folder.filePath(QStringLiteral("no/folder/x.csv")));
        QTRY_VERIFY(reader.see<ElidedLabel>("exportText")->text().contains(QStringLiteral("cannot be written")));
        QVERIFY(reader.see<QAction>("exportResults")->isEnabled());
    }

    void narrowTableStaysAtItsLeft()
    {
        ResultsReader reader;
        reader.see<ResultsTable>("results")->horizontalHeader()->resizeSection(ResultsModel::KeyColumn, 3000);
        reader.runScript(m_server, QStringLiteral("GET none"));
        QCOMPARE(reader.see<ResultsTable>("results")->horizontalScrollBar()->value(), 0);
        QVERIFY(reader.see<ResultsTable>("results")->horizontalScrollBar()->maximum() > 0);
    }

    void columnsCanBeHiddenAndAreRemembered()
    {
        {
            ResultsReader reader;
            reader.runScript(m_server, fruitScript());
            reader.see<QMenu>("resultsHeaderColumns")
                ->findChild<QAction *>(QStringLiteral("resultsHeaderColumn%1").arg(ResultsModel::FlagsColumn))
                ->trigger();
            QVERIFY(reader.table()->horizontalHeader()->isSectionHidden(ResultsModel::FlagsColumn));
            reader.table()->horizontalHeader()->resizeSection(ResultsModel::KeyColumn, 222);
            reader.clickHeader(ResultsModel::KeyColumn);
            reader.window().close();
        }
        ResultsReader reader;
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
