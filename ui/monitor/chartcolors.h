#pragma once

#include "app/monitor/statsample.h"

#include <QColor>
#include <QPalette>

/// Of the series that is `number`-th in its chart: told apart by people who see colours otherwise, and readable on the ground.
[[nodiscard]] QColor seriesColor(qsizetype number, const QPalette &palette);
/// Of the line that tells of something that happened.
[[nodiscard]] QColor markColor(StatEvent event, const QPalette &palette);
