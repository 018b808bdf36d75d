#pragma once

#include "app/monitor/advicelimits.h"
#include "app/monitor/countertrail.h"
#include "app/monitor/stathistory.h"

#include <QList>
#include <QString>

#include <optional>

/// What is looked at in a server to see whether something should be done about it.
enum class AdviceSubject : quint8 {
    HitRatio,
    StoredUnread,
    ExpiryWave,
    Flushes,
    Evictions,
    SlabBalance,
    MemoryLimit,
    WastedMemory,
    ItemSize,
    OutOfMemory,
    Connections,
    Refusals,
    ConnectionChurn,
    Logins,
    LongBatches,
    Workload,
    Latency,
    Restarts,
    HashTable,
    StuckItems,
    Udp,
    OpenAccess,
    Cas,
    Version,
};
constexpr size_t adviceSubjectCount = size_t(AdviceSubject::Version) + 1;

/// As "Evictions": a translated name.
[[nodiscard]] QString adviceSubjectName(AdviceSubject subject);

enum class AdviceSeverity : quint8 {
    Note,    ///< worth knowing; nothing suffers from it now
    Warning, ///< it costs something, or will
    Problem, ///< requests fail, or items are lost that were wanted
};

/// Where in the monitor there is more to be seen.
enum class AdvicePlace : quint8 { Nowhere, Charts, Slabs, Settings, Connections };

/// Something that should be done about a server, in translated sentences.
struct Advice
{
    AdviceSubject subject = AdviceSubject::HitRatio;
    AdviceSeverity severity = AdviceSeverity::Note;
    AdvicePlace place = AdvicePlace::Nowhere;
    QString finding;  ///< what is the case
    QString evidence; ///< the figures, and over which time they were taken
    QString remedy;   ///< what to do, by which option of the server, and what that costs

    /// All of it, for a clipboard.
    [[nodiscard]] QString text() const;
    bool operator==(const Advice &) const = default;
};

/// What is known of a server, for advice.
struct AdviceFigures
{
    const StatHistory *history = nullptr; ///< never null where it is judged
    CounterTrail general{};
    CounterTrail slabs{};      ///< `stats slabs`
    CounterTrail items{};      ///< `stats items`
    TextStatistics settings{}; ///< `stats settings`
    qint64 now = 0;            ///< milliseconds since the epoch
};

/// What came of looking at a server.
struct AdviceReport
{
    QList<Advice> found;          ///< the gravest first
    QList<AdviceSubject> fine;    ///< looked at, and nothing to say
    QList<AdviceSubject> unknown; ///< the figures for it are not there, or not yet for long enough

    bool operator==(const AdviceReport &) const = default;
};

/// Looks at all subjects. Nothing is advised without figures behind it.
[[nodiscard]] AdviceReport adviceOn(const AdviceFigures &figures, const AdviceLimits &limits);
