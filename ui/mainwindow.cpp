#include "ui/mainwindow.h"

#include "ui/connection/connectionbar.h"
#include "ui/connection/connectionlog.h"
#include "ui/connection/serverfacts.h"
#include "ui/connection/tlsactions.h"
#include "ui/diagnostics.h"
#include "ui/editactions.h"
#include "ui/iconengine.h"
#include "ui/mainmenu.h"
#include "ui/preferences/preferencesdialog.h"
#include "ui/results/resultspanel.h"
#include "ui/results/resultstable.h"
#include "ui/results/valueview.h"
#include "ui/windowlayout.h"
#include "ui/wire/wiredock.h"
#include "ui/wire/wireview.h"
#include "ui/workbench/commandbar.h"
#include "ui/workbench/commandhelppanel.h"
#include "ui/workbench/rungate.h"
#include "ui/workbench/runstrip.h"
#include "ui/workbench/scriptlanguage.h"
#include "ui/workbench/scripttabs.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QHeaderView>
#include <QSplitter>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <QVBoxLayout>

namespace {

/// Qt gives them pictures only.
void nameTitleButtons(const QDockWidget *dock)
{
    for (const auto &[button, name] : {std::pair{"qt_dockwidget_floatbutton", MainWindow::tr("Detach or attach %1")},
                                       std::pair{"qt_dockwidget_closebutton", MainWindow::tr("Hide %1")}}) {
        if (auto *found = dock->findChild<QAbstractButton *>(QLatin1String(button))) {
            found->setAccessibleName(name.arg(dock->windowTitle()));
            found->setToolTip(found->accessibleName());
        }
    }
}

} // namespace

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow(parent)
    , m_appearance(&m_settings)
    , m_runner(&m_connection)
{
    setObjectName(QStringLiteral("mainWindow"));
    m_connectionBar = new ConnectionBar(&m_connection, &m_settings, this);
    m_commandBar = new CommandBar(&m_settings, this);
    m_batch = new ScriptTabs(&m_settings, {}, this);
    m_panel = new ResultsPanel(&m_connection, &m_runner, &m_results, this);
    m_value = new ValueView(this);
    m_log = new ConnectionLog(this);
    m_edit = new EditActions(this);
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
    m_splitter->addWidget(m_batch);
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(1, 1);
    layout->addWidget(m_splitter, 1);
    setCentralWidget(centre);
    createDocks();
    m_panel->offer(m_connectionBar->connectAction(), &m_sandboxAction, m_connectionBar->retryAction(), m_connectionBar->stopAction());
    m_panel->offerAfterFailure(m_connectionBar->tls()->certificateAction());
    createMenus();
    statusBar()->addPermanentWidget(new ServerFacts(&m_connection, this));

    connectParts();
    m_layout = std::make_unique<WindowLayout>(
        &m_settings,
        WindowLayout::Parts{
            .window = this, .value = m_valueDock, .workbench = m_splitter, .results = m_panel->table(), .valueTabs = m_value->tabs()});
    m_layout->restore();
    updateActions();
    m_connectionBar->setFocus();
    if (const Error error = openLog(m_settings.preferences()))
        sayLogError(error);
}

MainWindow::~MainWindow()
{
    // The parts look at what we hold by value, also while they go down: they go first.
    m_connection.disconnect();
    m_runner.disconnect();
    m_sandbox.disconnect();
    m_results.disconnect();
    qDeleteAll(findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
}

void MainWindow::connectTo(const QString &urlText)
{
    m_connectionBar->connectTo(urlText);
}

void MainWindow::useSandbox()
{
    if (m_sandbox.state() == Sandbox::State::Running) {
        m_connectionBar->connectTo(m_sandbox.address().text(), ConnectionBar::Remember::No);
        return;
    }
    statusBar()->showMessage(tr("Starting the sandbox…"));
    m_sandbox.start();
    updateActions();
}

void MainWindow::logTo(const QString &path)
{
    m_logGiven = true;
    if (const Error error = m_logFile.open(path))
        sayLogError(error);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    QTimer::singleShot(0, &m_appearance, &Appearance::followDesktop);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_batch->isChanging()) { // half a change is not to be kept
        event->ignore();
        m_batch->whenEdited([this] { close(); });
        return;
    }
    // What is kept comes back at the next start, saved or not: only what cannot be kept is asked about.
    if (!m_mayClose && m_batch->keep()) {
        event->ignore();
        m_batch->whenSaved([this] {
            m_mayClose = true;
            close();
        });
        return;
    }
    m_layout->save();
    m_connection.close();
    event->accept();
}

void MainWindow::createDocks()
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
        {.connection = &m_connection, .runner = &m_runner, .bar = m_commandBar, .scripts = m_batch, .help = help, .helpDock = m_helpDock},
        this);
    m_wireDock = new WireDock(
        {.connection = &m_connection, .runner = &m_runner, .commandBar = m_commandBar, .scripts = m_batch, .results = m_panel}, this);
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

void MainWindow::createMenus()
{
    const WindowParts parts{.connectionBar = m_connectionBar,
                            .commandBar = m_commandBar,
                            .scripts = m_batch,
                            .results = m_panel,
                            .edit = m_edit,
                            .value = m_valueDock,
                            .log = m_logDock,
                            .help = m_helpDock,
                            .wire = m_wireDock,
                            .sandbox = &m_sandboxAction};
    auto *menu = new MainMenu(parts, &m_appearance, this);
    connect(menu, &MainMenu::preferencesRequested, this, &MainWindow::openPreferences);
    connect(menu, &MainMenu::languageHelpRequested, m_language, &ScriptLanguage::showOverview);
    connect(menu, &MainMenu::commandHelpRequested, m_language, &ScriptLanguage::showHelp);
    connect(menu, &MainMenu::diagnosticsRequested, this, &MainWindow::copyDiagnostics);
    connect(menu, &MainMenu::layoutResetRequested, this, [this] { m_layout->reset(); });
}

void MainWindow::connectParts()
{
    connect(&m_connection, &Connection::stateChanged, this, &MainWindow::followConnection);
    connect(&m_connection, &Connection::logged, m_log, &ConnectionLog::addLine);
    connect(&m_sandboxAction, &QAction::triggered, this, &MainWindow::useSandbox);
    connect(&m_sandbox, &Sandbox::started, this, [this] {
        statusBar()->clearMessage();
        updateActions();
        useSandbox();
    });
    connect(&m_sandbox, &Sandbox::failed, this, [this](const Error &error) {
        statusBar()->clearMessage();
        m_connectionBar->showError(error);
        updateActions();
    });

    connect(m_panel, &ResultsPanel::lineShown, m_batch, &ScriptTabs::showResultLine);
    connect(m_batch, &ScriptTabs::currentLineChanged, m_panel, &ResultsPanel::showLine);
    connect(m_commandBar, &CommandBar::runRequested, m_gate, &RunGate::run);
    connect(m_batch, &ScriptTabs::runRequested, m_gate, &RunGate::run);
    connect(m_wireDock, &WireDock::runRequested, m_language, &ScriptLanguage::leaveResults);
    connect(m_wireDock, &WireDock::runRequested, m_gate, &RunGate::run);
    connect(m_gate, &RunGate::started, this, &MainWindow::beginRun);
    connect(m_gate, &RunGate::withheld, this, [this](const ScriptJob &job) {
        if (job.origin.scriptId.isEmpty())
            m_commandBar->giveBack(job.text);
        statusBar()->showMessage(tr("Not run: nothing was sent"), 5000);
    });
    connect(m_batch, &ScriptTabs::titleChanged, this, [this](const QString &name, bool modified) {
        setWindowTitle(name.isEmpty() ? tr("Slabscope[*]") : tr("%1[*] – Slabscope").arg(name));
        setWindowModified(modified);
    });
    setWindowTitle(tr("Slabscope[*]"));
    connect(m_panel->strip()->cancelAction(), &QAction::triggered, &m_runner, &Runner::cancel);
    connect(&m_runner, &Runner::warned, this, &MainWindow::showWarning);
    connect(&m_runner, &Runner::started, this, &MainWindow::updateActions);
    connect(&m_runner, &Runner::finished, this, &MainWindow::updateActions);
    connect(&m_appearance, &Appearance::fixedFontChanged, m_panel->table(), &ResultsTable::fitRows);
    connect(&m_appearance, &Appearance::fixedFontChanged, m_value, &ValueView::adoptFixedFont);
    connect(m_panel->table(), &ResultsTable::rowChanged, this, &MainWindow::showRow);
    connect(m_panel->table(), &ResultsTable::valueRequested, this, &MainWindow::openValue);
    connect(m_value, &ValueView::told, this, [this](const QString &text) { statusBar()->showMessage(text, 5000); });
    connect(&m_appearance, &Appearance::fixedFontChanged, m_wireDock->view(), &WireView::adoptFixedFont);
    connect(m_panel->table(), &ResultsTable::told, this, [this](const QString &text) { statusBar()->showMessage(text, 5000); });
    connect(m_wireDock->view(), &WireView::told, this, [this](const QString &text) { statusBar()->showMessage(text, 5000); });
}

void MainWindow::followConnection()
{
    updateActions();
    // Whoever connected from the address field goes on with a command.
    const QWidget *focus = focusWidget(); // the window's own, which need not be active
    if (m_connection.isReady() && (!focus || m_connectionBar->isAncestorOf(focus)))
        m_commandBar->field()->setFocus();
}

void MainWindow::beginRun(const ScriptJob &job)
{
    m_scriptRuns = !job.origin.scriptId.isEmpty();
    if (m_scriptRuns)
        m_batch->beginWarnings();
}

void MainWindow::showWarning(qint64 line, const QString &text)
{
    if (m_scriptRuns)
        m_batch->warn(line, text);
    else
        m_commandBar->warn(text);
}

void MainWindow::showRow(int row)
{
    if (row < 0)
        m_value->showNothing();
    else
        m_value->showRow(m_results.row(row));
}

void MainWindow::openValue()
{
    m_valueDock->show();
    m_valueDock->raise();
    m_value->tabs()->setFocus();
}

void MainWindow::updateActions()
{
    QString obstacle;
    if (m_runner.isRunning())
        obstacle = tr("A run is under way: wait for its end, or cancel it.");
    else if (!m_connection.isReady())
        obstacle = tr("Not connected: connect to a server first, or try the sandbox.");
    m_commandBar->setObstacle(obstacle);
    m_batch->setObstacle(obstacle);
    m_sandboxAction.setEnabled(m_sandbox.state() != Sandbox::State::Starting);
}

void MainWindow::openPreferences()
{
    const QString note = m_logGiven && m_logFile.isOpen()
        ? tr("Until the program ends, the log goes to %1, as was asked on the command line.").arg(m_logFile.path())
        : QString();
    const auto use = [this](const Preferences &preferences) { return usePreferences(preferences); };
    (new PreferencesDialog(m_settings.preferences(), use, note, this))->open();
}

Error MainWindow::usePreferences(const Preferences &preferences)
{
    if (const Error error = openLog(preferences))
        return error;
    m_settings.setPreferences(preferences);
    m_appearance.apply();
    return {};
}

Error MainWindow::openLog(const Preferences &preferences)
{
    if (m_logGiven)
        return {};
    const QString path = preferences.logPath.isEmpty() ? Settings::usualLogPath() : preferences.logPath;
    if (!preferences.logs)
        m_logFile.close();
    if (!preferences.logs || (m_logFile.isOpen() && m_logFile.path() == path))
        return {};
    if (preferences.logPath.isEmpty())
        QDir().mkpath(QFileInfo(path).absolutePath()); // what is wrong with it is told by opening
    const QString before = m_logFile.path();
    const Error error = m_logFile.open(path);
    if (error && !before.isEmpty())
        (void)m_logFile.open(before);
    return error;
}

void MainWindow::sayLogError(const Error &error)
{
    statusBar()->showMessage(error.text);
    m_log->addLine(error.text);
}

void MainWindow::copyDiagnostics()
{
    Diagnostics now = currentDiagnostics(m_connection);
    now.logFile = m_logFile.path();
    now.log = m_log->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QApplication::clipboard()->setText(diagnosticsText(now));
    statusBar()->showMessage(tr("Diagnostics copied: they can be pasted into a report"), 5000);
}
