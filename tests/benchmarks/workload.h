#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What every contender does, and how it is timed.

enum { benchmarkKeyLength = 16, benchmarkValueLength = 100 };

/// 100 bytes, the same for all items.
extern const char benchmarkValue[benchmarkValueLength + 1];

/// Writes the key of item `index`, 16 bytes without an end.
void writeBenchmarkKey(char *out, uint32_t index);

/// What one contender took for one batch.
typedef struct Measurement
{
    double seconds;        ///< wall clock, from the first request to the last answer
    double cpuSeconds;     ///< user and system time of the client alone
    double bytesKept;      ///< a result; 0 where none is kept
    double medianPause;    ///< ms: how long the event loop was away from its waiting
    double pause99;        ///< ms, the 99th percentile
    double longestPause;   ///< ms
    uint32_t wrongAnswers; ///< answers that were not what was expected: a measurement with any is worth nothing
} Measurement;

/// Takes the time now, as the beginning of a measurement. Under callgrind, instructions count from here on.
void startMeasurement(Measurement *measurement);
/// Turns it into what has passed since. Instructions count up to here.
void stopMeasurement(Measurement *measurement);

#ifdef __cplusplus
}
#endif
