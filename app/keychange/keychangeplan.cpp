#include "app/keychange/keychangeplan.h"

#include "app/keychange/undojournal.h"

#include <algorithm>

namespace {

/// Seen over loopback on a slow machine; a network at a distance takes longer.
constexpr double sentPerSecond = 200'000;
constexpr double lookedAtPerSecond = 60'000;
constexpr double bytesPerSecond = 50e6;

/// What memcached adds to a key and a value: the header with its CAS (56 bytes), the key's NUL, the value's line end. Flags are passed
/// over.
constexpr qint64 itemOverhead = 59;

} // namespace

KeyChangePlan planKeyChange(const RunKeys &keys, KeyChange::Kind kind, qint64 undoLimit, const std::atomic_bool &stop)
{
    KeyChangePlan plan;
    plan.count = keys.size();
    const bool deletes = kind == KeyChange::Kind::Delete;
    KeyCursor cursor(keys.listing);
    bool fits = true;
    for (int position = 0; position < plan.count; ++position) {
        if (position % 4'096 == 0 && stop)
            break;
        cursor.moveTo(keys.indexAt(position));
        const KeySegment &segment = cursor.segment();
        const qint64 size = segment.itemSize(cursor.index());
        const qint64 keySize = cursor.key().size();
        plan.bytes += size;
        plan.sizeUntold += size == 0 ? 1 : 0;
        plan.withoutCas += segment.cas(cursor.index()) == 0 ? 1 : 0;
        plan.undoBytes += UndoEntry::costOf(keySize, deletes ? std::max<qint64>(0, size - itemOverhead - keySize) : 0);
        fits = fits && plan.undoBytes <= undoLimit;
        plan.undoable += fits ? 1 : 0;
    }
    const int samples = std::min(plan.count, KeyChangePlan::sampleSize);
    for (int i = 0; i < samples; ++i)
        plan.sample.append(keys.at(int(qint64(i) * plan.count / samples)).toByteArray());
    return plan;
}

qint64 estimatedSeconds(const KeyChangePlan &plan, int perSecond, BeforeEach before)
{
    const double count = plan.count;
    double seconds = count / sentPerSecond;
    if (before == BeforeEach::Look)
        seconds += count / lookedAtPerSecond + double(plan.undoBytes) / bytesPerSecond;
    if (perSecond > 0)
        seconds = std::max(seconds, count / perSecond);
    return qint64(seconds + 0.999);
}
