#pragma once

#include "app/commands/parseerror.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QCoreApplication>

enum class WordForm : quint8 {
    Bare,
    Quoted,
    Encoded, ///< hex: or base64:
    File,    ///< file: – the bytes are the path
};

/// A word of a line. Its bytes are a view into the line, or into the reader where they had to be decoded.
struct Word
{
    QByteArrayView bytes;
    qsizetype begin = 0; ///< in the line, from 0
    qsizetype end = 0;   ///< behind its last byte as written
    WordForm form = WordForm::Bare;
};

/// What stands between words.
[[nodiscard]] constexpr bool isBlank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/// The first blank from `from` on, or the end of the line.
[[nodiscard]] qsizetype blankFrom(QByteArrayView line, qsizetype from);

/// Takes a line of the command language apart into words. Keeps its buffer between lines.
class WordReader
{
    Q_DECLARE_TR_FUNCTIONS(WordReader)

public:
    /// Begins with `line`, which must outlive the words. Words of the line before are no longer valid.
    void start(QByteArrayView line);

    /// Skips blanks; false at the end of the line and at a comment.
    bool toNextWord();
    /// Whether a word begins right here: not the end, a blank or a comment.
    [[nodiscard]] bool atWord() const;

    [[nodiscard]] QByteArrayView line() const { return m_line; }
    [[nodiscard]] qsizetype position() const { return m_position; }
    /// Everything up to the next blank, whatever it looks like.
    [[nodiscard]] QByteArrayView ahead() const;
    /// The name of the option that begins here, without its equals sign; empty if none does.
    [[nodiscard]] QByteArrayView optionAhead() const;
    void skip(qsizetype length) { m_position += length; }

    /// Reads the word that begins here; false on an error.
    [[nodiscard]] bool read(Word &word);
    /// What read() stumbled over.
    [[nodiscard]] const ParseError &error() const { return m_error; }

private:
    bool readDoubleQuoted(Word &word);
    bool readSingleQuoted(Word &word);
    bool readEncoded(Word &word, QByteArrayView prefix);
    bool readPath(Word &word);
    bool unescape(Word &word);
    bool readEscape();
    bool readByteEscape();
    bool readCodePointEscape();
    bool closeQuote(Word &word);
    qsizetype startDecoding();
    bool fail(qsizetype begin, qsizetype end, const QString &text);
    bool failWord(const QString &text);
    void put(char byte) { m_decoded.data()[m_decodedLength++] = byte; }

    QByteArrayView m_line;
    qsizetype m_position = 0;
    /// Decoded bytes of this line. Decoding never makes a word longer, so a buffer as long as the line never moves under the views.
    QByteArray m_decoded;
    qsizetype m_decodedLength = 0;
    ParseError m_error;
};
