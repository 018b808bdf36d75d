#include "ui/monitor/generalview.h"

#include "ui/escapedtext.h"
#include "ui/iconengine.h"
#include "ui/monitor/sparkdelegate.h"
#include "ui/monitor/statchanger.h"
#include "ui/monitor/stattable.h"
#include "ui/monitor/statwords.h"

#include <QSet>

#include <cmath>
#include <limits>

namespace {

constexpr qsizetype mostStatistics = 2'000; // rows: a server has some hundred at most

} // namespace

GeneralView::GeneralView(StatPoll *poll, StatChanger *changer)
    : GroupView(QStringLiteral("general"), {.name = tr("Statistics"), .empty = tr("No statistics")},
                {{tr("Name"), {}, StatColumn::Kind::Code},
                 {tr("Now")},
                 {tr("Per second"), tr("How much it grew a second since the answer before; of time, the share of it")},
                 {tr("Last minutes"), tr("Of what only grows: how fast it did")},
                 {tr("Meaning"), {}, StatColumn::Kind::Words}},
                poll, nullptr)
    , m_changer(changer)
{
    m_reset.setObjectName(QStringLiteral("statReset"));
    m_reset.setText(tr("Set counters &back…"));
    m_reset.setIcon(themedIcon(QStringLiteral("history")));
    addButton(&m_reset);
    stretch(MeaningColumn);
    table()->setItemDelegateForColumn(TrailColumn, new SparkDelegate(StatRows::PictureRole, table()));
    connect(poll, &StatPoll::sampled, this, &GeneralView::note);
    connect(&m_reset, &QAction::triggered, m_changer, [this] { m_changer->change(StatChange::ResetCounters); });
    connect(m_changer, &StatChanger::obstacleChanged, this, &GeneralView::updateAction);
    updateAction();
}

/// Also while nobody looks: whoever comes wants to see what was.
void GeneralView::note()
{
    if (m_place != poll()->place())
        m_trail.clear();
    m_place = poll()->place();
    m_trail.append(poll()->statistics(), poll()->latest().time);
    if (isVisible())
        refresh();
}

void GeneralView::updateAction()
{
    const QString obstacle = m_changer->obstacle();
    m_reset.setEnabled(obstacle.isEmpty());
    m_reset.setToolTip(obstacle.isEmpty() ? tr("Let the server count from 0 again") : obstacle);
}

void GeneralView::refresh()
{
    QList<StatRow> shown;
    QSet<QByteArray> names;
    const TextStatistics &statistics = poll()->statistics();
    for (const TextStatistic &statistic : statistics) {
        if (statistic.name.isEmpty() || names.contains(statistic.name) || shown.size() >= mostStatistics)
            continue;
        names.insert(statistic.name);
        shown += row(statistic);
    }
    showRows(shown);
}

StatRow GeneralView::row(const TextStatistic &statistic) const
{
    const StatField *field = statField(statistic.name);
    const std::optional<double> number = statNumber(statistic.value);
    const StatForm form = field ? field->form : number ? StatForm::Count : StatForm::Text;
    const StatMotion motion = field ? field->motion : StatMotion::Gauge;
    constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();
    StatRow row{.id = statistic.name};
    row.cells += {.text = escapedText(statistic.name)};
    row.cells += {.text = statText(statistic.value, form), .raw = escapedText(statistic.value), .order = number.value_or(notKnown)};
    StatCell change;
    if (motion == StatMotion::Counter) {
        change.order = m_trail.perSecond(statistic.name, motion).value_or(notKnown);
        change.text = std::isnan(change.order) ? QStringLiteral("–") : statRateText(change.order, form);
        change.tone = change.order > 0 ? Tone::Plain : Tone::Muted;
    }
    row.cells += change;
    StatCell trail;
    if (number && form != StatForm::Number && form != StatForm::Time && form != StatForm::Seconds) {
        const std::vector<double> points = m_trail.points(statistic.name, motion);
        trail.picture = QVariant::fromValue(QList<double>(points.cbegin(), points.cend()));
    }
    row.cells += trail;
    row.cells += {.text = field ? statMeaning(statistic.name) : QString()};
    return row;
}
