#pragma once

#include "tests/benchmarks/workload.h"

#include <functional>
#include <vector>

struct Spread
{
    double least = 0;
    double median = 0;
    double most = 0;
};
Spread spreadOf(std::vector<double> values);

template <typename Figure> Spread spreadOf(const std::vector<Measurement> &measurements, Figure figure)
{
    std::vector<double> values;
    for (const Measurement &measurement : measurements)
        values.push_back(std::invoke(figure, measurement));
    return spreadOf(values);
}

/// The median of `figure` of one contender divided by that of the other in the same round.
template <typename Figure> double ratioOf(const std::vector<Measurement> &contender, const std::vector<Measurement> &other, Figure figure)
{
    std::vector<double> ratios;
    for (size_t i = 0; i < contender.size(); ++i)
        ratios.push_back(std::invoke(figure, contender[i]) / std::invoke(figure, other[i]));
    return spreadOf(ratios).median;
}

/// Prints what was reached, what was to be (`relation` is "<=" or ">="), and PASS or MISS.
void printGoal(const char *text, double value, const char *relation, double goal);
void printComparison(const char *text, double value);
