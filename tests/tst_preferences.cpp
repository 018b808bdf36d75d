#include "connection/connection.h"
#include "tests/patience.h"
#include "tests/person.h"
#include "tests/privatehome.h"
#include "ui/fixedfont.h"
#include "ui/preferences/preferencesdialog.h"
#include "ui/preferences/readingspage.h"
#include "ui/results/hexview.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStatusBar>
#include <QTabWidget>
#include <QTreeWidget>

class TestPreferences : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.use({"data"}));
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
    }
    void init() { m_folder.clearSettings(); }

    void keyOpensThemAndEscapeLeavesAllAsItWas()
    {
        Person person;
        PreferencesDialog *dialog = open(person);
        QVERIFY(dialog->isVisible());
        QVERIFY(!person.see<QPushButton>("preferencesApply")->isEnabled());
        QTest::keyClick(person.see<QComboBox>("theme"), Qt::Key_End);
        QVERIFY(person.see<QPushButton>("preferencesApply")->isEnabled());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
        QCOMPARE(Settings().preferences(), Preferences());
    }

    void themeHoldsFromApplyOn()
    {
        Person person;
        person.see<QAction>("themeLight")->trigger();
        (void)open(person);
        QTest::keyClick(person.see<QComboBox>("theme"), Qt::Key_End);
        QVERIFY(!isDark(QApplication::palette()));
        person.click("preferencesApply");
        QVERIFY(isDark(QApplication::palette()));
        QVERIFY(person.see<QAction>("themeDark")->isChecked());
        QCOMPARE(Settings().theme(), Theme::Dark);
        QVERIFY(!person.see<QPushButton>("preferencesApply")->isEnabled());
        person.click("preferencesDefaults");
        QCOMPARE(person.see<QComboBox>("theme")->currentIndex(), 0);
        QCOMPARE(Settings().theme(), Theme::Dark); // not before OK
        person.click("preferencesOk");
        QCOMPARE(Settings().preferences(), Preferences());
    }

    void fontReachesEverythingThatShowsValues()
    {
        Person person;
        const QFont before = person.see<ScriptEditor>("script")->font();
        QCOMPARE(before.family(), systemFixedFont().family());
        (void)open(person);
        auto *size = person.see<QSpinBox>("fixedPoints");
        size->setFocus();
        size->selectAll();
        QTest::keyClicks(size, QStringLiteral("24"));
        person.click("preferencesOk");
        for (const char *name : {"script", "command", "valueHex", "valueText", "connectionLog", "statistics"})
            QCOMPARE(person.see<QWidget>(name)->font().pointSize(), 24);
        QCOMPARE(person.see<QWidget>("valueKey")->font().pointSize(), 24);
        QVERIFY(person.see<ResultsTable>("results")->verticalHeader()->defaultSectionSize() > QFontMetrics(before).height() * 3 / 2);
        QVERIFY(person.see<QLineEdit>("addressText")->font().pointSize() != 24);
        QCOMPARE(Settings().preferences().fixedPoints, 24);
    }

    void timesHoldForTheNextConnection()
    {
        Person person;
        (void)open(person);
        person.see<QTabWidget>("preferencesPages")->setCurrentIndex(1);
        const auto enter = [&person](const char *name, const QString &text) {
            auto *field = person.see<QDoubleSpinBox>(name);
            field->setFocus();
            field->selectAll();
            QTest::keyClicks(field, text);
        };
        enter("connectTimeout", QStringLiteral("3"));
        enter("requestTimeout", QStringLiteral("2.5"));
        enter("firstWait", QStringLiteral("60"));
        person.click("preferencesOk");
        const Preferences kept = Settings().preferences();
        QCOMPARE(kept.connectTimeout.count(), 3000);
        QCOMPARE(kept.requestTimeout.count(), 2500);
        QCOMPARE(kept.backoff.first.count(), 60'000);
        QCOMPARE(kept.backoff.longest.count(), 60'000); // never shorter than the first
        person.connectTo(QStringLiteral("127.0.0.1:1"));
        QTRY_VERIFY2(person.state().startsWith(QStringLiteral("Retrying in 60 s")), qPrintable(person.state()));
        person.see<QAction>("copyDiagnostics")->trigger();
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("connect 3000 ms, answer 2500 ms, retry after 60000 ms")));
    }

    void valuesBeyondTheirRangeAreTakenBackIntoIt()
    {
        Settings settings;
        QSettings file(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Slabscope"), QStringLiteral("Slabscope"));
        file.setValue(QStringLiteral("connection/requestTimeout"), -5);
        file.setValue(QStringLiteral("connection/connectTimeout"), QStringLiteral("soon"));
        file.setValue(QStringLiteral("connection/firstWait"), 0);
        file.setValue(QStringLiteral("connection/longestWait"), 1);
        file.setValue(QStringLiteral("window/fixedFontPoints"), 5000);
        file.sync();
        const Preferences read = Settings().preferences();
        QCOMPARE(read.requestTimeout.count(), 0);
        QCOMPARE(read.connectTimeout, Preferences().connectTimeout);
        QCOMPARE(read.backoff.first, Preferences::shortestWait);
        QCOMPARE(read.backoff.longest, Preferences::shortestWait);
        QCOMPARE(read.fixedPoints, Preferences::largestPoints);
    }

    void logFileIsWrittenFromOkOn()
    {
        const QString path = m_folder.filePath(QStringLiteral("chosen.log"));
        Person person;
        (void)open(person);
        person.see<QTabWidget>("preferencesPages")->setCurrentIndex(2);
        auto *field = person.see<QLineEdit>("logPath");
        QVERIFY(!field->isEnabled());
        QCOMPARE(field->text(), m_folder.filePath(QStringLiteral("data/slabscope/slabscope.log")));
        QTest::mouseClick(person.see<QWidget>("logs"), Qt::LeftButton, {}, QPoint(8, person.see<QWidget>("logs")->height() / 2));
        QVERIFY(field->isEnabled());
        field->selectAll();
        QTest::keyClicks(field, path);
        person.click("preferencesOk");
        QTRY_VERIFY(!person.see<QLineEdit>("logPath"));
        person.connectTo(m_server);
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("slabscope.connection: "));
    }

    void tabKeyFollowsTheFieldsOfAPage()
    {
        Person person;
        PreferencesDialog *dialog = open(person);
        dialog->activateWindow();
        QVERIFY(comesTrue([dialog] { return QApplication::activeWindow() == dialog; }));
        person.see<QTabWidget>("preferencesPages")->setCurrentIndex(2);
        auto *logs = person.see<QWidget>("logs");
        QTest::mouseClick(logs, Qt::LeftButton, {}, QPoint(8, logs->height() / 2));
        logs->setFocus();
        QStringList names;
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            names.append(QApplication::focusWidget()->objectName());
        }
        QCOMPARE(names, QStringList({QStringLiteral("logPath"), QStringLiteral("chooseLogPath"), QStringLiteral("preferencesDefaults")}));
    }

    void logFileThatCannotBeWrittenKeepsTheDialogOpenAndSaysWhy()
    {
        Person person;
        PreferencesDialog *dialog = open(person);
        person.see<QTabWidget>("preferencesPages")->setCurrentIndex(2);
        QTest::mouseClick(person.see<QWidget>("logs"), Qt::LeftButton, {}, QPoint(8, person.see<QWidget>("logs")->height() / 2));
        person.see<QLineEdit>("logPath")->setText(QStringLiteral("/absent/folder/log"));
        person.see<QTabWidget>("preferencesPages")->setCurrentIndex(0);
        person.click("preferencesOk");
        QVERIFY(dialog->isVisible());
        QCOMPARE(person.see<QTabWidget>("preferencesPages")->currentIndex(), 2);
        QVERIFY(person.see<QLabel>("logError")->isVisible());
        QVERIFY(person.see<QLabel>("logError")->text().contains(QStringLiteral("/absent/folder/log")));
        QCOMPARE(Settings().preferences(), Preferences());
    }

    void logFileThatIsGoneAtTheNextStartIsToldAndStopsNothing()
    {
        Preferences preferences;
        preferences.logs = true;
        preferences.logPath = QStringLiteral("/absent/folder/log");
        Settings().setPreferences(preferences);
        Person person;
        QVERIFY(person.window().statusBar()->currentMessage().contains(QStringLiteral("/absent/folder/log")));
        QVERIFY(person.see<QPlainTextEdit>("connectionLog")->toPlainText().contains(QStringLiteral("/absent/folder/log")));
    }

    void columnsStayAsWideAsTheyWereMade()
    {
        ReadingsPage page;
        const QList<KeptReading> readings{{QStringLiteral("here"), {QString(200, QLatin1Char('k')), {}}}};
        page.setReadings(readings);
        auto *header = page.findChild<QTreeWidget *>()->header();
        const int widest = header->sectionSize(1);
        QVERIFY(widest > 0 && widest < page.fontMetrics().averageCharWidth() * 60);
        header->resizeSection(1, 2 * widest);
        page.setReadings(readings);
        QCOMPARE(header->sectionSize(1), 2 * widest);
        header->resizeSection(1, widest / 2);
        page.setReadings(readings);
        QCOMPARE(header->sectionSize(1), widest);
    }

    void usualLogFolderIsMadeWhereItIsMissing()
    {
        Preferences preferences;
        preferences.logs = true;
        Settings().setPreferences(preferences);
        Person person;
        QVERIFY(QFile::exists(m_folder.filePath(QStringLiteral("data/slabscope/slabscope.log"))));
    }

private:
    [[nodiscard]] static PreferencesDialog *open(Person &person)
    {
        if (!person.activate())
            qFatal("no keyboard");
        QTest::keyClick(&person.window(), Qt::Key_Comma, Qt::ControlModifier);
        return person.window().findChild<PreferencesDialog *>();
    }

    PrivateHome m_folder;
    RealServer m_server;
};

QTEST_MAIN(TestPreferences)
#include "tst_preferences.moc"
