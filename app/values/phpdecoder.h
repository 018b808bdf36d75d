#pragma once

#include "app/values/treebuilder.h"

/// What PHP's serialize() writes (php-src, ext/standard/var.c and var_unserializer.re). No class is looked for and no object made. Private
/// and protected properties have their names alone as keys, whose type names say "private of Class" and "protected".
[[nodiscard]] Decoded decodePhp(QByteArrayView bytes, const DecodeLimits &limits);

/// What session_encode() writes with the handler "php": names, each with | and a serialized value behind it.
[[nodiscard]] Decoded decodePhpSession(QByteArrayView bytes, const DecodeLimits &limits);
