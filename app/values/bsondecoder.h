#pragma once

#include "app/values/treebuilder.h"

/// A BSON document (bsonspec.org, version 1.1).
[[nodiscard]] Decoded decodeBson(QByteArrayView bytes, const DecodeLimits &limits);
