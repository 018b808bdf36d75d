#include "ui/pagemenus.h"

#include "ui/columnmenu.h"
#include "ui/connection/connectionbar.h"
#include "ui/connection/tlsactions.h"
#include "ui/iconengine.h"
#include "ui/keys/serverkeys.h"
#include "ui/pageviews.h"
#include "ui/results/resultspanel.h"
#include "ui/results/resultstable.h"
#include "ui/shortcuts.h"
#include "ui/workbench/commandbar.h"
#include "ui/workbench/runstrip.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scripttabs.h"

#include <QDockWidget>
#include <QHeaderView>
#include <QMenu>

PageMenus::PageMenus(const PageParts &parts, QWidget *page)
    : QObject(page)
    , m_parts(parts)
    , m_focus(
          {parts.connectionBar, parts.commandBar, parts.scripts, parts.results, parts.keys, parts.value, parts.wire, parts.help, parts.log})
{
    for (QMenu *&menu : m_menus)
        menu = new QMenu(page);
    m_focus.remember(parts.scripts->page()->editor());
    parts.scripts->addFileActions(menu(Part::File));
    addEditActions();
    addServerActions();
    m_parts.keys->addTo(menu(Part::Keys));
    addRunActions();
    addViewActions();
    addHelpActions();
}

QList<QAction *> PageMenus::actions(Part part) const
{
    return menu(part)->actions();
}

QList<QAction *> PageMenus::searchActions() const
{
    return m_parts.scripts->searchActions();
}

void PageMenus::addEditActions()
{
    QMenu *edit = menu(Part::Edit);
    QMenu *script = edit->addMenu(tr("&Script"));
    script->menuAction()->setObjectName(QStringLiteral("editScript"));
    script->menuAction()->setStatusTip(tr("Change the lines of the script, and go through its problems"));
    m_parts.scripts->addEditActions(script);
    m_parts.results->addEditActions(edit);
    goToWorkbenchWith({m_parts.results->filterAction()});
}

/// What these do is seen in the workbench: from elsewhere they lead there, as nobody types into what is not seen.
void PageMenus::goToWorkbenchWith(const QList<QAction *> &actions)
{
    for (QAction *action : actions)
        connect(action, &QAction::triggered, m_parts.views, [this] { m_parts.views->setView(PageViews::View::Workbench); });
}

void PageMenus::addServerActions()
{
    QMenu *server = menu(Part::Server);
    server->addAction(m_parts.connectionBar->connectAction());
    server->addAction(m_parts.connectionBar->disconnectAction());
    server->addAction(m_parts.connectionBar->retryAction());
    server->addAction(m_parts.connectionBar->typeSecretAction());
    server->addAction(m_parts.connectionBar->stopAction());
    server->addSeparator();
    server->addAction(m_parts.connectionBar->tls()->optionsAction());
    server->addAction(m_parts.connectionBar->tls()->certificateAction());
    server->addSeparator();
    server->addAction(m_parts.connectionBar->addressAction());
    server->addAction(m_parts.connectionBar->editProfileAction());
    server->addAction(m_parts.connectionBar->saveProfileAction());
    server->addAction(m_parts.sandbox);
}

void PageMenus::addRunActions()
{
    QMenu *run = menu(Part::Run);
    run->addAction(m_parts.commandBar->runAction());
    m_parts.scripts->addRunActions(run);
    run->addAction(m_parts.results->strip()->cancelAction());
    run->addSeparator();
    const qsizetype ofRun = run->actions().size();
    m_parts.results->addRunActions(run);
    goToWorkbenchWith(run->actions().sliced(ofRun));
}

void PageMenus::addViewActions()
{
    QMenu *view = menu(Part::View);
    view->addActions({m_parts.views->action(PageViews::View::Workbench), m_parts.views->action(PageViews::View::Keys),
                      m_parts.views->action(PageViews::View::Monitor)});
    view->addSeparator();
    QAction *value = m_parts.value->toggleViewAction();
    value->setObjectName(QStringLiteral("showValue"));
    value->setText(tr("&Value"));
    value->setStatusTip(tr("Show or hide the value of the selected result"));
    QAction *log = m_parts.log->toggleViewAction();
    log->setObjectName(QStringLiteral("showLog"));
    log->setText(tr("Connection &log"));
    log->setStatusTip(tr("Show or hide what happened to the connection"));
    QAction *help = m_parts.help->toggleViewAction();
    help->setObjectName(QStringLiteral("showHelp"));
    help->setText(tr("&Help"));
    help->setStatusTip(tr("Show or hide the help on the command language"));
    QMenu *panels = view->addMenu(tr("P&anels"));
    panels->menuAction()->setObjectName(QStringLiteral("panels"));
    panels->menuAction()->setStatusTip(tr("Show or hide what stands at the sides of the page"));
    panels->addActions({value, m_parts.wire->toggleViewAction(), log, help});
    panels->addSeparator();
    QAction *reset = add(panels, "resetLayout", tr("&Reset layout"), tr("Put all parts of the page where they were at the first start"));
    connect(reset, &QAction::triggered, this, &PageMenus::layoutResetRequested);
    auto *columns = new ColumnMenu(m_parts.results->table()->horizontalHeader(), tr("&Columns"), view);
    columns->menuAction()->setObjectName(QStringLiteral("columns"));
    columns->menuAction()->setStatusTip(tr("Choose what the table of results shows"));
    view->addMenu(columns);
    QMenu *size = view->addMenu(tr("Script te&xt"));
    size->menuAction()->setObjectName(QStringLiteral("scriptText"));
    size->menuAction()->setStatusTip(tr("Show the script larger or smaller"));
    m_parts.scripts->addViewActions(size);
    view->addSeparator();
    addPartActions(view);
}

void PageMenus::addPartActions(QMenu *view)
{
    QAction *next = add(view, "nextPart", tr("&Next part"), tr("Go to the next part of the window"));
    next->setShortcut(Qt::Key_F6);
    connect(next, &QAction::triggered, this, [this] { m_focus.move(PaneFocus::Direction::Forwards); });
    QAction *previous = add(view, "previousPart", tr("&Previous part"), tr("Go to the previous part of the window"));
    previous->setShortcut(Qt::SHIFT | Qt::Key_F6);
    connect(previous, &QAction::triggered, this, [this] { m_focus.move(PaneFocus::Direction::Backwards); });
}

void PageMenus::addHelpActions()
{
    QMenu *help = menu(Part::Help);
    QAction *language = add(help, "commandLanguage", tr("&Command language"), tr("How commands are written"), "circle-question-mark");
    language->setShortcuts(shortcutsFor(QKeySequence::HelpContents, Qt::Key_F1));
    connect(language, &QAction::triggered, this, &PageMenus::languageHelpRequested);
    QAction *command =
        add(help, "commandHelp", tr("&Help on the command"), tr("What the command at the cursor does, and what it answers"), "book-open");
    command->setShortcut(Qt::SHIFT | Qt::Key_F1);
    connect(command, &QAction::triggered, this, &PageMenus::commandHelpRequested);
    help->addSeparator();
    QAction *diagnostics = add(help, "copyDiagnostics", tr("Copy &diagnostics"),
                               tr("Copy versions, states and errors for a report; no passwords, keys or values"), "copy");
    connect(diagnostics, &QAction::triggered, this, &PageMenus::diagnosticsRequested);
}

QAction *PageMenus::add(QMenu *menu, const char *name, const QString &text, const QString &statusTip, const char *icon)
{
    QAction *action = menu->addAction(text);
    action->setObjectName(QLatin1String(name));
    action->setStatusTip(statusTip);
    if (icon)
        action->setIcon(themedIcon(QLatin1String(icon)));
    return action;
}
