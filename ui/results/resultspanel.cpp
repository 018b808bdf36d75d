#include "ui/results/resultspanel.h"

#include "connection/connection.h"
#include "ui/hintpage.h"
#include "ui/results/resultsmodel.h"
#include "ui/results/resultstable.h"
#include "ui/workbench/runner.h"
#include "ui/workbench/runstrip.h"

#include <QStackedWidget>
#include <QVBoxLayout>

ResultsPanel::ResultsPanel(const Connection *connection, Runner *runner, ResultsModel *model, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_runner(runner)
    , m_model(model)
    , m_strip(new RunStrip(runner, model, this))
    , m_pages(new QStackedWidget(this))
    , m_notConnected(
          new HintPage(QStringLiteral("unplug"), tr("Not connected"),
                       tr("Connect to the server in the address field, or try things out on a private memcached with sample data.")))
    , m_connecting(new HintPage(QStringLiteral("loader"), tr("Connecting…"), QString()))
    , m_waiting(new HintPage(QStringLiteral("refresh-cw"), tr("The server cannot be reached"), QString()))
    , m_failed(new HintPage(QStringLiteral("circle-alert"), tr("No connection"), QString()))
    , m_ready(new HintPage(QStringLiteral("terminal"), tr("No results yet"), tr("Run a command to see its outcome here.")))
    , m_running(new HintPage(QStringLiteral("loader"), tr("Running…"), tr("Waiting for the first outcomes.")))
    , m_table(new ResultsTable(model, this))
{
    setObjectName(QStringLiteral("resultsPanel"));
    m_notConnected->setObjectName(QStringLiteral("hintNotConnected"));
    m_connecting->setObjectName(QStringLiteral("hintConnecting"));
    m_waiting->setObjectName(QStringLiteral("hintWaiting"));
    m_failed->setObjectName(QStringLiteral("hintFailed"));
    m_ready->setObjectName(QStringLiteral("hintReady"));
    m_running->setObjectName(QStringLiteral("hintRunning"));

    m_pages->setObjectName(QStringLiteral("resultsPages"));
    m_pages->setFrameShape(QFrame::StyledPanel);
    m_pages->setBackgroundRole(QPalette::Base);
    m_pages->setAutoFillBackground(true);
    m_table->setFrameShape(QFrame::NoFrame);
    for (QWidget *page : std::initializer_list<QWidget *>{m_notConnected, m_connecting, m_waiting, m_failed, m_ready, m_running, m_table})
        m_pages->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_strip);
    layout->addWidget(m_pages, 1);

    connect(connection, &Connection::stateChanged, this, &ResultsPanel::showPage);
    connect(runner, &Runner::started, model, &ResultsModel::beginRun);
    connect(runner, &Runner::resultsReady, model, &ResultsModel::append);
    connect(runner, &Runner::finished, model, &ResultsModel::endRun);
    connect(runner, &Runner::started, this, &ResultsPanel::showPage);
    connect(runner, &Runner::finished, this, &ResultsPanel::showPage);
    connect(model, &QAbstractItemModel::modelReset, this, &ResultsPanel::showPage);
    connect(model, &QAbstractItemModel::rowsInserted, this, &ResultsPanel::showPage);
    showPage();
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

void ResultsPanel::offerAfterFailure(QAction *action)
{
    m_failed->offer(action, HintPage::Offered::WhenEnabled);
}

void ResultsPanel::showPage()
{
    m_pages->setCurrentWidget(m_model->rowCount() > 0 ? m_table : emptyPage());
}

QWidget *ResultsPanel::emptyPage()
{
    const QString address = m_connection->options().address.text();
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
