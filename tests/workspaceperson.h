#pragma once

#include "tests/privatehome.h"
#include "tests/servers/realserver.h"
#include "ui/mainwindow.h"
#include "ui/results/resultstable.h"
#include "ui/serverpage.h"
#include "ui/servertabs.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scripttabs.h"
#include "ui/workspace.h"

#include <QAction>
#include <QDirIterator>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTest>

/// A person at the program's windows, with settings of their own and two servers.
class WorkspacePerson
{
protected:
    void startServers()
    {
        QVERIFY2(m_one.start(), qPrintable(m_one.errorString()));
        QVERIFY2(m_two.start(), qPrintable(m_two.errorString()));
    }
    void begin()
    {
        m_folder = std::make_unique<PrivateHome>();
        QVERIFY(m_folder->use({"config"}));
        m_folder->clearSettings();
        useData(QStringLiteral("data"));
        start();
    }
    template <typename Widget> static Widget *in(const QObject *place, const char *name)
    {
        return place->findChild<Widget *>(QLatin1String(name));
    }

    static QString address(const RealServer &server) { return QStringLiteral("127.0.0.1:%1").arg(server.port()); }

    /// What a person does on a page.
    static void enter(const ServerPage *page, const char *field, const QString &text)
    {
        auto *line = in<QLineEdit>(page, field);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }

    static void write(const ServerPage *page, const QString &text)
    {
        ScriptEditor *editor = in<ScriptTabs>(page, "scriptTabs")->page()->editor();
        editor->setFocus();
        QTest::keyClicks(editor, text);
    }

    static QByteArray script(const ServerPage *page) { return in<ScriptTabs>(page, "scriptTabs")->page()->editor()->text(); }

    static bool isReady(const ServerPage *page) { return page->connection()->isReady(); }

    static QString cell(const ServerPage *page, int column)
    {
        const QAbstractItemModel *model = in<ResultsTable>(page, "results")->model();
        return model->index(0, column).data().toString();
    }

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

    std::unique_ptr<PrivateHome> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    RealServer m_one;
    RealServer m_two;
};
