#include "ui/mainwindow.h"

#include "app/run/scriptsource.h"
#include "ui/aboutdialog.h"
#include "ui/connection/connectionbar.h"
#include "ui/connection/connectionlog.h"
#include "ui/editactions.h"
#include "ui/iconengine.h"
#include "ui/results/resultspanel.h"
#include "ui/results/resultstable.h"
#include "ui/results/valueview.h"
#include "ui/workbench/commandbar.h"
#include "ui/workbench/runstrip.h"
#include "ui/workbench/scripttabs.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QHeaderView>
#include <QMenuBar>
#include <QScreen>
#include <QSplitter>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

namespace {

constexpr int layoutVersion = 1;

}

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow(parent)
    , m_runner(&m_connection)
{
    applyTheme(m_settings.theme());
    setObjectName(QStringLiteral("mainWindow"));
    m_connectionBar = new ConnectionBar(&m_connection, &m_settings, this);
    m_commandBar = new CommandBar(&m_settings, this);
    m_batch = new ScriptTabs(&m_settings, {}, this);
    m_panel = new ResultsPanel(&m_connection, &m_runner, &m_results, this);
    m_value = new ValueView(this);
    m_log = new ConnectionLog(this);
    m_edit = new EditActions(this);
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
    m_splitter = new QSplitter(Qt::Vertical);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_batch);
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(1, 1);
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(8, 8, 8, 4);
    layout->addWidget(m_commandBar);
    layout->addWidget(m_splitter, 1);
    setCentralWidget(centre);
    createDocks();
    createMenus();
    m_panel->offer(m_connectionBar->connectAction(), &m_sandboxAction, m_connectionBar->retryAction(), m_connectionBar->stopAction());
    statusBar();

    connectParts();
    restoreLayout();
    updateActions();
    m_connectionBar->setFocus();
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

void MainWindow::closeEvent(QCloseEvent *event)
{
    // What is kept comes back at the next start, saved or not: only what cannot be kept is asked about.
    if (!m_mayClose && m_batch->keep()) {
        event->ignore();
        m_batch->whenSaved([this] {
            m_mayClose = true;
            close();
        });
        return;
    }
    saveLayout();
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
    addDockWidget(Qt::RightDockWidgetArea, m_valueDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_logDock);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_logDock->hide();
}

void MainWindow::createMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    m_batch->addFileActions(file);
    file->addSeparator();
    QAction *quit = file->addAction(themedIcon(QStringLiteral("log-out")), tr("&Quit"), this, &QWidget::close);
    quit->setObjectName(QStringLiteral("quit"));
    quit->setShortcut(Qt::CTRL | Qt::Key_Q); // Qt's own is empty on some platforms
    quit->setMenuRole(QAction::QuitRole);
    quit->setStatusTip(tr("Close the window and end"));

    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    m_edit->addTo(edit);
    m_batch->addEditActions(edit);

    QMenu *server = menuBar()->addMenu(tr("&Server"));
    server->addAction(m_connectionBar->connectAction());
    server->addAction(m_connectionBar->disconnectAction());
    server->addAction(m_connectionBar->retryAction());
    server->addAction(m_connectionBar->stopAction());
    server->addSeparator();
    server->addAction(&m_sandboxAction);

    QMenu *runMenu = menuBar()->addMenu(tr("&Run"));
    runMenu->addAction(m_commandBar->runAction());
    m_batch->addRunActions(runMenu);
    runMenu->addSeparator();
    runMenu->addAction(m_panel->strip()->cancelAction());

    QMenu *view = menuBar()->addMenu(tr("&View"));
    QAction *valueToggle = m_valueDock->toggleViewAction();
    valueToggle->setText(tr("&Value"));
    valueToggle->setStatusTip(tr("Show or hide the value of the selected result"));
    QAction *logToggle = m_logDock->toggleViewAction();
    logToggle->setText(tr("Connection &log"));
    logToggle->setStatusTip(tr("Show or hide what happened to the connection"));
    view->addAction(valueToggle);
    view->addAction(logToggle);
    view->addSeparator();
    m_batch->addViewActions(view);
    view->addSeparator();
    createThemeMenu(view->addMenu(themedIcon(QStringLiteral("sun-moon")), tr("&Theme")));
    QAction *reset = view->addAction(tr("&Reset layout"), this, &MainWindow::resetLayout);
    reset->setObjectName(QStringLiteral("resetLayout"));
    reset->setStatusTip(tr("Put all parts of the window where they were at the first start"));

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    QAction *about =
        help->addAction(themedIcon(QStringLiteral("info")), tr("&About Slabscope"), this, [this] { (new AboutDialog(this))->open(); });
    about->setObjectName(QStringLiteral("about"));
    about->setMenuRole(QAction::AboutRole);
    QAction *aboutQt = help->addAction(tr("About &Qt"), qApp, &QApplication::aboutQt);
    aboutQt->setObjectName(QStringLiteral("aboutQt"));
    aboutQt->setMenuRole(QAction::AboutQtRole);
}

void MainWindow::createThemeMenu(QMenu *menu)
{
    auto *group = new QActionGroup(menu);
    const auto add = [this, menu, group](Theme theme, const QString &name, const QString &text) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name);
        action->setCheckable(true);
        action->setChecked(m_settings.theme() == theme);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, theme] {
            m_settings.setTheme(theme);
            applyTheme(theme);
        });
    };
    add(Theme::System, QStringLiteral("themeSystem"), tr("&System"));
    add(Theme::Light, QStringLiteral("themeLight"), tr("&Light"));
    add(Theme::Dark, QStringLiteral("themeDark"), tr("&Dark"));
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

    connect(m_commandBar, &CommandBar::runRequested, this, &MainWindow::runCommand);
    connect(m_batch, &ScriptTabs::runRequested, this, &MainWindow::runScript);
    connect(m_batch, &ScriptTabs::titleChanged, this, [this](const QString &name, bool modified) {
        setWindowTitle(name.isEmpty() ? tr("Slabscope[*]") : tr("%1[*] – Slabscope").arg(name));
        setWindowModified(modified);
    });
    setWindowTitle(tr("Slabscope[*]"));
    connect(m_panel->strip()->cancelAction(), &QAction::triggered, &m_runner, &Runner::cancel);
    connect(&m_runner, &Runner::warned, this, &MainWindow::showWarning);
    connect(&m_runner, &Runner::started, this, &MainWindow::updateActions);
    connect(&m_runner, &Runner::finished, this, &MainWindow::updateActions);
    connect(m_panel->table(), &ResultsTable::rowChanged, this, &MainWindow::showRow);
    connect(m_panel->table(), &ResultsTable::told, this, [this](const QString &text) { statusBar()->showMessage(text, 5000); });
}

void MainWindow::followConnection()
{
    updateActions();
    // Whoever connected from the address field goes on with a command.
    const QWidget *focus = focusWidget(); // the window's own, which need not be active
    if (m_connection.isReady() && (!focus || m_connectionBar->isAncestorOf(focus)))
        m_commandBar->field()->setFocus();
}

void MainWindow::runCommand(const QByteArray &line)
{
    if (m_runner.isRunning())
        return;
    m_scriptRuns = false;
    m_runner.run(ScriptSource::fromLines({line}), ScriptRun::Mode::Batch, 1);
}

void MainWindow::runScript(const ScriptJob &job)
{
    if (m_runner.isRunning())
        return;
    m_scriptRuns = true;
    m_batch->beginWarnings();
    m_runner.run(ScriptSource::fromText(job.text, job.folder, job.firstLine), job.mode, job.commandCount);
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
    // The script follows whoever goes through its results; not the table that fills while something is being written.
    if (m_scriptRuns && m_panel->table()->hasFocus())
        m_batch->showResultLine(row < 0 ? 0 : m_results.row(row).line());
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

void MainWindow::resetLayout()
{
    restoreState(m_firstLayout, layoutVersion);
    m_splitter->setSizes({m_splitter->height() / 3, m_splitter->height() * 2 / 3});
}

void MainWindow::restoreLayout()
{
    resize(1280, 800);
    resizeDocks({m_valueDock}, {400}, Qt::Horizontal);
    m_splitter->setSizes({200, 400});
    m_firstLayout = saveState(layoutVersion);
    restoreGeometry(m_settings.layout(QStringLiteral("geometry")));
    restoreState(m_settings.layout(QStringLiteral("docks")), layoutVersion);
    m_splitter->restoreState(m_settings.layout(QStringLiteral("workbench")));
    m_panel->table()->horizontalHeader()->restoreState(m_settings.layout(QStringLiteral("columns")));
}

void MainWindow::saveLayout()
{
    m_settings.setLayout(QStringLiteral("geometry"), saveGeometry());
    m_settings.setLayout(QStringLiteral("docks"), saveState(layoutVersion));
    m_settings.setLayout(QStringLiteral("workbench"), m_splitter->saveState());
    m_settings.setLayout(QStringLiteral("columns"), m_panel->table()->horizontalHeader()->saveState());
}
