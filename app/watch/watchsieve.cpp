#include "app/watch/watchsieve.h"

namespace {

/// Only those lines that the filter lets through; all of them are counted.
WatchSegment siftSegment(WatchSegment &&segment, const WatchFilter &filter, const WatchMatcher &matcher, WatchTally &tally)
{
    const bool keepsAll = filter.isEmpty();
    WatchSegment kept;
    QByteArray buffer;
    for (qsizetype i = 0; i < segment.size(); ++i) {
        const WatchEvent event = readWatchEvent(segment.text(i));
        const QByteArrayView key = event.keyIn(buffer);
        if (!keepsAll && !matcher.matches(event, key)) {
            tally.addLeftOut(event, key);
            continue;
        }
        tally.add(event, key);
        if (!keepsAll)
            kept.append(segment.text(i));
    }
    return keepsAll ? std::move(segment) : std::move(kept);
}

} // namespace

SiftedPortion sift(WatchPortion &&portion)
{
    SiftedPortion sifted;
    const WatchMatcher matcher(portion.kept);
    for (WatchSegment &segment : portion.segments) {
        WatchSegment kept = siftSegment(std::move(segment), portion.kept, matcher, *portion.tally);
        if (kept.isEmpty())
            continue;
        if (portion.recording)
            portion.recording->write(kept);
        sifted.kept.push_back(std::move(kept));
    }
    if (portion.recording && portion.endsRecording)
        portion.recording->finish();
    sifted.figures = portion.tally->figures();
    sifted.tally = portion.tally;
    return sifted;
}
