// How the parts of a page are put together; the rest of it is in serverpage.cpp.

#include "ui/serverpage.h"

#include "ui/appearance.h"
#include "ui/connection/connectionbar.h"
#include "ui/connection/connectionlog.h"
#include "ui/connection/sandboxaction.h"
#include "ui/keys/serverkeys.h"
#include "ui/monitor/adviceview.h"
#include "ui/monitor/alertview.h"
#include "ui/monitor/monitorpage.h"
#include "ui/pagealerts.h"
#include "ui/pagedocks.h"
#include "ui/pagelayout.h"
#include "ui/pagemenus.h"
#include "ui/pagetarget.h"
#include "ui/pageviews.h"
#include "ui/results/resultspanel.h"
#include "ui/results/resultstable.h"
#include "ui/results/valueview.h"
#include "ui/watch/watchpage.h"
#include "ui/wire/wiredock.h"
#include "ui/wire/wireview.h"
#include "ui/workbench/commandbar.h"
#include "ui/workbench/commandhelppanel.h"
#include "ui/workbench/rungate.h"
#include "ui/workbench/runstrip.h"
#include "ui/workbench/scriptlanguage.h"
#include "ui/workbench/scripttabs.h"
#include "ui/workspace.h"

#include <QDockWidget>

void ServerPage::createDocks()
{
    m_valueDock = new QDockWidget(tr("Value"), this);
    m_valueDock->setObjectName(QStringLiteral("valueDock"));
    m_valueDock->setWidget(m_value);
    m_logDock = new QDockWidget(tr("Connection log"), this);
    m_logDock->setObjectName(QStringLiteral("logDock"));
    m_logDock->setWidget(m_log);
    m_help = new CommandHelpPanel(this);
    m_helpDock = new QDockWidget(tr("Help"), this);
    m_helpDock->setObjectName(QStringLiteral("helpDock"));
    m_helpDock->setWidget(m_help);
    m_language = new ScriptLanguage({.connection = &m_connection,
                                     .runner = &m_runner,
                                     .bar = m_commandBar,
                                     .scripts = m_scripts,
                                     .help = m_help,
                                     .helpDock = m_helpDock},
                                    this);
    m_wireDock = new WireDock(
        {.connection = &m_connection, .runner = &m_runner, .commandBar = m_commandBar, .scripts = m_scripts, .results = m_panel}, this);
    resize(1280, 740);
    m_docks = new PageDocks({.value = m_valueDock, .help = m_helpDock, .wire = m_wireDock, .log = m_logDock}, this);
}

void ServerPage::createMenus()
{
    m_menus = new PageMenus({.connectionBar = m_connectionBar,
                             .commandBar = m_commandBar,
                             .scripts = m_scripts,
                             .results = m_panel,
                             .views = m_views,
                             .keys = m_keys,
                             .value = m_valueDock,
                             .log = m_logDock,
                             .help = m_helpDock,
                             .wire = m_wireDock,
                             .sandbox = m_target->sandbox()},
                            this);
    connect(m_menus, &PageMenus::languageHelpRequested, m_language, &ScriptLanguage::showOverview);
    connect(m_menus, &PageMenus::commandHelpRequested, m_language, &ScriptLanguage::showHelp);
    connect(m_menus, &PageMenus::diagnosticsRequested, this, &ServerPage::copyDiagnostics);
    connect(m_menus, &PageMenus::layoutResetRequested, this, [this] { m_layout->reset(); });
}

void ServerPage::connectParts()
{
    connect(&m_choices, &ReadingChoices::setUpRequested, this, &ServerPage::decodersRequested);
    connect(m_workspace, &Workspace::preferencesUsed, &m_choices, &ReadingChoices::changed);
    connect(&m_connection, &Connection::stateChanged, this, &ServerPage::followConnection);
    connect(&m_connection, &Connection::logged, m_log, &ConnectionLog::addLine);
    connect(m_panel, &ResultsPanel::lineShown, m_scripts, &ScriptTabs::showResultLine);
    connect(m_scripts, &ScriptTabs::currentLineChanged, m_panel, &ResultsPanel::showLine);
    connect(m_commandBar, &CommandBar::runRequested, m_gate, &RunGate::run);
    connect(m_scripts, &ScriptTabs::runRequested, m_gate, &RunGate::run);
    connect(m_wireDock, &WireDock::runRequested, m_language, &ScriptLanguage::leaveResults);
    connect(m_wireDock, &WireDock::runRequested, m_gate, &RunGate::run);
    connect(m_gate, &RunGate::started, this, &ServerPage::beginRun);
    connect(m_gate, &RunGate::started, m_views, [this] { m_views->setView(PageViews::View::Workbench); });
    connect(m_gate, &RunGate::withheld, this, [this](const ScriptJob &job) {
        if (job.origin.scriptId.isEmpty())
            m_commandBar->giveBack(job.text);
        emit told(tr("Not run: nothing was sent"), shortly);
    });
    connect(m_panel->strip()->cancelAction(), &QAction::triggered, &m_runner, &Runner::cancel);
    connect(&m_runner, &Runner::warned, this, &ServerPage::showWarning);
    connect(&m_runner, &Runner::started, this, &ServerPage::updateActions);
    connect(&m_runner, &Runner::finished, this, &ServerPage::updateActions);
    connect(m_panel->table(), &ResultsTable::rowChanged, this, &ServerPage::showRow);
    connect(m_panel->table(), &ResultsTable::keyRequested, this, [this](const QByteArray &key) {
        m_views->setView(PageViews::View::Keys);
        m_keys->goToKey(key);
    });
    connect(m_panel->table(), &ResultsTable::valueRequested, this, &ServerPage::openValue);
    const Appearance *appearance = m_workspace->appearance();
    connect(appearance, &Appearance::fixedFontChanged, m_panel->table(), &ResultsTable::fitRows);
    connect(appearance, &Appearance::fixedFontChanged, m_keys, &ServerKeys::adoptFixedFont);
    connect(appearance, &Appearance::fixedFontChanged, m_monitor->watch(), &WatchPage::adoptFixedFont);
    connect(appearance, &Appearance::fixedFontChanged, m_value, &ValueView::adoptFixedFont);
    connect(appearance, &Appearance::fixedFontChanged, m_wireDock->view(), &WireView::adoptFixedFont);
}

void ServerPage::connectNotes()
{
    connect(m_scripts, &ScriptTabs::titleChanged, this, [this](const QString &name, bool modified) {
        m_scriptName = name;
        m_scriptModified = modified;
        emit scriptChanged();
    });
    connect(m_target, &PageTarget::changed, this, &ServerPage::followGuard);
    connect(m_target, &PageTarget::changed, this, &ServerPage::stateChanged);
    connect(m_target, &PageTarget::changed, this, &ServerPage::targetChanged);
    connect(m_target, &PageTarget::awaitedChanged, this, [this] {
        m_panel->setAwaited(m_target->awaited());
        updateActions();
    });
    connect(m_target, &PageTarget::told, this, &ServerPage::told);
    connect(m_target, &PageTarget::saveProfileRequested, this, &ServerPage::saveProfileRequested);
    connect(m_connectionBar->editProfileAction(), &QAction::triggered, this, [this] { emit editProfileRequested(profileId()); });
    connect(m_keys, &ServerKeys::openInWorkbench, this, [this](const QString &command) {
        m_views->setView(PageViews::View::Workbench);
        m_commandBar->giveBack(command.toUtf8());
        m_commandBar->field()->setFocus();
    });
    const auto tell = [this](const QString &text) { emit told(text, shortly); };
    connect(m_value, &ValueView::told, this, tell);
    connect(m_panel->table(), &ResultsTable::told, this, tell);
    connect(m_wireDock->view(), &WireView::told, this, tell);
    connect(m_keys, &ServerKeys::told, this, tell);
    connect(m_monitor, &MonitorPage::told, this, tell);
    connect(m_monitor->watch(), &WatchPage::keyRequested, this, [this](const QByteArray &key) {
        m_views->setView(PageViews::View::Keys);
        m_keys->goToKey(key);
    });
    connect(m_monitor->watch(), &WatchPage::keysRequested, this, [this](const QString &filter) {
        m_views->setView(PageViews::View::Keys);
        m_keys->showOnly(filter);
    });
    connect(m_monitor->adviceView(), &AdviceView::limitsRequested, this, &ServerPage::adviceLimitsRequested);
    connect(m_monitor->alertView(), &AlertView::setRequested, this, [this] { emit editAlertsRequested(profileId()); });
    connect(m_workspace, &Workspace::preferencesUsed, m_monitor,
            [this] { m_monitor->adviser()->setLimits(m_workspace->settings()->adviceLimits()); });
    connect(m_alerts, &PageAlerts::markChanged, this, &ServerPage::stateChanged);
    connect(m_alerts, &PageAlerts::opened, this, &ServerPage::attentionWanted);
    connect(m_views, &PageViews::entered, this, &ServerPage::goOn);
    connect(m_leave, &PageLeave::attentionWanted, this, &ServerPage::attentionWanted);
}
