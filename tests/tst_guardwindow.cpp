#include "tests/person.h"
#include "tests/privatehome.h"
#include "ui/guard/environmentbanner.h"
#include "ui/guard/environmentframe.h"
#include "ui/guard/runquestiondialog.h"

#include <QLabel>
#include <QPushButton>
#include <QStatusBar>

/// Production, and what may only be read, in the real window on a real server.
class TestGuardWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.use({"config"}));
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
    }
    void init() { QDir(m_folder.filePath(QStringLiteral("config"))).removeRecursively(); }

    void productionCannotBeMissed()
    {
        Person person;
        open(person, sessions());
        QVERIFY(person.see<EnvironmentBanner>("environmentBanner")->isVisible());
        QCOMPARE(person.see<EnvironmentBanner>("environmentBanner")->text(),
                 QStringLiteral("PRODUCTION Every run that changes anything asks first."));
        QVERIFY(person.see<EnvironmentFrame>("environmentFrame")->isVisible());
        QVERIFY2(person.window().windowTitle().startsWith(QStringLiteral("PRODUCTION")), qPrintable(person.window().windowTitle()));
    }

    void otherServersHaveNoFrame()
    {
        Person person;
        Profile profile = sessions();
        profile.environment = Environment::Staging;
        open(person, profile);
        QVERIFY(!person.see<EnvironmentBanner>("environmentBanner")->isVisible());
        QVERIFY(!person.see<EnvironmentFrame>("environmentFrame")->isVisible());
        QVERIFY(!person.window().windowTitle().contains(QStringLiteral("PRODUCTION")));
        person.command(QStringLiteral("SET k 1"));
        QTRY_COMPARE(person.rows(), 1);
        QVERIFY(!question(person));
    }

    void writesAskOnceARunAndReadsDoNot()
    {
        Person person;
        open(person, sessions());
        person.command(QStringLiteral("GET k"));
        QTRY_COMPARE(person.rows(), 1);
        QVERIFY(!question(person));
        auto *editor = person.see<ScriptEditor>("script");
        editor->setText("SET a 1\nSET b 2\nDELETE c\n");
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(question(person));
        QCOMPARE(person.see<QLabel>("runQuestionText")->text(),
                 QStringLiteral("Change items on production server “Sessions” (127.0.0.1:%1)?").arg(m_server.port()));
        QCOMPARE(person.see<QLabel>("runQuestionChanges")->text(),
                 QStringLiteral("Commands that write: 2\nCommands that delete: 1\nKeys: a, b, c"));
        QTest::keyClick(question(person), Qt::Key_Escape);
        QTRY_VERIFY(!question(person));
        QCOMPARE(person.window().statusBar()->currentMessage(), QStringLiteral("Not run: nothing was sent"));
        QVERIFY(person.activate());
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(question(person));
        QTest::mouseClick(person.see<QPushButton>("consent"), Qt::LeftButton);
        QTRY_COMPARE(person.rows(), 3);
        QVERIFY(!question(person));
    }

    void flushWantsTheName()
    {
        Person person;
        open(person, sessions());
        person.command(QStringLiteral("FLUSH"));
        QTRY_VERIFY(question(person));
        QVERIFY(!person.see<QPushButton>("consent")->isEnabled());
        QTest::keyClicks(person.see<QLineEdit>("demandedName"), QStringLiteral("Sessions"));
        QTest::mouseClick(person.see<QPushButton>("consent"), Qt::LeftButton);
        QTRY_COMPARE(person.rows(), 1);
        QCOMPARE(person.cell(0, ResultsModel::OutcomeColumn), QStringLiteral("Success"));
    }

    void readOnlyRefusesWithoutAsking()
    {
        Person person;
        Profile profile = sessions();
        profile.readOnly = true;
        open(person, profile);
        QVERIFY(person.see<EnvironmentBanner>("environmentBanner")->text().contains(QStringLiteral("refused")));
        person.command(QStringLiteral("FLUSH"));
        QTRY_COMPARE(person.rows(), 1);
        QVERIFY(!question(person));
        QCOMPARE(person.cell(0, ResultsModel::OutcomeColumn), QStringLiteral("Refused, not sent"));
    }

    void addressOfProductionTypedByHandIsGuardedToo()
    {
        Person person;
        person.workspace().profiles()->put(sessions());
        person.connectTo(m_server);
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
        QVERIFY(person.see<EnvironmentBanner>("environmentBanner")->isVisible());
        person.command(QStringLiteral("SET k 1"));
        QTRY_VERIFY(question(person));
        QTest::keyClick(question(person), Qt::Key_Escape);
    }

    void whatAProfileBecomesHoldsForItsPage()
    {
        Person person;
        Profile profile = sessions();
        profile.environment = Environment::Development;
        open(person, profile);
        QVERIFY(!person.see<EnvironmentBanner>("environmentBanner")->isVisible());
        profile.environment = Environment::Production;
        person.workspace().profiles()->put(profile);
        QTRY_VERIFY(person.see<EnvironmentBanner>("environmentBanner")->isVisible());
        person.command(QStringLiteral("SET k 1"));
        QTRY_VERIFY(question(person));
        QTest::keyClick(question(person), Qt::Key_Escape);
        QTRY_VERIFY(!question(person));
        // One that may no longer change anything is connected anew, so that it cannot.
        profile.readOnly = true;
        person.workspace().profiles()->put(profile);
        QTRY_VERIFY(person.see<EnvironmentBanner>("environmentBanner")->text().contains(QStringLiteral("refused")));
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
        person.command(QStringLiteral("SET k 1"));
        QTRY_COMPARE(person.rows(), 1);
        QCOMPARE(person.cell(0, ResultsModel::OutcomeColumn), QStringLiteral("Refused, not sent"));
    }

private:
    Profile sessions() const
    {
        Profile profile{.id = QStringLiteral("p1"), .name = QStringLiteral("Sessions"), .environment = Environment::Production};
        profile.address.port = m_server.port();
        return profile;
    }
    static void open(Person &person, const Profile &profile)
    {
        QTRY_VERIFY(person.workspace().profiles()->isLoaded());
        person.workspace().profiles()->put(profile);
        QVERIFY(person.workspace().openProfile(profile.id));
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
    }
    static RunQuestionDialog *question(const Person &person) { return person.see<RunQuestionDialog>("runQuestion"); }

    PrivateHome m_folder;
    RealServer m_server;
};

QTEST_MAIN(TestGuardWindow)
#include "tst_guardwindow.moc"
