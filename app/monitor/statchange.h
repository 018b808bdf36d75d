#pragma once

#include "app/guard/runguard.h"
#include "connection/protocol/command.h"

/// What can be changed about what a server counts. It matters to everybody who looks at it.
enum class StatChange : quint8 {
    ResetCounters, ///< `stats reset`
    CountPrefixes, ///< `stats detail on`
    StopCounting,  ///< `stats detail off`
};

[[nodiscard]] Command commandFor(StatChange change);
/// What to ask before; always something, but where the change only undoes one. Production has to be named to lose its counts.
[[nodiscard]] std::optional<RunQuestion> questionBefore(StatChange change, const GuardedServer &server);
/// A sentence for once it is done.
[[nodiscard]] QString doneText(StatChange change);
