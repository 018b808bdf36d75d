#pragma once

#include "ui/monitor/groupview.h"

/// How many items there are of each size, where the server counts that. It is never made to from here.
class SizesView : public GroupView
{
    Q_OBJECT

public:
    enum Column { SizeColumn, ItemsColumn, ShareColumn };

    /// `poll` outlives it.
    explicit SizesView(StatPoll *poll);

protected:
    void refresh() override;
    void hideEvent(QHideEvent *event) override;

private:
    explicit SizesView(StatPoll *poll, GroupPoll *settings);
    void showSizes();

    GroupPoll m_sizes; ///< a server before 1.4.27 stands still while it counts: only one that has said that it does so anyway is asked
};
