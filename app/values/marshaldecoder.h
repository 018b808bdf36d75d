#pragma once

#include "app/values/treebuilder.h"

/// What Ruby's Marshal.dump writes (ruby, doc/marshal.rdoc; format 4.8). No class is looked for and no object made. Symbols are texts with
/// the type name "symbol"; instance variables are members, but for those that only say which encoding a text has.
[[nodiscard]] Decoded decodeMarshal(QByteArrayView bytes, const DecodeLimits &limits);
