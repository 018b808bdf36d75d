#include "ui/workbench/scriptstyler.h"

#include <algorithm>
#include <cstring>

namespace {

ScriptStyle styleOf(Argument argument)
{
    switch (argument) {
    case Argument::Key:
        return ScriptStyle::Key;
    case Argument::Value:
        return ScriptStyle::Value;
    case Argument::Group:
        return ScriptStyle::Group;
    case Argument::None:
    case Argument::Ttl:
    case Argument::Delta:
    case Argument::Delay:
        break;
    }
    return ScriptStyle::Number;
}

/// Bytes of the escape that begins with the backslash at the front of `rest`.
qsizetype escapeLength(QByteArrayView rest)
{
    if (rest.startsWith("\\x"))
        return std::min<qsizetype>(4, rest.size());
    if (rest.startsWith("\\u{")) {
        const qsizetype end = rest.indexOf('}');
        return end < 0 ? rest.size() : end + 1;
    }
    return std::min<qsizetype>(2, rest.size());
}

} // namespace

void ScriptStyler::style(QByteArrayView line, char *styles)
{
    m_line = line.first(std::min(line.size(), longestLine));
    m_styles = styles;
    fill(0, m_line.size(), ScriptStyle::Blank);
    m_words.start(m_line);
    bool whole = true;
    if (m_words.toNextWord()) {
        const QByteArrayView name = m_words.ahead();
        const CommandSyntax *syntax = findCommand(name);
        fill(m_words.position(), m_words.position() + name.size(),
             !syntax                       ? ScriptStyle::Unknown
                 : isQuiet(syntax->opcode) ? ScriptStyle::QuietCommand
                                           : ScriptStyle::Command);
        m_words.skip(name.size());
        whole = (!syntax || styleRequired(*syntax)) && styleRest(syntax);
    }
    if (whole) // what is left is a comment
        fill(m_words.position(), m_line.size(), ScriptStyle::Comment);
    if (line.size() > m_line.size())
        std::memset(styles + m_line.size(), styles[m_line.size() - 1], size_t(line.size() - m_line.size()));
}

bool ScriptStyler::styleRequired(const CommandSyntax &syntax)
{
    for (const Argument argument : syntax.required) {
        if (argument == Argument::None || !m_words.toNextWord())
            return true;
        if (!styleWord(styleOf(argument)))
            return false;
    }
    return true;
}

bool ScriptStyler::styleRest(const CommandSyntax *syntax)
{
    bool positionalTaken = !syntax || syntax->optional == Argument::None;
    while (m_words.toNextWord()) {
        ScriptStyle kind = syntax ? ScriptStyle::Error : ScriptStyle::Value;
        const QByteArrayView name = m_words.optionAhead();
        if (syntax && syntax->optional == Argument::Group) {
            kind = ScriptStyle::Group;
        } else if (!name.isEmpty()) {
            const OptionSyntax *option = findOption(name);
            const bool known = option && (!syntax || syntax->options.testFlag(option->option));
            fill(m_words.position(), m_words.position() + name.size() + 1, known ? ScriptStyle::Option : ScriptStyle::Error);
            m_words.skip(name.size() + 1);
            if (!m_words.atWord())
                continue;
            kind = ScriptStyle::Number;
        } else if (!positionalTaken) {
            positionalTaken = true;
            kind = styleOf(syntax->optional);
        }
        if (!styleWord(kind))
            return false;
    }
    return true;
}

bool ScriptStyler::styleWord(ScriptStyle kind)
{
    Word word;
    const qsizetype begin = m_words.position();
    if (!m_words.read(word))
        return styleFault(begin);
    if (kind == ScriptStyle::Error) {
        fill(word.begin, word.end, kind);
        return true;
    }
    const QByteArrayView written = m_line.sliced(word.begin, word.end - word.begin);
    const qsizetype prefix = word.begin + written.indexOf(':') + 1;
    switch (word.form) {
    case WordForm::Bare:
        fill(word.begin, word.end, kind);
        break;
    case WordForm::Quoted:
        styleQuoted(word, kind == ScriptStyle::Key ? kind : ScriptStyle::String);
        break;
    case WordForm::Encoded:
    case WordForm::File:
        fill(word.begin, prefix, ScriptStyle::Prefix);
        fill(prefix, word.end, word.form == WordForm::File ? ScriptStyle::Path : ScriptStyle::Encoded);
        break;
    }
    return true;
}

void ScriptStyler::styleQuoted(const Word &word, ScriptStyle kind)
{
    fill(word.begin, word.end, kind);
    if (m_line[word.begin] != '"')
        return;
    for (qsizetype at = m_line.indexOf('\\', word.begin); at >= 0 && at < word.end;) {
        const qsizetype end = at + escapeLength(m_line.sliced(at, word.end - at));
        fill(at, end, ScriptStyle::Escape);
        at = m_line.indexOf('\\', end);
    }
}

bool ScriptStyler::styleFault(qsizetype begin)
{
    const char first = m_line[begin];
    const QByteArrayView rest = m_line.sliced(begin);
    if (first == '"' || first == '\'' || rest.startsWith("file:\"")) {
        // Where the quoted word ends is not known: the rest of the line is it, with the fault in it.
        const ParseError &error = m_words.error();
        const qsizetype from = error.column - 1;
        fill(begin, m_line.size(), ScriptStyle::String);
        if (from > begin && rest.size() > error.length)
            fill(from, std::min(from + error.length, m_line.size()), ScriptStyle::Error);
        return false;
    }
    m_words.skip(begin - m_words.position());
    const qsizetype blank = m_words.ahead().size();
    fill(begin, begin + blank, ScriptStyle::Error);
    m_words.skip(blank);
    return true;
}

void ScriptStyler::fill(qsizetype begin, qsizetype end, ScriptStyle style)
{
    std::memset(m_styles + begin, char(style), size_t(end - begin));
}
