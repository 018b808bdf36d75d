#pragma once

#include <QString>

// Amounts as a person reads them, in the application's locale.

/// Bytes: "512 B", "1.2 GiB".
[[nodiscard]] QString byteText(qint64 bytes);
/// A stretch of time in its two largest units: "45 s", "17 min 4 s", "3 d 4 h".
[[nodiscard]] QString durationText(qint64 seconds);
/// A part of a whole, 0 to 1: "38 %". Something is never told as nothing, nor nearly all as all.
[[nodiscard]] QString shareText(double share);
/// The same with a digit behind the point where it is little: "4.2 %", "<0.1 %".
[[nodiscard]] QString fineShareText(double share);
[[nodiscard]] QString keyCountText(qint64 keys);
