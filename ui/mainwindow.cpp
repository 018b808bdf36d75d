#include "ui/mainwindow.h"

#include "ui/connection/serverfacts.h"
#include "ui/editactions.h"
#include "ui/mainmenu.h"
#include "ui/preferences/preferencesdialog.h"
#include "ui/profiles/profiledesk.h"
#include "ui/profiles/profiledialog.h"
#include "ui/profiles/startpage.h"
#include "ui/serverpage.h"
#include "ui/servertabs.h"
#include "ui/tabactions.h"
#include "ui/workspace.h"

#include <QAction>
#include <QCloseEvent>
#include <QDockWidget>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QToolButton>

MainWindow::MainWindow(Workspace *workspace)
    : m_workspace(workspace)
    , m_place(workspace->settings(), this)
    , m_profiles(new ProfileDesk(workspace, this))
    , m_places(new QStackedWidget(this))
    , m_tabs(new ServerTabs(m_places))
    , m_tabActions(new TabActions(m_tabs, workspace, this))
    , m_edit(new EditActions(this))
    , m_menu(new MainMenu({.edit = m_edit, .tabs = m_tabActions, .profiles = m_profiles, .appearance = workspace->appearance()}, this))
    , m_facts(new ServerFacts(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    auto *more = new QToolButton(this);
    more->setObjectName(QStringLiteral("newPageButton"));
    more->setDefaultAction(m_tabActions->newAction());
    more->setAccessibleName(tr("New connection"));
    more->setToolButtonStyle(Qt::ToolButtonIconOnly);
    more->setAutoRaise(true);
    m_tabs->setCornerWidget(more);
    m_places->setObjectName(QStringLiteral("places"));
    m_places->addWidget(m_tabs);
    m_places->addWidget(m_profiles->startPage());
    setCentralWidget(m_places);
    addDockWidget(Qt::LeftDockWidgetArea, m_profiles->dock());
    statusBar()->addPermanentWidget(m_facts);

    connect(m_tabs, &ServerTabs::currentChanged, this, &MainWindow::showPage);
    connect(m_tabs, &ServerTabs::moved, this, &MainWindow::changed);
    connect(m_tabs, &ServerTabs::closeWanted, this, [this](QWidget *page) { m_workspace->closePages({static_cast<ServerPage *>(page)}); });
    connect(m_menu, &MainMenu::preferencesRequested, this, &MainWindow::openPreferences);
    connect(m_menu, &MainMenu::quitRequested, workspace, &Workspace::quit);
    showPage();
    m_place.begin();
}

MainWindow::~MainWindow()
{
    // What the pages say while they go down is no longer for us.
    m_tabs->disconnect(this);
    qDeleteAll(pages());
}

ServerPage *MainWindow::page() const
{
    return m_tabs->page();
}

QList<ServerPage *> MainWindow::pages() const
{
    return m_tabs->pages();
}

ServerPage *MainWindow::addPage(std::unique_ptr<ServerPage> page)
{
    ServerPage *added = page.release();
    QWidget *focus = added->focusWidget(); // Qt forgets it on the way into another window
    watch(added);
    m_tabs->addPage(added);
    m_tabs->setCurrentWidget(added);
    showTabs();
    if (focus)
        focus->setFocus();
    if (const Error &error = m_workspace->logError())
        tell(error.text);
    emit changed();
    return added;
}

std::unique_ptr<ServerPage> MainWindow::takePage(ServerPage *page)
{
    QWidget *focus = page->focusWidget();
    page->disconnect(this);
    page->disconnect(m_profiles);
    m_tabs->takePage(page);
    if (focus)
        focus->setFocus(); // in the page alone
    emit changed();
    return std::unique_ptr<ServerPage>(page);
}

void MainWindow::bringToFront(ServerPage *page)
{
    m_tabs->setCurrentWidget(page);
    showTabs();
    raise();
    activateWindow();
}

void MainWindow::showStart()
{
    m_places->setCurrentWidget(m_profiles->startPage());
    showPage();
    if (const Error &error = m_workspace->logError())
        tell(error.text);
    m_profiles->startPage()->setFocus();
}

void MainWindow::showTabs()
{
    if (!isStartShown())
        return;
    m_places->setCurrentWidget(m_tabs);
    showPage();
    if (const Error &error = m_workspace->logError())
        tell(error.text);
}

bool MainWindow::isStartShown() const
{
    return m_places->currentWidget() != m_tabs;
}

void MainWindow::restore(const KeptWindow &kept)
{
    m_place.restore(kept);
    if (!pages().isEmpty())
        m_tabs->setCurrentIndex(std::clamp(kept.current, 0, m_tabs->count() - 1));
}

KeptWindow MainWindow::kept() const
{
    KeptWindow window = m_place.kept();
    window.current = m_tabs->currentIndex();
    const QList<ServerPage *> all = pages();
    for (const ServerPage *each : all)
        window.pages.append(each->kept());
    return window;
}

void MainWindow::letGo()
{
    m_mayClose = true;
    if (!m_closing)
        close();
}

void MainWindow::tell(const QString &text)
{
    statusBar()->showMessage(text);
}

void MainWindow::updateActions()
{
    m_tabActions->update();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        emit activated();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_closing = true;
    if (!m_mayClose)
        m_workspace->closeWindow(this);
    m_closing = false;
    event->setAccepted(m_mayClose);
    if (!m_mayClose)
        return;
    const QList<ServerPage *> all = pages();
    for (ServerPage *each : all)
        each->end();
    m_place.save();
    m_closed = true;
    emit closed();
}

void MainWindow::watch(ServerPage *page)
{
    connect(page, &ServerPage::scriptChanged, this, &MainWindow::showTitle);
    connect(page, &ServerPage::stateChanged, this, &MainWindow::showTitle);
    connect(page, &ServerPage::targetChanged, this, [this, page] {
        if (!page->isBlank())
            showTabs();
        emit changed();
    });
    connect(page, &ServerPage::editProfileRequested, m_profiles, &ProfileDesk::editById);
    connect(page, &ServerPage::decodersRequested, this, [this] { openPreferences()->showPage(PreferencesDialog::Page::Decoders); });
    connect(page, &ServerPage::adviceLimitsRequested, this, [this] { openPreferences()->showPage(PreferencesDialog::Page::Advice); });
    connect(page, &ServerPage::editAlertsRequested, m_profiles, &ProfileDesk::editAlerts);
    connect(page, &ServerPage::saveProfileRequested, m_profiles, [this, page](const Profile &draft) {
        ProfileDialog *dialog = m_profiles->edit(draft);
        connect(dialog, &ProfileDialog::saved, page, &ServerPage::becomeProfile);
        if (page->isShowingAlerts())
            dialog->showAlerts();
    });
    connect(page, &ServerPage::attentionWanted, this, [this, page] { bringToFront(page); });
    connect(page, &ServerPage::told, this, [this, page](const QString &text, int milliseconds) {
        if (page == this->page())
            statusBar()->showMessage(text, milliseconds);
    });
}

void MainWindow::showPage()
{
    const ServerPage *front = isStartShown() ? nullptr : page();
    statusBar()->clearMessage();
    m_menu->show(front ? front->menus() : nullptr);
    m_facts->follow(front ? front->connection() : nullptr);
    if (front && front->focusWidget() && !m_tabs->tabBar()->hasFocus()) // there, the arrow keys go from tab to tab
        front->focusWidget()->setFocus();
    showTitle();
    m_tabActions->update();
    emit changed();
}

void MainWindow::showTitle()
{
    const ServerPage *front = isStartShown() ? nullptr : page();
    QStringList parts;
    if (front && !front->scriptName().isEmpty())
        parts.append(front->scriptName());
    if (front && !front->isBlank())
        parts.append(front->name());
    parts.append(tr("Slabscope"));
    if (front && front->environment() == Environment::Production)
        parts.prepend(tr("PRODUCTION"));
    parts.first() += QStringLiteral("[*]");
    setWindowTitle(parts.join(QStringLiteral(" – ")));
    setWindowModified(front && front->isScriptModified());
}

PreferencesDialog *MainWindow::openPreferences()
{
    const auto use = [workspace = m_workspace](const Preferences &preferences) { return workspace->usePreferences(preferences); };
    auto *dialog = new PreferencesDialog(m_workspace->settings()->preferences(), use, m_workspace->logNote(), this);
    QHash<QString, QString> names;
    const QList<Profile> profiles = m_workspace->profiles()->list().profiles;
    for (const Profile &profile : profiles)
        names.insert(profile.id, profile.name);
    dialog->setServerNames(names);
    dialog->open();
    return dialog;
}
