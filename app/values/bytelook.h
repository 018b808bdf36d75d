#pragma once

#include "app/values/valuechain.h"

/// What the bytes themselves say about how they are serialized, with what decoding them gave, as only that makes sure.
struct ByteLook
{
    SerializationStep step;
    Decoded value;
};

enum class LookFor : quint8 {
    Anything,  ///< text and numbers too
    Structure, ///< only what has a mark of its own; else Bytes
};

/// Formats without a mark (Protocol Buffers) are never found.
[[nodiscard]] ByteLook lookAtBytes(QByteArrayView bytes, LookFor wanted, const DecodeLimits &limits);
