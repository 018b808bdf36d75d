#pragma once

#include "app/monitor/stathistory.h"

#include <QByteArray>

/// What was measured as text for other programs, a line for each stretch of time: times in UTC (ISO 8601), counters a second, gauges as
/// they were. What is not known is left empty in CSV, and left out in JSON.
enum class StatFormat : quint8 { Csv, JsonLines };

/// The line of titles with its end; empty: the format has none.
[[nodiscard]] QByteArray statHeader(StatFormat format);
void appendStretch(QByteArray &out, StatFormat format, const StatStretch &stretch);
void appendMark(QByteArray &out, StatFormat format, const StatMark &mark);
