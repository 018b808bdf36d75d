#pragma once

#include "app/values/treebuilder.h"

/// JSON (RFC 8259): members in their order, repeated keys as often as they are there, numbers with their digits. Texts are unescaped; an
/// escaped half of a surrogate pair, which is no character, stays as it is written. Bytes from 0x80 are not checked to be UTF-8.
[[nodiscard]] Decoded decodeJson(QByteArrayView bytes, const DecodeLimits &limits);
