#pragma once

#include "ui/values/imagereading.h"

/// Paints an SVG by nothing but its own bytes: what it would fetch from elsewhere, scripts, and entities are left out before it is read.
[[nodiscard]] ReadImage paintDrawing(QByteArrayView bytes);
