#pragma once

#include <QByteArray>

/// A time as in ISO 8601, in UTC; empty where no calendar reaches.
[[nodiscard]] QByteArray timeText(qint64 secondsSinceEpoch, quint32 nanoseconds = 0);
[[nodiscard]] QByteArray timeTextOfMilliseconds(qint64 sinceEpoch);
/// The same of seconds with a fraction, as doubles hold them.
[[nodiscard]] QByteArray timeTextOfReal(double secondsSinceEpoch);
