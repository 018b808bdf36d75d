#include "tests/benchmarks/figures.h"

#include "tests/benchmarks/spread.h"

#include <cstdio>

namespace {

template <typename Figure> double ratioOf(const Rounds &rounds, ContenderId contender, ContenderId other, Figure figure)
{
    return ratioOf(rounds[size_t(contender)], rounds[size_t(other)], figure);
}

} // namespace

void printFigures(const Rounds &rounds, quint32 count)
{
    std::printf("\n%-29s %21s   %24s   %8s   %20s\n", "", "thousand a second", "client CPU, s a million", "bytes", "pauses of the loop");
    std::printf("%-29s %21s   %24s   %8s   %20s\n", "", "median (spread)", "median (spread)", "a result", "p50 / p99 / max, ms");
    for (size_t i = 0; i < contenderCount; ++i) {
        const std::vector<Measurement> &measurements = rounds[i];
        const Spread speed = spreadOf(measurements, [count](const Measurement &each) { return count / each.seconds / 1e3; });
        const Spread cpu = spreadOf(measurements, [count](const Measurement &each) { return each.cpuSeconds * 1e6 / count; });
        std::printf("%-29s %6.0f (%5.0f -%6.0f)   %7.3f (%6.3f -%6.3f)", contenders[i].title, speed.median, speed.least, speed.most,
                    cpu.median, cpu.least, cpu.most);
        const double longest = spreadOf(measurements, &Measurement::longestPause).most;
        if (const double bytes = spreadOf(measurements, &Measurement::bytesKept).median; bytes > 0)
            std::printf("   %8.1f", bytes);
        else if (longest > 0)
            std::printf("   %8s", "");
        if (longest > 0)
            std::printf("   %6.2f /%6.2f /%6.2f", spreadOf(measurements, &Measurement::medianPause).median,
                        spreadOf(measurements, &Measurement::pause99).median, longest);
        std::printf("\n");
    }
    std::printf("\n");
}

void printGoals(const Rounds &rounds)
{
    using enum ContenderId;
    const auto speedRatio = [&rounds](ContenderId contender, ContenderId other) {
        return 1 / ratioOf(rounds, contender, other, &Measurement::seconds);
    };
    const auto cpuRatio = [&rounds](ContenderId contender, ContenderId other) {
        return ratioOf(rounds, contender, other, &Measurement::cpuSeconds);
    };
    printGoal("SETQ: throughput against raw C, keeping", speedRatio(SlabscopeSets, RawKeepingSets), ">=", 0.95);
    printGoal("GETKQ: throughput against raw C, keeping", speedRatio(SlabscopeGets, RawKeepingGets), ">=", 0.95);
    printGoal("SETQ: client CPU against raw C, keeping", cpuRatio(SlabscopeSets, RawKeepingSets), "<=", 1.3);
    printGoal("GETKQ: client CPU against raw C, keeping", cpuRatio(SlabscopeGets, RawKeepingGets), "<=", 1.3);
    printGoal("SETQ: client CPU against libmemcached", cpuRatio(SlabscopeSets, LibmemcachedSets), "<=", 1 / 2.0);
    printGoal("GETKQ: client CPU against libmemcached, keeping", cpuRatio(SlabscopeGets, LibmemcachedKeepingGets), "<=", 1 / 3.0);
    printGoal("GETKQ: bytes kept a result", spreadOf(rounds[size_t(SlabscopeGets)], &Measurement::bytesKept).most,
              "<=", benchmarkKeyLength + benchmarkValueLength + 48);
    printGoal("SETQ: 99th percentile of the loop's pauses, ms", spreadOf(rounds[size_t(SlabscopeSets)], &Measurement::pause99).median,
              "<=", 8);
    printGoal("GETKQ: 99th percentile of the loop's pauses, ms", spreadOf(rounds[size_t(SlabscopeGets)], &Measurement::pause99).median,
              "<=", 8);
    // Slabscope keeps its results; for information, how it stands against those that do not.
    printComparison("SETQ: throughput against raw C, dropping", speedRatio(SlabscopeSets, RawSets));
    printComparison("GETKQ: throughput against raw C, dropping", speedRatio(SlabscopeGets, RawGets));
    printComparison("SETQ: client CPU against raw C, dropping", cpuRatio(SlabscopeSets, RawSets));
    printComparison("GETKQ: client CPU against raw C, dropping", cpuRatio(SlabscopeGets, RawGets));
    printComparison("GETKQ: client CPU against libmemcached, dropping", cpuRatio(SlabscopeGets, LibmemcachedGets));
}
