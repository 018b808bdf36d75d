#pragma once

#include "app/commands/quietforms.h"
#include "ui/workbench/lineedits.h"

class ByteEditor;

/// Turns the lines that the selection touches, or the one with the cursor, quiet or loud, in steps for a SlicedEdit: from the end, so that
/// the lines still to come stay where they are. The selection and the view stay on what they are on.
class LoudnessEdit
{
public:
    LoudnessEdit(ByteEditor *editor, Loudness to);

    /// Turns some lines; false: they were the last, and the selection is back.
    bool step();
    [[nodiscard]] int percent() const { return int(100 - (m_lines.last - m_lines.first + 1) * 100 / m_lineCount); }
    [[nodiscard]] Loudness to() const { return m_to; }
    /// What it came to so far, without the text.
    [[nodiscard]] const LoudnessChange &change() const { return m_change; }

private:
    struct Place
    {
        qint64 line = 1;
        qsizetype column = 0;
    };
    /// Where an offset comes to be.
    [[nodiscard]] Place placeAfterwards(qint64 offset) const;
    [[nodiscard]] qint64 offsetOf(const Place &place) const;

    ByteEditor *m_editor;
    Loudness m_to;
    LineSpan m_lines; ///< still to be turned
    qint64 m_lineCount;
    Place m_anchor;
    Place m_cursor;
    qint64 m_topLine;
    LoudnessChange m_change;
};
