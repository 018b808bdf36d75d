#include "ui/serverpage.h"

#include "ui/connection/connectionbar.h"
#include "ui/connection/connectionlog.h"
#include "ui/connection/sandboxaction.h"
#include "ui/connection/tlsactions.h"
#include "ui/diagnostics.h"
#include "ui/guard/environmentbanner.h"
#include "ui/guard/environmentframe.h"
#include "ui/keys/keybrowser.h"
#include "ui/keys/keydetails.h"
#include "ui/keys/serverkeys.h"
#include "ui/monitor/adviceview.h"
#include "ui/monitor/alertview.h"
#include "ui/monitor/monitorpage.h"
#include "ui/monitor/statchanger.h"
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
#include "ui/workbench/scripttabs.h"
#include "ui/workspace.h"

#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QSplitter>
#include <QToolBar>
#include <QVBoxLayout>

ServerPage::ServerPage(Workspace *workspace, const KeptPage &kept, const ScriptPlaces &scripts)
    : m_workspace(workspace)
    , m_id(kept.id)
    , m_runner(&m_connection)
    , m_choices(workspace->settings()->keys())
{
    setWindowFlags(Qt::Widget); // it stands in a window, and is none
    setObjectName(QStringLiteral("serverPage"));
    m_connectionBar = new ConnectionBar(&m_connection, workspace->settings(), this);
    m_commandBar = new CommandBar(workspace->settings(), this);
    m_scripts = new ScriptTabs(workspace->settings(), scripts, this);
    m_panel = new ResultsPanel(&m_connection, &m_runner, &m_results, this);
    m_value = new ValueView(&m_choices, this);
    m_log = new ConnectionLog(this);
    m_gate = new RunGate(&m_connection, &m_runner, this);
    m_banner = new EnvironmentBanner(this);
    m_frame = new EnvironmentFrame(this);
    m_target = new PageTarget(&m_connection, m_connectionBar, workspace, this);

    auto *bar = new QToolBar(tr("Server"), this);
    bar->setObjectName(QStringLiteral("serverBar"));
    bar->setMovable(false);
    bar->toggleViewAction()->setEnabled(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->addWidget(m_connectionBar);
    addToolBar(bar);
    setMenuWidget(m_banner); // above everything
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
    m_keys = new ServerKeys(
        {
            .connection = &m_connection,
            .dumps = workspace->dumps(),
            .settings = workspace->settings(),
            .runs = m_panel->history(),
            .choices = &m_choices,
            .others = [this] { return m_workspace->openServers(this); },
        },
        this);
    m_leave = new PageLeave({.runner = &m_runner, .scripts = m_scripts, .keys = m_keys}, this);
    m_monitor = new MonitorPage(&m_connection, workspace->settings(), this);
    m_views = new PageViews(centre, m_keys, m_monitor, this);
    m_alerts = new PageAlerts({.monitor = m_monitor, .views = m_views, .notices = workspace->notices()}, this);
    m_monitor->adviser()->setLimits(workspace->settings()->adviceLimits());
    m_monitor->alertView()->offer(m_connectionBar->saveProfileAction());
    setCentralWidget(m_views);
    createDocks();
    connect(m_views, &PageViews::viewChanged, m_scripts, [this] {
        m_scripts->setSight(m_views->view() == PageViews::View::Workbench ? ScriptTabs::Sight::Seen : ScriptTabs::Sight::Unseen);
    });
    m_views->setDocks(m_docks);
    m_panel->offer(m_connectionBar->connectAction(), m_target->sandbox(), m_connectionBar->retryAction(), m_connectionBar->stopAction());
    m_keys->browser()->offer(m_connectionBar->connectAction(), m_target->sandbox());
    m_monitor->offer(m_connectionBar->connectAction(), m_target->sandbox());
    m_panel->offerWhileLocked(m_connectionBar->typeSecretAction(), m_connectionBar->stopAction());
    m_panel->offerAfterFailure(m_connectionBar->tls()->certificateAction());
    createMenus();

    connectParts();
    connectNotes();
    m_layout = std::make_unique<PageLayout>(
        workspace->settings(),
        PageLayout::Parts{
            .workbench = m_splitter,
            .results = m_panel->table(),
            .valueTabs = m_value->tabs(),
            .views = m_views,
            .monitor = m_monitor,
            .keys = m_keys->browser(),
            .divided = {{m_panel->splitter(), {900, 300}}, {m_wireDock->view()->splitter(), {300, 100}}, {m_help->splitter(), {140, 500}}},
            .bytes = {m_value->bytes(), m_keys->details()->bytes()}});
    m_layout->restore(kept.layout);
    m_target->restore(kept.target);
    followGuard();
    updateActions();
    m_connectionBar->setFocus();
    if (workspace->logError())
        addToLog(workspace->logError().text);
}

ServerPage::~ServerPage()
{
    // The parts look at what we hold by value, also while they go down: they go first.
    m_connection.disconnect();
    m_runner.disconnect();
    m_results.disconnect();
    m_choices.disconnect();
    qDeleteAll(findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
}

void ServerPage::connectTo(const QString &urlText)
{
    m_connectionBar->connectTo(urlText);
}

void ServerPage::useSandbox()
{
    m_target->sandbox()->use();
}

void ServerPage::openProfile(const Profile &profile)
{
    m_target->openProfile(profile);
}

void ServerPage::openLike(const ServerPage &other)
{
    m_layout->restore(other.m_layout->state());
    m_target->restore(other.m_target->kept());
    const Connection::State state = other.m_connection.state();
    if (state == Connection::State::Disconnected || state == Connection::State::Failed)
        return;
    if (!profileId().isEmpty())
        m_workspace->connectProfile(this, profileId());
    else
        m_connection.open(other.m_connection.options());
}

void ServerPage::showError(const Error &error)
{
    m_connectionBar->showError(error);
}

ConnectionLook ServerPage::look() const
{
    return lookOf(m_connection, m_target->awaited());
}

QString ServerPage::profileId() const
{
    return m_target->profileId();
}

QString ServerPage::name() const
{
    return m_target->name();
}

bool ServerPage::isShowingAlerts() const
{
    return m_monitor->alertView()->isVisible();
}

QString ServerPage::place() const
{
    return m_target->place();
}

OpenServer ServerPage::openServer()
{
    const std::optional<Profile> profile = m_target->guardingProfile();
    const auto tell = [keys = QPointer<ServerKeys>(m_keys)](const QString &place, const std::vector<ItemDeed> &deeds,
                                                            const ServerSettings &server) {
        return keys && keys->takeForeign(place, deeds, server);
    };
    return {name(), profile ? profile->name : QString(), m_environment, &m_connection, tell, m_keys->undoLimit()};
}

bool ServerPage::isBlank() const
{
    return m_target->kept().kind == ServerTarget::Kind::None;
}

void ServerPage::addToLog(const QString &text)
{
    m_log->addLine(text);
}

QString ServerPage::alertMark() const
{
    return m_alerts->mark();
}

KeptPage ServerPage::kept() const
{
    return {.id = m_id, .target = m_target->kept(), .layout = m_layout->state()};
}

void ServerPage::becomeProfile(const QString &id)
{
    m_target->becomeProfile(id);
}

void ServerPage::forget()
{
    m_scripts->forget();
}

void ServerPage::stopListing()
{
    m_keys->browser()->keyspace()->stop();
}

void ServerPage::lendLayout()
{
    m_layout->lend();
}

void ServerPage::end()
{
    m_layout->save();
    m_connection.close();
}

/// Whoever types the address of production by hand is in production all the same.
void ServerPage::followGuard()
{
    Profile shown = m_target->guardingProfile().value_or(Profile());
    if (m_connection.state() != Connection::State::Disconnected) // what holds is what it was opened with
        shown.readOnly = m_connection.options().access == Access::ReadOnly;
    m_environment = shown.environment;
    m_gate->setProfile(shown.name, shown.environment);
    m_banner->setProfile(shown);
    m_frame->setEnvironment(shown.environment);
    m_keys->setProfile(shown, name());
    m_monitor->changer()->setProfile(shown.name, shown.environment);
    m_monitor->setServerName(name());
    m_monitor->watch()->setDelimiters(shown.delimiters.join(QString()).toUtf8());
    m_alerts->setServer(name(), shown.alerts);
}

void ServerPage::followConnection()
{
    followGuard();
    updateActions();
    if (!isVisible()) // whoever works elsewhere is not to be taken away
        return;
    // Whoever connected from the address field goes on with a command.
    const QWidget *focus = focusWidget(); // the window's own, which need not be active
    if (!m_connection.isReady() || (focus && !m_connectionBar->isAncestorOf(focus)))
        return;
    goOn();
}

void ServerPage::goOn()
{
    if (m_views->view() == PageViews::View::Keys)
        m_keys->browser()->goOn();
    else if (m_views->view() == PageViews::View::Monitor)
        m_monitor->goOn();
    else
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
    else if (m_target->awaited() == Awaited::Keyring)
        obstacle = tr("Not connected: the keyring, which has the password, does not answer yet.");
    else if (!m_connection.isReady())
        obstacle = tr("Not connected: connect to a server first, or try the sandbox.");
    m_commandBar->setObstacle(obstacle);
    m_scripts->setObstacle(obstacle);
    emit stateChanged();
}

void ServerPage::copyDiagnostics()
{
    Diagnostics now = currentDiagnostics(m_connection);
    now.logFile = m_workspace->logFile()->path();
    now.log = m_log->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QApplication::clipboard()->setText(diagnosticsText(now));
    emit told(tr("Diagnostics copied: they can be pasted into a report"), shortly);
}
