#pragma once

#include "app/commands/commandlanguage.h"
#include "app/commands/wordreader.h"

#include <QByteArrayView>

/// What a byte of a script is, as the editor colours it. 0 is left out: Scintilla gives it to bytes that nobody has styled.
enum class ScriptStyle : char {
    Blank = 1,
    Comment,
    Command,
    QuietCommand,
    Unknown, ///< no command of the language
    Key,
    Value,
    String,
    Escape,
    Prefix, ///< hex: base64: file:
    Encoded,
    Path,
    Number, ///< a ttl, a delta, the value of an option
    Option, ///< with its equals sign
    Group,  ///< of a STAT
    Error,
};
constexpr int scriptStyleCount = int(ScriptStyle::Error);

/// Styles lines of the command language as the parser reads them, a line at a time and without looking at any other.
class ScriptStyler
{
public:
    /// Bytes: of a longer line the rest is styled as its last byte here, so that no line takes long.
    static constexpr qsizetype longestLine = 32 * 1024;

    /// Writes the style of every byte of `line`, which has no line end, to `styles`.
    void style(QByteArrayView line, char *styles);

private:
    bool styleRequired(const CommandSyntax &syntax);
    bool styleRest(const CommandSyntax *syntax);
    bool styleWord(ScriptStyle kind);
    void styleQuoted(const Word &word, ScriptStyle kind);
    bool styleFault(qsizetype begin);
    void fill(qsizetype begin, qsizetype end, ScriptStyle style);

    WordReader m_words;
    QByteArrayView m_line;
    char *m_styles = nullptr;
};
