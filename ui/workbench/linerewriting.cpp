#include "ui/workbench/linerewriting.h"

#include "ui/workbench/byteeditor.h"
#include "ui/workbench/scriptlook.h"
#include "ui/workbench/slicededit.h"

#include <algorithm>

LineRewriting::LineRewriting(ByteEditor *editor, SlicedEdit *edit, const Rewrite &rewrite)
    : m_editor(editor)
    , m_edit(edit)
    , m_rewrite(rewrite)
    , m_lines(touchedLines(editor))
    , m_lineCount(m_lines.last - m_lines.first + 1)
    , m_anchor(placeAfterwards(editor->send(ByteEditor::SCI_GETANCHOR)))
    , m_cursor(placeAfterwards(editor->cursor()))
    , m_topLine(editor->topLine())
{
}

bool LineRewriting::step()
{
    const qint64 end = m_editor->lineEnd(m_lines.last);
    const qint64 first = std::max(m_lines.first, m_editor->lineAt(std::max<qint64>(0, end - SlicedEdit::stepBytes)));
    const qint64 begin = m_editor->lineStart(first);
    const QByteArrayView before = m_editor->bytes(begin, end);
    const QByteArray anew = m_rewrite(before, Asking::Lines);
    if (before != anew)
        replace(begin, end, first, anew);
    m_lines.last = first - 1;
    if (m_lines.last >= m_lines.first)
        return true;
    if (m_changed) {
        m_editor->send(ByteEditor::SCI_SETSELECTION, offsetOf(m_cursor), offsetOf(m_anchor));
        m_editor->setTopLine(m_topLine);
    }
    return false;
}

void LineRewriting::replace(qint64 begin, qint64 end, qint64 firstLine, const QByteArray &anew)
{
    m_changed = true;
    const qint64 marked = m_editor->send(ByteEditor::SCI_MARKERNEXT, firstLine - 1, 1 << int(LineMark::Result));
    m_edit->replace(begin, end, anew);
    if (marked >= 0 && marked < m_lines.last) { // it would come to stand on the first of these lines
        m_editor->send(ByteEditor::SCI_MARKERDELETEALL, int(LineMark::Result));
        m_editor->send(ByteEditor::SCI_MARKERADD, marked, int(LineMark::Result));
    }
}

LineRewriting::Place LineRewriting::placeAfterwards(qint64 offset) const
{
    const qint64 line = m_editor->lineAt(offset);
    Place place{line, offset - m_editor->lineStart(line)};
    if (line < m_lines.first || line > m_lines.last)
        return place;
    const QByteArrayView before = m_editor->line(line);
    const QByteArray after = m_rewrite(before, Asking::Place);
    const qsizetype difference = std::ranges::mismatch(before, after).in1 - before.begin(); // where bytes come or go
    const qsizetype grown = after.size() - before.size();
    if (place.column > difference || (place.column == difference && grown > 0))
        place.column = std::max(difference, place.column + grown);
    return place;
}

qint64 LineRewriting::offsetOf(const Place &place) const
{
    return m_editor->lineStart(place.line) + place.column;
}
