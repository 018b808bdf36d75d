#include "app/itemedit/linemerge.h"

#include "app/itemedit/sidechanges.h"

#include <algorithm>

namespace {

constexpr char mineMark[] = "<<<<<<< ";
constexpr char middleMark[] = "=======";
constexpr char theirsMark[] = ">>>>>>> ";

void appendClosed(QByteArray &out, QByteArrayView lines)
{
    out.append(lines);
    if (!lines.isEmpty() && !lines.endsWith('\n'))
        out.append('\n');
}

void appendMark(QByteArray &out, const char *mark, const QByteArray &name)
{
    if (!out.isEmpty() && !out.endsWith('\n'))
        out.append('\n');
    out.append(mark).append(name).append('\n');
}

} // namespace

MergedText mergeLines(const QByteArray &base, const QByteArray &mine, const QByteArray &theirs, const MergeNames &names,
                      const DiffLimits &limits)
{
    const auto mineDifference = compareLines(base, mine, limits);
    const auto theirDifference = compareLines(base, theirs, limits);
    const DiffLines &baseLines = mineDifference->linesBefore;
    SideChanges mineSide(mineDifference->blocks);
    SideChanges theirSide(theirDifference->blocks);
    MergedText merged;
    qint64 line = 0; // of the base
    while (!mineSide.isAtEnd() || !theirSide.isAtEnd()) {
        const qint64 begin = std::min(mineSide.begin(), theirSide.begin());
        merged.text.append(baseLines.between(line, begin));
        const qint64 mineBegin = begin + mineSide.shift();
        const qint64 theirBegin = begin + theirSide.shift();
        qint64 end = begin;
        bool mineChanged = false;
        bool theirsChanged = false;
        while (mineSide.begin() <= end || theirSide.begin() <= end) {
            const bool takesMine = mineSide.begin() <= end;
            const DiffBlock change = takesMine ? mineSide.take() : theirSide.take();
            (takesMine ? mineChanged : theirsChanged) = true;
            end = std::max(end, change.before + change.beforeCount);
        }
        const QByteArrayView ours = mineDifference->linesAfter.between(mineBegin, end + mineSide.shift());
        const QByteArrayView other = theirDifference->linesAfter.between(theirBegin, end + theirSide.shift());
        if (!theirsChanged || ours == other) {
            merged.text.append(ours);
        } else if (!mineChanged) {
            merged.text.append(other);
        } else {
            appendMark(merged.text, mineMark, names.mine);
            appendClosed(merged.text, ours);
            merged.text.append(middleMark).append('\n');
            appendClosed(merged.text, other);
            appendMark(merged.text, theirsMark, names.theirs);
            ++merged.conflicts;
        }
        line = end;
    }
    merged.text.append(baseLines.between(line, baseLines.count()));
    return merged;
}

int markedConflicts(const QByteArray &text, const MergeNames &names)
{
    const QByteArray begin = mineMark + names.mine;
    const QByteArray end = theirsMark + names.theirs;
    const DiffLines lines(text);
    int begun = 0;
    int ended = 0;
    for (qint64 line = 0; line < lines.count(); ++line) {
        begun += lines.at(line) == begin ? 1 : 0;
        ended += lines.at(line) == end ? 1 : 0;
    }
    return std::max(begun, ended);
}
