#pragma once

#include <QtGlobal>

class ByteEditor;

/// Some lines in a row, from 1, the last one included.
struct LineSpan
{
    qint64 first = 1;
    qint64 last = 1;
};

/// The lines that the selection touches, or the one with the cursor.
[[nodiscard]] LineSpan touchedLines(const ByteEditor *editor);

/// Changes to whole lines: to those that the selection touches, or to the one with the cursor. Each is one step of undo.

/// Puts `# ` in front of all lines that are not blank, or takes it away where all have it.
void toggleComment(ByteEditor *editor);
void moveLinesUp(ByteEditor *editor);
void moveLinesDown(ByteEditor *editor);
/// The selection, or the line.
void duplicate(ByteEditor *editor);
void deleteLines(ByteEditor *editor);
