#include "ui/pagelayout.h"

#include "ui/keys/keybrowser.h"
#include "ui/keys/keytable.h"
#include "ui/monitor/monitorpage.h"
#include "ui/monitor/monitorview.h"
#include "ui/pageviews.h"
#include "ui/results/resultstable.h"
#include "ui/settings.h"
#include "ui/values/bytesview.h"
#include "ui/watch/watchpage.h"

#include <QHeaderView>
#include <QSplitter>
#include <QTabWidget>

#include <algorithm>

namespace {

constexpr int lastValueTab = 1; // that is there for every value
constexpr char watchFilters[] = "watchFilters";

} // namespace

PageLayout::PageLayout(Settings *settings, const Parts &parts)
    : m_settings(settings)
    , m_parts(parts)
    , m_firstColumns(parts.results->horizontalHeader()->saveState())
    , m_firstKeyColumns(parts.keys->table()->columns())
    , m_firstWatchColumns(parts.monitor->watch()->columns())
{
    m_parts.workbench->setSizes({300, 300});
    for (const Divided &part : std::as_const(m_parts.divided))
        part.splitter->setSizes(part.first);
}

PageLayout::State PageLayout::state() const
{
    State now{
        {QStringLiteral("docks"), m_parts.views->docks(PageViews::View::Workbench)},
        {QStringLiteral("docksOfKeys"), m_parts.views->docks(PageViews::View::Keys)},
        {QStringLiteral("docksOfMonitor"), m_parts.views->docks(PageViews::View::Monitor)},
        {QStringLiteral("view"), QByteArray::number(int(m_parts.views->view()))},
        {QStringLiteral("workbench"), m_parts.workbench->saveState()},
        {QStringLiteral("columns"), m_parts.results->horizontalHeader()->saveState()},
        {QStringLiteral("valueTab"), QByteArray::number(std::min(m_parts.valueTabs->currentIndex(), lastValueTab))},
        {QStringLiteral("keyColumns"), m_parts.keys->table()->columns()},
        {QStringLiteral("keySplitter"), m_parts.keys->splitter()->saveState()},
        {QStringLiteral("monitorTab"), m_parts.monitor->tab()},
        {QStringLiteral("monitorOverview"), m_parts.monitor->overview()->state()},
        {QStringLiteral("keyForm"), QByteArray::number(m_parts.keys->form())},
        {QStringLiteral("watchChoice"), m_parts.monitor->watch()->choice()},
        {QLatin1String(watchFilters), m_parts.monitor->watch()->filters()},
        {QStringLiteral("watchColumns"), m_parts.monitor->watch()->columns()},
    };
    for (const Divided &part : m_parts.divided)
        now[part.splitter->objectName()] = part.splitter->saveState();
    for (const BytesView *bytes : m_parts.bytes)
        now[bytes->objectName()] = bytes->division();
    return now;
}

void PageLayout::restore(const State &state)
{
    const auto kept = [this, &state](const QString &part) { return state.contains(part) ? state[part] : m_settings->layout(part); };
    const int view = kept(QStringLiteral("view")).toInt();
    m_parts.views->restoreDocks(PageViews::View::Workbench, kept(QStringLiteral("docks")));
    m_parts.views->restoreDocks(PageViews::View::Keys, kept(QStringLiteral("docksOfKeys")));
    m_parts.views->restoreDocks(PageViews::View::Monitor, kept(QStringLiteral("docksOfMonitor")));
    m_parts.views->setView(view >= 0 && view < int(PageViews::viewCount) ? PageViews::View(view) : PageViews::View::Workbench);
    m_parts.workbench->restoreState(kept(QStringLiteral("workbench")));
    m_parts.results->restoreColumns(kept(QStringLiteral("columns")));
    m_parts.valueTabs->setCurrentIndex(std::min(kept(QStringLiteral("valueTab")).toInt(), lastValueTab));
    m_parts.keys->table()->restoreColumns(kept(QStringLiteral("keyColumns")));
    m_parts.keys->splitter()->restoreState(kept(QStringLiteral("keySplitter")));
    m_parts.monitor->overview()->restoreState(kept(QStringLiteral("monitorOverview")));
    m_parts.monitor->setTab(kept(QStringLiteral("monitorTab")));
    m_parts.keys->setForm(kept(QStringLiteral("keyForm")).toInt());
    m_parts.monitor->watch()->restoreChoice(kept(QStringLiteral("watchChoice")));
    m_parts.monitor->watch()->restoreFilters(state.value(QLatin1String(watchFilters)));
    m_parts.monitor->watch()->restoreColumns(kept(QStringLiteral("watchColumns")));
    for (const Divided &part : std::as_const(m_parts.divided))
        part.splitter->restoreState(kept(part.splitter->objectName()));
    for (BytesView *bytes : std::as_const(m_parts.bytes))
        bytes->restoreDivision(kept(bytes->objectName()));
}

void PageLayout::save() const
{
    State now = state();
    now.remove(QLatin1String(watchFilters)); // which are about the keys of one server
    for (auto part = now.cbegin(); part != now.cend(); ++part)
        m_settings->setLayout(part.key(), part.value());
}

void PageLayout::lend() const
{
    const State now = state();
    for (auto part = now.cbegin(); part != now.cend(); ++part) {
        if (part.key() != QLatin1String("view"))
            m_settings->setLayout(part.key(), part.value());
    }
}

void PageLayout::reset() const
{
    m_parts.views->resetDocks();
    m_parts.keys->table()->restoreColumns(m_firstKeyColumns);
    m_parts.results->restoreColumns(m_firstColumns);
    m_parts.monitor->watch()->restoreColumns(m_firstWatchColumns);
    const int height = m_parts.workbench->height();
    m_parts.workbench->setSizes({height / 2, height / 2});
    QSplitter *keys = m_parts.keys->splitter();
    const int details = keys->widget(keys->count() - 1)->sizeHint().width();
    keys->setSizes({std::max(details, keys->width() - details), details});
    for (const Divided &part : m_parts.divided)
        part.splitter->setSizes(part.first);
    for (BytesView *bytes : m_parts.bytes)
        bytes->restoreDivision({});
}
