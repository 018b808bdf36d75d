#pragma once

#include "ui/monitor/groupview.h"

/// What became of the items of each slab class.
class ItemsView : public GroupView
{
    Q_OBJECT

public:
    /// `poll` outlives it.
    explicit ItemsView(StatPoll *poll);

protected:
    void refresh() override;

private:
    explicit ItemsView(StatPoll *poll, GroupPoll *group);
};
