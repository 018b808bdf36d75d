#include "ui/monitor/monitorpage.h"

#include "app/monitor/placeid.h"
#include "ui/iconengine.h"
#include "ui/monitor/advicecard.h"
#include "ui/monitor/adviceview.h"
#include "ui/monitor/alertview.h"
#include "ui/monitor/connectionsview.h"
#include "ui/monitor/historyfiles.h"
#include "ui/monitor/historyview.h"
#include "ui/monitor/monitorview.h"
#include "ui/monitor/recordings.h"
#include "ui/monitor/statchanger.h"
#include "ui/monitor/statsides.h"
#include "ui/noticerow.h"
#include "ui/settings.h"
#include "ui/watch/watchpage.h"

#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

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
        return QStringLiteral("connectionsTab");
    case AdvicePlace::Nowhere:
        break;
    }
    return {};
}

} // namespace

MonitorPage::MonitorPage(Connection *connection, Settings *settings, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_settings(settings)
    , m_notice(new NoticeRow(QStringLiteral("monitorNotice")))
    , m_tabs(new QTabWidget)
    , m_recordings(new Recordings(m_tabs))
    , m_overview(new MonitorView(&m_poll))
    , m_changer(new StatChanger(connection, this))
    , m_tables(StatTabs::create(&m_poll, m_changer))
    , m_watch(new WatchPage(connection))
    , m_adviceView(new AdviceView(&m_adviser))
    , m_alertView(new AlertView(&m_alerts))
{
    setObjectName(QStringLiteral("monitorPage"));
    m_tabs->setObjectName(QStringLiteral("monitorTabs"));
    m_tabs->setAccessibleName(tr("Sides of the server"));
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setSelectionBehaviorOnRemove(QTabBar::SelectPreviousTab); // where one was before a recording
    add(QStringLiteral("overview"), QStringLiteral("activity"), tr("Overview"), m_overview, MonitorTab::Needs::TwoAnswers);
    addTables();
    add(QStringLiteral("watch"), QStringLiteral("eye"), tr("Watch"), m_watch, MonitorTab::Needs::Nothing);
    add(QStringLiteral("advice"), QStringLiteral("lightbulb"), tr("Advice"), m_adviceView, MonitorTab::Needs::Answer);
    add(QStringLiteral("alerts"), QStringLiteral("bell"), tr("Alerts"), m_alertView, MonitorTab::Needs::Nothing);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_notice->setContentsMargins(8, 4, 8, 8);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_notice); // below, so that nothing moves away from under the mouse
    createFiles();
    m_keeping.setCondition([settings](const QString &place) { return settings->keepsHistory(place); });
    connect(&m_keeping, &StatKeeping::loaded, this, &MonitorPage::start);
    connect(m_connection, &Connection::stateChanged, this, &MonitorPage::followConnection);
    connect(&m_poll, &StatPoll::sampled, this, &MonitorPage::tellState);
    connect(&m_poll, &StatPoll::stateChanged, this, &MonitorPage::tellState);
    connect(&m_poll, &StatPoll::sampled, this, [this] {
        for (const auto &statistic : m_poll.statistics()) {
            if (statistic.name == "log_worker_dropped")
                m_watch->setServerDropped(statistic.value.toULongLong());
        }
    });
    connect(m_overview, &MonitorView::told, this, &MonitorPage::told);
    connect(m_watch, &WatchPage::told, this, &MonitorPage::told);
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

void MonitorPage::addTables()
{
    add(QStringLiteral("statistics"), QStringLiteral("list-ordered"), tr("Statistics"), m_tables.statistics, MonitorTab::Needs::Answer);
    add(QStringLiteral("memory"), QStringLiteral("layers"), tr("Memory"), m_tables.memory, MonitorTab::Needs::Answer);
    add(QStringLiteral("connections"), QStringLiteral("plug"), tr("Connections"), m_tables.connections, MonitorTab::Needs::Answer);
    connect(m_tables.statistics, &StatSides::told, this, &MonitorPage::told);
    connect(m_tables.memory, &StatSides::told, this, &MonitorPage::told);
    connect(m_tables.connections, &GroupView::told, this, &MonitorPage::told);
    connect(m_changer, &StatChanger::told, this, &MonitorPage::told);
}

/// `name` is the beginning of the object name of the tab.
void MonitorPage::add(const QString &name, const QString &icon, const QString &text, QWidget *content, MonitorTab::Needs needs)
{
    m_tabs->addTab(new MonitorTab(name, content, needs, &m_poll), themedIcon(icon), text);
}

MonitorPage::~MonitorPage()
{
    if (m_keep.isChecked() && !m_place.isEmpty())
        m_keeping.saveLast();
}

void MonitorPage::createFiles()
{
    m_files = new HistoryFiles(m_overview->view(), QStringLiteral("monitor"), [this] {
        StatRecord record = m_poll.record();
        record.server = m_serverName.isEmpty() ? m_poll.place() : m_serverName;
        return record;
    });
    m_keep.setObjectName(QStringLiteral("monitorKeepHistory"));
    m_keep.setText(tr("&Keep the history of this server"));
    m_keep.setStatusTip(tr("Keep what is measured of this server for the next start of the program"));
    m_keep.setCheckable(true);
    m_files->menu()->addAction(m_recordings->openAction());
    m_files->menu()->addSeparator();
    m_files->menu()->addAction(&m_keep);
    m_overview->view()->addToBar(m_files->menu()->menuAction());
    connect(m_files, &HistoryFiles::told, this, &MonitorPage::told);
    connect(m_recordings, &Recordings::told, this, &MonitorPage::told);
    connect(m_recordings, &Recordings::problemChanged, this, &MonitorPage::tellState);
    connect(&m_keep, &QAction::triggered, this, &MonitorPage::keepHistory);
}

/// Whoever does not want it kept any more wants no file of it either.
void MonitorPage::keepHistory()
{
    const QString place = m_poll.place();
    if (place.isEmpty())
        return;
    if (!m_keep.isChecked()) {
        m_settings->forgetHistory(place);
        m_keeping.end();
        m_keeping.remove(place);
        return;
    }
    const QString gone = m_settings->keepHistory(place);
    if (!gone.isEmpty())
        m_keeping.remove(gone);
    m_keeping.begin();
}

void MonitorPage::offer(QAction *connectAction, QAction *sandbox)
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        auto *tab = qobject_cast<MonitorTab *>(m_tabs->widget(i));
        tab->offer(connectAction);
        tab->offer(sandbox);
        tab->offer(m_recordings->openAction());
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
    if (place == AdvicePlace::Settings)
        m_tables.statistics->setCurrent(m_tables.settings);
    else if (place == AdvicePlace::Slabs)
        m_tables.memory->setCurrent(m_tables.slabs);
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
                       isUnseen ? themedIcon(QStringLiteral("triangle-alert"), Tone::Bad) : themedIcon(QStringLiteral("bell")));
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
    if (m_overview->isVisible())
        m_overview->view()->goOn();
    else if (m_watch->isVisible())
        m_watch->goOn();
    else if (m_adviceView->isVisible())
        m_adviceView->goOn();
    else if (m_alertView->isVisible())
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

/// Where the page goes to another server, or is told to hang up, so does this. Where the page has given up this does not: that the server
/// is gone has to be told, and it may come back.
void MonitorPage::followConnection()
{
    const Connection::State state = m_connection->state();
    const bool isGone = state == Connection::State::Disconnected;
    m_hasFailed = m_hasFailed || state == Connection::State::Failed;
    const QString place = placeId(m_connection->options());
    if (!m_place.isEmpty() && (isGone || place != m_place))
        halt();
    if (!m_poll.place().isEmpty() && place != m_poll.place())
        m_poll.forget();
    if (m_connection->isReady() && std::exchange(m_hasFailed, false) && m_poll.isAsking() && !m_poll.isReady())
        m_poll.start(m_connection->options()); // with the password that helped, for example
    begin();
    tellState();
}

/// What was kept of the server comes first.
void MonitorPage::begin()
{
    const bool isWanted = m_isWanted || !m_alerts.limits().isEmpty();
    if (!isWanted || !m_place.isEmpty() || !m_connection->isReady())
        return;
    m_place = placeId(m_connection->options());
    const bool isKept = m_settings->keepsHistory(m_place);
    m_keep.setChecked(isKept);
    if (isKept && m_poll.history().isEmpty())
        m_keeping.load(m_place);
    else
        start();
}

void MonitorPage::start()
{
    if (m_place.isEmpty() || m_poll.isAsking())
        return; // it is not wanted any more
    m_poll.start(m_connection->options());
    if (m_keep.isChecked())
        m_keeping.begin();
    tellState();
}

void MonitorPage::halt()
{
    m_place.clear();
    m_poll.stop();
    m_keeping.end();
    if (m_keep.isChecked())
        m_keeping.save();
}

/// The hints of the tabs say it as long as nothing was measured.
void MonitorPage::tellState()
{
    m_files->setEnabled(m_poll.history());
    m_keep.setEnabled(!m_poll.place().isEmpty());
    QString notice;
    if (!m_recordings->problem().isEmpty())
        notice = m_recordings->problem();
    else if (m_poll.statistics().isEmpty())
        notice.clear();
    else if (!m_poll.isAsking())
        notice = tr("Not connected: nothing is measured now.");
    else if (m_poll.error()) // which is said above the page where all of it has lost the server
        notice = m_connection->isReady() ? tr("Nothing is measured now: %1").arg(m_poll.error().text) : tr("Nothing is measured now.");
    m_notice->tell(notice, m_recordings->problem().isEmpty() ? Tone::Notice : Tone::Bad);
}
