#pragma once

#include <QFont>

/// The font of keys, values and scripts: one whose characters are all equally wide.
[[nodiscard]] QFont fixedFont();

/// The system's own.
[[nodiscard]] QFont systemFixedFont();

/// Makes another font that of keys, values and scripts, at once in all windows. An empty `family` and 0 `points` stand for the system's.
void applyFixedFont(const QString &family, int points);
