#include "ui/monitor/prefixesview.h"

#include "ui/amounttext.h"
#include "ui/escapedtext.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/keys/sharedelegate.h"
#include "ui/monitor/statchanger.h"
#include "ui/monitor/stattable.h"
#include "ui/monitor/statwords.h"
#include "ui/noticerow.h"

#include <QLocale>
#include <QSet>
#include <QtConcurrentRun>

#include <algorithm>

namespace {

StatRow prefixRow(const PrefixCount &count)
{
    StatRow row{.id = count.prefix};
    const std::optional<double> ratio = count.hitRatio();
    row.cells += {.text = count.prefix.isEmpty() ? PrefixesView::tr("(empty)") : escapedText(count.prefix)};
    row.cells += statCell(countText(count.gets), count.gets);
    row.cells += statCell(countText(count.hits), count.hits);
    StatCell share{.text = ratio ? fineShareText(*ratio) : QStringLiteral("–")};
    if (ratio) {
        share.order = *ratio;
        share.picture = *ratio;
    }
    row.cells += share;
    row.cells += statCell(countText(count.sets), count.sets);
    row.cells += statCell(countText(count.deletes), count.deletes);
    return row;
}

} // namespace

PrefixesView::PrefixesView(StatPoll *poll, StatChanger *changer)
    : PrefixesView(poll, changer, new GroupPoll(poll, {"settings", "detail dump"}))
{
}

PrefixesView::PrefixesView(StatPoll *poll, StatChanger *changer, GroupPoll *group)
    : GroupView(
        QStringLiteral("prefixes"),
        {.name = tr("Uses by prefix"),
         .empty = tr("Uses are not counted by prefix"),
         .emptyText = tr("The server can count reads, hits, stores and deletes for the part of each key before its first colon, such "
                         "as “user” of “user:17”. That costs every command of every client a little, so it is off at first.")},
        {{tr("Prefix"), {}, StatColumn::Kind::Code}, {tr("Gets")}, {tr("Hits")}, {tr("Hit ratio")}, {tr("Sets")}, {tr("Deletes")}}, poll,
        group)
    , m_changer(changer)
{
    group->setParent(this);
    m_count.setObjectName(QStringLiteral("prefixesCount"));
    m_count.setText(tr("&Count by prefix…"));
    m_count.setIcon(themedIcon(QStringLiteral("play")));
    m_stop.setObjectName(QStringLiteral("prefixesStop"));
    m_stop.setText(tr("&Stop counting"));
    m_stop.setIcon(themedIcon(QStringLiteral("circle-stop")));
    m_refresh.setObjectName(QStringLiteral("prefixesRefresh"));
    m_refresh.setText(tr("&Refresh"));
    m_refresh.setIcon(themedIcon(QStringLiteral("refresh-cw")));
    m_refresh.setToolTip(tr("Ask the server for the counts of now"));
    addButton(&m_count);
    addButton(&m_stop);
    addButton(&m_refresh);
    emptyPage()->offer(&m_count, HintPage::Offered::WhenEnabled);
    table()->setItemDelegateForColumn(RatioColumn, new ShareDelegate(StatRows::PictureRole, table()));
    connect(&m_count, &QAction::triggered, m_changer, [this] { m_changer->change(StatChange::CountPrefixes); });
    connect(&m_stop, &QAction::triggered, m_changer, [this] { m_changer->change(StatChange::StopCounting); });
    connect(&m_refresh, &QAction::triggered, group, &GroupPoll::askNow);
    connect(&m_reading, &QFutureWatcherBase::finished, this, &PrefixesView::take);
    connect(group, &GroupPoll::changed, this, [this] {
        if (!this->group()->isKnown()) // of another server
            m_counts.reset();
    });
    connect(m_changer, &StatChanger::changed, group, &GroupPoll::askNow);
    connect(m_changer, &StatChanger::obstacleChanged, this, &PrefixesView::updateActions);
    updateActions();
}

void PrefixesView::updateActions()
{
    const QString obstacle = m_changer->obstacle();
    const bool isKnown = group()->isKnown();
    m_count.setEnabled(obstacle.isEmpty() && isKnown && !m_isCounting);
    m_count.setToolTip(obstacle.isEmpty() ? tr("Let the server count uses by prefix from now on") : obstacle);
    m_stop.setEnabled(obstacle.isEmpty() && isKnown && m_isCounting);
    m_refresh.setEnabled(isKnown && group()->isResting());
    m_stop.setToolTip(obstacle.isEmpty() ? tr("Let the server count uses by prefix no more") : obstacle);
}

void PrefixesView::refresh()
{
    const TextStatistics settings = group()->statistics("settings");
    m_isCounting = std::ranges::any_of(
        settings, [](const TextStatistic &setting) { return setting.name == "detail_enabled" && setting.value == "yes"; });
    updateActions();
    if (const std::optional<TextStatistics> told = group()->takeStatistics("detail dump")) {
        m_time = QDateTime::currentDateTime();
        m_reading.setFuture(QtConcurrent::run([told = *told] { return PrefixCounts::of(told); }));
    }
    if (m_counts)
        showCounts();
    else
        showLook(Look::Waiting);
}

void PrefixesView::take()
{
    if (!group()->isKnown())
        return;
    m_counts = m_reading.result();
    showCounts();
}

QString PrefixesView::stateText() const
{
    QStringList sentences;
    if (m_isCounting)
        sentences += tr("The server counts uses by prefix. That costs every command a little until it is stopped.");
    else if (!m_counts->rows.isEmpty())
        sentences += tr("These are the counts of earlier: the server does not count uses by prefix now.");
    else
        sentences += m_changer->obstacle();
    if (group()->isResting())
        sentences += tr("They are of %1: as the answer is long, it is asked for again only when you refresh it.")
                         .arg(QLocale().toString(m_time.time(), QStringLiteral("HH:mm:ss")));
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

void PrefixesView::showCounts()
{
    QList<StatRow> shown;
    QSet<QByteArray> prefixes;
    for (const PrefixCount &count : std::as_const(m_counts->rows)) {
        if (!prefixes.contains(count.prefix))
            shown += prefixRow(count);
        prefixes.insert(count.prefix);
    }
    const int left = int(std::min<qint64>(m_counts->left, 1'000'000));
    const QString further = left == 1 ? tr("1 further prefix is not shown.") : tr("%Ln further prefixes are not shown.", nullptr, left);
    tell(left > 0 ? further : QString());
    notice()->tell(stateText(), Tone::Notice);
    showRows(shown);
    if (shown.isEmpty() && m_isCounting)
        showLook(Look::Full); // the notice says it
}
