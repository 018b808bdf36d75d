#include "ui/workbench/scriptassist.h"

#include "ui/workbench/scripteditor.h"

ScriptAssist::ScriptAssist(ScriptEditor *editor)
    : QObject(editor)
    , m_editor(editor)
{
    editor->send(ByteEditor::SCI_AUTOCSETSEPARATOR, '\n');
    editor->send(ByteEditor::SCI_AUTOCSETTYPESEPARATOR, '\0');
    editor->send(ByteEditor::SCI_AUTOCSETORDER, ByteEditor::SC_ORDER_CUSTOM);
    editor->send(ByteEditor::SCI_AUTOCSETIGNORECASE, true);
    editor->send(ByteEditor::SCI_AUTOCSETMAXHEIGHT, 10);
    editor->send(ByteEditor::SCI_CALLTIPUSESTYLE, 0);
    connect(editor, &QsciScintillaBase::SCN_CHARADDED, this, &ScriptAssist::followTyping);
}

void ScriptAssist::complete()
{
    if (!m_completions || m_editor->isReadOnly() || m_editor->send(ByteEditor::SCI_GETSELECTIONS) > 1)
        return;
    const CompletionList list = m_completions(m_editor->beforeCursor());
    if (list.words.isEmpty())
        m_editor->send(ByteEditor::SCI_AUTOCCANCEL);
    else
        m_editor->sendBytes(ByteEditor::SCI_AUTOCSHOW, list.replaced, list.words.join('\n').constData());
}

void ScriptAssist::followTyping(int character)
{
    // Within a word the list, once it is open, narrows by itself.
    if (character != '\n' && character != '\r' && !m_editor->send(ByteEditor::SCI_AUTOCACTIVE))
        complete();
    if (!m_editor->send(ByteEditor::SCI_AUTOCACTIVE))
        showTip();
}

void ScriptAssist::showTip()
{
    const QString tip = m_tips ? m_tips(m_editor->beforeCursor()) : QString();
    if (tip.isEmpty())
        m_editor->send(ByteEditor::SCI_CALLTIPCANCEL);
    else
        m_editor->sendBytes(ByteEditor::SCI_CALLTIPSHOW, m_editor->cursor(), tip.toUtf8().constData());
}
