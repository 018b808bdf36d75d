#pragma once

#include "app/keychange/keychange.h"
#include "app/keychange/runkeys.h"

#include <QList>

#include <atomic>

/// What a run over many keys would come to, told by the listing alone.
struct KeyChangePlan
{
    static constexpr int sampleSize = 8;

    int count = 0;
    qint64 bytes = 0;         ///< of the items, as far as they were told
    int sizeUntold = 0;       ///< keys whose size was not told
    int withoutCas = 0;       ///< keys whose rewriting could not be noticed
    int undoable = 0;         ///< keys, in the run's order, that can be put back at least if `undoLimit` bytes may be kept
    qint64 undoBytes = 0;     ///< that it takes to keep all of them
    QList<QByteArray> sample; ///< some keys, evenly spread, at most sampleSize

    bool operator==(const KeyChangePlan &) const = default;
};

/// Pure; looks at `stop` now and then, and then returns something incomplete.
[[nodiscard]] KeyChangePlan planKeyChange(const RunKeys &keys, KeyChange::Kind kind, qint64 undoLimit, const std::atomic_bool &stop);

/// About how long a run takes, in seconds. `perSecond`: 0 for no limit; `looks`: each key is looked at before.
enum class BeforeEach { Nothing, Look };
[[nodiscard]] qint64 estimatedSeconds(const KeyChangePlan &plan, int perSecond, BeforeEach before);
