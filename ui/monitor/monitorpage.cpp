#include "ui/monitor/monitorpage.h"

#include "ui/iconengine.h"
#include "ui/monitor/connectionsview.h"
#include "ui/monitor/monitorview.h"
#include "ui/monitor/statchanger.h"
#include "ui/monitor/statsides.h"
#include "ui/monitor/stattabs.h"
#include "ui/noticerow.h"

#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

MonitorPage::MonitorPage(Connection *connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_notice(new NoticeRow(QStringLiteral("monitorNotice")))
    , m_tabs(new QTabWidget)
    , m_overview(new MonitorView(&m_poll))
    , m_changer(new StatChanger(connection, this))
{
    setObjectName(QStringLiteral("monitorPage"));
    m_tabs->setObjectName(QStringLiteral("monitorTabs"));
    m_tabs->setAccessibleName(tr("Sides of the server"));
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->tabBar()->setExpanding(false);
    add(QStringLiteral("overview"), QStringLiteral("activity"), tr("Overview"), m_overview, MonitorTab::Needs::TwoAnswers);
    addTables();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_notice->setContentsMargins(8, 8, 8, 4);
    layout->addWidget(m_notice);
    layout->addWidget(m_tabs, 1);
    connect(m_connection, &Connection::stateChanged, this, &MonitorPage::followConnection);
    connect(&m_poll, &StatPoll::sampled, this, &MonitorPage::tellState);
    connect(&m_poll, &StatPoll::stateChanged, this, &MonitorPage::tellState);
    connect(m_overview, &MonitorView::told, this, &MonitorPage::told);
}

void MonitorPage::addTables()
{
    const StatTabs tables = StatTabs::create(&m_poll, m_changer);
    add(QStringLiteral("statistics"), QStringLiteral("list-ordered"), tr("Statistics"), tables.statistics, MonitorTab::Needs::Answer);
    add(QStringLiteral("memory"), QStringLiteral("layers"), tr("Memory"), tables.memory, MonitorTab::Needs::Answer);
    add(QStringLiteral("clients"), QStringLiteral("plug"), tr("Connections"), tables.connections, MonitorTab::Needs::Answer);
    connect(tables.statistics, &StatSides::told, this, &MonitorPage::told);
    connect(tables.memory, &StatSides::told, this, &MonitorPage::told);
    connect(tables.connections, &GroupView::told, this, &MonitorPage::told);
    connect(m_changer, &StatChanger::told, this, &MonitorPage::told);
}

/// `name` is the beginning of the object name of the tab.
void MonitorPage::add(const QString &name, const QString &icon, const QString &text, QWidget *content, MonitorTab::Needs needs)
{
    m_tabs->addTab(new MonitorTab(name, content, needs, &m_poll), themedIcon(icon), text);
}

void MonitorPage::offer(QAction *connectAction, QAction *sandbox)
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        auto *tab = qobject_cast<MonitorTab *>(m_tabs->widget(i));
        tab->offer(connectAction);
        tab->offer(sandbox);
    }
}

QByteArray MonitorPage::tab() const
{
    return m_tabs->currentWidget()->objectName().toLatin1();
}

void MonitorPage::setTab(const QByteArray &name)
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (m_tabs->widget(i)->objectName() == QLatin1String(name))
            m_tabs->setCurrentIndex(i);
    }
}

void MonitorPage::goOn()
{
    const auto *tab = qobject_cast<MonitorTab *>(m_tabs->currentWidget());
    if (tab->currentWidget() == m_overview)
        m_overview->charts()->setFocus();
    else
        m_tabs->tabBar()->setFocus();
}

void MonitorPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_isWanted = true;
    begin();
}

/// Where the page goes to another server, or is told to hang up, so does this.
void MonitorPage::followConnection()
{
    const Connection::State state = m_connection->state();
    const bool isGone = state == Connection::State::Disconnected || state == Connection::State::Failed;
    const bool isOther = !m_poll.place().isEmpty() && m_connection->options().place() != m_poll.place();
    if (m_poll.isAsking() && (isGone || isOther))
        m_poll.stop();
    if (isOther)
        m_poll.forget();
    begin();
    tellState();
}

void MonitorPage::begin()
{
    if (m_isWanted && !m_poll.isAsking() && m_connection->isReady())
        m_poll.start(m_connection->options());
}

/// The hints of the tabs say it as long as nothing was measured.
void MonitorPage::tellState()
{
    QString notice;
    if (m_poll.statistics().isEmpty())
        notice.clear();
    else if (!m_poll.isAsking())
        notice = tr("Not connected: nothing is measured now.");
    else if (m_poll.error())
        notice = tr("Nothing is measured now: %1").arg(m_poll.error().text);
    m_notice->tell(notice, Tone::Notice);
}
