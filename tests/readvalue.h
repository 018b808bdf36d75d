#pragma once

#include "app/values/sharedreading.h"

/// Bytes as they are read when a person says by what.
inline SharedReading readBy(Serialization serialization, const QByteArray &bytes)
{
    ChosenSteps chosen;
    chosen.compression = CompressionStep{.certainty = Certainty::Chosen};
    chosen.serialization = SerializationStep{.serialization = serialization, .certainty = Certainty::Chosen};
    return shareReading(readValue(bytes, 0, ClientLibrary::Unknown, DecodeLimits(), chosen));
}

inline SharedReading readJson(const QByteArray &bytes)
{
    return readBy(Serialization::Json, bytes);
}
