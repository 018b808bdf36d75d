#include "ui/results/resultspanel.h"

#include "connection/connection.h"
#include "ui/fittingstack.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/results/comparisonview.h"
#include "ui/results/copyactions.h"
#include "ui/results/exportstrip.h"
#include "ui/results/filterbar.h"
#include "ui/results/resultsmodel.h"
#include "ui/results/resultstable.h"
#include "ui/results/runspane.h"
#include "ui/workbench/runner.h"
#include "ui/workbench/runstrip.h"

#include <QApplication>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

ResultsPanel::ResultsPanel(const Connection *connection, Runner *runner, ResultsModel *model, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_runner(runner)
    , m_model(model)
    , m_strip(new RunStrip(runner, this))
    , m_export(new ExportStrip(model, this))
    , m_filter(new FilterBar(model, this))
    , m_pages(new FittingStack(this))
    , m_notConnected(new HintPage(QStringLiteral("unplug"), tr("Not connected"),
                                  tr("Connect to the server, or try things out on a private memcached with sample data.")))
    , m_locked(new HintPage(QStringLiteral("lock"), tr("Waiting for the keyring…"),
                            tr("It has the password, and does not answer. Look whether it asks for its own password in another window, and "
                               "unlock it there.")))
    , m_connecting(new HintPage(QStringLiteral("loader"), tr("Connecting…"), QString()))
    , m_waiting(new HintPage(QStringLiteral("refresh-cw"), tr("The server cannot be reached"), QString()))
    , m_failed(new HintPage(QStringLiteral("circle-alert"), tr("No connection"), QString()))
    , m_ready(new HintPage(QStringLiteral("terminal"), tr("No results yet"), tr("Run a command to see its outcome here.")))
    , m_running(new HintPage(QStringLiteral("loader"), tr("Running…"), tr("Waiting for the first outcomes.")))
    , m_noMatch(new HintPage(QStringLiteral("funnel"), tr("No matches"), tr("The filter lets none of the results through.")))
    , m_table(new ResultsTable(model, this))
    , m_comparison(new ComparisonView(this))
    , m_runs(new RunsPane(&m_history, this))
    , m_copies(new CopyActions(model, m_table))
{
    setObjectName(QStringLiteral("resultsPanel"));
    m_notConnected->setObjectName(QStringLiteral("hintNotConnected"));
    m_locked->setObjectName(QStringLiteral("hintLocked"));
    m_connecting->setObjectName(QStringLiteral("hintConnecting"));
    m_waiting->setObjectName(QStringLiteral("hintWaiting"));
    m_failed->setObjectName(QStringLiteral("hintFailed"));
    m_ready->setObjectName(QStringLiteral("hintReady"));
    m_running->setObjectName(QStringLiteral("hintRunning"));
    m_noMatch->setObjectName(QStringLiteral("hintNoMatch"));
    setUpActions();
    layOut();

    connectRunner();
    connect(connection, &Connection::stateChanged, this, &ResultsPanel::showPage);
    connect(model, &ResultsModel::contentChanged, this, &ResultsPanel::showPage);
    connect(model, &ResultsModel::rearranged, this, &ResultsPanel::showPage);
    connect(m_table, &ResultsTable::lineShown, this, [this](qint64 line) {
        if (m_shown)
            emit lineShown(m_shown->origin.scriptId, line);
    });
    connect(m_comparison, &ComparisonView::lineShown, this, [this](qint64 line) { emit lineShown(m_comparedScript, line); });
    connect(m_comparison, &ComparisonView::told, m_table, &ResultsTable::told);
    connect(m_comparison, &ComparisonView::closed, this, &ResultsPanel::endComparison);
    connect(m_runs, &RunsPane::runChosen, this, &ResultsPanel::showRun);
    connect(m_runs, &RunsPane::comparisonRequested, this, &ResultsPanel::compare);
    connect(m_runs, &RunsPane::forgotten, this, [this] {
        if (!m_history.contains(m_shown))
            showRun(m_history.latest());
    });
    connect(m_runs, &RunsPane::closed, &m_runsAction, &QAction::toggle);
    showPage();
}

ResultsPanel::~ResultsPanel() = default;

void ResultsPanel::setUpActions()
{
    m_nextError.setObjectName(QStringLiteral("nextError"));
    m_nextError.setText(tr("&Next error"));
    m_nextError.setStatusTip(tr("Go to the next result that is an error, was not sent or got no answer"));
    m_nextError.setShortcut(Qt::Key_F4);
    m_previousError.setObjectName(QStringLiteral("previousError"));
    m_previousError.setText(tr("&Previous error"));
    m_previousError.setStatusTip(tr("Go to the result before that is an error, was not sent or got no answer"));
    m_previousError.setShortcut(Qt::SHIFT | Qt::Key_F4);
    m_runsAction.setObjectName(QStringLiteral("earlierRuns"));
    m_runsAction.setText(tr("Earlier r&uns"));
    m_runsAction.setIcon(themedIcon(QStringLiteral("history")));
    m_runsAction.setStatusTip(tr("Show or hide the runs of this session: to look at one again, or to compare two"));
    m_runsAction.setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_R);
    m_runsAction.setCheckable(true);
    connect(&m_nextError, &QAction::triggered, m_table, &ResultsTable::goToNextError);
    connect(&m_previousError, &QAction::triggered, m_table, &ResultsTable::goToPreviousError);
    connect(&m_runsAction, &QAction::toggled, this, [this](bool shown) {
        const bool focused = m_runs->isAncestorOf(QApplication::focusWidget());
        m_runs->setVisible(shown);
        if (shown)
            m_runs->setFocus(Qt::ShortcutFocusReason); // else the next keys would change the script
        else if (focused)
            m_table->setFocus(Qt::ShortcutFocusReason);
    });
    m_noMatch->offer(m_filter->clearAction());
    m_table->offer(m_copies);
    m_filter->offer(m_export->exportAction());
    m_filter->offer(&m_runsAction);
}

void ResultsPanel::layOut()
{
    m_pages->setObjectName(QStringLiteral("resultsPages"));
    m_pages->setFrameShape(QFrame::StyledPanel);
    m_pages->setBackgroundRole(QPalette::Base);
    m_pages->setAutoFillBackground(true);
    m_table->setFrameShape(QFrame::NoFrame);
    for (QWidget *page : std::initializer_list<QWidget *>{m_notConnected, m_locked, m_connecting, m_waiting, m_failed, m_ready, m_running,
                                                          m_noMatch, m_table, m_comparison})
        m_pages->addWidget(page);
    m_splitter = new QSplitter(this);
    m_splitter->setObjectName(QStringLiteral("resultsSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_pages);
    m_splitter->addWidget(m_runs);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_runs->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_strip);
    layout->addWidget(m_export);
    layout->addWidget(m_filter);
    layout->addWidget(m_splitter, 1);
}

void ResultsPanel::connectRunner()
{
    connect(m_runner, &Runner::started, this, &ResultsPanel::beginRun);
    connect(m_runner, &Runner::resultsReady, this, &ResultsPanel::takeResults);
    connect(m_runner, &Runner::finished, this, &ResultsPanel::endRun);
}

void ResultsPanel::offer(QAction *connectAction, QAction *sandbox, QAction *retry, QAction *stop)
{
    m_notConnected->offer(connectAction);
    m_notConnected->offer(sandbox);
    m_connecting->offer(stop);
    m_waiting->offer(retry);
    m_waiting->offer(stop);
    m_failed->offer(connectAction);
    m_failed->offer(sandbox);
}

void ResultsPanel::offerWhileLocked(QAction *typeSecret, QAction *stop)
{
    m_locked->offer(typeSecret);
    m_locked->offer(stop);
}

void ResultsPanel::setAwaited(Awaited awaited)
{
    m_awaited = awaited;
    showPage();
}

void ResultsPanel::offerAfterFailure(QAction *action)
{
    m_failed->offer(action, HintPage::Offered::WhenEnabled);
}

void ResultsPanel::addEditActions(QMenu *menu) const
{
    QMenu *results = menu->addMenu(tr("Resu&lts"));
    results->menuAction()->setObjectName(QStringLiteral("editResults"));
    results->menuAction()->setStatusTip(tr("Copy the selected results, or show some of them only"));
    QMenu *copies = results->addMenu(tr("&Copy as"));
    copies->menuAction()->setObjectName(QStringLiteral("copyResultsAs"));
    copies->menuAction()->setStatusTip(tr("Copy the selected results in one of several forms"));
    m_copies->addTo(copies);
    results->addAction(m_filter->findAction());
}

QAction *ResultsPanel::filterAction() const
{
    return m_filter->findAction();
}

void ResultsPanel::addRunActions(QMenu *menu)
{
    menu->addActions({&m_nextError, &m_previousError});
    menu->addActions({m_export->exportAction(), &m_runsAction, m_runs->compareAction()});
}

void ResultsPanel::showLine(const QString &scriptId, qint64 line)
{
    if (!m_comparing && m_shown && m_shown->origin.scriptId == scriptId)
        m_table->showLine(line);
}

void ResultsPanel::beginRun()
{
    endComparison();
    m_export->dismiss();
    m_history.begin(m_runner->takeBeginning());
    m_model->beginRun();
    showPage();
}

void ResultsPanel::takeResults(const SegmentList &segments)
{
    m_history.append(segments);
    if (m_shown != m_history.latest() && !m_model->isReplacing())
        return; // the person looks at another run meanwhile
    m_model->append(segments);
    adopt(m_history.latest());
}

void ResultsPanel::endRun()
{
    const RunRecord::State state = m_runner->error() ? RunRecord::State::Stopped
        : m_runner->isCancelled()                    ? RunRecord::State::Cancelled
                                                     : RunRecord::State::Finished;
    m_history.end(state, m_runner->elapsed(), m_runner->bytesWritten(), m_runner->error().text);
    if (m_shown == m_history.latest() || m_model->isReplacing()) {
        m_model->endRun();
        adopt(m_history.latest());
    }
    m_strip->showRun(*m_shown);
    showPage();
}

void ResultsPanel::showRun(const RunHistory::Run &run)
{
    endComparison();
    if (run == m_shown)
        return;
    m_model->show(run ? run->results : RunResults());
    adopt(run);
    if (!m_runner->isRunning() && run)
        m_strip->showRun(*run);
    else if (!m_runner->isRunning())
        m_strip->hide();
}

/// `run` is the one that is shown from now on.
void ResultsPanel::adopt(const RunHistory::Run &run)
{
    if (run == m_shown)
        return;
    m_shown = run;
    m_copies->setRun(run);
    m_runs->select(run);
}

void ResultsPanel::compare(const RunHistory::Run &before, const RunHistory::Run &after)
{
    m_comparing = true;
    m_comparedScript = after->origin.scriptId;
    m_comparison->compare(before, after);
    showPage();
}

void ResultsPanel::endComparison()
{
    if (!m_comparing)
        return;
    m_comparing = false;
    m_comparison->clear();
    showPage();
}

void ResultsPanel::showPage()
{
    updateActions();
    const bool canFilter = !m_comparing && (m_model->results().size() > 0 || m_history.size() > 0);
    m_filter->setVisible(canFilter);
    m_filter->findAction()->setEnabled(canFilter);
    if (m_comparing)
        m_pages->setCurrentWidget(m_comparison);
    else if (m_model->rowCount() > 0)
        m_pages->setCurrentWidget(m_table);
    else if (m_model->results().size() > 0)
        m_pages->setCurrentWidget(m_model->isFinding() ? m_pages->currentWidget() : m_noMatch);
    else
        m_pages->setCurrentWidget(emptyPage());
}

QWidget *ResultsPanel::emptyPage()
{
    if (m_awaited == Awaited::Keyring)
        return m_locked;
    const QString address = m_connection->options().place();
    switch (m_connection->state()) {
    case Connection::State::Disconnected:
        return m_notConnected;
    case Connection::State::Connecting:
    case Connection::State::Securing:
    case Connection::State::Authenticating:
        m_connecting->setText(tr("Waiting for %1.").arg(address));
        return m_connecting;
    case Connection::State::WaitingToRetry:
        m_waiting->setText(tr("%1 It is tried again by itself.").arg(m_connection->error().text));
        return m_waiting;
    case Connection::State::Failed:
        m_failed->setText(m_connection->error().text);
        return m_failed;
    case Connection::State::Ready:
        break;
    }
    return m_runner->isRunning() ? m_running : m_ready;
}

void ResultsPanel::updateActions()
{
    const bool errors = m_model->results().totals().errors() > 0;
    m_nextError.setEnabled(errors && !m_comparing);
    m_previousError.setEnabled(errors && !m_comparing);
}
