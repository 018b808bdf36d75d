#pragma once

#include "app/values/treebuilder.h"

/// What Java's ObjectOutputStream writes (Java Object Serialization Specification, chapter 6, "Grammar for the Stream Format"). No class is
/// looked for and no object made. Boxed numbers, the usual collections and dates are shown as what they mean; what other classes write
/// behind their fields by themselves is a member of its own.
[[nodiscard]] Decoded decodeJava(QByteArrayView bytes, const DecodeLimits &limits);
