#pragma once

#include "app/values/decodelimits.h"
#include "app/values/valuetree.h"

#include <QByteArray>

enum class JsonLayout : quint8 { Compact, Indented };

/// A value as JSON (RFC 8259), for people and for copying: numbers with the digits that they were stored with, members in their order and
/// as often as they are there. What JSON lacks is written as a string: bytes and texts that are not UTF-8 with \u00XX for each byte that is
/// not ASCII, keys of other types as their own JSON. A reference is {"$ref": path}. Ends early, without being JSON, after
/// limits.greatestOutput bytes or when cancelled.
[[nodiscard]] QByteArray jsonText(const ValueTree &tree, qint32 top, JsonLayout layout, const DecodeLimits &limits);
