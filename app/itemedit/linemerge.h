#pragma once

#include "app/itemedit/difference.h"

#include <QByteArray>

/// What the two sides of a conflict are called in a merged text, in UTF-8.
struct MergeNames
{
    QByteArray mine{};
    QByteArray theirs{};
};

/// What came of two changes of one text.
struct MergedText
{
    QByteArray text{};
    int conflicts = 0; ///< where both changed the same lines: both stand there, between marks
};

/// Merges line by line (Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007). Where both have changed the same lines, or
/// lines that touch, both stand there between marks that begin with "<<<<<<< ", "=======" and ">>>>>>> ".
[[nodiscard]] MergedText mergeLines(const QByteArray &base, const QByteArray &mine, const QByteArray &theirs, const MergeNames &names,
                                    const DiffLimits &limits = {});

/// How many conflicts are still marked so in a text.
[[nodiscard]] int markedConflicts(const QByteArray &text, const MergeNames &names);
