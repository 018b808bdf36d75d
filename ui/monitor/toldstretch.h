#pragma once

#include "app/monitor/stathistory.h"

#include <QString>

#include <vector>

class ChartTime;

/// Which of `stretches` the numbers are told of: what the cursor is at, or else the latest; null: nothing was measured there, or nothing
/// lately.
[[nodiscard]] const StatStretch *toldStretch(const std::vector<StatStretch> &stretches, const ChartTime &time);
/// What happened, and when.
[[nodiscard]] QString markText(const StatMark &mark);
