#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// What a Python string literal in quotes means, its escapes resolved; nothing where it is none.
[[nodiscard]] std::optional<QByteArray> unquotedPython(QByteArrayView literal);
/// Python's encoding raw-unicode-escape, as UTF-8: Latin-1 with \uXXXX and \UXXXXXXXX.
[[nodiscard]] QByteArray unescapedUnicode(QByteArrayView text);
