#include "ui/tabactions.h"

#include "ui/iconengine.h"
#include "ui/mainwindow.h"
#include "ui/serverpage.h"
#include "ui/servertabs.h"
#include "ui/workspace.h"

#include <QAction>
#include <QMenu>

TabActions::TabActions(ServerTabs *tabs, Workspace *workspace, MainWindow *window)
    : QObject(window)
    , m_tabs(tabs)
    , m_workspace(workspace)
    , m_window(window)
    , m_windows(new QMenu(tr("Move to &another window"), window))
{
    const int ctrl = Qt::CTRL;
    const int shift = Qt::SHIFT;
    m_new =
        add("newPage", tr("&New connection"), "plus", tr("Open one more tab, for another server"), ctrl | Qt::Key_T, &TabActions::openNew);
    m_newWindow =
        add("newWindow", tr("New &window"), nullptr, tr("Open one more window"), ctrl | shift | Qt::Key_N, &TabActions::openWindow);
    m_duplicate =
        add("duplicatePage", tr("&Duplicate"), "copy-plus", tr("Open one more tab for the same server"), 0, &TabActions::duplicate);
    m_detach = add("detachPage", tr("&Move to new window"), nullptr, tr("Make a window of its own of the tab in front; it stays connected"),
                   0, &TabActions::detach);
    m_next = add("nextPage", tr("Ne&xt connection"), nullptr, tr("Go to the next tab"), ctrl | Qt::Key_PageDown, &TabActions::goNext);
    m_previous =
        add("previousPage", tr("&Previous connection"), nullptr, tr("Go to the tab before"), ctrl | Qt::Key_PageUp, &TabActions::goBack);
    m_close =
        add("closePage", tr("&Close connection"), "x", tr("Hang up, and close the tab in front"), ctrl | Qt::Key_F4, &TabActions::close);
    m_closeOthers = add("closeOtherPages", tr("Close &others"), nullptr, tr("Close all tabs of this window but the one in front"), 0,
                        &TabActions::closeOthers);
    m_windows->setObjectName(QStringLiteral("windowsMenu"));
    m_windows->menuAction()->setObjectName(QStringLiteral("movePage"));
    m_windows->menuAction()->setStatusTip(tr("Put the tab in front into another window; it stays connected"));
    connect(m_windows, &QMenu::aboutToShow, this, &TabActions::fillWindows);
    connect(tabs, &ServerTabs::menuWanted, this, [this](ServerPage *, const QPoint &place) {
        auto *menu = new QMenu(m_window);
        menu->setObjectName(QStringLiteral("pageMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        addTo(menu);
        menu->popup(place);
    });
    update();
}

void TabActions::addTo(QMenu *menu) const
{
    menu->addActions({m_new, m_newWindow, m_duplicate});
    menu->addSeparator();
    menu->addAction(m_detach);
    menu->addMenu(m_windows);
    menu->addSeparator();
    menu->addActions({m_next, m_previous});
    menu->addSeparator();
    menu->addActions({m_close, m_closeOthers});
}

void TabActions::update()
{
    const int count = m_tabs->count();
    m_duplicate->setEnabled(count > 0);
    m_detach->setEnabled(count > 1);
    m_windows->menuAction()->setEnabled(count > 0 && m_workspace->windows().size() > 1);
    m_next->setEnabled(count > 1);
    m_previous->setEnabled(count > 1);
    m_close->setEnabled(count > 0);
    m_closeOthers->setEnabled(count > 1);
}

QAction *TabActions::add(const char *name, const QString &text, const char *icon, const QString &tip, int shortcut,
                         void (TabActions::*act)())
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setStatusTip(tip);
    if (icon)
        action->setIcon(themedIcon(QLatin1String(icon)));
    if (shortcut != 0)
        action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, act);
    return action;
}

void TabActions::openNew()
{
    if (m_window->isStartShown() && m_tabs->count() > 0)
        m_window->showTabs();
    else
        m_workspace->openPage(m_window);
}

void TabActions::openWindow()
{
    m_workspace->openWindow();
}

void TabActions::duplicate()
{
    m_workspace->duplicatePage(m_tabs->page());
}

void TabActions::detach()
{
    m_workspace->movePage(m_tabs->page(), nullptr);
}

void TabActions::goNext()
{
    m_tabs->go(1);
}

void TabActions::goBack()
{
    m_tabs->go(-1);
}

void TabActions::close()
{
    m_workspace->closePages({m_tabs->page()});
}

void TabActions::closeOthers()
{
    QList<ServerPage *> others = m_tabs->pages();
    others.removeOne(m_tabs->page());
    m_workspace->closePages(others);
}

void TabActions::fillWindows()
{
    m_windows->clear();
    const QList<MainWindow *> windows = m_workspace->windows();
    for (MainWindow *window : windows) {
        if (window == m_window)
            continue;
        QString title = window->windowTitle().remove(QStringLiteral("[*]"));
        QAction *action = m_windows->addAction(title.replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setStatusTip(tr("Put the tab in front into this window"));
        connect(action, &QAction::triggered, window, [this, window] { m_workspace->movePage(m_tabs->page(), window); });
    }
}
