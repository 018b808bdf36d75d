#include "ui/profiles/profiledesk.h"

#include "app/profiles/profilestore.h"
#include "ui/iconengine.h"
#include "ui/mainwindow.h"
#include "ui/profiles/exportdialog.h"
#include "ui/profiles/importdialog.h"
#include "ui/profiles/profiledialog.h"
#include "ui/profiles/profilespanel.h"
#include "ui/profiles/profiletree.h"
#include "ui/profiles/startpage.h"
#include "ui/workspace.h"

#include <QAction>
#include <QDockWidget>

ProfileDesk::ProfileDesk(Workspace *workspace, MainWindow *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_window(window)
    , m_panel(new ProfilesPanel(workspace->history(), window))
    , m_dock(new QDockWidget(tr("Profiles"), window))
    , m_start(new StartPage(workspace->profiles(), window))
    , m_new(addAction("menuNewProfile", tr("&New profile…"), "plus", tr("Keep a server with a name, to open it with a double click")))
    , m_import(
          addAction("menuImportProfiles", tr("&Import profiles…"), "download", tr("Add profiles from a file, or from a list of addresses")))
    , m_export(addAction("menuExportProfiles", tr("E&xport profiles…"), "upload", tr("Write profiles to a file for another computer")))
{
    m_dock->setObjectName(QStringLiteral("profilesDock"));
    m_dock->setWidget(m_panel);
    m_dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    m_dock->setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    QAction *shown = m_dock->toggleViewAction();
    shown->setObjectName(QStringLiteral("showProfiles"));
    shown->setText(tr("Profiles &list"));
    shown->setStatusTip(tr("Show or hide the list of profiles"));
    connect(m_new, &QAction::triggered, this, [this] { edit({}); });
    connect(m_import, &QAction::triggered, this, &ProfileDesk::importProfiles);
    connect(m_export, &QAction::triggered, this, &ProfileDesk::exportProfiles);
    connect(workspace->profiles(), &ProfileStore::changed, this, &ProfileDesk::updateActions);
    connect(workspace->profiles(), &ProfileStore::failed, this, &ProfileDesk::updateActions);
    connectPanel();
    connectStartPage();
    updateActions();
}

void ProfileDesk::updateActions()
{
    const ProfileStore *profiles = m_workspace->profiles();
    const bool canChange = profiles->isLoaded() && profiles->obstacle().isEmpty();
    m_new->setEnabled(canChange);
    m_import->setEnabled(canChange);
    m_export->setEnabled(!profiles->list().profiles.isEmpty());
}

QAction *ProfileDesk::searchAction() const
{
    return m_panel->searchAction();
}

QAction *ProfileDesk::addAction(const char *name, const QString &text, const char *icon, const QString &tip)
{
    auto *action = new QAction(themedIcon(QLatin1String(icon)), text, this);
    action->setObjectName(QLatin1String(name));
    action->setStatusTip(tip);
    action->setToolTip(tip);
    return action;
}

void ProfileDesk::connectPanel()
{
    connect(m_panel, &ProfilesPanel::openRequested, this, [this](const QString &id) { m_workspace->openProfile(id); });
    connect(m_panel, &ProfilesPanel::newTabRequested, this,
            [this](const QString &id) { m_workspace->openProfile(id, Workspace::Opening::Another); });
    connect(m_panel, &ProfilesPanel::editRequested, this, &ProfileDesk::editById);
    connect(m_panel, &ProfilesPanel::newRequested, this, [this](const QString &folder) { edit({.folder = folder}); });
    connect(m_panel, &ProfilesPanel::importRequested, this, &ProfileDesk::importProfiles);
    connect(m_panel, &ProfilesPanel::exportRequested, this, &ProfileDesk::exportProfiles);
    connect(m_workspace, &Workspace::pagesChanged, m_panel, [this] { m_panel->setOpenProfiles(m_workspace->openProfiles()); });
    connect(m_panel->searchAction(), &QAction::triggered, m_dock, &QDockWidget::show);
}

void ProfileDesk::connectStartPage()
{
    connect(m_start, &StartPage::openRequested, this, [this](const QString &id) { m_workspace->openProfile(id); });
    connect(m_start, &StartPage::editRequested, this, &ProfileDesk::editById);
    connect(m_start, &StartPage::newRequested, this, [this](const QString &folder) { edit({.folder = folder}); });
    connect(m_start, &StartPage::addressRequested, this, [this](const QString &url) {
        m_window->showTabs(); // what is wrong with it is said there
        m_workspace->openAddress(url);
    });
    connect(m_start, &StartPage::sandboxRequested, this, [this] {
        m_window->showTabs();
        m_workspace->openSandbox();
    });
    connect(m_start, &StartPage::importRequested, this, &ProfileDesk::importProfiles);
}

ProfileDialog *ProfileDesk::edit(const Profile &profile)
{
    auto *dialog = new ProfileDialog(m_workspace->profiles(), m_workspace->secrets(), profile, m_window);
    dialog->setSession(m_workspace->sessionSecrets());
    connect(dialog, &ProfileDialog::saved, this, [this](const QString &id) { // what was typed before may not hold any more
        for (const SecretName::Kind kind : SecretName::kinds)
            (void)m_workspace->sessionSecrets()->remove({id, kind});
    });
    connect(dialog, &ProfileDialog::connectRequested, this, [this](const QString &id) { m_workspace->openProfile(id); });
    dialog->open();
    return dialog;
}

void ProfileDesk::editById(const QString &id)
{
    if (const Profile *profile = m_workspace->profiles()->find(id))
        edit(*profile);
}

void ProfileDesk::editAlerts(const QString &id)
{
    if (const Profile *profile = m_workspace->profiles()->find(id))
        edit(*profile)->showAlerts();
}

void ProfileDesk::importProfiles()
{
    (new ImportDialog(m_workspace->profiles(), m_workspace->secrets(), m_window))->open();
}

void ProfileDesk::exportProfiles()
{
    (new ExportDialog(m_workspace->profiles(), m_workspace->secrets(), m_panel->tree()->choice().ids, m_window))->open();
}
