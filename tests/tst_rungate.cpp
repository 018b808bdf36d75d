#include "tests/patience.h"
#include "tests/person.h"
#include "tests/privatehome.h"
#include "ui/guard/runquestiondialog.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QStatusBar>
#include <QTableView>

namespace {

/// A person who is about to destroy something.
class Destroyer : public Person
{
public:
    bool isReady(const RealServer &server) const
    {
        connectTo(server);
        return comesTrue([this] { return page() == QStringLiteral("hintReady"); });
    }
    RunQuestionDialog *question() const { return see<RunQuestionDialog>("runQuestion"); }
    QString said(const char *label) const { return see<QLabel>(label)->text(); }
    int runCount() const { return see<QTableView>("runs")->model()->rowCount(); }
    QString summary() const { return see<QLabel>("runSummary")->text(); }
    bool runs(const QString &line) const
    {
        const int before = runCount();
        command(line);
        return comesTrue([this, before] { return runCount() == before + 1 && summary().startsWith(QStringLiteral("Commands")); });
    }
    void runScript(const QByteArray &text) const
    {
        auto *editor = see<ScriptEditor>("script");
        editor->setText(text);
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    }
};

} // namespace

class TestRunGate : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.use());
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
    }

    void flushAsksAndEscapeSendsNothing()
    {
        Destroyer person;
        QVERIFY(person.isReady(m_server));
        QVERIFY(person.runs(QStringLiteral("SET kept 1")));
        person.command(QStringLiteral("FLUSH"));
        QTRY_VERIFY(person.question() && person.question()->isVisible());
        QCOMPARE(person.said("runQuestionText"), QStringLiteral("Flush all items on 127.0.0.1:%1?").arg(m_server.port()));
        QVERIFY(person.said("runQuestionConsequence").contains(QStringLiteral("every item")));
        QTest::keyClick(person.question(), Qt::Key_Escape);
        QTRY_VERIFY(!person.question());
        QCOMPARE(person.runCount(), 1);
        QCOMPARE(person.see<QLineEdit>("command")->text(), QStringLiteral("FLUSH"));
        QCOMPARE(person.window().statusBar()->currentMessage(), QStringLiteral("Not run: nothing was sent"));
        QVERIFY(person.runs(QStringLiteral("GET kept")));
        QCOMPARE(person.cell(0, ResultsModel::OutcomeColumn), QStringLiteral("Success"));
    }

    void enterIsNoConsent()
    {
        const Destroyer person;
        QVERIFY(person.isReady(m_server));
        person.command(QStringLiteral("FLUSHQ"));
        QTRY_VERIFY(person.question());
        QTest::keyClick(person.question(), Qt::Key_Return);
        QTRY_VERIFY(!person.question());
        QCOMPARE(person.runCount(), 0);
    }

    void consentRunsIt()
    {
        const Destroyer person;
        QVERIFY(person.isReady(m_server));
        QVERIFY(person.runs(QStringLiteral("SET gone 1")));
        person.command(QStringLiteral("FLUSH"));
        QTRY_VERIFY(person.question());
        QTest::mouseClick(person.see<QPushButton>("consent"), Qt::LeftButton);
        QTRY_COMPARE(person.runCount(), 2);
        QTRY_VERIFY(person.summary().startsWith(QStringLiteral("Commands")));
        QCOMPARE(person.see<QLineEdit>("command")->text(), QString());
        QVERIFY(person.runs(QStringLiteral("GET gone")));
        QCOMPARE(person.cell(0, ResultsModel::OutcomeColumn), QStringLiteral("Not found"));
    }

    void secondLineThatWasPastedDoesNotRunUnseen_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("in what looks like a key") << QStringLiteral("GET kept\nFLUSH");
        QTest::newRow("behind a comment") << QStringLiteral("GET kept # x\nFLUSH");
        QTest::newRow("another line end") << QStringLiteral("GET kept\rFLUSH");
    }
    void secondLineThatWasPastedDoesNotRunUnseen()
    {
        QFETCH(const QString, text);
        const Destroyer person;
        QVERIFY(person.isReady(m_server));
        auto *field = person.see<QLineEdit>("command");
        field->setFocus();
        QApplication::clipboard()->setText(text);
        QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!person.question());
        QVERIFY(person.see<QLabel>("commandMessage")->text().startsWith(QStringLiteral("There is more than one line here")));
        QCOMPARE(person.runCount(), 0);
        QVERIFY(!field->text().isEmpty());
    }

    void hundredDeletesAreNotAskedAbout()
    {
        const Destroyer person;
        QVERIFY(person.isReady(m_server));
        person.runScript(QByteArray("DELETEQ k\n").repeated(100));
        QTRY_COMPARE(person.runCount(), 1);
        QVERIFY(!person.question());
    }

    void moreDeletesAsk()
    {
        Destroyer person;
        QVERIFY(person.isReady(m_server));
        const QByteArray script = QByteArray("DELETEQ k\nDELETE k\n").repeated(51);
        person.runScript(script);
        QTRY_VERIFY(person.question());
        QCOMPARE(person.said("runQuestionChanges"), QStringLiteral("Commands that delete: 102\nFirst keys: k"));
        QTest::keyClick(person.question(), Qt::Key_Escape);
        QTRY_VERIFY(!person.question());
        QCOMPARE(person.runCount(), 0);
        auto *editor = person.see<ScriptEditor>("script");
        QCOMPARE(editor->text(), script);
        QVERIFY(person.see<QLineEdit>("command")->text().isEmpty());
        // Only what would run is counted.
        QVERIFY(person.activate());
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_Return, Qt::AltModifier);
        QTRY_COMPARE(person.runCount(), 1);
        QVERIFY(!person.question());
    }

private:
    PrivateHome m_folder;
    RealServer m_server;
};

QTEST_MAIN(TestRunGate)
#include "tst_rungate.moc"
