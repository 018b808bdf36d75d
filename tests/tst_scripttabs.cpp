#include "ui/editactions.h"
#include "ui/elidedlabel.h"
#include "ui/session/keptwindow.h"
#include "ui/session/sessionroot.h"
#include "ui/settings.h"
#include "ui/theme.h"
#include "ui/workbench/batchmakerdialog.h"
#include "ui/workbench/findbar.h"
#include "ui/workbench/problemlist.h"
#include "ui/workbench/recentscripts.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scripttabs.h"

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QWheelEvent>

namespace {

/// The tabs in a window with their menus, so that shortcuts work as they do for a person.
class Bench
{
public:
    explicit Bench(const QString &sessions)
        : root(sessions)
    {
        tabs = new ScriptTabs(&settings, ScriptPlaces{root.own(), root.leftBehind()}, &window);
        window.setCentralWidget(tabs);
        tabs->addFileActions(window.menuBar()->addMenu(QStringLiteral("&File")));
        QMenu *edit = window.menuBar()->addMenu(QStringLiteral("&Edit"));
        auto *actions = new EditActions(&window);
        actions->addTo(edit);
        actions->setSearch(tabs->searchActions());
        tabs->addEditActions(edit);
        tabs->addRunActions(window.menuBar()->addMenu(QStringLiteral("&Run")));
        tabs->addViewActions(window.menuBar()->addMenu(QStringLiteral("&View")));
        window.resize(900, 500);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not become active");
        tabs->page()->setFocus();
    }

    template <typename Widget> Widget *see(const char *name) const { return window.findChild<Widget *>(QLatin1String(name)); }
    template <typename Widget> Widget *inPage(const char *name) const { return tabs->page()->findChild<Widget *>(QLatin1String(name)); }
    ScriptEditor *editor() const { return tabs->page()->editor(); }
    QByteArray text() const { return editor()->text(); }
    QTabBar *bar() const { return see<QTabWidget>("scripts")->tabBar(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(focus(), key, modifiers); }
    void type(const QString &text) const { QTest::keyClicks(focus(), text); }
    void open(const QString &path) const
    {
        tabs->openFile(path);
        QTRY_VERIFY(!tabs->page()->file()->isLoading());
    }
    QWidget *focus() const { return QApplication::focusWidget() ? QApplication::focusWidget() : tabs->page()->editor(); }

    Settings settings;
    SessionRoot root;
    QMainWindow window;
    ScriptTabs *tabs;
};

} // namespace

class TestScriptTabs : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder->path());
        QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Slabscope"), QStringLiteral("Slabscope")).clear();
    }

    void scriptsHaveTabsOfTheirOwn()
    {
        Bench bench(sessions());
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
        Bench bench(sessions());
        bench.open(write("session-cache-of-the-customers-in-europe-2026.mcb", "GET a\n"));
        const QString shown = bench.bar()->tabText(0);
        QVERIFY2(shown.startsWith(QStringLiteral("session")) && shown.endsWith(QStringLiteral(".mcb")), qPrintable(shown));
        QVERIFY(shown.contains(QChar(0x2026)));
        QVERIFY(bench.bar()->tabToolTip(0).endsWith(QStringLiteral("europe-2026.mcb")));
    }

    void firstFileTakesThePlaceOfTheEmptyScript()
    {
        Bench bench(sessions());
        bench.open(write("a.mcb", "GET a\n"));
        QCOMPARE(bench.bar()->count(), 1);
        QCOMPARE(bench.text(), QByteArray("GET a\n"));
    }

    void tabWithoutChangesClosesAtOnce()
    {
        Bench bench(sessions());
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
        Bench bench(sessions());
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
        Bench bench(sessions());
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

    void keptTextThatIsStillOnItsWayIsNotLostByClosing()
    {
        {
            Bench bench(sessions());
            bench.editor()->replace(0, 0, QByteArray("GET a\n").repeated(300'000));
            QVERIFY(!bench.tabs->keep());
        }
        Bench bench(sessions());
        bench.tabs->closePage(bench.tabs->page());
        QTRY_VERIFY(bench.see<QMessageBox>("unsavedScript"));
        QTest::mouseClick(bench.see<QMessageBox>("unsavedScript")->button(QMessageBox::Cancel), Qt::LeftButton);
        QVERIFY(bench.text() == QByteArray("GET a\n").repeated(300'000));
        QVERIFY(bench.tabs->page()->isModified());
    }

    void changesThatWereDroppedAreStillThereAfterACancel()
    {
        Bench bench(sessions());
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
        Bench bench(sessions());
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
        Bench bench(sessions());
        bench.type(QStringLiteral("NOOP"));
        bench.key(Qt::Key_S, Qt::ControlModifier);
        auto *dialog = bench.see<QFileDialog>("saveScriptDialog");
        QVERIFY(dialog);
        dialog->setDirectory(m_folder->path());
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
            Bench bench(sessions());
            bench.open(write("a.mcb", "GET a\n"));
            bench.open(write("b.mcb", "GET b\n"));
        }
        Bench bench(path("other sessions"));
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
        Bench bench(sessions());
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
        const Bench bench(sessions());
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
        Bench bench(sessions());
        bench.type(QStringLiteral("NOOP"));
        bench.tabs->openFile(path("absent.mcb"));
        QTRY_COMPARE(bench.bar()->count(), 1);
        QCOMPARE(bench.text(), QByteArray("NOOP"));
    }

    void unsavedTextComesBackAfterAnEndWithoutQuestion()
    {
        {
            Bench bench(sessions());
            bench.open(write("a.mcb", "GET a\nGET b\n"));
            bench.key(Qt::Key_Down);
            bench.type(QStringLiteral("# "));
            bench.key(Qt::Key_N, Qt::ControlModifier);
            bench.type(QStringLiteral("NOOP"));
            QVERIFY(!bench.tabs->keep());
        }
        QCOMPARE(read("a.mcb"), QByteArray("GET a\nGET b\n"));
        Bench bench(sessions());
        QCOMPARE(bench.bar()->count(), 2);
        QCOMPARE(bench.bar()->currentIndex(), 1);
        QTRY_COMPARE(bench.text(), QByteArray("NOOP"));
        QCOMPARE(bench.bar()->tabText(0), QStringLiteral("a.mcb •"));
        bench.see<QTabWidget>("scripts")->setCurrentIndex(0);
        QTRY_COMPARE(bench.text(), QByteArray("GET a\n# GET b\n"));
        QCOMPARE(bench.editor()->cursor(), 8);
        QVERIFY(!bench.inPage<QWidget>("diskNotice")->isVisible());
    }

    void unsavedTextIsKeptAMomentAfterTyping()
    {
        Bench bench(sessions());
        bench.type(QStringLiteral("SET k kept"));
        const QString folder = sessions() + QStringLiteral("/1");
        const auto texts = [&folder] { return QDir(folder).entryInfoList({QStringLiteral("*.text")}, QDir::Files); };
        QTRY_COMPARE(texts().size(), 1);
        QFile file(texts().constFirst().filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("SET k kept"));
        bench.editor()->setSaved(); // as if it had gone to a file
        bench.key(Qt::Key_N, Qt::ControlModifier);
        QTRY_VERIFY(texts().isEmpty());
    }

    void savedFileComesBackFromItsFile()
    {
        {
            Bench bench(sessions());
            bench.open(write("a.mcb", QByteArray("GET a\n").repeated(500)));
            bench.editor()->jumpTo(300, 3);
            QVERIFY(!bench.tabs->keep());
        }
        write("a.mcb", QByteArray("GET b\n").repeated(500));
        Bench bench(sessions());
        QTRY_COMPARE(bench.editor()->line(300).toByteArray(), QByteArray("GET b"));
        QCOMPARE(bench.editor()->currentLine(), 300);
        QVERIFY(!bench.tabs->page()->isModified());
        QVERIFY(bench.editor()->topLine() > 200);
    }

    void damagedSessionIsToldAndNotFatal()
    {
        {
            Bench bench(sessions());
            bench.type(QStringLiteral("NOOP"));
            QVERIFY(!bench.tabs->keep());
        }
        QFile list(sessions() + QStringLiteral("/1/session.json"));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write("damaged");
        list.close();
        Bench bench(sessions());
        QTRY_COMPARE(bench.text(), QByteArray("NOOP"));
        auto *notice = bench.see<QWidget>("sessionNotice");
        QVERIFY(notice->isVisible());
        QTest::mouseClick(bench.see<QPushButton>("closeSessionNotice"), Qt::LeftButton);
        QVERIFY(!notice->isVisible());
    }

    void changeOfTheFileIsOfferedToBeRead()
    {
        Bench bench(sessions());
        bench.open(write("a.mcb", "GET a\n"));
        write("a.mcb", "GET other\n");
        auto *notice = bench.inPage<QWidget>("diskNotice");
        QTRY_VERIFY(notice->isVisible());
        QCOMPARE(bench.text(), QByteArray("GET a\n"));
        QTest::mouseClick(bench.inPage<QPushButton>("diskRead"), Qt::LeftButton);
        QTRY_COMPARE(bench.text(), QByteArray("GET other\n"));
        QVERIFY(!notice->isVisible());
        bench.type(QStringLiteral("# "));
        write("a.mcb", "GET again\n");
        QTRY_VERIFY(notice->isVisible());
        QTest::mouseClick(bench.inPage<QPushButton>("diskKeep"), Qt::LeftButton);
        QCOMPARE(bench.text(), QByteArray("# GET other\n"));
        QVERIFY(!notice->isVisible());
        QVERIFY(QFile::remove(path("a.mcb")));
        QTRY_VERIFY(notice->isVisible());
        QTest::mouseClick(bench.inPage<QPushButton>("diskWrite"), Qt::LeftButton);
        QTRY_COMPARE(read("a.mcb"), QByteArray("# GET other\n"));
    }

    void findBarWorksByKeys()
    {
        Bench bench(sessions());
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
        Bench bench(sessions());
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
        Bench bench(sessions());
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
        Bench bench(sessions());
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
        Bench bench(sessions());
        bench.key(Qt::Key_F, Qt::ControlModifier);
        bench.editor()->setFocus();
        bench.key(Qt::Key_Escape);
        QVERIFY(!bench.inPage<FindBar>("findBar")->isVisible());
    }

    void linesAreChangedByKeys()
    {
        Bench bench(sessions());
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
        Bench bench(sessions());
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
        Bench bench(sessions());
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
        Bench bench(sessions());
        bench.open(write("long.mcb", QByteArray("SET k v\n").repeated(200'000)));
        bench.editor()->selectAll();
        bench.key(Qt::Key_M, Qt::ControlModifier);
        QVERIFY(bench.tabs->page()->edits()->isRunning());
        bench.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(!bench.tabs->page()->isModified());
        QCOMPARE(read("long.mcb"), QByteArray("SETQ k v\n").repeated(200'000));
    }

    void halfAChangeIsNotKept()
    {
        Bench bench(sessions());
        bench.open(write("long.mcb", QByteArray("SET k v\n").repeated(200'000)));
        bench.editor()->selectAll();
        bench.key(Qt::Key_M, Qt::ControlModifier);
        QVERIFY(bench.tabs->isChanging());
        bool whole = false;
        bench.tabs->whenEdited([&] { whole = bench.text() == QByteArray("SETQ k v\n").repeated(200'000); });
        QTRY_VERIFY(!bench.tabs->isChanging());
        QTRY_VERIFY(whole);
    }

    void keyCompletesInTheEditorOnly()
    {
        Bench bench(sessions());
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
        Bench bench(sessions());
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
        Bench bench(sessions());
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

    void problemsLeaveTheScriptRoom()
    {
        Bench bench(sessions());
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
        Bench bench(sessions());
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
            Bench bench(sessions());
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
        Bench bench(sessions());
        QCOMPARE(bench.editor()->zoom(), 2);
        bench.key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(bench.editor()->zoom(), 0);
        QCOMPARE(bench.settings.editorZoom(), 0);
    }

    void problemsAreListedAndGoneTo()
    {
        Bench bench(sessions());
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
        Bench bench(sessions());
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
        Bench bench(sessions());
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
        Bench bench(sessions());
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
        Bench bench(sessions());
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
        Bench bench(sessions());
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
        Bench bench(sessions());
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

private:
    QString sessions() const { return m_folder->filePath(QStringLiteral("sessions")); }
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    QString write(const char *name, const QByteArray &bytes)
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
            qFatal("cannot write the test file");
        file.setFileTime(QDateTime::currentDateTime().addSecs(++m_writes * 10), QFileDevice::FileModificationTime);
        return file.fileName();
    }
    QByteArray read(const char *name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    int m_writes = 0;
};

QTEST_MAIN(TestScriptTabs)
#include "tst_scripttabs.moc"
