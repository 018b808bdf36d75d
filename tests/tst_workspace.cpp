#include "tests/servers/realserver.h"
#include "ui/connection/connectionbar.h"
#include "ui/elidedlabel.h"
#include "ui/mainwindow.h"
#include "ui/pageviews.h"
#include "ui/results/resultstable.h"
#include "ui/serverpage.h"
#include "ui/servertabs.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scripttabs.h"
#include "ui/workspace.h"

#include <QAction>
#include <QDir>
#include <QDirIterator>
#include <QDockWidget>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

namespace {

template <typename Widget> Widget *in(const QObject *place, const char *name)
{
    return place->findChild<Widget *>(QLatin1String(name));
}

QString address(const RealServer &server)
{
    return QStringLiteral("127.0.0.1:%1").arg(server.port());
}

/// What a person does on a page.
void enter(const ServerPage *page, const char *field, const QString &text)
{
    auto *line = in<QLineEdit>(page, field);
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
}

void write(const ServerPage *page, const QString &text)
{
    ScriptEditor *editor = in<ScriptTabs>(page, "scriptTabs")->page()->editor();
    editor->setFocus();
    QTest::keyClicks(editor, text);
}

QByteArray script(const ServerPage *page)
{
    return in<ScriptTabs>(page, "scriptTabs")->page()->editor()->text();
}

bool isReady(const ServerPage *page)
{
    return page->connection()->isReady();
}

QString cell(const ServerPage *page, int column)
{
    const QAbstractItemModel *model = in<ResultsTable>(page, "results")->model();
    return model->index(0, column).data().toString();
}

/// As a crash leaves it: with everything that was written, and nobody who holds the locks.
void copyAsAfterACrash(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (path.endsWith(QLatin1String("/lock")))
            continue;
        const QString copy = to + path.mid(from.size());
        QVERIFY(QDir().mkpath(QFileInfo(copy).absolutePath()));
        QVERIFY(QFile::copy(path, copy));
    }
}

} // namespace

class TestWorkspace : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(m_one.start(), qPrintable(m_one.errorString()));
        QVERIFY2(m_two.start(), qPrintable(m_two.errorString()));
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder->path());
        QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Slabscope"), QStringLiteral("Slabscope")).clear();
        useData(QStringLiteral("data"));
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_folder->filePath(QStringLiteral("config"))));
        start();
    }
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

    void aWindowWithoutTabsComesBackAtItsPlace()
    {
        connected(m_one);
        window()->resize(1111, 777);
        in<QAction>(window(), "closePage")->trigger();
        restart();
        QVERIFY(window()->isStartShown());
        QCOMPARE(window()->size(), QSize(1111, 777));
        in<QAction>(window(), "closePage")->trigger();
        window()->close();
        QTRY_VERIFY(m_workspace->windows().isEmpty());
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

    void everythingComesBackAtTheNextStart()
    {
        ServerPage *one = connected(m_one);
        write(one, QStringLiteral("GET first"));
        in<QDockWidget>(one, "logDock")->show();
        window()->resize(1400, 700);
        auto *value = in<QDockWidget>(one, "valueDock");
        one->resizeDocks({value}, {350}, Qt::Horizontal);
        QTRY_COMPARE(value->width(), 350);
        ServerPage *two = m_workspace->openPage(window());
        two->connectTo(QStringLiteral("memcached://alice:s3cret@%1").arg(address(m_two)));
        QTRY_VERIFY(isReady(two));
        write(two, QStringLiteral("GET second"));
        ServerPage *three = m_workspace->openPage(window());
        write(three, QStringLiteral("GET third"));
        QTcpServer listener;
        QVERIFY(listener.listen(QHostAddress::LocalHost));
        three->connectTo(QStringLiteral("127.0.0.1:%1").arg(listener.serverPort()));
        QTRY_VERIFY(listener.hasPendingConnections());
        m_workspace->movePage(three, nullptr);
        MainWindow *first = m_workspace->windows().constFirst();
        in<ServerTabs>(first, "pages")->setCurrentIndex(0);
        const quint16 port = listener.serverPort();
        listener.close(); // with what is under way to it
        const int width = value->width();
        in<QAction>(window(), "quit")->trigger();
        QVERIFY(!first->isVisible());
        QVERIFY(listener.listen(QHostAddress::LocalHost, port));

        restart();
        QTRY_VERIFY(m_workspace->profiles()->isLoaded());
        QCOMPARE(m_workspace->windows().size(), 2);
        first = m_workspace->windows().constFirst();
        QCOMPARE(first->size(), QSize(1400, 700));
        QCOMPARE(first->pages().size(), 2);
        QVERIFY(first->page() == first->pages().constFirst());
        QCOMPARE(first->pages().at(0)->name(), address(m_one));
        QCOMPARE(first->pages().at(1)->place(), QStringLiteral("memcached://alice@") + address(m_two));
        QCOMPARE(script(first->pages().at(0)), QByteArray("GET first"));
        QCOMPARE(script(first->pages().at(1)), QByteArray("GET second"));
        QTRY_VERIFY(!in<QDockWidget>(first->pages().at(0), "logDock")->isHidden());
        QVERIFY(in<QDockWidget>(first->pages().at(1), "logDock")->isHidden());
        QTRY_COMPARE(in<QDockWidget>(first->pages().at(0), "valueDock")->width(), width);
        QCOMPARE(script(m_workspace->windows().at(1)->page()), QByteArray("GET third"));
        // Nothing is connected before the person asks.
        for (const ServerPage *page : {first->pages().at(0), first->pages().at(1), m_workspace->windows().at(1)->page()})
            QCOMPARE(page->connection()->state(), Connection::State::Disconnected);
        QVERIFY(!listener.hasPendingConnections());
        QVERIFY(!everythingWritten().contains("s3cret"));
        QTest::mouseClick(in<QWidget>(first->page(), "connectButton"), Qt::LeftButton);
        QTRY_VERIFY(isReady(first->page()));
    }

    void sideListComesBackAsItWas()
    {
        const auto dock = [this] { return in<QDockWidget>(window(), "profilesDock"); };
        window()->resize(1000, 700);
        window()->resizeDocks({dock()}, {312}, Qt::Horizontal);
        QTRY_COMPARE(dock()->width(), 312);
        restart();
        QTRY_COMPARE(dock()->width(), 312);
        dock()->hide();
        restart();
        QVERIFY(!dock()->isVisible());
        dock()->show();
        QTRY_COMPARE(dock()->width(), 312);
    }

    void partsThatAreDividedComeBackAsTheyWere()
    {
        constexpr const char *names[] = {"resultsSplitter", "wireSplitter", "commandHelpSplitter"};
        const auto share = [](const QSplitter *splitter) {
            const QList<int> sizes = splitter->sizes();
            return double(sizes.constFirst()) / (sizes.constFirst() + sizes.constLast());
        };
        window()->resize(1280, 800);
        window()->showTabs();
        for (const char *name : names) {
            QSplitter *splitter = seen(name);
            QVERIFY2(std::abs(share(splitter) - 0.5) > 0.1, name);
            const int whole = splitter->sizes().constFirst() + splitter->sizes().constLast();
            splitter->setSizes({whole / 2, whole / 2});
        }
        restart();
        window()->resize(1280, 800);
        window()->showTabs();
        for (const char *name : names) {
            QSplitter *splitter = seen(name);
            QTRY_VERIFY2(std::abs(share(splitter) - 0.5) < 0.02, name);
        }
        in<QAction>(window(), "resetLayout")->trigger();
        for (const char *name : names)
            QVERIFY2(std::abs(share(seen(name)) - 0.5) > 0.1, name);
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

    void windowThatIsOpenedLaterFitsTheScreenToo()
    {
        const QSize screen = QGuiApplication::primaryScreen()->availableSize();
        MainWindow *another = m_workspace->openWindow();
        QVERIFY(another->width() <= screen.width() && another->height() <= screen.height());
    }

    void attemptThatIsGivenUpIsNoUse()
    {
        QTcpServer listener; // takes it, and says nothing
        QVERIFY(listener.listen(QHostAddress::LocalHost));
        Profile profile{.name = QStringLiteral("Silent")};
        profile.address.port = listener.serverPort();
        QTRY_VERIFY(m_workspace->profiles()->isLoaded());
        const QString id = m_workspace->profiles()->put(profile);
        ServerPage *page = m_workspace->openProfile(id);
        QTRY_VERIFY(listener.hasPendingConnections());
        QTest::mouseClick(in<QWidget>(page, "stopTryingButton"), Qt::LeftButton);
        QTRY_COMPARE(page->connection()->state(), Connection::State::Disconnected);
        QVERIFY(!m_workspace->profiles()->find(id)->lastUsed.isValid());
    }

    void crashLosesNothing()
    {
        ServerPage *one = connected(m_one);
        write(one, QStringLiteral("GET first"));
        ServerPage *two = m_workspace->openPage(window());
        write(two, QStringLiteral("GET second"));
        QTRY_VERIFY(everythingWritten().contains("GET first") && everythingWritten().contains("GET second"));
        QTRY_COMPARE(everythingWritten().count("\"kind\""), 2);
        copyAsAfterACrash(m_folder->filePath(QStringLiteral("data")), m_folder->filePath(QStringLiteral("crashed")));
        useData(QStringLiteral("crashed"));
        restart();
        QCOMPARE(window()->pages().size(), 2);
        QCOMPARE(window()->pages().at(0)->name(), address(m_one));
        QCOMPARE(script(window()->pages().at(0)), QByteArray("GET first"));
        QCOMPARE(script(window()->pages().at(1)), QByteArray("GET second"));
    }

    void programsAtTheSameTimeKeepTheirOwnAndTheNextTakesAll()
    {
        write(window()->page(), QStringLiteral("GET mine"));
        auto other = std::make_unique<Workspace>();
        ServerPage *page = other->restore()->page();
        QCOMPARE(script(page), QByteArray());
        write(page, QStringLiteral("GET theirs"));
        other->quit();
        other.reset();
        restart();
        QByteArrayList all;
        const QList<MainWindow *> windows = m_workspace->windows();
        for (const MainWindow *each : windows) {
            for (const ServerPage *its : each->pages())
                all += script(its);
        }
        std::sort(all.begin(), all.end());
        QCOMPARE(all, QByteArrayList({"GET mine", "GET theirs"}));
        restart();
        QCOMPARE(m_workspace->windows().size(), windows.size()); // and it is not there twice
    }

    void scriptsFromBeforeThereWerePagesComeBack()
    {
        m_workspace->quit();
        m_workspace.reset();
        useData(QStringLiteral("old"));
        const QString folder = SessionRoot::usualPath() + QStringLiteral("/1");
        QVERIFY(QDir().mkpath(folder));
        QFile list(folder + QStringLiteral("/session.json"));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write(R"({"current":0,"scripts":[{"id":"one","number":1,"text":true}]})");
        list.close();
        QFile text(folder + QStringLiteral("/one.text"));
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write("GET old");
        text.close();
        start();
        QCOMPARE(script(window()->page()), QByteArray("GET old"));
        restart();
        QCOMPARE(script(window()->page()), QByteArray("GET old"));
        QVERIFY(!QFile::exists(folder + QStringLiteral("/one.text")));
    }

    void damagedListOfTabsCostsNoScripts()
    {
        write(window()->page(), QStringLiteral("GET one"));
        write(m_workspace->openPage(window()), QStringLiteral("GET two"));
        m_workspace->quit();
        m_workspace.reset();
        QFile list(SessionRoot::usualPath() + QStringLiteral("/1/windows.json"));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write("{\"windows\": 7}");
        list.close();
        start();
        QByteArrayList texts;
        const QList<ScriptPage *> scripts = in<ScriptTabs>(window()->page(), "scriptTabs")->pages();
        for (const ScriptPage *each : scripts)
            texts += each->editor()->text();
        std::sort(texts.begin(), texts.end());
        QCOMPARE(texts, QByteArrayList({"GET one", "GET two"}));
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

    void profileThatIsGoneIsNotConnectedTo()
    {
        const QString id = addProfile(QStringLiteral("Orders"), m_one);
        m_workspace->openProfile(id);
        restart();
        QTRY_VERIFY(m_workspace->profiles()->isLoaded());
        m_workspace->profiles()->remove(id);
        const ServerPage *page = window()->page();
        QTest::mouseClick(in<QWidget>(page, "connectButton"), Qt::LeftButton);
        QVERIFY(in<ElidedLabel>(page, "connectionState")->text().contains(QStringLiteral("no such profile")));
        QCOMPARE(page->connection()->state(), Connection::State::Disconnected);
        QVERIFY(in<QWidget>(page, "address")->isHidden());
    }

    void addressFromTheCommandLineComesInFrontOfWhatWasThere()
    {
        connected(m_one);
        restart();
        ServerPage *page = m_workspace->openAddress(address(m_two));
        QCOMPARE(window()->pages().size(), 2);
        QVERIFY(window()->page() == page);
        QTRY_VERIFY(isReady(page));
        QCOMPARE(window()->pages().constFirst()->connection()->state(), Connection::State::Disconnected);
    }

    void windowThatIsNotTheLastTakesItsTabsWithIt()
    {
        connected(m_one);
        MainWindow *second = m_workspace->openWindow();
        write(second->page(), QStringLiteral("GET lost"));
        second->close();
        QVERIFY(second->isVisible());
        QTRY_VERIFY(in<QMessageBox>(second, "unsavedScript"));
        QTest::mouseClick(in<QMessageBox>(second, "unsavedScript")->button(QMessageBox::Discard), Qt::LeftButton);
        QTRY_COMPARE(m_workspace->windows().size(), 1);
        restart();
        QCOMPARE(m_workspace->windows().size(), 1);
        QCOMPARE(window()->pages().size(), 1);
        QCOMPARE(window()->page()->name(), address(m_one));
    }

private:
    void useData(const QString &name) const { qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder->filePath(name))); }
    void start()
    {
        m_workspace = std::make_unique<Workspace>();
        m_workspace->restore();
        window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window()));
    }
    void restart()
    {
        if (m_workspace)
            m_workspace->quit();
        m_workspace.reset();
        start();
    }
    MainWindow *window() const { return m_workspace->windows().constLast(); }
    /// Brings what is divided into sight, wherever it is.
    QSplitter *seen(const char *name) const
    {
        ServerPage *page = window()->page();
        page->findChild<QAction *>(QStringLiteral("earlierRuns"))->setChecked(true);
        auto *splitter = in<QSplitter>(page, name);
        for (QWidget *around = splitter; around != page; around = around->parentWidget()) {
            if (auto *pages = qobject_cast<QStackedWidget *>(around->parentWidget()))
                pages->setCurrentWidget(around);
            around->show();
            around->raise();
        }
        QCoreApplication::sendPostedEvents();
        return splitter;
    }
    QTabBar *bar() const { return in<ServerTabs>(window(), "pages")->tabBar(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers) const
    {
        window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window()));
        QTest::keyClick(window(), key, modifiers);
    }
    QAction *menuAction(const char *name) const
    {
        const QList<QAction *> menus = window()->menuBar()->actions();
        for (const QAction *menu : menus) {
            const QList<QAction *> actions = menu->menu()->actions();
            for (QAction *action : actions) {
                if (action->objectName() == QLatin1String(name))
                    return action;
            }
        }
        return nullptr;
    }
    ServerPage *connected(const RealServer &server) const
    {
        ServerPage *page = window()->page();
        page->connectTo(address(server));
        [&] { QTRY_VERIFY(isReady(page)); }();
        return page;
    }
    static void runLong(const ServerPage *page)
    {
        in<ScriptTabs>(page, "scriptTabs")->page()->editor()->setText(QByteArray("SET k 0123456789\nGET k\n").repeated(50'000));
        QTest::mouseClick(in<QWidget>(page, "runEachButton"), Qt::LeftButton);
        QTRY_VERIFY(page->isRunning());
    }
    QString addProfile(const QString &name, const RealServer &server) const
    {
        [&] { QTRY_VERIFY(m_workspace->profiles()->isLoaded()); }();
        return m_workspace->profiles()->put({.name = name, .address = {.host = QStringLiteral("127.0.0.1"), .port = server.port()}});
    }
    QByteArray everythingWritten() const
    {
        QByteArray all;
        QDirIterator files(m_folder->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        return all;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    RealServer m_one;
    RealServer m_two;
};

QTEST_MAIN(TestWorkspace)
#include "tst_workspace.moc"
