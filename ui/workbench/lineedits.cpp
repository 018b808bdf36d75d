#include "ui/workbench/lineedits.h"

#include "ui/workbench/byteeditor.h"

#include <algorithm>

namespace {

/// Where the first word of a line begins; its length if there is none.
qsizetype firstWord(QByteArrayView line)
{
    return std::ranges::find_if(line, [](char byte) { return byte != ' ' && byte != '\t'; }) - line.begin();
}

void moveLines(ByteEditor *editor, unsigned message)
{
    const bool selected = editor->hasSelection();
    const qsizetype column = editor->currentColumn();
    editor->send(message);
    if (!selected) // it leaves the line selected
        editor->send(ByteEditor::SCI_SETEMPTYSELECTION, editor->lineStart(editor->lineAt(editor->selectionStart())) + column - 1);
}

} // namespace

LineSpan touchedLines(const ByteEditor *editor)
{
    LineSpan lines{editor->lineAt(editor->selectionStart()), editor->lineAt(editor->selectionEnd())};
    if (lines.last > lines.first && editor->lineStart(lines.last) == editor->selectionEnd())
        --lines.last; // the selection ends in front of it
    return lines;
}

void toggleComment(ByteEditor *editor)
{
    if (editor->isReadOnly())
        return;
    const LineSpan lines = touchedLines(editor);
    bool commented = true;
    bool blank = true;
    for (qint64 number = lines.first; number <= lines.last; ++number) {
        const QByteArrayView line = editor->line(number);
        const qsizetype word = firstWord(line);
        if (word == line.size())
            continue;
        blank = false;
        commented = commented && line[word] == '#';
    }
    if (blank)
        return;
    const qint64 begin = editor->lineStart(lines.first);
    const qint64 end = editor->lineEnd(lines.last);
    const bool selected = editor->hasSelection();
    const qint64 column = editor->cursor() - begin;
    QByteArray anew;
    anew.reserve(end - begin + 2 * (lines.last - lines.first + 1));
    for (qint64 number = lines.first; number <= lines.last; ++number) {
        const QByteArrayView line = editor->line(number);
        const qsizetype word = firstWord(line);
        if (word == line.size()) {
            anew.append(line);
        } else if (!commented) {
            anew.append("# ").append(line);
        } else {
            const QByteArrayView rest = line.sliced(word + 1);
            anew.append(line.first(word)).append(rest.startsWith(' ') ? rest.sliced(1) : rest);
        }
        if (number < lines.last)
            anew.append(editor->bytes(editor->lineEnd(number), editor->lineStart(number + 1)));
    }
    const qint64 grown = anew.size() - (end - begin);
    editor->replace(begin, end, anew);
    if (!selected)
        editor->send(ByteEditor::SCI_SETEMPTYSELECTION, begin + std::max<qint64>(0, column + grown));
}

void moveLinesUp(ByteEditor *editor)
{
    moveLines(editor, ByteEditor::SCI_MOVESELECTEDLINESUP);
}

void moveLinesDown(ByteEditor *editor)
{
    moveLines(editor, ByteEditor::SCI_MOVESELECTEDLINESDOWN);
}

void duplicate(ByteEditor *editor)
{
    editor->send(ByteEditor::SCI_SELECTIONDUPLICATE);
}

void deleteLines(ByteEditor *editor)
{
    if (editor->isReadOnly())
        return;
    const LineSpan lines = touchedLines(editor);
    qint64 begin = editor->lineStart(lines.first);
    const qint64 end = lines.last < editor->lineCount() ? editor->lineStart(lines.last + 1) : editor->length();
    if (lines.last == editor->lineCount() && lines.first > 1)
        begin = editor->lineEnd(lines.first - 1); // the last line takes the end of the one in front of it along
    editor->replace(begin, end, {});
}
