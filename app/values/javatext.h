#pragma once

#include <QByteArray>

/// Java's modified UTF-8 (java.io.DataInput) as UTF-8: it writes NUL in two bytes, and characters beyond the first 65536 as two halves of
/// three bytes each. What is not well formed stays as it is.
[[nodiscard]] QByteArray utf8OfJava(QByteArrayView text);
[[nodiscard]] QByteArray javaOfUtf8(QByteArrayView text);
/// Whether both are the same for it.
[[nodiscard]] bool isPlainJavaText(QByteArrayView text);
