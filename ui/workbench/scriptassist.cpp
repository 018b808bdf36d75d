#include "ui/workbench/scriptassist.h"

#include "ui/workbench/scripteditor.h"

#include <QKeyEvent>

#include <algorithm>

ScriptAssist::ScriptAssist(ScriptEditor *editor)
    : QObject(editor)
    , m_editor(editor)
    , m_completion(editor)
{
    m_completion.keepFreeBelow();
    editor->installEventFilter(this);
    connect(editor, &ScriptEditor::typed, this, [this] { offer(LineCompletion::Asked::ByTyping); });
    connect(editor, &ByteEditor::selectionChanged, this, &ScriptAssist::followCursor);
    connect(editor, &ByteEditor::scrolled, this, [this] { m_completion.close(); });
    connect(&m_completion, &LineCompletion::accepted, this, &ScriptAssist::accept);
}

void ScriptAssist::complete()
{
    offer(LineCompletion::Asked::ByKey);
}

bool ScriptAssist::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        if (m_completion.isOpen() && m_completion.wants(static_cast<QKeyEvent *>(event))) {
            event->accept();
            return true;
        }
        break;
    case QEvent::KeyPress:
        if (watched == m_editor && m_completion.take(static_cast<QKeyEvent *>(event)))
            return true;
        break;
    case QEvent::Show:
        m_editor->window()->installEventFilter(this);
        break;
    case QEvent::FocusOut:
    case QEvent::Hide:
    case QEvent::Move: // it goes from under what is offered
    case QEvent::Resize:
        m_completion.close();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void ScriptAssist::offer(LineCompletion::Asked asked)
{
    if (!m_editor->hasFocus() || m_editor->isReadOnly() || m_editor->hasSelection() || m_editor->send(ByteEditor::SCI_GETSELECTIONS) > 1) {
        m_completion.reset();
        return;
    }
    if (const qint64 line = m_editor->currentLine(); line != m_line) {
        m_line = line;
        m_completion.reset();
    }
    const qint64 begin = m_editor->lineStart(m_line);
    const auto place = [this, begin](qsizetype offset) {
        const QWidget *view = m_editor->viewport();
        const auto x = int(m_editor->send(ByteEditor::SCI_POINTXFROMPOSITION, 0, begin + offset));
        const auto y = int(m_editor->send(ByteEditor::SCI_POINTYFROMPOSITION, 0, begin + offset));
        const auto height = int(m_editor->send(ByteEditor::SCI_TEXTHEIGHT, m_line - 1));
        return QRect(view->mapToGlobal(QPoint(std::clamp(x, 0, view->width()), y)), QSize(1, height));
    };
    m_completion.offer(m_editor->line(m_line), m_editor->cursor() - begin, asked, place);
}

void ScriptAssist::accept(const Completion &completion, qsizetype begin, qsizetype end)
{
    if (m_editor->isReadOnly()) // it is being loaded by now
        return;
    const qint64 line = m_editor->lineStart(m_line);
    const bool blank = completion.behind == Completion::Behind::Blank;
    const bool blankFollows = m_editor->bytes(line + end, m_editor->lineEnd(m_line)).startsWith(' ');
    m_editor->replace(line + begin, line + end, blank && !blankFollows ? completion.insert + ' ' : completion.insert);
    m_editor->send(ByteEditor::SCI_GOTOPOS, m_editor->selectionEnd() + (blank && blankFollows ? 1 : 0));
    if (completion.behind != Completion::Behind::Nothing)
        offer(LineCompletion::Asked::ByTyping);
}

void ScriptAssist::followCursor()
{
    if (m_editor->currentLine() != m_line)
        m_completion.reset();
    else if (m_completion.isOpen())
        offer(LineCompletion::Asked::ByTyping);
}
