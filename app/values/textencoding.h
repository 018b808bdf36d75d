#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <atomic>

/// How the bytes of a text stand for characters.
enum class TextEncoding : quint8 { Utf8, Latin1, Utf16Le, Utf16Be };

/// What the first bytes say: a byte order mark, or zeros in every other byte; else UTF-8. Latin-1 is never guessed.
[[nodiscard]] TextEncoding guessTextEncoding(QByteArrayView bytes);
/// Its name, as people of the field write it.
[[nodiscard]] QString textEncodingName(TextEncoding encoding);
/// The same text in UTF-8, with U+FFFD for what has no meaning; a byte order mark is left out. Ends early when cancelled.
[[nodiscard]] QByteArray inUtf8(QByteArrayView bytes, TextEncoding encoding, const std::atomic_bool *cancelled = nullptr);
