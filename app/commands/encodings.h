#pragma once

#include <QByteArrayView>

/// The value of a hexadecimal digit in either case; -1 for anything else.
[[nodiscard]] int hexValue(char digit);

/// Decode `digits` to `out`, which has room for as many bytes; answer how many bytes that made, or -1 if they are not all right.
/// Hexadecimal digits come in pairs; Base64 is the standard alphabet with its padding (RFC 4648, section 4), and no bit of it is lost.
[[nodiscard]] qsizetype decodeHex(QByteArrayView digits, char *out);
[[nodiscard]] qsizetype decodeBase64(QByteArrayView digits, char *out);

/// Writes a code point, which is not a surrogate, as UTF-8 to `out`: up to four bytes. Answers how many.
qsizetype encodeUtf8(char32_t codePoint, char *out);
