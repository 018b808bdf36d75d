#include "tests/benchmarks/workload.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <valgrind/callgrind.h>

const char benchmarkValue[] = "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789";

void writeBenchmarkKey(char *out, uint32_t index)
{
    memcpy(out, "key:000000000000", benchmarkKeyLength);
    for (int i = benchmarkKeyLength - 1; index > 0; --i, index /= 10)
        out[i] = (char)('0' + index % 10);
}

static double wallClock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double cpuTime(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

void startMeasurement(Measurement *measurement)
{
    CALLGRIND_TOGGLE_COLLECT;
    measurement->cpuSeconds = cpuTime();
    measurement->seconds = wallClock();
}

void stopMeasurement(Measurement *measurement)
{
    measurement->seconds = wallClock() - measurement->seconds;
    measurement->cpuSeconds = cpuTime() - measurement->cpuSeconds;
    CALLGRIND_TOGGLE_COLLECT;
}
