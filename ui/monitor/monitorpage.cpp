#include "ui/monitor/monitorpage.h"

#include "ui/iconengine.h"
#include "ui/monitor/advicecard.h"
#include "ui/monitor/adviceview.h"
#include "ui/monitor/alertview.h"
#include "ui/monitor/monitorview.h"
#include "ui/noticerow.h"

#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace {

constexpr std::array advicePlaces{AdvicePlace::Charts, AdvicePlace::Slabs, AdvicePlace::Settings, AdvicePlace::Connections};

/// The name of the tab that shows it.
QString tabOf(AdvicePlace place)
{
    switch (place) {
    case AdvicePlace::Charts:
        return QStringLiteral("overviewTab");
    case AdvicePlace::Slabs:
        return QStringLiteral("memoryTab");
    case AdvicePlace::Settings:
        return QStringLiteral("statisticsTab");
    case AdvicePlace::Connections:
        return QStringLiteral("clientsTab");
    case AdvicePlace::Nowhere:
        break;
    }
    return {};
}

} // namespace

MonitorPage::MonitorPage(Connection *connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_notice(new NoticeRow(QStringLiteral("monitorNotice")))
    , m_tabs(new QTabWidget)
    , m_overview(new MonitorView(&m_poll))
    , m_adviceView(new AdviceView(&m_adviser))
    , m_alertView(new AlertView(&m_alerts))
{
    setObjectName(QStringLiteral("monitorPage"));
    m_tabs->setObjectName(QStringLiteral("monitorTabs"));
    m_tabs->setAccessibleName(tr("Sides of the server"));
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->tabBar()->setExpanding(false);
    add(QStringLiteral("overview"), QStringLiteral("activity"), tr("Overview"), m_overview, MonitorTab::Needs::TwoAnswers);
    add(QStringLiteral("advice"), QStringLiteral("lightbulb"), tr("Advice"), m_adviceView, MonitorTab::Needs::Answer);
    add(QStringLiteral("alerts"), QStringLiteral("volume-2"), tr("Alerts"), m_alertView, MonitorTab::Needs::Nothing);
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
    connect(m_adviceView, &AdviceView::told, this, &MonitorPage::told);
    connect(m_adviceView, &AdviceView::placeRequested, this, &MonitorPage::showPlace);
    connect(m_alertView, &AlertView::told, this, &MonitorPage::told);
    connect(&m_adviser, &Adviser::changed, this, &MonitorPage::showMarks);
    connect(&m_alerts, &ServerAlerts::changed, this, &MonitorPage::showMarks);
    QSet<AdvicePlace> places;
    for (const AdvicePlace place : advicePlaces) {
        if (indexOfTab(tabOf(place)) >= 0)
            places.insert(place);
    }
    m_adviceView->setPlaces(places);
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

void MonitorPage::setAlerts(const AlertLimits &limits)
{
    m_alerts.setLimits(limits);
    begin();
}

int MonitorPage::indexOfTab(const QString &name) const
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (m_tabs->widget(i)->objectName() == name)
            return i;
    }
    return -1;
}

void MonitorPage::showPlace(AdvicePlace place)
{
    const int index = indexOfTab(tabOf(place));
    if (index < 0)
        return;
    m_tabs->setCurrentIndex(index);
    goOn();
}

/// What is grave enough is seen from the other tabs.
void MonitorPage::showMarks()
{
    const QList<Advice> &found = m_adviser.report().found;
    const auto isGrave = [](const Advice &advice) { return advice.severity > AdviceSeverity::Note; };
    const auto grave = std::ranges::count_if(found, isGrave);
    const int advice = indexOfTab(QStringLiteral("adviceTab"));
    m_tabs->setTabText(advice, grave == 0 ? tr("Advice") : tr("Advice (%1)").arg(grave));
    m_tabs->setTabIcon(advice,
                       grave == 0 ? themedIcon(QStringLiteral("lightbulb"))
                                  : themedIcon(severityIcon(found.first().severity), severityTone(found.first().severity)));
    const bool isUnseen = m_alerts.isUnseen();
    m_tabs->setTabIcon(indexOfTab(QStringLiteral("alertsTab")),
                       isUnseen ? themedIcon(QStringLiteral("triangle-alert"), Tone::Bad) : themedIcon(QStringLiteral("volume-2")));
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
    else if (tab->currentWidget() == m_adviceView)
        m_adviceView->goOn();
    else if (tab->currentWidget() == m_alertView)
        m_alertView->goOn();
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
    const bool isWanted = m_isWanted || !m_alerts.limits().isEmpty();
    if (isWanted && !m_poll.isAsking() && m_connection->isReady())
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
