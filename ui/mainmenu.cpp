#include "ui/mainmenu.h"

#include "ui/aboutdialog.h"
#include "ui/appearance.h"
#include "ui/columnmenu.h"
#include "ui/connection/connectionbar.h"
#include "ui/connection/tlsactions.h"
#include "ui/editactions.h"
#include "ui/iconengine.h"
#include "ui/results/resultspanel.h"
#include "ui/results/resultstable.h"
#include "ui/settings.h"
#include "ui/shortcuts.h"
#include "ui/workbench/commandbar.h"
#include "ui/workbench/runstrip.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scripttabs.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QHeaderView>
#include <QMainWindow>
#include <QMenuBar>

MainMenu::MainMenu(const WindowParts &parts, Appearance *appearance, QMainWindow *window)
    : QObject(window)
    , m_window(window)
    , m_parts(parts)
    , m_appearance(appearance)
    , m_focus({parts.connectionBar, parts.commandBar, parts.scripts, parts.results, parts.value, parts.wire, parts.help, parts.log})
{
    m_focus.remember(parts.scripts->page()->editor());
    addFileMenu();
    addEditMenu();
    addServerMenu();
    addRunMenu();
    addViewMenu();
    addHelpMenu();
}

void MainMenu::addFileMenu()
{
    QMenu *file = m_window->menuBar()->addMenu(tr("&File"));
    m_parts.scripts->addFileActions(file);
    file->addSeparator();
    QAction *quit = add(file, "quit", tr("&Quit"), tr("Close the window and end"), "log-out");
    quit->setShortcuts(shortcutsFor(QKeySequence::Quit, Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);
    connect(quit, &QAction::triggered, m_window, &QWidget::close);
}

void MainMenu::addEditMenu()
{
    QMenu *edit = m_window->menuBar()->addMenu(tr("&Edit"));
    m_parts.edit->addTo(edit);
    QMenu *script = edit->addMenu(tr("&Script"));
    script->menuAction()->setObjectName(QStringLiteral("editScript"));
    script->menuAction()->setStatusTip(tr("Search in the script, and change its lines"));
    m_parts.scripts->addEditActions(script);
    m_parts.results->addEditActions(edit);
    edit->addSeparator();
    QAction *preferences = add(edit, "preferences", tr("Pr&eferences…"), tr("Change the theme, the font, times and the log file"));
    preferences->setShortcuts(shortcutsFor(QKeySequence::Preferences, Qt::CTRL | Qt::Key_Comma));
    preferences->setMenuRole(QAction::PreferencesRole);
    connect(preferences, &QAction::triggered, this, &MainMenu::preferencesRequested);
}

void MainMenu::addServerMenu()
{
    QMenu *server = m_window->menuBar()->addMenu(tr("&Server"));
    server->addAction(m_parts.connectionBar->connectAction());
    server->addAction(m_parts.connectionBar->disconnectAction());
    server->addAction(m_parts.connectionBar->retryAction());
    server->addAction(m_parts.connectionBar->stopAction());
    server->addSeparator();
    server->addAction(m_parts.connectionBar->tls()->optionsAction());
    server->addAction(m_parts.connectionBar->tls()->certificateAction());
    server->addSeparator();
    QAction *address = add(server, "editAddress", tr("&Address field"), tr("Go to the address of the server"));
    address->setShortcut(Qt::CTRL | Qt::Key_L);
    connect(address, &QAction::triggered, m_parts.connectionBar, &ConnectionBar::editAddress);
    server->addAction(m_parts.sandbox);
}

void MainMenu::addRunMenu()
{
    QMenu *run = m_window->menuBar()->addMenu(tr("&Run"));
    run->addAction(m_parts.commandBar->runAction());
    m_parts.scripts->addRunActions(run);
    run->addAction(m_parts.results->strip()->cancelAction());
    run->addSeparator();
    m_parts.results->addRunActions(run);
}

void MainMenu::addViewMenu()
{
    QMenu *view = m_window->menuBar()->addMenu(tr("&View"));
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
    view->addActions({value, m_parts.wire->toggleViewAction(), log, help});
    auto *columns = new ColumnMenu(m_parts.results->table()->horizontalHeader(), tr("&Columns"), view);
    columns->menuAction()->setObjectName(QStringLiteral("columns"));
    columns->menuAction()->setStatusTip(tr("Choose what the table of results shows"));
    view->addMenu(columns);
    view->addSeparator();
    addPartActions(view);
    view->addSeparator();
    QMenu *size = view->addMenu(tr("Script te&xt"));
    size->menuAction()->setObjectName(QStringLiteral("scriptText"));
    size->menuAction()->setStatusTip(tr("Show the script larger or smaller"));
    m_parts.scripts->addViewActions(size);
    addThemeMenu(view, m_appearance);
    QAction *fullScreen = add(view, "fullScreen", tr("&Full screen"), tr("Give the window the whole screen, or take it back"));
    fullScreen->setShortcut(Qt::Key_F11); // that of some platforms, Alt+Return, runs a line
    connect(fullScreen, &QAction::triggered, m_window,
            [this] { m_window->setWindowState(m_window->windowState() ^ Qt::WindowFullScreen); });
    QAction *reset = add(view, "resetLayout", tr("&Reset layout"), tr("Put all parts of the window where they were at the first start"));
    connect(reset, &QAction::triggered, this, &MainMenu::layoutResetRequested);
}

void MainMenu::addPartActions(QMenu *view)
{
    QAction *next = add(view, "nextPart", tr("&Next part"), tr("Go to the next part of the window"));
    next->setShortcut(Qt::Key_F6);
    connect(next, &QAction::triggered, this, [this] { m_focus.move(PaneFocus::Direction::Forwards); });
    QAction *previous = add(view, "previousPart", tr("&Previous part"), tr("Go to the previous part of the window"));
    previous->setShortcut(Qt::SHIFT | Qt::Key_F6);
    connect(previous, &QAction::triggered, this, [this] { m_focus.move(PaneFocus::Direction::Backwards); });
}

void MainMenu::addThemeMenu(QMenu *view, Appearance *appearance)
{
    QMenu *menu = view->addMenu(themedIcon(QStringLiteral("sun-moon")), tr("&Theme"));
    menu->menuAction()->setObjectName(QStringLiteral("themes"));
    menu->menuAction()->setStatusTip(tr("Choose the colours of the window"));
    auto *group = new QActionGroup(menu);
    const auto addTheme = [this, menu, group, appearance](Theme theme, const char *name, const QString &text, const QString &tip) {
        QAction *action = add(menu, name, text, tip);
        action->setCheckable(true);
        action->setChecked(appearance->theme() == theme);
        group->addAction(action);
        connect(action, &QAction::triggered, appearance, [appearance, theme] { appearance->setTheme(theme); });
        connect(appearance, &Appearance::themeChanged, action, [action, theme](Theme now) { action->setChecked(now == theme); });
    };
    addTheme(Theme::System, "themeSystem", tr("&System"), tr("Light or dark, as the system is"));
    addTheme(Theme::Light, "themeLight", tr("&Light"), tr("Dark on light"));
    addTheme(Theme::Dark, "themeDark", tr("&Dark"), tr("Light on dark"));
}

void MainMenu::addHelpMenu()
{
    QMenu *help = m_window->menuBar()->addMenu(tr("&Help"));
    QAction *language = add(help, "commandLanguage", tr("&Command language"), tr("How commands are written"), "circle-question-mark");
    language->setShortcuts(shortcutsFor(QKeySequence::HelpContents, Qt::Key_F1));
    connect(language, &QAction::triggered, this, &MainMenu::languageHelpRequested);
    QAction *command =
        add(help, "commandHelp", tr("&Help on the command"), tr("What the command at the cursor does, and what it answers"), "book-open");
    command->setShortcut(Qt::SHIFT | Qt::Key_F1);
    connect(command, &QAction::triggered, this, &MainMenu::commandHelpRequested);
    help->addSeparator();
    QAction *diagnostics = add(help, "copyDiagnostics", tr("Copy &diagnostics"),
                               tr("Copy versions, states and errors for a report; no passwords, keys or values"), "copy");
    connect(diagnostics, &QAction::triggered, this, &MainMenu::diagnosticsRequested);
    help->addSeparator();
    QAction *about = add(help, "about", tr("&About Slabscope"), tr("What this program is, and its licences"), "info");
    about->setMenuRole(QAction::AboutRole);
    connect(about, &QAction::triggered, this, [this] { (new AboutDialog(m_window))->open(); });
    QAction *aboutQt = add(help, "aboutQt", tr("About &Qt"), tr("What Qt is, which this program is built with"));
    aboutQt->setMenuRole(QAction::AboutQtRole);
    connect(aboutQt, &QAction::triggered, qApp, &QApplication::aboutQt);
}

QAction *MainMenu::add(QMenu *menu, const char *name, const QString &text, const QString &statusTip, const char *icon)
{
    QAction *action = menu->addAction(text);
    action->setObjectName(QLatin1String(name));
    action->setStatusTip(statusTip);
    if (icon)
        action->setIcon(themedIcon(QLatin1String(icon)));
    return action;
}
