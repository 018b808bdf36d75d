#pragma once

#include "app/monitor/stattrail.h"
#include "ui/monitor/groupview.h"

class StatChanger;

/// All general statistics of a server: what each means, what it is now, how fast it changes, and what it was in the last minutes.
class GeneralView : public GroupView
{
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, RateColumn, TrailColumn, MeaningColumn };

    /// Both outlive it.
    GeneralView(StatPoll *poll, StatChanger *changer);

protected:
    void refresh() override;

private:
    void note();
    void updateAction();
    [[nodiscard]] StatRow row(const TextStatistic &statistic) const;

    StatChanger *m_changer;
    StatTrail m_trail;
    QString m_place; ///< that the trail is of
    QAction m_reset{this};
};
