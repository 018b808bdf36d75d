#pragma once

class ByteEditor;
class QPalette;

/// Marks on stretches of a script; numbers of Scintilla's indicators.
enum class ScriptMark {
    Match = 8, ///< of a search, the ones in sight
    Warning,
    Error, ///< over a warning
};

/// Marks in the margin; numbers of Scintilla's markers.
enum class LineMark {
    Result, ///< the line of the result that is looked at
    Warning,
    Error,
};

/// Gives a script the colours that go with `palette`: of its words, line numbers, selection, marks. Text has a contrast of at least 4.5 to
/// 1 (WCAG 2.1, 1.4.3).
void applyScriptLook(ByteEditor *editor, const QPalette &palette);
