#pragma once

#include "app/values/treebuilder.h"

/// What Perl's Storable freezes (Storable.xs, SX_… codes; major version 2), in network order or in that of x86. No package is looked for
/// and no hook run. References, of which Perl needs one for each array or hash in another, are not shown as parts of their own.
[[nodiscard]] Decoded decodeStorable(QByteArrayView bytes, const DecodeLimits &limits);
