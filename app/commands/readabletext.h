#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

/// One step through bytes that may or may not be UTF-8.
struct Utf8Step
{
    char32_t codePoint = 0;
    qsizetype length = 0; ///< bytes; 0: they are not UTF-8
};

/// The code point that `bytes` (not empty) begins with. Overlong forms and surrogates are not UTF-8.
[[nodiscard]] Utf8Step firstCodePoint(QByteArrayView bytes);

/// Whether a code point can stand in a line as it is: it is seen, and no editor changes it or breaks the line at it. Of all spaces only the
/// ASCII one can.
[[nodiscard]] bool isReadable(char32_t codePoint);

enum class QuoteEscapes {
    Keep,   ///< a quote and a backslash stay as they are, for people
    Escape, ///< they get a backslash, for a word in double quotes
};

/// Appends `bytes` as UTF-8 in which everything that is not readable is written with the escapes of the command language.
void appendReadable(QByteArray &out, QByteArrayView bytes, QuoteEscapes quotes);

/// `bytes` for a message: readable, and shortened after about 40 bytes.
[[nodiscard]] QString shownBytes(QByteArrayView bytes);
