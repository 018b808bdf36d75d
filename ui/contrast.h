#pragma once

#include <QColor>

/// From 1 (none) to 21 (black and white), as WCAG 2.1 defines it.
[[nodiscard]] double contrast(const QColor &one, const QColor &other);
/// `color`, as much lighter or darker as it takes for a contrast of at least 4.5 to 1 on `ground`.
[[nodiscard]] QColor readableOn(const QColor &color, const QColor &ground);
