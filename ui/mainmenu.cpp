#include "ui/mainmenu.h"

#include "ui/aboutdialog.h"
#include "ui/appearance.h"
#include "ui/editactions.h"
#include "ui/iconengine.h"
#include "ui/profiles/profiledesk.h"
#include "ui/shortcuts.h"
#include "ui/tabactions.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenuBar>

MainMenu::MainMenu(const Parts &parts, QMainWindow *window)
    : QObject(window)
    , m_window(window)
    , m_edit(parts.edit)
    , m_appearance(parts.appearance)
{
    const std::array titles{tr("&File"), tr("&Edit"), tr("&Server"), tr("&Keys"), tr("&Run"), tr("&View"), tr("&Help")};
    static_assert(titles.size() == PageMenus::partCount);
    for (size_t i = 0; i < titles.size(); ++i) {
        m_menus[i].menu = window->menuBar()->addMenu(titles[i]);
        m_menus[i].separator = new QAction(this);
        m_menus[i].separator->setSeparator(true);
    }
    addFileActions(parts.profiles);
    addEditActions();
    addViewActions();
    addWindowMenu(parts.tabs);
    addHelpActions();
    show(nullptr);
}

void MainMenu::show(const PageMenus *page)
{
    for (int part = 0; part < PageMenus::partCount; ++part)
        fill(m_menus[size_t(part)], page ? page->actions(Part(part)) : QList<QAction *>());
    m_edit->setSearch(page ? page->searchActions() : QList<QAction *>());
}

void MainMenu::fill(Menu &menu, const QList<QAction *> &ofPage)
{
    const QList<QAction *> old = menu.menu->actions();
    for (QAction *action : old)
        menu.menu->removeAction(action);
    menu.menu->addActions(menu.before);
    menu.menu->addActions(ofPage);
    if (!menu.after.isEmpty() && !menu.menu->isEmpty())
        menu.menu->addAction(menu.separator);
    menu.menu->addActions(menu.after);
    menu.menu->menuAction()->setVisible(!menu.menu->isEmpty());
}

void MainMenu::addFileActions(const ProfileDesk *profiles)
{
    QAction *quit = add(menu(Part::File).menu, "quit", tr("&Quit"), tr("Close all windows and end"), "log-out");
    quit->setShortcuts(shortcutsFor(QKeySequence::Quit, Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);
    connect(quit, &QAction::triggered, this, &MainMenu::quitRequested);
    auto *separator = new QAction(this);
    separator->setSeparator(true);
    auto *ofProfiles = new QMenu(tr("Pro&files"), m_window);
    ofProfiles->addActions({profiles->newAction(), profiles->importAction(), profiles->exportAction(), profiles->searchAction(),
                            profiles->dock()->toggleViewAction()});
    ofProfiles->menuAction()->setObjectName(QStringLiteral("profilesMenu"));
    ofProfiles->menuAction()->setStatusTip(tr("Keep servers with a name, and take them to another computer"));
    menu(Part::File).after = {ofProfiles->menuAction(), separator, quit};
}

void MainMenu::addEditActions()
{
    m_edit->addTo(menu(Part::Edit).menu);
    menu(Part::Edit).before = menu(Part::Edit).menu->actions();
    QAction *preferences =
        add(menu(Part::Edit).menu, "preferences", tr("Pr&eferences…"), tr("Change the theme, the font, times and the log file"));
    preferences->setShortcuts(shortcutsFor(QKeySequence::Preferences, Qt::CTRL | Qt::Key_Comma));
    preferences->setMenuRole(QAction::PreferencesRole);
    connect(preferences, &QAction::triggered, this, &MainMenu::preferencesRequested);
    menu(Part::Edit).after = {preferences};
}

void MainMenu::addViewActions()
{
    addThemeMenu();
    QAction *fullScreen =
        add(menu(Part::View).menu, "fullScreen", tr("&Full screen"), tr("Give the window the whole screen, or take it back"));
    fullScreen->setShortcut(Qt::Key_F11); // that of some platforms, Alt+Return, runs a line
    connect(fullScreen, &QAction::triggered, m_window,
            [this] { m_window->setWindowState(m_window->windowState() ^ Qt::WindowFullScreen); });
    menu(Part::View).after = menu(Part::View).menu->actions();
}

void MainMenu::addWindowMenu(const TabActions *tabs)
{
    auto *menu = new QMenu(tr("&Window"), m_window);
    tabs->addTo(menu);
    m_window->menuBar()->insertMenu(this->menu(Part::Help).menu->menuAction(), menu);
}

void MainMenu::addThemeMenu()
{
    QMenu *themes = menu(Part::View).menu->addMenu(themedIcon(QStringLiteral("sun-moon")), tr("&Theme"));
    themes->menuAction()->setObjectName(QStringLiteral("themes"));
    themes->menuAction()->setStatusTip(tr("Choose the colours of the window"));
    auto *group = new QActionGroup(themes);
    const auto addTheme = [this, themes, group](Theme theme, const char *name, const QString &text, const QString &tip) {
        QAction *action = add(themes, name, text, tip);
        action->setCheckable(true);
        action->setChecked(m_appearance->theme() == theme);
        group->addAction(action);
        connect(action, &QAction::triggered, m_appearance, [appearance = m_appearance, theme] { appearance->setTheme(theme); });
        connect(m_appearance, &Appearance::themeChanged, action, [action, theme](Theme now) { action->setChecked(now == theme); });
    };
    addTheme(Theme::System, "themeSystem", tr("&System"), tr("Light or dark, as the system is"));
    addTheme(Theme::Light, "themeLight", tr("&Light"), tr("Dark on light"));
    addTheme(Theme::Dark, "themeDark", tr("&Dark"), tr("Light on dark"));
}

void MainMenu::addHelpActions()
{
    QMenu *help = menu(Part::Help).menu;
    QAction *about = add(help, "about", tr("&About Slabscope"), tr("What this program is, and its licences"), "info");
    about->setMenuRole(QAction::AboutRole);
    connect(about, &QAction::triggered, this, [this] { (new AboutDialog(m_window))->open(); });
    QAction *aboutQt = add(help, "aboutQt", tr("About &Qt"), tr("What Qt is, which this program is built with"));
    aboutQt->setMenuRole(QAction::AboutQtRole);
    connect(aboutQt, &QAction::triggered, qApp, &QApplication::aboutQt);
    menu(Part::Help).after = help->actions();
}

QAction *MainMenu::add(QMenu *menu, const char *name, const QString &text, const QString &statusTip, const char *icon)
{
    auto *action = new QAction(text, this);
    menu->addAction(action);
    action->setObjectName(QLatin1String(name));
    action->setStatusTip(statusTip);
    if (icon)
        action->setIcon(themedIcon(QLatin1String(icon)));
    return action;
}
