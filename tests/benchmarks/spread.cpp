#include "tests/benchmarks/spread.h"

#include <algorithm>
#include <cstdio>

Spread spreadOf(std::vector<double> values)
{
    std::ranges::sort(values);
    return {values.front(), values[values.size() / 2], values.back()};
}

void printGoal(const char *text, double value, const char *relation, double goal)
{
    const bool reached = relation[0] == '>' ? value >= goal : value <= goal;
    std::printf("%s  %-62s %7.2f   (goal: %s %.2f)\n", reached ? "PASS" : "MISS", text, value, relation, goal);
}

void printComparison(const char *text, double value)
{
    std::printf("      %-62s %7.2f   (no goal)\n", text, value);
}
