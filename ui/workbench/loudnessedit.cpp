#include "ui/workbench/loudnessedit.h"

#include "ui/workbench/byteeditor.h"
#include "ui/workbench/scriptlook.h"
#include "ui/workbench/slicededit.h"

#include <algorithm>

LoudnessEdit::LoudnessEdit(ByteEditor *editor, Loudness to)
    : m_editor(editor)
    , m_to(to)
    , m_lines(touchedLines(editor))
    , m_lineCount(m_lines.last - m_lines.first + 1)
    , m_anchor(placeAfterwards(editor->send(ByteEditor::SCI_GETANCHOR)))
    , m_cursor(placeAfterwards(editor->cursor()))
    , m_topLine(editor->topLine())
{
}

bool LoudnessEdit::step()
{
    const qint64 end = m_editor->lineEnd(m_lines.last);
    const qint64 first = std::max(m_lines.first, m_editor->lineAt(std::max<qint64>(0, end - SlicedEdit::stepBytes)));
    const qint64 begin = m_editor->lineStart(first);
    const LoudnessChange part = turned(m_editor->bytes(begin, end), m_to);
    m_change.addCounts(part);
    if (part.changedCount > 0) {
        const qint64 marked = m_editor->send(ByteEditor::SCI_MARKERNEXT, first - 1, 1 << int(LineMark::Result));
        m_editor->send(ByteEditor::SCI_SETTARGETRANGE, begin, end);
        m_editor->sendBytes(ByteEditor::SCI_REPLACETARGET, part.text.size(), part.text.constData());
        if (marked >= 0 && marked < m_lines.last) { // it would come to stand on the first of these lines
            m_editor->send(ByteEditor::SCI_MARKERDELETEALL, int(LineMark::Result));
            m_editor->send(ByteEditor::SCI_MARKERADD, marked, int(LineMark::Result));
        }
    }
    m_lines.last = first - 1;
    if (m_lines.last >= m_lines.first)
        return true;
    if (m_change.changedCount > 0) {
        m_editor->send(ByteEditor::SCI_SETSELECTION, offsetOf(m_cursor), offsetOf(m_anchor));
        m_editor->setTopLine(m_topLine);
    }
    return false;
}

LoudnessEdit::Place LoudnessEdit::placeAfterwards(qint64 offset) const
{
    const qint64 line = m_editor->lineAt(offset);
    Place place{line, offset - m_editor->lineStart(line)};
    if (line < m_lines.first || line > m_lines.last)
        return place;
    const QByteArrayView before = m_editor->line(line);
    const QByteArray after = turned(before, m_to).text;
    const qsizetype letter = std::ranges::mismatch(before, after).in1 - before.begin(); // the Q that comes or goes
    if (place.column > letter || (place.column == letter && after.size() > before.size()))
        place.column += after.size() - before.size();
    return place;
}

qint64 LoudnessEdit::offsetOf(const Place &place) const
{
    return m_editor->lineStart(place.line) + place.column;
}
