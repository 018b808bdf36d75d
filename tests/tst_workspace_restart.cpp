#include "tests/workspaceperson.h"
#include "ui/elidedlabel.h"

#include <QDir>
#include <QDockWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QTcpServer>

namespace {

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

/// What comes back at the next start, after an end of any kind.
class TestWorkspaceRestart : public QObject, protected WorkspacePerson
{
    Q_OBJECT

private slots:
    void initTestCase() { startServers(); }
    void init() { begin(); }
    void cleanup() { m_workspace.reset(); }

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
};

QTEST_MAIN(TestWorkspaceRestart)
#include "tst_workspace_restart.moc"
