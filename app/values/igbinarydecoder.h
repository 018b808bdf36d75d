#pragma once

#include "app/values/treebuilder.h"

/// What the PHP extension igbinary writes (igbinary/src/php7/igbinary.c, enum igbinary_type), versions 1 and 2. No class is looked for and
/// no object made.
[[nodiscard]] Decoded decodeIgbinary(QByteArrayView bytes, const DecodeLimits &limits);
