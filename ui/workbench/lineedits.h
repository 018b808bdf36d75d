#pragma once

class ByteEditor;

/// Changes to whole lines: to those that the selection touches, or to the one with the cursor. Each is one step of undo.

/// Puts `# ` in front of all lines that are not blank, or takes it away where all have it.
void toggleComment(ByteEditor *editor);
void moveLinesUp(ByteEditor *editor);
void moveLinesDown(ByteEditor *editor);
/// The selection, or the line.
void duplicate(ByteEditor *editor);
void deleteLines(ByteEditor *editor);
