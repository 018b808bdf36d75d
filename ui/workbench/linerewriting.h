#pragma once

#include "ui/workbench/lineedits.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

class ByteEditor;
class SlicedEdit;

/// Rewrites the lines that the selection touches, or the one with the cursor, in steps for a SlicedEdit: from the end, so that the lines
/// still to come stay where they are. The selection, the view and the mark of a result stay on what they are on.
class LineRewriting
{
public:
    /// What whole lines become, with the ends between them: as many lines. It is also asked about single lines, to find places again, and
    /// then with `Asking::Place`.
    enum class Asking { Lines, Place };
    using Rewrite = std::function<QByteArray(QByteArrayView lines, Asking asking)>;

    LineRewriting(ByteEditor *editor, SlicedEdit *edit, const Rewrite &rewrite);

    /// Rewrites some lines; false: they were the last, and the selection is back.
    bool step();
    [[nodiscard]] int percent() const { return int(100 - (m_lines.last - m_lines.first + 1) * 100 / m_lineCount); }

private:
    struct Place
    {
        qint64 line = 1;
        qsizetype column = 0;
    };
    /// Where an offset comes to be.
    [[nodiscard]] Place placeAfterwards(qint64 offset) const;
    [[nodiscard]] qint64 offsetOf(const Place &place) const;
    void replace(qint64 begin, qint64 end, qint64 firstLine, const QByteArray &anew);

    ByteEditor *m_editor;
    SlicedEdit *m_edit;
    Rewrite m_rewrite;
    LineSpan m_lines; ///< still to be rewritten
    qint64 m_lineCount;
    Place m_anchor;
    Place m_cursor;
    qint64 m_topLine;
    bool m_changed = false;
};
