#pragma once

#include <QString>

/// A stretch of time for people, in its two largest units: "3 d 4 h", "12 min 5 s", "0 s". Below zero is zero.
[[nodiscard]] QString durationText(qint64 seconds);
