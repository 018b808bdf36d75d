#include "ui/workbench/scriptedits.h"

#include "ui/workbench/byteeditor.h"

#include <algorithm>

ScriptEdits::ScriptEdits(ByteEditor *editor)
    : QObject(editor)
    , m_editor(editor)
    , m_edit(editor)
{
    connect(&m_edit, &SlicedEdit::finished, this, &ScriptEdits::finish);
    connect(&m_edit, &SlicedEdit::progressed, this,
            [this] { emit progressed(m_rewriting ? m_rewriting->percent() : int(m_begin * 100 / m_lines.size())); });
    connect(&m_edit, &SlicedEdit::abandoned, this, [this] {
        m_rewriting.reset();
        m_lines.clear();
        emit finished();
    });
}

void ScriptEdits::turn(Loudness to)
{
    if (isRunning() || m_editor->isReadOnly())
        return;
    m_loudness = to;
    m_change = {};
    rewrite([this, to](QByteArrayView lines, LineRewriting::Asking asking) {
        const LoudnessChange part = ::turned(lines, to);
        if (asking == LineRewriting::Asking::Lines)
            m_change.addCounts(part);
        return part.text;
    });
}

void ScriptEdits::toggleComment()
{
    if (isRunning() || m_editor->isReadOnly())
        return;
    const LineSpan lines = touchedLines(m_editor);
    const CommentState state = commentState(m_editor->bytes(m_editor->lineStart(lines.first), m_editor->lineEnd(lines.last)));
    m_loudness.reset();
    if (state == CommentState::Blank)
        return;
    rewrite(state == CommentState::Commented ? [](QByteArrayView some, LineRewriting::Asking) { return uncommented(some); }
                                             : [](QByteArrayView some, LineRewriting::Asking) { return commented(some); });
}

void ScriptEdits::rewrite(const LineRewriting::Rewrite &rewrite)
{
    m_rewriting.emplace(m_editor, &m_edit, rewrite);
    m_edit.start([this] { return m_rewriting->step(); });
}

void ScriptEdits::insertLines(const QByteArray &lines)
{
    if (isRunning() || m_editor->isReadOnly() || lines.isEmpty())
        return;
    if (!m_editor->takes(lines))
        return;
    m_lines = lines;
    m_begin = 0;
    m_lineCount = 0;
    const qint64 line = m_editor->currentLine();
    const bool behind = m_editor->cursor() > m_editor->lineStart(line);
    const bool atEnd = behind && line == m_editor->lineCount(); // where no line end is yet
    m_place = !behind ? m_editor->lineStart(line) : atEnd ? m_editor->length() : m_editor->lineStart(line + 1);
    m_first = m_place;
    if (m_editor->isEmpty()) // room for all of it at once
        m_editor->send(ByteEditor::SCI_ALLOCATE, lines.size() + lines.size() / 64 + 1024);
    m_edit.start([this, atEnd] {
        if (atEnd && m_begin == 0) {
            const QByteArray lineEnd = m_editor->lineEndBytes();
            m_edit.replace(m_place, m_place, lineEnd);
            m_place = m_first = m_place + lineEnd.size();
        }
        return insertSome();
    });
}

bool ScriptEdits::insertSome()
{
    qsizetype end = std::min(m_lines.size(), m_begin + qsizetype(SlicedEdit::stepBytes));
    if (end < m_lines.size()) {
        const qsizetype lineEnd = m_lines.indexOf('\n', end);
        end = lineEnd < 0 ? m_lines.size() : lineEnd + 1;
    }
    QByteArray part = m_lines.mid(m_begin, end - m_begin);
    m_lineCount += part.count('\n');
    if (m_editor->lineEndBytes() == "\r\n")
        part.replace("\n", "\r\n");
    m_edit.replace(m_place, m_place, part);
    m_place += part.size();
    m_begin = end;
    return m_begin < m_lines.size();
}

void ScriptEdits::finish()
{
    const bool rewritten = m_rewriting.has_value();
    m_rewriting.reset();
    if (!rewritten) {
        m_lines.clear();
        m_editor->select(m_first, m_first);
        emit inserted(m_lineCount);
    } else if (m_loudness) {
        emit turned(*m_loudness, m_change);
    }
    emit finished();
}
