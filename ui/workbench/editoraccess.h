#pragma once

#include <QtGlobal>

class ByteEditor;

/// What a screen reader is told of an editor. QScintilla's own answer offers the whole text, in characters, and counts those in front of
/// the cursor at every step and every change: 7 ms a million bytes, whether anybody listens or not. Longer texts are offered a line at a
/// time.

/// Bytes: the longest text that is offered as a whole.
constexpr qint64 longestWholeAccess = 256 * 1024;

/// To be called when a text comes to be longer or shorter than that, and once before any other.
void chooseAccess(ByteEditor *editor);
