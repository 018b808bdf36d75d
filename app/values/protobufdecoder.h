#pragma once

#include "app/values/treebuilder.h"

/// A Protocol Buffers message without its schema (protobuf.dev, "Encoding"): fields by number. Whether bytes are a text or a message is a
/// guess: a text where they are readable UTF-8, else a message where they are one, else bytes.
[[nodiscard]] Decoded decodeProtobuf(QByteArrayView bytes, const DecodeLimits &limits);
