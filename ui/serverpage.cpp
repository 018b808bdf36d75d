#include "ui/serverpage.h"

#include "app/logfile.h"
#include "app/sandbox/sandbox.h"
#include "ui/appearance.h"
#include "ui/connection/connectionbar.h"
#include "ui/connection/connectionlog.h"
#include "ui/connection/tlsactions.h"
#include "ui/diagnostics.h"
#include "ui/iconengine.h"
#include "ui/pagelayout.h"
#include "ui/pagemenus.h"
#include "ui/results/resultspanel.h"
#include "ui/results/resultstable.h"
#include "ui/results/valueview.h"
#include "ui/wire/wiredock.h"
#include "ui/wire/wireview.h"
#include "ui/workbench/commandbar.h"
#include "ui/workbench/commandhelppanel.h"
#include "ui/workbench/rungate.h"
#include "ui/workbench/runstrip.h"
#include "ui/workbench/scriptlanguage.h"
#include "ui/workbench/scripttabs.h"
#include "ui/workspace.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QHeaderView>
#include <QSplitter>
#include <QToolBar>
#include <QVBoxLayout>

namespace {

constexpr int shortly = 5000; // ms

/// Qt gives them pictures only.
void nameTitleButtons(const QDockWidget *dock)
{
    for (const auto &[button, name] : {std::pair{"qt_dockwidget_floatbutton", ServerPage::tr("Detach or attach %1")},
                                       std::pair{"qt_dockwidget_closebutton", ServerPage::tr("Hide %1")}}) {
        if (auto *found = dock->findChild<QAbstractButton *>(QLatin1String(button))) {
            found->setAccessibleName(name.arg(dock->windowTitle()));
            found->setToolTip(found->accessibleName());
        }
    }
}

} // namespace

ServerPage::ServerPage(Workspace *workspace)
    : m_workspace(workspace)
    , m_runner(&m_connection)
{
    setWindowFlags(Qt::Widget); // it stands in a window, and is none
    setObjectName(QStringLiteral("serverPage"));
    m_connectionBar = new ConnectionBar(&m_connection, workspace->settings(), this);
    m_commandBar = new CommandBar(workspace->settings(), this);
    m_scripts = new ScriptTabs(workspace->settings(), {}, this);
    m_panel = new ResultsPanel(&m_connection, &m_runner, &m_results, this);
    m_value = new ValueView(this);
    m_log = new ConnectionLog(this);
    m_gate = new RunGate(&m_connection, &m_runner, this);
    m_sandboxAction.setObjectName(QStringLiteral("startSandbox"));
    m_sandboxAction.setText(tr("Try the &sandbox"));
    m_sandboxAction.setIcon(themedIcon(QStringLiteral("flask-conical")));
    m_sandboxAction.setStatusTip(tr("Start a private memcached with sample data, and connect to it"));

    auto *bar = new QToolBar(tr("Server"), this);
    bar->setObjectName(QStringLiteral("serverBar"));
    bar->setMovable(false);
    bar->toggleViewAction()->setEnabled(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->addWidget(m_connectionBar);
    addToolBar(bar);
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(8, 8, 8, 4);
    layout->addWidget(m_commandBar);
    m_splitter = new QSplitter(Qt::Vertical, centre);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_scripts);
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(1, 1);
    layout->addWidget(m_splitter, 1);
    setCentralWidget(centre);
    createDocks();
    m_panel->offer(m_connectionBar->connectAction(), &m_sandboxAction, m_connectionBar->retryAction(), m_connectionBar->stopAction());
    m_panel->offerAfterFailure(m_connectionBar->tls()->certificateAction());
    createMenus();

    connectParts();
    connectNotes();
    followSandbox();
    m_layout = std::make_unique<PageLayout>(
        workspace->settings(),
        PageLayout::Parts{
            .page = this, .value = m_valueDock, .workbench = m_splitter, .results = m_panel->table(), .valueTabs = m_value->tabs()});
    m_layout->restore();
    updateActions();
    m_connectionBar->setFocus();
}

ServerPage::~ServerPage()
{
    // The parts look at what we hold by value, also while they go down: they go first.
    m_connection.disconnect();
    m_runner.disconnect();
    m_results.disconnect();
    qDeleteAll(findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
}

void ServerPage::connectTo(const QString &urlText)
{
    m_wantsSandbox = false;
    m_connectionBar->connectTo(urlText);
}

void ServerPage::useSandbox()
{
    m_wantsSandbox = true;
    if (m_workspace->sandbox()->state() == Sandbox::State::Running) {
        m_connectionBar->connectTo(m_workspace->sandbox()->address().text(), ConnectionBar::Remember::No);
        return;
    }
    emit told(tr("Starting the sandbox…"), 0);
    m_workspace->sandbox()->start();
    updateActions();
}

void ServerPage::addToLog(const QString &text)
{
    m_log->addLine(text);
}

bool ServerPage::mayEnd(const std::function<void()> &later)
{
    if (m_scripts->isChanging()) { // half a change is not to be kept
        m_scripts->whenEdited(later);
        return false;
    }
    // What is kept comes back at the next start, saved or not: only what cannot be kept is asked about.
    if (!m_seenTo && m_scripts->keep()) {
        m_scripts->whenSaved([this, later] {
            m_seenTo = true;
            later();
        });
        return false;
    }
    return true;
}

void ServerPage::end()
{
    m_layout->save();
    m_connection.close();
}

void ServerPage::createDocks()
{
    m_valueDock = new QDockWidget(tr("Value"), this);
    m_valueDock->setObjectName(QStringLiteral("valueDock"));
    m_valueDock->setWidget(m_value);
    m_logDock = new QDockWidget(tr("Connection log"), this);
    m_logDock->setObjectName(QStringLiteral("logDock"));
    m_logDock->setWidget(m_log);
    auto *help = new CommandHelpPanel(this);
    m_helpDock = new QDockWidget(tr("Help"), this);
    m_helpDock->setObjectName(QStringLiteral("helpDock"));
    m_helpDock->setWidget(help);
    m_language = new ScriptLanguage(
        {.connection = &m_connection, .runner = &m_runner, .bar = m_commandBar, .scripts = m_scripts, .help = help, .helpDock = m_helpDock},
        this);
    m_wireDock = new WireDock(
        {.connection = &m_connection, .runner = &m_runner, .commandBar = m_commandBar, .scripts = m_scripts, .results = m_panel}, this);
    nameTitleButtons(m_valueDock);
    nameTitleButtons(m_wireDock);
    nameTitleButtons(m_helpDock);
    nameTitleButtons(m_logDock);
    addDockWidget(Qt::RightDockWidgetArea, m_valueDock);
    tabifyDockWidget(m_valueDock, m_helpDock);
    m_helpDock->hide();
    tabifyDockWidget(m_valueDock, m_wireDock);
    m_wireDock->hide();
    addDockWidget(Qt::BottomDockWidgetArea, m_logDock);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_logDock->hide();
}

void ServerPage::createMenus()
{
    m_menus = new PageMenus({.connectionBar = m_connectionBar,
                             .commandBar = m_commandBar,
                             .scripts = m_scripts,
                             .results = m_panel,
                             .value = m_valueDock,
                             .log = m_logDock,
                             .help = m_helpDock,
                             .wire = m_wireDock,
                             .sandbox = &m_sandboxAction},
                            this);
    connect(m_menus, &PageMenus::languageHelpRequested, m_language, &ScriptLanguage::showOverview);
    connect(m_menus, &PageMenus::commandHelpRequested, m_language, &ScriptLanguage::showHelp);
    connect(m_menus, &PageMenus::diagnosticsRequested, this, &ServerPage::copyDiagnostics);
    connect(m_menus, &PageMenus::layoutResetRequested, this, [this] { m_layout->reset(); });
}

void ServerPage::connectParts()
{
    connect(&m_connection, &Connection::stateChanged, this, &ServerPage::followConnection);
    connect(&m_connection, &Connection::logged, m_log, &ConnectionLog::addLine);
    connect(&m_sandboxAction, &QAction::triggered, this, &ServerPage::useSandbox);
    connect(m_panel, &ResultsPanel::lineShown, m_scripts, &ScriptTabs::showResultLine);
    connect(m_scripts, &ScriptTabs::currentLineChanged, m_panel, &ResultsPanel::showLine);
    connect(m_commandBar, &CommandBar::runRequested, m_gate, &RunGate::run);
    connect(m_scripts, &ScriptTabs::runRequested, m_gate, &RunGate::run);
    connect(m_wireDock, &WireDock::runRequested, m_language, &ScriptLanguage::leaveResults);
    connect(m_wireDock, &WireDock::runRequested, m_gate, &RunGate::run);
    connect(m_gate, &RunGate::started, this, &ServerPage::beginRun);
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
    connect(m_panel->table(), &ResultsTable::valueRequested, this, &ServerPage::openValue);
    const Appearance *appearance = m_workspace->appearance();
    connect(appearance, &Appearance::fixedFontChanged, m_panel->table(), &ResultsTable::fitRows);
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
    const auto tell = [this](const QString &text) { emit told(text, shortly); };
    connect(m_value, &ValueView::told, this, tell);
    connect(m_panel->table(), &ResultsTable::told, this, tell);
    connect(m_wireDock->view(), &WireView::told, this, tell);
}

void ServerPage::followSandbox()
{
    const Sandbox *sandbox = m_workspace->sandbox();
    connect(sandbox, &Sandbox::started, this, [this] {
        updateActions();
        if (!m_wantsSandbox)
            return;
        emit told({}, 0);
        useSandbox();
    });
    connect(sandbox, &Sandbox::failed, this, [this](const Error &error) {
        updateActions();
        if (!m_wantsSandbox)
            return;
        emit told({}, 0);
        m_connectionBar->showError(error);
    });
}

void ServerPage::followConnection()
{
    updateActions();
    if (!isVisible()) // whoever works elsewhere is not to be taken away
        return;
    // Whoever connected from the address field goes on with a command.
    const QWidget *focus = focusWidget(); // the window's own, which need not be active
    if (m_connection.isReady() && (!focus || m_connectionBar->isAncestorOf(focus)))
        m_commandBar->field()->setFocus();
}

void ServerPage::beginRun(const ScriptJob &job)
{
    m_scriptRuns = !job.origin.scriptId.isEmpty();
    if (m_scriptRuns)
        m_scripts->beginWarnings();
}

void ServerPage::showWarning(qint64 line, const QString &text)
{
    if (m_scriptRuns)
        m_scripts->warn(line, text);
    else
        m_commandBar->warn(text);
}

void ServerPage::showRow(int row)
{
    if (row < 0)
        m_value->showNothing();
    else
        m_value->showRow(m_results.row(row));
}

void ServerPage::openValue()
{
    m_valueDock->show();
    m_valueDock->raise();
    m_value->tabs()->setFocus();
}

void ServerPage::updateActions()
{
    QString obstacle;
    if (m_runner.isRunning())
        obstacle = tr("A run is under way: wait for its end, or cancel it.");
    else if (!m_connection.isReady())
        obstacle = tr("Not connected: connect to a server first, or try the sandbox.");
    m_commandBar->setObstacle(obstacle);
    m_scripts->setObstacle(obstacle);
    m_sandboxAction.setEnabled(m_workspace->sandbox()->state() != Sandbox::State::Starting);
}

void ServerPage::copyDiagnostics()
{
    Diagnostics now = currentDiagnostics(m_connection);
    now.logFile = m_workspace->logFile()->path();
    now.log = m_log->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QApplication::clipboard()->setText(diagnosticsText(now));
    emit told(tr("Diagnostics copied: they can be pasted into a report"), shortly);
}
