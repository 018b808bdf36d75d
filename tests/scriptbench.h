#pragma once

#include "tests/privatehome.h"
#include "ui/editactions.h"
#include "ui/session/keptwindow.h"
#include "ui/session/sessionroot.h"
#include "ui/settings.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scripttabs.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QMainWindow>
#include <QMenuBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>

/// The tabs in a window with their menus, so that shortcuts work as they do for a person.
class ScriptBench
{
public:
    explicit ScriptBench(const QString &sessions)
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

/// A folder for scripts and for what is kept of them, with settings of its own.
class ScriptFolder
{
protected:
    void begin()
    {
        m_folder = std::make_unique<PrivateHome>();
        QVERIFY(m_folder->use());
        m_folder->clearSettings();
    }
    QString folder() const { return m_folder->path(); }
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

private:
    std::unique_ptr<PrivateHome> m_folder;
    int m_writes = 0;
};
