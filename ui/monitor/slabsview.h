#pragma once

#include "app/monitor/slabmemory.h"
#include "ui/monitor/groupview.h"

class SlabBars;

/// How a server has divided its memory into slab classes, as a picture and as a table; what is current in one is so in the other.
class SlabsView : public GroupView
{
    Q_OBJECT

public:
    enum Column {
        ClassColumn,
        ChunkColumn,
        PagesColumn,
        MemoryColumn,
        UsedColumn,
        WasteColumn,
        FreeColumn,
        ItemsColumn,
        SetsColumn,
        HitsColumn,
        EvictedColumn,
        HotColumn,
        WarmColumn,
        ColdColumn
    };

    /// `poll` outlives it.
    explicit SlabsView(StatPoll *poll);

protected:
    void refresh() override;

private:
    explicit SlabsView(StatPoll *poll, GroupPoll *group);
    [[nodiscard]] QString summary(const SlabMemory &memory) const;

    SlabBars *m_bars;
};
