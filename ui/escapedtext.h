#pragma once

#include <QByteArrayView>
#include <QString>

/// What stays as it is beside printable characters.
enum class Escaping {
    OneLine,   ///< nothing: line ends and tabs are escaped too
    Lines,     ///< line feeds and tabs
    Separated, ///< nothing, and a backslash is doubled: for text that is taken apart again
};

/// `bytes` as text for people: what is not printable UTF-8 is written as the command language writes it (`\n`, `\xHH`, `\u{H…}`).
[[nodiscard]] QString escapedText(QByteArrayView bytes, Escaping escaping = Escaping::OneLine);

/// The same of at most `limit` bytes, with an ellipsis where more follow.
[[nodiscard]] QString escapedPreview(QByteArrayView bytes, qsizetype limit);

/// The largest length up to `limit` that does not cut a UTF-8 sequence in two.
[[nodiscard]] qsizetype wholeCharacters(QByteArrayView bytes, qsizetype limit);
