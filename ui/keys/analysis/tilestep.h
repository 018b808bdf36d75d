#pragma once

#include "ui/keys/analysis/treemaplayout.h"

#include <Qt>

/// The tile that lies nearest in the direction of an arrow key from `current`, which it is itself where there is none. The tile of the rest
/// is passed over.
[[nodiscard]] int nextTile(const std::vector<TreemapTile> &tiles, int current, Qt::Key arrow);
