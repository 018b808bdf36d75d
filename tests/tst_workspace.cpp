#include "tests/workspaceperson.h"
#include "ui/elidedlabel.h"
#include "ui/pageviews.h"

#include <QDockWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>

/// Windows with tabs of servers, and what is done to them.
class TestWorkspace : public QObject, protected WorkspacePerson
{
    Q_OBJECT

private slots:
    void initTestCase() { startServers(); }
    void init() { begin(); }
    void cleanup() { m_workspace.reset(); }

    void pagesHaveConnectionsAndStateOfTheirOwn()
    {
        ServerPage *one = window()->page();
        enter(one, "addressText", address(m_one));
        QTRY_VERIFY(isReady(one));
        key(Qt::Key_T, Qt::ControlModifier);
        ServerPage *two = window()->page();
        QVERIFY(two != one);
        QCOMPARE(window()->pages().size(), 2);
        QVERIFY(!one->isVisible());
        QCOMPARE(QApplication::focusWidget(), in<QWidget>(two, "address"));
        enter(two, "addressText", address(m_two));
        QTRY_VERIFY(isReady(two));
        enter(two, "command", QStringLiteral("SET whose two"));
        QTRY_COMPARE(in<ResultsTable>(two, "results")->model()->rowCount(), 1);
        QCOMPARE(in<ResultsTable>(one, "results")->model()->rowCount(), 0);

        key(Qt::Key_PageUp, Qt::ControlModifier);
        QVERIFY(window()->page() == one);
        enter(one, "command", QStringLiteral("GET whose"));
        QTRY_COMPARE(cell(one, ResultsModel::OutcomeColumn), QStringLiteral("Not found"));
        QCOMPARE(cell(two, ResultsModel::CommandColumn), QStringLiteral("SET"));
        QVERIFY(in<ElidedLabel>(window(), "serverFacts")->text().startsWith(address(m_one)));
        key(Qt::Key_PageDown, Qt::ControlModifier);
        QVERIFY(in<ElidedLabel>(window(), "serverFacts")->text().startsWith(address(m_two)));
    }

    void actionsAreThoseOfThePageInFront()
    {
        ServerPage *one = window()->page();
        ServerPage *two = m_workspace->openPage(window());
        const auto scripts = [](const ServerPage *page) { return in<ScriptTabs>(page, "scriptTabs")->pages().size(); };
        key(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(scripts(two), 2);
        QCOMPARE(scripts(one), 1);
        menuAction("newScript")->trigger();
        QCOMPARE(scripts(two), 3);
        bar()->setCurrentIndex(0);
        key(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(scripts(one), 2);
        menuAction("newScript")->trigger();
        QCOMPARE(scripts(one), 3);
        QCOMPARE(scripts(two), 3);
        key(Qt::Key_L, Qt::ControlModifier);
        QVERIFY(one->isAncestorOf(QApplication::focusWidget()));
    }

    void tabTellsHowTheConnectionIsDoing()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ServerPage *page = window()->page();
        QCOMPARE(bar()->tabText(0), QStringLiteral("New connection"));
        QVERIFY(bar()->accessibleTabName(0).contains(QStringLiteral("Not connected")));
        const qint64 idle = bar()->tabIcon(0).pixmap(16).toImage().cacheKey();
        page->connectTo(address(server));
        QTRY_VERIFY(isReady(page));
        QCOMPARE(bar()->tabText(0), address(server));
        QVERIFY(bar()->accessibleTabName(0).contains(QStringLiteral("Connected")));
        QVERIFY(bar()->tabIcon(0).pixmap(16).toImage().cacheKey() != idle);
        QVERIFY(window()->windowTitle().contains(address(server)));
        m_workspace->openPage(window());
        server.stop();
        const int index = window()->pages().indexOf(page);
        QTRY_VERIFY2(bar()->tabToolTip(index).contains(QStringLiteral("Waiting to try again")), qPrintable(bar()->tabToolTip(index)));
        QVERIFY(bar()->accessibleTabName(index).contains(QStringLiteral("Waiting to try again")));
        QVERIFY(server.restart());
        QTRY_VERIFY(bar()->tabToolTip(index).endsWith(QStringLiteral("Connected")));
    }

    void tabTellsOfARun()
    {
        ServerPage *page = connected(m_one);
        runLong(page);
        QVERIFY(bar()->tabText(0).contains(QStringLiteral("running")));
        QVERIFY(bar()->accessibleTabName(0).contains(QStringLiteral("run")));
        menuAction("cancel")->trigger();
        QTRY_COMPARE(bar()->tabText(0), address(m_one));
    }

    void pageBecomesAWindowAndComesBackWithoutReconnecting()
    {
        ServerPage *page = connected(m_one);
        m_workspace->openPage(window());
        bar()->setCurrentIndex(0);
        const QSignalSpy states(page->connection(), &Connection::stateChanged);
        MainWindow *first = window();
        in<QAction>(first, "detachPage")->trigger();
        QCOMPARE(m_workspace->windows().size(), 2);
        MainWindow *second = window();
        QVERIFY(second != first && second->page() == page && page->isVisible());
        QCOMPARE(first->pages().size(), 1);
        QVERIFY(QTest::qWaitForWindowActive(second));
        QVERIFY(page->isAncestorOf(QApplication::focusWidget()));
        enter(page, "command", QStringLiteral("SET moved 1"));
        QTRY_COMPARE(cell(page, ResultsModel::OutcomeColumn), QStringLiteral("Success"));
        key(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(in<ScriptTabs>(page, "scriptTabs")->pages().size(), 2);
        QCOMPARE(in<ScriptTabs>(first->page(), "scriptTabs")->pages().size(), 1);

        auto *others = in<QMenu>(second, "windowsMenu");
        others->popup({});
        QCOMPARE(others->actions().size(), 1);
        others->actions().constFirst()->trigger();
        others->close();
        QVERIFY(first->pages().contains(page) && first->page() == page);
        QTRY_COMPARE(m_workspace->windows().size(), 1); // the other is empty, and gone
        QVERIFY(isReady(page));
        QCOMPARE(states.size(), 0);
        QTRY_VERIFY(in<QWidget>(page, "runCommandButton")->isEnabled());
        enter(page, "command", QStringLiteral("GET moved"));
        QTRY_COMPARE(cell(page, ResultsModel::ValueColumn), QStringLiteral("1"));
    }

    void detachedPartsGoAndComeWithTheirPage()
    {
        const ServerPage *page = window()->page();
        auto *log = in<QDockWidget>(page, "logDock");
        log->setFloating(true);
        log->show();
        m_workspace->openPage(window());
        QVERIFY(!log->isVisible());
        bar()->setCurrentIndex(0);
        QVERIFY(log->isVisible() && log->isFloating());
        m_workspace->openPage(window());
        QVERIFY(!log->isVisible());
        restart();
        bar()->setCurrentIndex(0);
        QTRY_VERIFY(in<QDockWidget>(window()->page(), "logDock")->isVisible());
        QVERIFY(in<QDockWidget>(window()->page(), "logDock")->isFloating());
    }

    void duplicateIsConnectedToo()
    {
        const ServerPage *page = connected(m_one);
        in<QAction>(window(), "duplicatePage")->trigger();
        QCOMPARE(window()->pages().size(), 2);
        QVERIFY(window()->page() != page);
        QTRY_VERIFY(isReady(window()->page()));
        QCOMPARE(window()->page()->name(), page->name());
    }

    void closingATabAsksBeforeSomethingIsLost()
    {
        ServerPage *page = window()->page();
        write(page, QStringLiteral("NOOP"));
        m_workspace->openPage(window());
        QTest::mouseClick(bar(), Qt::MiddleButton, {}, bar()->tabRect(0).center());
        QTRY_VERIFY(in<QMessageBox>(window(), "unsavedScript"));
        QVERIFY(window()->page() == page); // what it asks about is seen
        QTest::keyClick(in<QMessageBox>(window(), "unsavedScript"), Qt::Key_Escape);
        QCOMPARE(window()->pages().size(), 2);
        QTRY_VERIFY(!in<QMessageBox>(window(), "unsavedScript"));
        in<QAction>(window(), "closePage")->trigger();
        QTRY_VERIFY(in<QMessageBox>(window(), "unsavedScript"));
        QTest::mouseClick(in<QMessageBox>(window(), "unsavedScript")->button(QMessageBox::Discard), Qt::LeftButton);
        QTRY_COMPARE(window()->pages().size(), 1);
        restart();
        QCOMPARE(window()->pages().size(), 1);
        QCOMPARE(script(window()->page()), QByteArray()); // it was dropped
    }

    void closingATabWithARunUnderWayAsks()
    {
        ServerPage *page = connected(m_one);
        runLong(page);
        in<QAction>(window(), "closePage")->trigger();
        QTRY_VERIFY(in<QMessageBox>(window(), "runUnderWay"));
        QTest::keyClick(in<QMessageBox>(window(), "runUnderWay"), Qt::Key_Escape);
        QTRY_VERIFY(!in<QMessageBox>(window(), "runUnderWay"));
        QVERIFY(window()->page() == page && page->isRunning());
        menuAction("cancel")->trigger();
        QTRY_VERIFY(!page->isRunning());
    }

    void behindTheLastTabIsTheStartPage()
    {
        connected(m_one);
        in<QAction>(window(), "closePage")->trigger();
        QVERIFY(window()->isVisible());
        QVERIFY(window()->isStartShown());
        QVERIFY(window()->pages().isEmpty());
        QVERIFY(!in<QAction>(window(), "closePage")->isEnabled());
        QVERIFY(!in<QAction>(window(), "duplicatePage")->isEnabled());
        in<QAction>(window(), "newPage")->trigger();
        QCOMPARE(window()->pages().size(), 1);
        QVERIFY(window()->page()->isBlank());
        QVERIFY(!window()->isStartShown());
        in<QAction>(window(), "closePage")->trigger();
        QVERIFY(window()->isStartShown());
        auto *field = in<QLineEdit>(window(), "startAddress");
        QTest::keyClicks(field, address(m_two));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(window()->pages().size(), 1);
        QVERIFY(!window()->isStartShown());
        QTRY_VERIFY(isReady(window()->page()));
    }

    void othersAreClosedAtOnce()
    {
        ServerPage *kept = connected(m_one);
        m_workspace->openPage(window());
        m_workspace->openPage(window());
        bar()->setCurrentIndex(0);
        in<QAction>(window(), "closeOtherPages")->trigger();
        QCOMPARE(window()->pages(), QList<ServerPage *>{kept});
    }

    void partsOfEveryTabAreAsWideAsThoseOfTheFirst()
    {
        window()->resize(1280, 800);
        window()->showTabs();
        QList<int> widths;
        for (int tab = 0; tab < 3; ++tab) {
            ServerPage *page = tab == 0 ? window()->page() : m_workspace->openPage(window());
            QTRY_VERIFY(page->isVisible());
            QCoreApplication::sendPostedEvents();
            QCoreApplication::sendPostedEvents();
            widths.append(in<QDockWidget>(page, "valueDock")->width());
        }
        QCOMPARE(widths, QList<int>(3, widths.constFirst()));
    }

    void aNewTabHasItsPartsWhereThatInFrontHasThem()
    {
        window()->resize(1280, 800);
        window()->showTabs();
        ServerPage *first = window()->page();
        auto *views = first->findChild<PageViews *>();
        views->setView(PageViews::View::Keys);
        QCoreApplication::sendPostedEvents();
        auto *splitter = in<QSplitter>(first, "keySplitter");
        const int whole = splitter->sizes().at(0) + splitter->sizes().at(1);
        splitter->setSizes({whole - 500, 500});
        const QList<int> sizes = splitter->sizes();
        ServerPage *second = m_workspace->openPage(window());
        QCOMPARE(second->findChild<PageViews *>()->view(), PageViews::View::Workbench);
        second->findChild<PageViews *>()->setView(PageViews::View::Keys);
        QTRY_COMPARE(in<QSplitter>(second, "keySplitter")->sizes(), sizes);
    }

    void pageOfAProfileShowsItsNameAndNoField()
    {
        const QString id = addProfile(QStringLiteral("Orders"), m_one);
        ServerPage *page = m_workspace->openProfile(id);
        QVERIFY(page);
        QTRY_VERIFY(isReady(page));
        QCOMPARE(page->profileId(), id);
        QCOMPARE(bar()->tabText(0), QStringLiteral("Orders"));
        QVERIFY(window()->windowTitle().contains(QStringLiteral("Orders")));
        QCOMPARE(in<ElidedLabel>(page, "profileName")->text(), QStringLiteral("Orders"));
        QVERIFY(in<ElidedLabel>(page, "profileName")->isVisible());
        QVERIFY(!in<QWidget>(page, "address")->isVisible());
        QVERIFY(!menuAction("editAddress")->isEnabled());
        QVERIFY(m_workspace->openProfiles().contains(id));
        QVERIFY(m_workspace->profiles()->find(id)->lastUsed.isValid());

        // Once more: its tab comes to the front, unless another is wished for.
        m_workspace->openPage(window());
        QVERIFY(m_workspace->openProfile(id) == page);
        QVERIFY(window()->page() == page);
        ServerPage *another = m_workspace->openProfile(id, Workspace::Opening::Another);
        QVERIFY(another != page);
        QCOMPARE(another->profileId(), id);

        Profile renamed = *m_workspace->profiles()->find(id);
        renamed.name = QStringLiteral("Bills");
        m_workspace->profiles()->put(renamed);
        QTRY_COMPARE(in<ElidedLabel>(page, "profileName")->text(), QStringLiteral("Bills"));

        restart();
        QTRY_VERIFY(m_workspace->profiles()->isLoaded());
        page = window()->pages().constFirst();
        QCOMPARE(page->name(), QStringLiteral("Bills"));
        QCOMPARE(page->connection()->state(), Connection::State::Disconnected);
        QVERIFY(in<QWidget>(page, "address")->isHidden());
        QTest::mouseClick(in<QWidget>(page, "connectButton"), Qt::LeftButton);
        QTRY_VERIFY(isReady(page));
    }
};

QTEST_MAIN(TestWorkspace)
#include "tst_workspace.moc"
