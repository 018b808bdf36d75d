#pragma once

#include "app/results/roworder.h"

#include <QString>

/// What a cell of results shows: `limit` bytes of a key or a value at most, with an ellipsis; all of it if that is negative, and then fit
/// for text that is taken apart again. For any thread.
[[nodiscard]] QString cellText(const ResultRow &row, ResultColumn column, qsizetype limit);

/// The value, the number or the message of an outcome in the same way.
[[nodiscard]] QString valueText(const Outcome &outcome, qsizetype limit);

/// "0.042 s".
[[nodiscard]] QString secondsText(std::chrono::milliseconds time);
