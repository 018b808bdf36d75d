#pragma once

#include "connection/error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <variant>

/// The key that a person writes as a word of the command language (bare, in quotes with escapes, `hex:`, `base64:`), or an Error (Invalid)
/// that says why it is none: more than one word, or one that no server takes as a key.
[[nodiscard]] std::variant<QByteArray, Error> writtenKey(QByteArrayView text);
