#pragma once

#include "ui/monitor/groupview.h"

class StatChanger;

/// How often keys are used by their prefix, where the server counts that; it can be told to and not to.
class PrefixesView : public GroupView
{
    Q_OBJECT

public:
    enum Column { PrefixColumn, GetsColumn, HitsColumn, RatioColumn, SetsColumn, DeletesColumn };

    /// Both outlive it.
    PrefixesView(StatPoll *poll, StatChanger *changer);

protected:
    void refresh() override;

private:
    PrefixesView(StatPoll *poll, StatChanger *changer, GroupPoll *group);
    void updateActions();

    StatChanger *m_changer;
    QAction m_count{this};
    QAction m_stop{this};
    bool m_isCounting = false;
};
