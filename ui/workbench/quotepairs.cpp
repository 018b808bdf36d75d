#include "ui/workbench/quotepairs.h"

#include "app/commands/wordreader.h"
#include "ui/workbench/byteeditor.h"

namespace {

/// No line that a person writes by hand is longer.
constexpr qsizetype longestLine = 32 * 1024;

/// A word, or the value of an option, or the path of a file: all may be quoted.
bool beginsWord(QByteArrayView before)
{
    if (before.isEmpty() || isBlank(before.back()))
        return true;
    return before.back() == '=' || before.endsWith(QByteArrayView("file:"));
}

/// Where the word ends that `quote` at `begin` opens; -1: nowhere.
qsizetype closingQuote(QByteArrayView line, qsizetype begin)
{
    const char quote = line[begin];
    for (qsizetype at = begin + 1; at < line.size(); ++at) {
        if (quote == '"' && line[at] == '\\')
            ++at;
        else if (line[at] == quote)
            return at;
    }
    return -1;
}

struct QuotedWord
{
    qsizetype begin = -1;
    qsizetype end = -1; ///< the closing quote; -1: there is none
};

/// The first quoted word of `line` that ends at or behind `cursor`; without a begin where there is none.
QuotedWord quotedWordAt(QByteArrayView line, qsizetype cursor)
{
    for (qsizetype at = 0; at < line.size() && at <= cursor; ++at) {
        if (line[at] == '#' && (at == 0 || isBlank(line[at - 1])))
            return {};
        if ((line[at] != '"' && line[at] != '\'') || !beginsWord(line.first(at)))
            continue;
        const qsizetype end = closingQuote(line, at);
        if (end < 0 || end + 1 >= cursor)
            return {at, end};
        at = end;
    }
    return {};
}

QByteArrayView shortened(QByteArrayView line)
{
    return line.first(std::min(line.size(), longestLine));
}

} // namespace

std::optional<std::pair<qsizetype, qsizetype>> quotesAt(QByteArrayView line, qsizetype cursor)
{
    const QuotedWord word = quotedWordAt(shortened(line), cursor);
    if (word.begin < 0 || word.end < 0 || (cursor > word.begin + 1 && cursor < word.end))
        return {};
    return std::pair(word.begin, word.end);
}

bool typeQuote(ByteEditor *editor, char quote)
{
    if (editor->isReadOnly() || editor->send(ByteEditor::SCI_GETSELECTIONS) > 1)
        return false;
    const qint64 from = editor->selectionStart();
    const qint64 to = editor->selectionEnd();
    if (from != to) {
        if (editor->lineAt(from) != editor->lineAt(to))
            return false;
        editor->replace(from, to, quote + editor->bytes(from, to).toByteArray() + quote);
        editor->select(from + 1, to + 1);
        return true;
    }
    const qint64 begin = editor->lineStart(editor->lineAt(from));
    const QByteArrayView line = shortened(editor->line(editor->lineAt(from)));
    const qsizetype at = from - begin;
    if (at > line.size())
        return false;
    const char next = at < line.size() ? line[at] : ' ';
    const QuotedWord word = quotedWordAt(line, at);
    const bool inside = word.begin >= 0 && word.begin < at && (word.end < 0 || at <= word.end);
    if (inside && word.end == at && next == quote) { // step over
        editor->send(ByteEditor::SCI_SETEMPTYSELECTION, from + 1);
        return true;
    }
    if (inside || !isBlank(next) || !beginsWord(line.first(at)))
        return false;
    editor->replace(from, to, QByteArray(2, quote));
    editor->send(ByteEditor::SCI_SETEMPTYSELECTION, from + 1);
    return true;
}

bool eraseQuotes(ByteEditor *editor)
{
    const qint64 at = editor->cursor();
    if (editor->isReadOnly() || editor->hasSelection() || editor->send(ByteEditor::SCI_GETSELECTIONS) > 1 || at == 0
        || at >= editor->length()) {
        return false;
    }
    const QByteArrayView around = editor->bytes(at - 1, at + 1);
    if (around != QByteArrayView("\"\"") && around != QByteArrayView("''"))
        return false;
    const qint64 begin = editor->lineStart(editor->lineAt(at));
    const QuotedWord word = quotedWordAt(shortened(editor->line(editor->lineAt(at))), at - begin);
    if (word.begin != at - 1 - begin)
        return false;
    editor->replace(at - 1, at + 1, {});
    return true;
}
