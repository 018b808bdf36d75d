#pragma once

#include <QByteArray>
#include <QByteArrayView>

class ByteEditor;

/// Some lines in a row, from 1, the last one included.
struct LineSpan
{
    qint64 first = 1;
    qint64 last = 1;
};

/// The lines that the selection touches, or the one with the cursor.
[[nodiscard]] LineSpan touchedLines(const ByteEditor *editor);

/// Whether lines are comments.
enum class CommentState {
    Blank, ///< there is nothing in them
    Commented,
    Mixed, ///< not all
};
[[nodiscard]] CommentState commentState(QByteArrayView lines);
/// Whole lines with `# ` in front of each that is not blank.
[[nodiscard]] QByteArray commented(QByteArrayView lines);
/// And without it.
[[nodiscard]] QByteArray uncommented(QByteArrayView lines);

/// Changes to whole lines: to those that the selection touches, or to the one with the cursor. Each is one step of undo.

void moveLinesUp(ByteEditor *editor);
void moveLinesDown(ByteEditor *editor);
/// The selection, or the line.
void duplicate(ByteEditor *editor);
void deleteLines(ByteEditor *editor);
