#pragma once

#include "app/values/treebuilder.h"

/// MessagePack (github.com/msgpack/msgpack/blob/master/spec.md), with the extension type for times. Extensions that are not known are
/// Unknown, their numbers in their type names.
[[nodiscard]] Decoded decodeMessagePack(QByteArrayView bytes, const DecodeLimits &limits);
