#pragma once

#include "connection/protocol/response.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// Bytes: no line of an answer may be longer. The longest that a memcached sends, a key of 250 bytes percent-encoded with its fields, stays
/// under 1 KiB.
inline constexpr qsizetype longestTextLine = 16 * 1024;

/// Cuts the first line off `bytes`. Complete: `line` is the line without its end (LF or CR LF), `length` the bytes it took with it.
/// Malformed: it is longer than longestTextLine.
[[nodiscard]] ParseState cutLine(QByteArrayView bytes, QByteArrayView &line, qsizetype &length);

/// The whole of `digits` as a number; none: it is no number, or too large a one.
[[nodiscard]] std::optional<quint64> unsignedNumber(QByteArrayView digits);
[[nodiscard]] std::optional<quint32> unsignedNumber32(QByteArrayView digits);
/// The same with an optional minus.
[[nodiscard]] std::optional<qint64> signedNumber(QByteArrayView digits);

/// Undoes the percent-encoding of protocol.txt (metadump, watch): writes to `out`, which has room for all of `text`, and returns how many
/// bytes that made. -1: a percent sign without two hexadecimal digits behind it.
[[nodiscard]] qsizetype decodePercent(QByteArrayView text, char *out);
[[nodiscard]] std::optional<QByteArray> decodedPercent(QByteArrayView text);

/// Walks over the words of a line: what stands between spaces, of which there may be several.
class TextWords
{
public:
    explicit TextWords(QByteArrayView line)
        : m_rest(line)
    {
    }
    /// The next word; empty: there is none any more.
    [[nodiscard]] QByteArrayView next();
    /// What is left of the line, without the spaces before it.
    [[nodiscard]] QByteArrayView rest();

private:
    QByteArrayView m_rest;
};

/// A line as a person may be shown it: cut to a sensible length, bytes that are no printable ASCII written as \xHH.
[[nodiscard]] QString quotedLine(QByteArrayView line);
