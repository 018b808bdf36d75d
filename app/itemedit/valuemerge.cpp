#include "app/itemedit/valuemerge.h"

#include "app/itemedit/jsonmerge.h"
#include "app/results/jsontext.h"

#include <algorithm>

namespace {

/// Bytes of a line; an editor takes long for a longer one.
constexpr qsizetype longestLine = 100'000;

bool hasLongLine(const QByteArray &text)
{
    const DiffLines lines(text);
    for (qint64 line = 0; line < lines.count(); ++line) {
        if (lines.at(line).size() > longestLine)
            return true;
    }
    return false;
}

bool isWrittenAsText(Serialization serialization)
{
    return serialization == Serialization::Text || serialization == Serialization::Json || serialization == Serialization::Integer
        || serialization == Serialization::Real || serialization == Serialization::Boolean;
}

} // namespace

MergedValue MergedValue::merge(const EditedValue &mine, const DiffSide &theirs, const MergeNames &names, const std::atomic_bool *cancelled)
{
    MergedValue merged;
    if (!mine.reading || !isWrittenAsText(mine.reading->serialization.serialization)) {
        merged.fault = tr("Only texts can be merged.");
        return merged;
    }
    const DecodeLimits limits{.cancelled = cancelled};
    merged.theirs = shareReading(readValue(theirs.stored, theirs.flags, theirs.library, limits, theirs.steps));
    merged.theirStored = theirs.stored;
    const QByteArray &now = merged.theirs->bytes;
    const qsizetype longest = std::max({mine.before.size(), mine.after.size(), now.size()});
    if (merged.theirs->compressionFault || !isText(mine.before) || !isText(mine.after) || !isText(now))
        merged.fault = tr("What is on the server now is not a text.");
    else if (longest > longestText || hasLongLine(mine.before) || hasLongLine(mine.after) || hasLongLine(now))
        merged.fault = tr("The text, or one of its lines, is too long for it.");
    else
        merged.fault = whyNotWritable(*merged.theirs);
    if (!merged.isPossible())
        return merged;
    const DiffLimits diffLimits{.cancelled = cancelled};
    // By line JSON has but one place where most of it is on one line, and may lack a comma where it is on many.
    std::optional<QByteArray> json;
    if (mine.reading->serialization.serialization == Serialization::Json)
        json = mergeJson(mine.before, mine.after, now, diffLimits);
    merged.text = json ? MergedText{*json, 0} : mergeLines(mine.before, mine.after, now, names, diffLimits);
    return merged;
}

WrittenValue MergedValue::written(const QByteArray &decided) const
{
    return writeValue(theirStored, *theirs, decided, {});
}
