#include "tests/person.h"
#include "tests/privatehome.h"
#include "tests/secretword.h"
#include "ui/connection/clickguard.h"
#include "ui/results/hexview.h"
#include "ui/results/longtext.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

class TestMainWindow : public QObject
{
    Q_OBJECT

    /// As the second half of a double click.
    static void clickOnceMore(QWidget *part)
    {
        const QPointF middle = part->rect().center();
        for (const QEvent::Type type : {QEvent::MouseButtonDblClick, QEvent::MouseButtonRelease}) {
            const auto held = type == QEvent::MouseButtonDblClick ? Qt::LeftButton : Qt::NoButton;
            QMouseEvent half(type, middle, part->mapToGlobal(middle), Qt::LeftButton, held, {});
            QApplication::sendEvent(part, &half);
        }
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.use({"data"}));
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
    }
    void init()
    {
        m_folder.clearSettings();
        QDir(m_folder.filePath(QStringLiteral("data"))).removeRecursively();
    }

    void startsWithAHintAndNoConnection()
    {
        const Person person;
        QCOMPARE(person.state(), QStringLiteral("Not connected"));
        QCOMPARE(person.page(), QStringLiteral("hintNotConnected"));
        QCOMPARE(person.see<QLineEdit>("addressText")->text(), QStringLiteral("127.0.0.1:11211"));
        QVERIFY(!person.see<QToolButton>("disconnectButton")->isVisible());
    }

    void setsAndGetsAValue()
    {
        const Person person;
        person.connectTo(m_server);
        QTRY_VERIFY2(person.state().startsWith(QStringLiteral("Connected to 127.0.0.1:%1, memcached ").arg(m_server.port())),
                     qPrintable(person.state()));
        QCOMPARE(person.page(), QStringLiteral("hintReady"));
        person.command(QStringLiteral("SET k \"hello\\nworld\" flags=5"));
        QTRY_COMPARE(person.rows(), 1);
        QCOMPARE(person.cell(0, ResultsModel::CommandColumn), QStringLiteral("SET"));
        QCOMPARE(person.cell(0, ResultsModel::OutcomeColumn), QStringLiteral("Success"));
        QTRY_VERIFY(person.see<QToolButton>("runCommandButton")->isEnabled());
        person.command(QStringLiteral("GET k"));
        QTRY_COMPARE(person.cell(0, ResultsModel::CommandColumn), QStringLiteral("GET"));
        QCOMPARE(person.rows(), 1);
        QCOMPARE(person.cell(0, ResultsModel::KeyColumn), QStringLiteral("k"));
        QCOMPARE(person.cell(0, ResultsModel::ValueColumn), QStringLiteral("hello\\nworld"));
        QCOMPARE(person.cell(0, ResultsModel::FlagsColumn), QStringLiteral("5"));
        QCOMPARE(person.see<LongText>("valueText")->visibleText(), QStringLiteral("hello\nworld"));
        QVERIFY(person.see<ElidedLabel>("valueFacts")->text().startsWith(QStringLiteral("11 B · flags 5 · CAS ")));

        person.see<QTabWidget>("valueTabs")->setCurrentIndex(1);
        auto *hex = person.see<HexView>("valueHex");
        hex->setFocus();
        QTest::keyClick(hex, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(hex, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("68 65"));
    }

    void statisticsAreATable()
    {
        const Person person;
        person.connectTo(m_server);
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
        person.command(QStringLiteral("STAT"));
        QTRY_COMPARE(person.rows(), 1);
        auto *statistics = person.see<QTableView>("statistics");
        QVERIFY(statistics->isVisible());
        QCOMPARE(statistics->model()->index(0, 0).data().toString(), QStringLiteral("pid"));
        QCOMPARE(statistics->model()->index(0, 1).data().toString(), QString::number(m_server.pid()));
    }

    void commandThatDoesNotParseStaysAndIsExplained()
    {
        const Person person;
        person.connectTo(m_server);
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
        person.command(QStringLiteral("GET k bogus"));
        auto *field = person.see<QLineEdit>("command");
        QCOMPARE(field->text(), QStringLiteral("GET k bogus"));
        QCOMPARE(field->cursorPosition(), 6);
        QVERIFY(person.see<QLabel>("commandMessage")->isVisible());
        QVERIFY(person.see<QLabel>("commandMessage")->text().startsWith(QStringLiteral("Column 7: ")));
        QCOMPARE(person.rows(), 0);
        QTest::keyClick(field, Qt::Key_Backspace);
        QVERIFY(!person.see<QLabel>("commandMessage")->isVisible());
    }

    void commandWithoutAConnectionStaysAndSaysWhy()
    {
        const Person person;
        person.command(QStringLiteral("GET k"));
        QCOMPARE(person.see<QLineEdit>("command")->text(), QStringLiteral("GET k"));
        QVERIFY(person.see<QLabel>("commandMessage")->text().startsWith(QStringLiteral("Not connected")));
    }

    void batchShowsWhatSilenceMeans()
    {
        const Person person;
        person.connectTo(m_server);
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
        person.write(QStringLiteral("SETQ a 1\nGETKQ a\nGETKQ absent\nINCR a 41\nADD a x"));
        QTest::keyClick(person.see<ScriptEditor>("script"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(person.rows(), 5);
        QCOMPARE(person.cell(0, ResultsModel::OutcomeColumn), QStringLiteral("Success, silent"));
        QCOMPARE(person.cell(1, ResultsModel::ValueColumn), QStringLiteral("1"));
        QCOMPARE(person.cell(2, ResultsModel::OutcomeColumn), QStringLiteral("Not found, silent"));
        QCOMPARE(person.cell(2, ResultsModel::KeyColumn), QStringLiteral("absent"));
        QCOMPARE(person.cell(3, ResultsModel::CommandColumn), QStringLiteral("INCREMENT"));
        QCOMPARE(person.cell(3, ResultsModel::ValueColumn), QStringLiteral("42"));
        QCOMPARE(person.cell(4, ResultsModel::LineColumn), QStringLiteral("5"));
        QTRY_VERIFY(person.see<QLabel>("runSummary")->text().contains(QStringLiteral("succeeded: 3, not found: 1, failed: 1")));

        auto *table = person.see<ResultsTable>("results");
        table->setFocus();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(1, 1)).center());
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QVERIFY2(QApplication::clipboard()->text().startsWith(QStringLiteral("2\tGETKQ\ta\tSuccess\t1\t0\t")),
                 qPrintable(QApplication::clipboard()->text()));
    }

    void scriptRunsOneByOneToo()
    {
        const Person person;
        person.connectTo(m_server);
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
        person.write(QStringLiteral("SETQ e 1\nGET e\nQUITQ\nGET e"));
        person.click("runEachButton");
        QTRY_COMPARE(person.rows(), 4);
        QCOMPARE(person.cell(0, ResultsModel::OutcomeColumn), QStringLiteral("Success, silent"));
        QCOMPARE(person.cell(3, ResultsModel::ValueColumn), QStringLiteral("1"));
    }

    void scriptWithAnErrorIsNotRunAndKept()
    {
        const Person person;
        person.connectTo(m_server);
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
        const QString script = QStringLiteral("NOOP\nSET k\nGET k");
        person.write(script);
        person.click("runBatchButton");
        auto *problem = person.see<QPushButton>("scriptProblem");
        QTRY_VERIFY(problem->isVisible());
        QVERIFY2(problem->text().startsWith(QStringLiteral("Line 2, column ")), qPrintable(problem->text()));
        auto *editor = person.see<ScriptEditor>("script");
        QCOMPARE(editor->text(), script.toUtf8());
        QCOMPARE(editor->currentLine(), 2);
        QCOMPARE(person.rows(), 0);
        QTest::keyClick(editor, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(editor->currentLine(), 3);
        QTest::mouseClick(problem, Qt::LeftButton);
        QCOMPARE(editor->currentLine(), 2);
        QTest::keyClicks(editor, QStringLiteral(" v"));
        QTRY_VERIFY(!problem->isVisible());
    }

    void lostServerIsToldAndFoundAgain()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        const Person person;
        person.connectTo(server);
        QTRY_VERIFY(person.state().startsWith(QStringLiteral("Connected")));
        person.command(QStringLiteral("NOOP"));
        QTRY_COMPARE(person.rows(), 1);
        server.stop();
        static const QRegularExpression countdown(QStringLiteral("^Retrying in \\d+ s: .*refused"));
        QTRY_VERIFY2(person.state().contains(countdown), qPrintable(person.state()));
        QVERIFY(person.see<QToolButton>("retryNowButton")->isVisible());
        QVERIFY(!person.see<QToolButton>("runCommandButton")->isEnabled());
        QCOMPARE(person.rows(), 1);
        QVERIFY(server.restart());
        if (person.see<QToolButton>("retryNowButton")->isVisible())
            person.click("retryNowButton");
        QTRY_VERIFY(person.state().startsWith(QStringLiteral("Connected")));
        // The second half of a double click on Retry, where another button has come.
        auto *disconnect = person.see<QToolButton>("disconnectButton");
        clickOnceMore(disconnect);
        QVERIFY(person.state().startsWith(QStringLiteral("Connected")));
        person.click("disconnectButton");
        QTRY_COMPARE(person.state(), QStringLiteral("Not connected"));
    }

    void aDoubleClickOnOneButtonIsTwoClicks()
    {
        QWidget window;
        QToolButton guarded(&window);
        QToolButton other(&window);
        other.move(100, 0);
        window.resize(200, 100);
        window.show();
        ClickGuard guard;
        guard.add(&guarded);
        const QSignalSpy clicks(&guarded, &QToolButton::clicked);
        const QSignalSpy otherClicks(&other, &QToolButton::clicked);
        for (QToolButton *button : {&guarded, &other}) {
            QTest::mouseClick(button, Qt::LeftButton);
            clickOnceMore(button);
        }
        QCOMPARE(otherClicks.size(), 2);
        QCOMPARE(clicks.size(), 2);
    }

    void stopTryingGivesUp()
    {
        const Person person;
        person.connectTo(QStringLiteral("127.0.0.1:1"));
        QTRY_VERIFY(person.state().startsWith(QStringLiteral("Retrying")));
        QCOMPARE(person.page(), QStringLiteral("hintWaiting"));
        person.click("stopTryingButton");
        QTRY_COMPARE(person.page(), QStringLiteral("hintNotConnected"));
    }

    void addressThatCannotBeUsedIsExplained()
    {
        const Person person;
        person.connectTo(QStringLiteral("127.0.0.1:99999"));
        QVERIFY2(person.state().contains(QStringLiteral("no port")), qPrintable(person.state()));
        QCOMPARE(person.see<QLineEdit>("addressText")->text(), QStringLiteral("127.0.0.1:99999"));
    }

    void wrongPasswordIsToldAndTheRightOneAsked()
    {
        RealServer server({}, RealServer::Access::Sasl);
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        const Person person;
        const QString address = QStringLiteral("memcached://%1@127.0.0.1:%2").arg(RealServer::user()).arg(server.port());
        person.connectTo(QStringLiteral("memcached://%1:wrong@127.0.0.1:%2").arg(RealServer::user()).arg(server.port()));
        QCOMPARE(person.see<QLineEdit>("addressText")->text(), address);
        QTRY_COMPARE(person.page(), QStringLiteral("hintFailed"));
        QVERIFY2(!person.state().contains(QStringLiteral("wrong@")), qPrintable(person.state()));

        person.click("connectButton");
        QTRY_VERIFY(person.see<QLineEdit>("password"));
        QTest::keyClicks(person.see<QLineEdit>("password"), RealServer::password());
        QTest::keyClick(person.see<QLineEdit>("password"), Qt::Key_Return);
        QTRY_VERIFY(person.state().startsWith(QStringLiteral("Connected")));
        QVERIFY(!person.see<QPlainTextEdit>("connectionLog")->toPlainText().contains(RealServer::password()));
    }

    void credentialsThatNobodyWantsAreAWarning()
    {
        const Person person;
        person.connectTo(QStringLiteral("memcached://alice:" SECRET_WORD "@127.0.0.1:%1").arg(m_server.port()));
        QTRY_VERIFY(person.state().startsWith(QStringLiteral("Connected")));
        QVERIFY(person.see<ElidedLabel>("connectionWarning")->isVisible());
    }

    void windowRemembersAllButPasswords()
    {
        {
            Person person;
            person.connectTo(QStringLiteral("memcached://alice:" SECRET_WORD "@127.0.0.1:%1").arg(m_server.port()));
            QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
            person.command(QStringLiteral("GET remembered"));
            QTRY_COMPARE(person.rows(), 1);
            person.window().resize(1000, 700);
            person.see<ResultsTable>("results")->horizontalHeader()->moveSection(ResultsModel::KeyColumn, 0);
            person.see<QAction>("themeDark")->trigger();
            person.window().close();
        }
        Person person;
        QCOMPARE(person.window().size(), QSize(1000, 700));
        QCOMPARE(person.see<ResultsTable>("results")->horizontalHeader()->visualIndex(ResultsModel::KeyColumn), 0);
        QCOMPARE(person.see<QLineEdit>("addressText")->text(), QStringLiteral("memcached://alice@127.0.0.1:%1").arg(m_server.port()));
        QVERIFY(person.see<QAction>("themeDark")->isChecked());
        QVERIFY(isDark(QApplication::palette()));
        auto *command = person.see<QLineEdit>("command");
        QTest::keyClick(command, Qt::Key_Up);
        QCOMPARE(command->text(), QStringLiteral("GET remembered"));
        QFile kept(m_folder.filePath(QStringLiteral("Slabscope/Slabscope.ini")));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QVERIFY(!kept.readAll().contains(SECRET_WORD));
        person.see<QAction>("themeLight")->trigger();
        QVERIFY(!isDark(QApplication::palette()));
    }

    void closesWhileARunIsUnderWay()
    {
        Person person;
        person.connectTo(m_server);
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
        auto *editor = person.see<ScriptEditor>("script");
        editor->setText(QByteArray("SET k 0123456789\nGET k\n").repeated(50'000));
        person.click("runEachButton");
        QTRY_VERIFY(person.rows() > 0);
        QVERIFY(person.see<QToolButton>("cancelButton")->isVisible());
        person.window().close();
        QTRY_VERIFY(person.see<QPushButton>("closeAnyway"));
        QVERIFY(person.window().isVisible());
        person.click("closeAnyway");
        QTRY_VERIFY(!person.window().isVisible());
    }

    void cancelKeepsWhatHasCome()
    {
        const Person person;
        person.connectTo(m_server);
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
        auto *editor = person.see<ScriptEditor>("script");
        editor->setText(QByteArray("SET k 0123456789\nGET k\n").repeated(50'000));
        person.click("runEachButton");
        QTRY_VERIFY(person.rows() > 0);
        person.click("cancelButton");
        QTRY_VERIFY(person.see<QLabel>("runSummary")->text().startsWith(QStringLiteral("Cancelled")));
        QTRY_COMPARE(person.rows(), 100'000);
        QVERIFY(person.cell(99'999, ResultsModel::OutcomeColumn).endsWith(QStringLiteral("not sent")));
    }

    void sandboxIsThereForTrying()
    {
        const Person person;
        QTest::mouseClick(person.see<QPushButton>("hintNotConnected.startSandbox"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(person.state().startsWith(QStringLiteral("Connected")), 30'000);
        QCOMPARE(person.page(), QStringLiteral("hintReady"));
    }

private:
    PrivateHome m_folder;
    RealServer m_server;
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
