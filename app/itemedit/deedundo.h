#pragma once

#include "app/itemedit/itemexchange.h"
#include "app/keychange/undojournal.h"

/// What the journal needs to take back what was done to single items.
struct DeedUndo
{
    UndoStep::Kind kind = UndoStep::Kind::Change;
    std::vector<UndoEntry> entries{}; ///< empty: it cannot be taken back
};

/// Nothing is taken back by halves: where one of the deeds cannot be, none is. A server without CAS leaves nothing that could guard it.
[[nodiscard]] DeedUndo undoOf(const std::vector<ItemDeed> &deeds);
