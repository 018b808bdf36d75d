#pragma once

#include "app/values/treebuilder.h"

/// CBOR (RFC 8949). Tags are type names, but for those whose meaning is plain: times, large whole numbers, and the one that marks CBOR
/// itself.
[[nodiscard]] Decoded decodeCbor(QByteArrayView bytes, const DecodeLimits &limits);
