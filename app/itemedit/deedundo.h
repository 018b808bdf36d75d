#pragma once

#include "app/itemedit/itemexchange.h"
#include "app/keychange/undorun.h"

/// What the journal needs to take back what was done to single items.
struct DeedUndo
{
    UndoStep::Kind kind = UndoStep::Kind::Change;
    std::vector<UndoEntry> entries{}; ///< empty: it cannot be taken back
};

/// Nothing is taken back by halves: where one of the deeds cannot be, none is. A server without CAS leaves nothing that could guard it.
[[nodiscard]] DeedUndo undoOf(const std::vector<ItemDeed> &deeds);

/// What an undo has done, as deeds: for those who follow them. What it overwrote or removed is not told.
[[nodiscard]] std::vector<ItemDeed> deedsOf(const std::vector<UndoneItem> &items);
