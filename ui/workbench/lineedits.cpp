#include "ui/workbench/lineedits.h"

#include "ui/workbench/byteeditor.h"

#include <algorithm>

namespace {

/// Where the first word of a line begins; its length if there is none but its end.
qsizetype firstWord(QByteArrayView line)
{
    const auto blank = [](char byte) { return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n'; };
    return std::ranges::find_if_not(line, blank) - line.begin();
}

/// Gives `take` every line with its end.
void eachLine(QByteArrayView lines, const auto &take)
{
    while (!lines.isEmpty()) {
        const qsizetype lineEnd = lines.indexOf('\n');
        const qsizetype length = lineEnd < 0 ? lines.size() : lineEnd + 1;
        take(lines.first(length));
        lines = lines.sliced(length);
    }
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

CommentState commentState(QByteArrayView lines)
{
    bool blank = true;
    bool all = true;
    eachLine(lines, [&](QByteArrayView line) {
        const qsizetype word = firstWord(line);
        if (word == line.size())
            return;
        blank = false;
        all = all && line[word] == '#';
    });
    return blank ? CommentState::Blank : all ? CommentState::Commented : CommentState::Mixed;
}

QByteArray commented(QByteArrayView lines)
{
    QByteArray anew;
    anew.reserve(lines.size() + lines.size() / 8 + 2);
    eachLine(lines, [&anew](QByteArrayView line) {
        if (firstWord(line) < line.size())
            anew.append("# ");
        anew.append(line);
    });
    return anew;
}

QByteArray uncommented(QByteArrayView lines)
{
    QByteArray anew;
    anew.reserve(lines.size());
    eachLine(lines, [&anew](QByteArrayView line) {
        const qsizetype word = firstWord(line);
        if (word == line.size() || line[word] != '#') {
            anew.append(line);
        } else {
            const QByteArrayView rest = line.sliced(word + 1);
            anew.append(line.first(word)).append(rest.startsWith(' ') ? rest.sliced(1) : rest);
        }
    });
    return anew;
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
