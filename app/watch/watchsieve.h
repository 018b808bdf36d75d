#pragma once

#include "app/watch/watchfilter.h"
#include "app/watch/watchrecording.h"
#include "app/watch/watchtally.h"
#include "connection/text/watchedline.h"

#include <memory>
#include <vector>

/// A few segments of watched lines, and what is to be done with them.
struct WatchPortion
{
    std::vector<WatchSegment> segments{};
    WatchFilter kept{};
    std::shared_ptr<WatchTally> tally{};         ///< of nobody else meanwhile
    std::shared_ptr<WatchRecording> recording{}; ///< the same; null: none
    bool endsRecording = false;
};

/// What came of a portion.
struct SiftedPortion
{
    std::vector<WatchSegment> kept{};
    WatchFigures figures{};
    std::shared_ptr<WatchTally> tally{}; ///< the portion's
};

/// Takes the lines of a portion apart, leaves out what is not wanted, and counts and records the rest. For any thread.
[[nodiscard]] SiftedPortion sift(WatchPortion &&portion);
