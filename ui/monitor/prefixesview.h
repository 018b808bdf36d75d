#pragma once

#include "app/monitor/itemcounts.h"
#include "ui/monitor/groupview.h"

#include <QDateTime>
#include <QFutureWatcher>

class StatChanger;

/// How often keys are used by their prefix, where the server counts that; it can be told to and not to. The answer can be very long: it is
/// read in another thread, and asked for again by hand only.
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
    void take();
    void showCounts();
    [[nodiscard]] QString stateText() const;

    StatChanger *m_changer;
    QAction m_count{this};
    QAction m_stop{this};
    QAction m_refresh{this};
    QFutureWatcher<PrefixCounts> m_reading;
    std::optional<PrefixCounts> m_counts; ///< none: not read yet
    QDateTime m_time;                     ///< of their answer
    bool m_isCounting = false;
};
